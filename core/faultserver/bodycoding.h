// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Recloser {

/// A gzip member (RFC 1952) that holds `bytes`.
QByteArray gzipped(const QByteArray &bytes);

/// A zlib stream (RFC 1950), which is what HTTP calls "deflate".
QByteArray deflated(const QByteArray &bytes);

} // namespace Recloser
