// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringView>

namespace Recloser {

/// As people count: "file 2" before "file 10", whatever the case.
bool isBefore(QStringView a, QStringView b);

} // namespace Recloser
