// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QRandomGenerator>

namespace Recloser {

/// A `.http` file that says something, put together by chance of the constructs of JetBrains, VS
/// Code REST Client, httpYac and ourselves.
QByteArray plausibleFile(QRandomGenerator &random);

/// `bytes` with some pieces removed, doubled, replaced or put in.
QByteArray mutated(QByteArray bytes, QRandomGenerator &random);

} // namespace Recloser
