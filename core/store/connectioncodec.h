// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"

class QCborMap;
class QCborStreamWriter;

namespace Recloser {

/// As a CBOR map (RFC 8949). Members are left out where they hold the default.
void write(QCborStreamWriter &cbor, const ConnectionReport &connection);
ConnectionReport connectionFrom(const QCborMap &map);

} // namespace Recloser
