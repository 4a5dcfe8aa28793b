// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/responsecookiespage.h"

#include "ui/describe/describecookies.h"
#include "ui/editor/codefont.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

enum Column { NameColumn, ValueColumn, NoteColumn };
constexpr int valueRole = Qt::UserRole;
constexpr int refusedRole = Qt::UserRole + 1;

QString hidden()
{
    return u"••••••••"_s;
}

} // namespace

ResponseCookiesPage::ResponseCookiesPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_note(new QLabel)
    , m_values(new QPushButton(tr("Show values")))
    , m_tree(new QTreeWidget)
{
    setLook(m_note, "muted"_L1);
    m_note->setMinimumWidth(1);
    m_values->setCheckable(true);
    setLook(m_values, "link"_L1);
    auto *jar = new QPushButton(tr("Cookie jar…"));
    setLook(jar, "link"_L1);
    m_tree->setColumnCount(3);
    m_tree->setHeaderLabels({tr("Name"), tr("Value"), tr("What became of it")});
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setStyleSheet(u"QTreeView::item { padding: 3px 4px; }"_s);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setAccessibleName(tr("Cookies"));
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(NameColumn, QHeaderView::Interactive);
    m_tree->header()->setSectionResizeMode(ValueColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(NoteColumn, QHeaderView::ResizeToContents);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(6, 0, 0, 0);
    top->addWidget(m_note, 1);
    top->addWidget(m_values);
    top->addWidget(jar);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 0);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_tree, 1);
    setFocusProxy(m_tree);
    connect(m_values, &QPushButton::toggled, this, [this](bool isOn) {
        m_values->setText(isOn ? tr("Hide values") : tr("Show values"));
        applyTheme();
    });
    connect(jar, &QPushButton::clicked, this, &ResponseCookiesPage::jarRequested);
    connect(&theme, &Theme::changed, this, &ResponseCookiesPage::applyTheme);
}

qsizetype ResponseCookiesPage::countOf(const Exchange &exchange)
{
    qsizetype count = 0;
    bool hasJar = false;
    for (const Attempt &attempt : exchange.attempts) {
        for (const HopCookies &hop : attempt.cookies) {
            hasJar = true;
            count += hop.received.size();
        }
    }
    if (!hasJar && exchange.response())
        count = std::ranges::count_if(exchange.response()->headers, [](const RawHeader &header) {
            return isNamed(header, "set-cookie");
        });
    return count;
}

void ResponseCookiesPage::clear()
{
    m_tree->clear();
    m_note->clear();
    m_hasPlain = false;
    m_values->setVisible(false);
}

void ResponseCookiesPage::showExchange(const Exchange &exchange)
{
    clear();
    bool hasJar = false;
    for (const Attempt &attempt : exchange.attempts) {
        for (const HopCookies &hop : attempt.cookies) {
            hasJar = true;
            addHop(hop);
        }
    }
    if (!hasJar)
        addHeaders(exchange);
    if (m_tree->topLevelItemCount() == 0)
        m_note->setText(hasJar ? tr("No cookies were sent, none came back.")
                               : tr("This request used no cookie jar."));
    else if (!hasJar)
        m_note->setText(tr("This request used no cookie jar: nothing was kept."));
    m_values->setVisible(m_hasPlain);
    applyTheme();
}

QTreeWidgetItem *ResponseCookiesPage::addGroup(const QString &title)
{
    auto *group = new QTreeWidgetItem(m_tree, {title});
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

QTreeWidgetItem *ResponseCookiesPage::addCookie(QTreeWidgetItem *group, const QByteArray &name,
                                                const QByteArray &value, const QString &note)
{
    auto *item = new QTreeWidgetItem(
        group, {name.isEmpty() ? tr("(no name)") : QString::fromUtf8(name), {}, note});
    item->setData(ValueColumn, valueRole, QString::fromUtf8(value));
    item->setFlags(item->flags() | Qt::ItemNeverHasChildren);
    m_hasPlain = m_hasPlain || (!value.isEmpty() && value != "***");
    return item;
}

void ResponseCookiesPage::addHop(const HopCookies &hop)
{
    const QString place = hop.url.toString(QUrl::FullyEncoded);
    if (!hop.sent.isEmpty()) {
        auto *group = addGroup(tr("Sent to %1").arg(place));
        for (const RawHeader &cookie : hop.sent)
            addCookie(group, cookie.name, cookie.value, tr("from the jar"));
    }
    if (hop.received.isEmpty())
        return;
    auto *group = addGroup(tr("Received from %1").arg(place));
    for (const SetCookieReport &cookie : hop.received) {
        const Sentence sentence = describe(cookie.verdict);
        QTreeWidgetItem *item = addCookie(group, cookie.name, cookie.value, sentence.headline);
        item->setData(NoteColumn, refusedRole, isRejection(cookie.verdict));
        const QString attributes = QString::fromUtf8(cookie.attributes);
        item->setToolTip(NameColumn, attributes);
        item->setToolTip(ValueColumn, attributes);
        item->setToolTip(NoteColumn, sentence.hint);
        if (!attributes.isEmpty()) {
            auto *more = new QTreeWidgetItem(group, {QString(), attributes});
            more->setFlags((more->flags() | Qt::ItemNeverHasChildren) & ~Qt::ItemIsSelectable);
        }
    }
}

void ResponseCookiesPage::addHeaders(const Exchange &exchange)
{
    const Response *response = exchange.response();
    if (!response)
        return;
    QTreeWidgetItem *group = nullptr;
    for (const RawHeader &header : response->headers) {
        if (!isNamed(header, "set-cookie"))
            continue;
        if (!group)
            group = addGroup(tr("Received from %1").arg(response->url.toString(QUrl::RemoveQuery)));
        const QByteArray pair = header.value.split(';').first();
        const qsizetype equals = pair.indexOf('=');
        addCookie(group, pair.first(std::max<qsizetype>(0, equals)).trimmed(),
                  pair.sliced(equals + 1).trimmed(), tr("not kept"));
    }
}

void ResponseCookiesPage::applyTheme()
{
    const ThemeColors &colors = m_theme.colors();
    const QFont code = codeFont(m_theme);
    const QFontMetrics metrics(code);
    int widest = 120;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *group = m_tree->topLevelItem(i);
        group->setForeground(NameColumn, colors.text);
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem *item = group->child(j);
            item->setFont(NameColumn, code);
            item->setForeground(NoteColumn,
                                item->data(NoteColumn, refusedRole).toBool() ? colors.bad.strong
                                                                             : colors.muted);
            const QVariant value = item->data(ValueColumn, valueRole);
            if (!value.isValid()) { // attributes, under their cookie
                item->setForeground(ValueColumn, colors.muted);
                continue;
            }
            item->setFont(ValueColumn, code);
            item->setText(ValueColumn, m_values->isChecked() ? value.toString() : hidden());
            widest = std::max(widest, metrics.horizontalAdvance(item->text(NameColumn)) + 24);
        }
    }
    m_tree->setColumnWidth(NameColumn, std::min(widest, 320));
}

} // namespace Recloser
