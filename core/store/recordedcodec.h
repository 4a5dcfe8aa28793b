// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/recordedcall.h"

namespace Recloser {

/// What a RecordedCall needs of what exchangecodec.h encodes, and nothing else of it: a million of
/// them are read at a time. Decoding never fails: a member that is missing or of another type
/// leaves its default.

/// Method and URL, circuit and ending.
void decodeDetails(const QByteArray &cbor, RecordedCall &call);

RecordedAttempt decodedRecordedAttempt(const QByteArray &cbor);

} // namespace Recloser
