// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace Recloser {

/// URLs as services call them: few hosts, many paths and queries. The same ones each time.
QStringList generatedUrls(int count);

} // namespace Recloser
