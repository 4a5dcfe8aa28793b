// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historypanel.h"

#include "ui/describe/describe.h"
#include "ui/history/historydelegate.h"
#include "ui/history/historymodel.h"
#include "ui/history/historywords.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panelheader.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

HistoryPanel::HistoryPanel(const Theme &theme, HistoryStore &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new HistoryModel(store, this))
    , m_header(new PanelHeader(theme, tr("History")))
    , m_search(new QLineEdit)
    , m_pause(new QTimer(this))
    , m_writeNotice(new NoticeBar(theme))
    , m_notice(new NoticeBar(theme))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_nothingYet(new EmptyState(
          theme, tr("Nothing was sent yet"),
          tr("Every exchange is kept here, those a circuit refused as well: to look at, "
             "to search, to send again.")))
    , m_nothingFound(new EmptyState(
          theme, tr("Nothing found"),
          tr("Words are looked for in URLs, headers and bodies. Filters: status:503, "
             "status:5xx, host:api, key:pay, method:POST, is:blocked."),
          tr("Show all")))
{
    auto *filters = new QHBoxLayout;
    // The buttons' own margins bring their text under the field's edge.
    filters->setContentsMargins(6, 0, 12, 4);
    filters->setSpacing(4);
    buildSearch();
    for (QToolButton *filter : std::as_const(m_filters))
        filters->addWidget(filter);
    filters->addStretch();
    buildView(theme);

    auto *field = new QVBoxLayout;
    field->setContentsMargins(12, 0, 12, 6);
    field->setSpacing(6);
    field->addWidget(m_search);
    field->addWidget(m_writeNotice);
    field->addWidget(m_notice);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_nothingYet);
    m_stack->addWidget(m_nothingFound);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(field);
    layout->addLayout(filters);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_view);

    connect(m_model, &HistoryModel::countsChanged, this, &HistoryPanel::follow);
    connect(m_model, &HistoryModel::failed, this,
            [this](const StoreError &error) { sayError(tr("The search failed"), error); });
    connect(m_nothingFound, &EmptyState::buttonClicked, m_search, &QLineEdit::clear);
    connect(&store, &HistoryStore::failed, this, [this](const StoreError &error) {
        const Sentence sentence = describe(error);
        m_writeNotice->say(ChipTone::Warning, tr("History is not being written"),
                           u"%1. %2"_s.arg(sentence.headline, sentence.hint).trimmed());
    });
    connect(&store, &HistoryStore::recovered, m_writeNotice, &NoticeBar::dismiss);
    connect(m_notice, &NoticeBar::accepted, this,
            [this] { remove(std::exchange(m_toRemove, {})); });
    connect(m_notice, &NoticeBar::dismissed, this, [this] {
        m_toRemove.clear();
        m_view->setFocus();
    });
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    follow();
}

void HistoryPanel::buildSearch()
{
    setLook(m_search, "search"_L1);
    m_search->setPlaceholderText(tr("Search, or status:503 is:blocked"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_pause->setSingleShot(true);
    m_pause->setInterval(40ms);
    connect(m_pause, &QTimer::timeout, this, &HistoryPanel::search);
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        m_pause->start();
        showFilters();
    });

    const std::pair<QString, QString> filters[] = {
        {tr("OK"), u"is:success"_s},
        {tr("Failed"), u"is:failed"_s},
        {tr("Errors"), u"is:exception"_s},
        {tr("Not sent"), u"is:blocked"_s},
    };
    for (const auto &[text, term] : filters) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tr("Only these (%1)").arg(term));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setProperty("term", term);
        connect(button, &QToolButton::clicked, this,
                [this, term] { m_search->setText(toggledFilter(m_search->text(), term)); });
        m_filters.append(button);
    }
}

void HistoryPanel::buildView(const Theme &theme)
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new HistoryDelegate(theme, *m_model, this));
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Exchanges, newest first"));
    connect(m_view, &QWidget::customContextMenuRequested, this, &HistoryPanel::showMenu);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT openRequested(m_model->row(index.row()).id);
    });
    // The next page is asked for before the end is reached, so that scrolling does not stop there.
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        if (bar->maximum() - value < 2 * bar->pageStep())
            m_model->fetchMore({});
    });

    const auto add = [this](const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    m_sendAgain = add(tr("Send again"), QKeySequence(Qt::SHIFT | Qt::Key_Return), [this] {
        if (m_view->currentIndex().isValid())
            Q_EMIT sendAgainRequested(m_model->row(m_view->currentIndex().row()).id);
    });
    m_copy = add(tr("Copy URL"), QKeySequence::Copy, [this] { copyUrls(); });
    m_remove = add(tr("Delete"), QKeySequence::Delete, [this] { removeSelected(); });
}

void HistoryPanel::setSearch(const QString &text)
{
    m_search->setText(text);
}

void HistoryPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

void HistoryPanel::search()
{
    m_model->setSearch(m_search->text().trimmed());
}

void HistoryPanel::showFilters()
{
    for (QToolButton *filter : std::as_const(m_filters))
        filter->setChecked(hasFilter(m_search->text(), filter->property("term").toString()));
}

void HistoryPanel::follow()
{
    m_header->setNote(m_model->total() < 0 ? QString() : QLocale().toString(m_model->total()));
    QWidget *shown = m_view;
    if (m_model->isLoaded() && m_model->rowCount() == 0)
        shown = m_model->total() == 0 ? m_nothingYet : m_nothingFound;
    m_stack->setCurrentWidget(shown);
}

void HistoryPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *open = menu->addAction(
        tr("Open"), this, [this, id = m_model->row(index.row()).id] { Q_EMIT openRequested(id); });
    open->setShortcut(Qt::Key_Return);
    menu->addAction(m_sendAgain);
    menu->addSeparator();
    menu->addAction(m_copy);
    menu->addAction(m_remove);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

QList<qint64> HistoryPanel::selectedIds() const
{
    QList<qint64> ids;
    const QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : indexes)
        ids.append(m_model->row(index.row()).id);
    return ids;
}

void HistoryPanel::removeSelected()
{
    const QList<qint64> ids = selectedIds();
    if (ids.isEmpty())
        return;
    if (ids.size() == 1) {
        remove(ids);
        return;
    }
    m_toRemove = ids;
    m_notice->ask(ChipTone::Warning, tr("Delete %1 exchanges?").arg(QLocale().toString(ids.size())),
                  tr("They are gone for good."), {}, tr("Delete"));
}

void HistoryPanel::remove(const QList<qint64> &ids)
{
    m_store.remove(ids).then(this, [this](const std::expected<qint64, StoreError> &result) {
        if (!result)
            sayError(tr("Not deleted"), result.error());
    });
    m_view->setFocus();
}

void HistoryPanel::copyUrls()
{
    QStringList urls;
    QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    std::ranges::sort(indexes);
    for (const QModelIndex &index : std::as_const(indexes))
        urls.append(m_model->row(index.row()).url);
    if (!urls.isEmpty())
        QGuiApplication::clipboard()->setText(urls.join(u'\n'));
}

void HistoryPanel::sayError(const QString &what, const StoreError &error)
{
    const Sentence sentence = describe(error);
    m_notice->say(ChipTone::Bad, what, u"%1. %2"_s.arg(sentence.headline, sentence.hint).trimmed());
}

bool HistoryPanel::eventFilter(QObject *watched, QEvent *event)
{
    // From the field straight into the list and back out of a search, without the mouse.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down && m_model->rowCount() > 0) {
            m_view->setCurrentIndex(m_model->index(std::max(0, m_view->currentIndex().row())));
            m_view->setFocus();
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Recloser
