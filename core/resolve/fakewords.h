// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace Recloser {

/// Made-up names, addresses and words, under the names that JetBrains IDEs give them:
/// "$random.name.firstName".
const QStringList &fakeNames();
/// One of `fakeNames()`, drawn by chance. Mail and hosts are below example.com and example.org,
/// which belong to nobody (RFC 2606); addresses are of the ranges for documentation (RFC 5737).
QString fakeValue(const QString &name);

} // namespace Recloser
