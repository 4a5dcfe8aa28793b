// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class QMenu;
class QToolButton;

namespace Recloser {

/// The filters that are used most, as buttons, and the others in a menu. All of them are words of
/// the search, so that they can be typed and seen as well.
class HistoryFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryFilterBar(QWidget *parent = nullptr);

    /// Marks what is among the words of `search`.
    void follow(const QString &search);

Q_SIGNALS:
    /// A filter such as "is:failed" was chosen: in or out of the search.
    void toggled(const QString &filter);

private:
    void buildMenu(QMenu &menu);

    QList<QToolButton *> m_buttons;
    QToolButton *m_more;
    QString m_search;
};

} // namespace Recloser
