// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/structure/bodyfilter.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace Recloser {

/// The line that a query is typed in, with the count of what it finds, and below it what is wrong
/// with it. Esc closes, Enter goes to what was found. `filter` outlives it.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    FilterBar(const Theme &theme, BodyFilter &filter, QWidget *parent = nullptr);

    /// Takes the focus.
    void open();
    void setLanguage(StructureLanguage language);
    /// "3 values", "JSONPath, at 5: ] was expected".
    QString countText() const;
    QString faultText() const;
    QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    void closeRequested();
    void listRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takeNews();

    BodyFilter &m_filter;
    QLineEdit *m_field;
    QLabel *m_count;
    QLabel *m_fault;
};

} // namespace Recloser
