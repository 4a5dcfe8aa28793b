// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QTreeWidget;
class QTreeWidgetItem;

namespace Recloser {

/// The headers of the response, below them those of the request as sent with what was added to
/// them, and the redirects that were followed. Ctrl+C copies the chosen lines.
class ResponseHeadersPage : public QWidget
{
    Q_OBJECT

public:
    explicit ResponseHeadersPage(const Theme &theme, QWidget *parent = nullptr);

    void showExchange(const Exchange &exchange);
    /// The head of a response whose body is still on its way.
    void showHead(const Response &head);
    void clear();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTreeWidgetItem *addGroup(const QString &title);
    void addHeader(QTreeWidgetItem *group, const RawHeader &header, const QString &note = {});
    void addConnection(const Exchange &exchange, const Attempt &attempt);
    void addResponse(const Response &response);
    void applyTheme();
    void copySelected();

    const Theme &m_theme;
    QTreeWidget *m_tree;
};

} // namespace Recloser
