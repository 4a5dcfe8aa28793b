// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"

class QCborMap;
class QCborStreamWriter;
class QCborValue;

namespace Recloser {

/// A request as it was sent, but for the bytes of its body, as a CBOR map: a part of what
/// exchangecodec.h writes; its rules hold.
void write(QCborStreamWriter &cbor, const ResolvedRequest &request);
ResolvedRequest requestFrom(const QCborMap &map);

// What other parts have as well.

/// Names and values in turn.
void write(QCborStreamWriter &cbor, const QList<RawHeader> &headers);
QList<RawHeader> headersFrom(const QCborValue &value);
QUrl urlFrom(const QCborValue &value);

} // namespace Recloser
