// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace Recloser {

/// The cookies of an exchange, request by request: what the jar sent, what came back and was kept,
/// and what was refused and why. Values are masked until they are asked for; those of history are
/// gone. GUI thread.
class ResponseCookiesPage : public QWidget
{
    Q_OBJECT

public:
    explicit ResponseCookiesPage(const Theme &theme, QWidget *parent = nullptr);

    void showExchange(const Exchange &exchange);
    void clear();
    /// Cookies that came back, over all attempts.
    static qsizetype countOf(const Exchange &exchange);

    QTreeWidget *tree() const { return m_tree; }

Q_SIGNALS:
    /// Somebody wants to see the jar.
    void jarRequested();

private:
    QTreeWidgetItem *addGroup(const QString &title);
    QTreeWidgetItem *addCookie(QTreeWidgetItem *group, const QByteArray &name,
                               const QByteArray &value, const QString &note);
    void addHop(const HopCookies &hop);
    void addHeaders(const Exchange &exchange);
    void applyTheme();

    const Theme &m_theme;
    QLabel *m_note;
    QPushButton *m_values;
    QTreeWidget *m_tree;
    bool m_hasPlain = false;
};

} // namespace Recloser
