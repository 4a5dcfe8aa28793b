// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

class QCborMap;
class QCborStreamWriter;

namespace Recloser {

/// The policies of an exchange as a CBOR map, a part of what exchangecodec.h writes; its rules
/// hold.
void write(QCborStreamWriter &cbor, const Policies &policies);
Policies policiesFrom(const QCborMap &map);

} // namespace Recloser
