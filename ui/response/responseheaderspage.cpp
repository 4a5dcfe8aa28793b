// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/responseheaderspage.h"

#include "ui/describe/describeversion.h"
#include "ui/describe/formatting.h"
#include "ui/editor/codefont.h"
#include "ui/response/rawtext.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

enum Column { NameColumn, ValueColumn, NoteColumn };

} // namespace

ResponseHeadersPage::ResponseHeadersPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tree(new QTreeWidget)
{
    m_tree->setColumnCount(3);
    m_tree->setHeaderLabels({tr("Name"), tr("Value"), QString()});
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setStyleSheet(u"QTreeView::item { padding: 3px 4px; }"_s);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setAccessibleName(tr("Headers"));
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(NameColumn, QHeaderView::Interactive);
    m_tree->header()->setSectionResizeMode(ValueColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(NoteColumn, QHeaderView::ResizeToContents);
    m_tree->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 0);
    layout->addWidget(m_tree);
    setFocusProxy(m_tree);
    connect(&theme, &Theme::changed, this, &ResponseHeadersPage::applyTheme);
}

void ResponseHeadersPage::clear()
{
    m_tree->clear();
}

QTreeWidgetItem *ResponseHeadersPage::addGroup(const QString &title)
{
    auto *group = new QTreeWidgetItem(m_tree, {title});
    // Room between the groups instead of lines.
    if (m_tree->topLevelItemCount() > 1)
        group->setSizeHint(NameColumn, QSize(0, 2 * fontMetrics().height() + 4));
    group->setTextAlignment(NameColumn, Qt::AlignLeft | Qt::AlignBottom);
    group->setFirstColumnSpanned(true);
    group->setExpanded(true);
    QFont font = group->font(NameColumn);
    font.setBold(true);
    group->setFont(NameColumn, font);
    return group;
}

void ResponseHeadersPage::addHeader(QTreeWidgetItem *group, const RawHeader &header,
                                    const QString &note)
{
    const QString value = QString::fromUtf8(header.value);
    auto *item = new QTreeWidgetItem(group, {QString::fromLatin1(header.name), value, note});
    item->setToolTip(ValueColumn, value);
    item->setFlags(item->flags() | Qt::ItemNeverHasChildren);
}

void ResponseHeadersPage::addResponse(const Response &response)
{
    auto *group = addGroup(statusLineText(response));
    for (const RawHeader &header : response.headers)
        addHeader(group, header);
    if (response.headers.isEmpty())
        addHeader(group, {"", tr("no headers, or none that could be read").toUtf8()});
    if (!response.tls.isEmpty())
        addHeader(group, {tr("connection").toUtf8(), response.tls.toUtf8()}, tr("not a header"));
}

void ResponseHeadersPage::addConnection(const Exchange &exchange, const Attempt &attempt)
{
    const QString version = describeVersion(exchange, attempt);
    if (version.isEmpty() && attempt.connection.connectedTo.isEmpty())
        return;
    auto *group = addGroup(tr("Connection"));
    if (!version.isEmpty())
        addHeader(group, {tr("version").toUtf8(), version.toUtf8()}, tr("not a header"));
    if (!attempt.connection.connectedTo.isEmpty())
        addHeader(group, {tr("connected to").toUtf8(), attempt.connection.connectedTo.toUtf8()},
                  tr("instead of the URL's host"));
}

void ResponseHeadersPage::showHead(const Response &head)
{
    m_tree->clear();
    addResponse(head);
    applyTheme();
}

void ResponseHeadersPage::showExchange(const Exchange &exchange)
{
    m_tree->clear();
    const Response *response = exchange.response();
    if (response)
        addResponse(*response);
    if (!exchange.attempts.isEmpty())
        addConnection(exchange, exchange.attempts.constLast());
    if (response && !response->redirects.isEmpty()) {
        int number = 0;
        for (const RedirectHop &hop : response->redirects) {
            auto *group = addGroup(
                (hop.elapsed.count() > 0 ? tr("Redirect %1: %2 %3 %4, after %5")
                                         : tr("Redirect %1: %2 %3 %4%5"))
                    .arg(++number)
                    .arg(hop.status)
                    .arg(QString::fromLatin1(hop.method), hop.url.toString(QUrl::FullyEncoded),
                         hop.elapsed.count() > 0 ? formatDuration(hop.elapsed) : QString()));
            for (const RawHeader &header : hop.headers)
                addHeader(group, header);
        }
    }
    if (!exchange.request.method.isEmpty()) {
        auto *group = addGroup((exchange.attempts.isEmpty() ? tr("Request, not sent: %1 %2")
                                                            : tr("Request as sent: %1 %2"))
                                   .arg(QString::fromLatin1(exchange.request.method),
                                        exchange.request.url.toString(QUrl::FullyEncoded)));
        for (const RawHeader &header : exchange.request.headers)
            addHeader(group, header,
                      exchange.request.addedHeaders.contains(header.name.toLower())
                          ? tr("added by Recloser")
                          : QString());
        if (response) {
            for (const RawHeader &header : response->addedRequestHeaders)
                addHeader(group, header, tr("added for the connection"));
        }
    }
    applyTheme();
}

void ResponseHeadersPage::applyTheme()
{
    const ThemeColors &colors = m_theme.colors();
    int widest = 120;
    const QFont code = codeFont(m_theme);
    const QFontMetrics metrics(code);
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        group->setForeground(NameColumn, colors.text);
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem *item = group->child(j);
            item->setFont(NameColumn, code);
            item->setFont(ValueColumn, code);
            item->setForeground(NameColumn, colors.muted);
            item->setForeground(NoteColumn, colors.muted);
            widest = std::max(widest, metrics.horizontalAdvance(item->text(NameColumn)) + 24);
        }
    }
    m_tree->setColumnWidth(NameColumn, std::min(widest, 320));
}

bool ResponseHeadersPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copySelected();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ResponseHeadersPage::copySelected()
{
    QStringList lines;
    for (QTreeWidgetItemIterator it(m_tree, QTreeWidgetItemIterator::Selected); *it; ++it) {
        lines.append((*it)->parent() ? (*it)->text(NameColumn) + u": "_s + (*it)->text(ValueColumn)
                                     : (*it)->text(NameColumn));
    }
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace Recloser
