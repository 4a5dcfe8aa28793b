// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/patternfield.h"

#include <QToolButton>

namespace Recloser {

/// Copies the pattern of a field in one of several notations. The field outlives it. GUI thread.
class PatternCopyButton : public QToolButton
{
    Q_OBJECT

public:
    explicit PatternCopyButton(const PatternField &field, QWidget *parent = nullptr);
};

} // namespace Recloser
