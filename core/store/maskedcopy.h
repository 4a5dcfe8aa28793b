// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>

namespace Recloser {

/// `bytes` with "***" in the place of each of `masked`; longer ones first.
QByteArray withMasks(QByteArray bytes, const QList<QByteArray> &masked);

/// True when any of `masked` occurs in what is left of `from`. Reads it in pieces.
bool holdsAny(QIODevice &from, const QList<QByteArray> &masked);

/// Copies what is left of `from`, masked, in pieces of flat memory. False: `to` could not be
/// written.
bool copyMasked(QIODevice &from, QIODevice &to, const QList<QByteArray> &masked);

} // namespace Recloser
