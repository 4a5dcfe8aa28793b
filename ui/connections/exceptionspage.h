// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/tlschoices.h"

#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace Recloser {

class Theme;

/// The certificates that are trusted for one host although something is wrong with them. They are
/// made where the error is; here they are seen and taken back. GUI thread.
class ExceptionsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ExceptionsPage(const Theme &theme, QWidget *parent = nullptr);

    void show(const TlsChoices &choices, const QDateTime &now);
    using QWidget::show;
    /// Puts what was chosen here into `choices`.
    void takeInto(TlsChoices &choices) const { choices.exceptions = m_exceptions; }

private:
    void fill();
    void remove();

    QDateTime m_now;
    QList<TlsException> m_exceptions;
    QStackedWidget *m_pages;
    QTableWidget *m_table;
    QPushButton *m_remove;
};

} // namespace Recloser
