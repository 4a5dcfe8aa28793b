// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class QButtonGroup;

namespace Recloser {

/// A few exclusive choices side by side; the arrow keys go through them.
class ChoiceRow : public QWidget
{
    Q_OBJECT

public:
    /// One choice for every text, numbered from 0; `&` marks mnemonics.
    ChoiceRow(const QString &accessibleName, const QStringList &texts, QWidget *parent = nullptr);

    /// Silent.
    void setCurrent(int choice);
    int current() const;

Q_SIGNALS:
    /// Somebody chose another one.
    void chosen(int choice);

private:
    QButtonGroup *m_group;
};

} // namespace Recloser
