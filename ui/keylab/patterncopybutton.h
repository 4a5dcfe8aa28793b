// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"
#include "ui/keylab/patternfield.h"

#include <QToolButton>

#include <functional>

namespace Recloser {

/// Copies the pattern of a field in one of several notations. The field outlives it. GUI thread.
class PatternCopyButton : public QToolButton
{
    Q_OBJECT

public:
    explicit PatternCopyButton(const PatternField &field, QWidget *parent = nullptr);

    /// The rows of a test that is copied.
    using TestRows = std::function<QList<std::pair<QString, WantedKey>>()>;
    void setTestRows(TestRows rows) { m_rows = std::move(rows); }

private:
    TestRows m_rows;
};

} // namespace Recloser
