// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historypanel.h"

#include "ui/describe/describe.h"
#include "ui/describe/describeformats.h"
#include "ui/history/historyactions.h"
#include "ui/history/historydelegate.h"
#include "ui/history/historyfilterbar.h"
#include "ui/history/historymodel.h"
#include "ui/history/historywords.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panelheader.h"

#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// For so long what was deleted can be brought back.
constexpr auto undoTime = 10s;

} // namespace

HistoryPanel::HistoryPanel(const Theme &theme, HistoryStore &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new HistoryModel(store, this))
    , m_header(new PanelHeader(theme, tr("History")))
    , m_search(new QLineEdit)
    , m_pause(new QTimer(this))
    , m_hint(new QLabel)
    , m_filters(new HistoryFilterBar)
    , m_writeNotice(new NoticeBar(theme))
    , m_cleanNotice(new NoticeBar(theme))
    , m_undoNotice(new NoticeBar(theme))
    , m_notice(new NoticeBar(theme))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_nothingYet(new EmptyState(
          theme, tr("Nothing was sent yet"),
          tr("Every exchange is kept here, those a circuit refused as well: to look at, "
             "to search, to send again.")))
    , m_nothingFound(new EmptyState(
          theme, tr("Nothing found"),
          tr("Words are looked for in URLs, headers and bodies. Filters: status:5xx, host:api, "
             "key:pay, method:POST, is:blocked, since:2h. A minus leaves out: -is:success."),
          tr("Show all")))
    , m_removal(new QTimer(this))
{
    buildSearch();
    buildView(theme);
    buildActions();
    auto *settings = new QToolButton;
    settings->setText(u"⋯"_s);
    settings->setAutoRaise(true);
    settings->setToolTip(tr("What history keeps"));
    settings->setAccessibleName(settings->toolTip());
    connect(settings, &QToolButton::clicked, this, &HistoryPanel::settingsRequested);
    m_header->addWidget(settings);

    auto *field = new QVBoxLayout;
    field->setContentsMargins(12, 0, 12, 6);
    field->setSpacing(6);
    field->addWidget(m_search);
    field->addWidget(m_hint);
    for (NoticeBar *notice : {m_writeNotice, m_cleanNotice, m_undoNotice, m_notice})
        field->addWidget(notice);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_nothingYet);
    m_stack->addWidget(m_nothingFound);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(field);
    layout->addWidget(m_filters);
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
    connect(&store, &HistoryStore::recovered, this, [this](qint64 givenUp) {
        if (givenUp == 0)
            m_writeNotice->dismiss();
        else
            m_writeNotice->say(
                ChipTone::Warning, tr("History is written again"),
                tr("%1 exchanges could not be kept meanwhile.").arg(QLocale().toString(givenUp)));
    });
    connect(&store, &HistoryStore::cleaned, this, &HistoryPanel::sayCleaned);
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    follow();
}

HistoryPanel::~HistoryPanel()
{
    finishRemoving();
}

void HistoryPanel::buildSearch()
{
    setLook(m_search, "search"_L1);
    m_search->setPlaceholderText(tr("Search, or status:503 is:blocked"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    setLook(m_hint, "muted"_L1);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->hide();
    m_pause->setSingleShot(true);
    m_pause->setInterval(40ms);
    connect(m_pause, &QTimer::timeout, this, &HistoryPanel::search);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_pause->start();
        m_filters->follow(text);
    });
    connect(m_filters, &HistoryFilterBar::toggled, this, [this](const QString &term) {
        m_search->setText(toggledFilter(m_search->text(), term));
    });
}

void HistoryPanel::buildView(const Theme &theme)
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new HistoryDelegate(theme, *m_model, this));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->setAccessibleName(tr("Exchanges, newest first"));
    m_model->setTrimming(true);
    // The next page is asked for before the end is reached, so that scrolling does not stop there.
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        m_model->setTrimming(value < bar->pageStep());
        if (bar->maximum() - value < 2 * bar->pageStep())
            m_model->fetchMore({});
    });
}

void HistoryPanel::buildActions()
{
    m_actions = new HistoryActions(*m_view, *m_model, this);
    connect(m_actions, &HistoryActions::openRequested, this, &HistoryPanel::openRequested);
    connect(m_actions, &HistoryActions::sendAgainRequested, this,
            &HistoryPanel::sendAgainRequested);
    connect(m_actions, &HistoryActions::sendAgainAsItWasRequested, this,
            &HistoryPanel::sendAgainAsItWasRequested);
    connect(m_actions, &HistoryActions::replayRequested, this, &HistoryPanel::replayRequested);
    connect(m_actions, &HistoryActions::compareRequested, this, &HistoryPanel::compareRequested);
    connect(m_actions, &HistoryActions::addToCollectionRequested, this,
            &HistoryPanel::addToCollectionRequested);
    connect(m_actions, &HistoryActions::copyRequested, this, &HistoryPanel::copyAs);
    connect(m_actions, &HistoryActions::removeRequested, this, &HistoryPanel::remove);
    connect(m_actions, &HistoryActions::filterRequested, this, [this](const QString &filter) {
        m_search->setText(toggledFilter(m_search->text(), filter));
    });
    connect(m_actions, &HistoryActions::keepRequested, this,
            [this](const QList<qint64> &ids, Keeping keeping) {
                m_store.setKept(ids, keeping)
                    .then(this, [this](const std::expected<void, StoreError> &kept) {
                        if (!kept)
                            sayError(tr("Not changed"), kept.error());
                    });
            });
    m_removal->setSingleShot(true);
    m_removal->setInterval(undoTime);
    connect(m_removal, &QTimer::timeout, this, &HistoryPanel::finishRemoving);
    connect(m_undoNotice, &NoticeBar::accepted, this, &HistoryPanel::undoRemoving);
    connect(m_undoNotice, &NoticeBar::dismissed, this, [this] {
        finishRemoving();
        m_view->setFocus();
    });
    connect(m_cleanNotice, &NoticeBar::accepted, this, [this] {
        m_cleaned = {};
        m_cleanNotice->dismiss();
        Q_EMIT settingsRequested();
    });
    connect(m_cleanNotice, &NoticeBar::dismissed, this, [this] { m_cleaned = {}; });
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

void HistoryPanel::follow()
{
    m_header->setNote(m_model->total() < 0 ? QString() : QLocale().toString(m_model->total()));
    QWidget *shown = m_view;
    if (m_model->isLoaded() && m_model->rowCount() == 0 && !m_model->isLookingFurther())
        shown = m_model->total() == 0 ? m_nothingYet : m_nothingFound;
    m_stack->setCurrentWidget(shown);
    // Any word with a colon may be meant as it stands, so nothing is said where it was found.
    QList<SearchProblem> problems = m_model->problems();
    problems.removeIf([this](const SearchProblem &problem) {
        return problem.kind == SearchProblem::Kind::UnknownFilter && problem.filter.isEmpty()
            && m_model->rowCount() > 0;
    });
    QString hint = describeProblems(problems);
    if (hint.isEmpty() && m_model->isLookingFurther())
        hint = tr("Looking further back…");
    m_hint->setText(hint);
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void HistoryPanel::remove(const QList<qint64> &ids)
{
    finishRemoving();
    m_toRemove = ids;
    const int row = m_view->currentIndex().row();
    m_model->hide(ids);
    // The keyboard goes on where it was.
    if (m_model->rowCount() > 0)
        m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, m_model->rowCount() - 1)));
    m_undoNotice->offer(ChipTone::Neutral,
                        ids.size() == 1
                            ? tr("Deleted")
                            : tr("%1 exchanges deleted").arg(QLocale().toString(ids.size())),
                        {}, tr("Undo"));
    m_removal->start();
    m_view->setFocus();
}

void HistoryPanel::undoRemoving()
{
    m_removal->stop();
    m_undoNotice->dismiss();
    m_model->showAgain(std::exchange(m_toRemove, {}));
    m_view->setFocus();
}

void HistoryPanel::finishRemoving()
{
    m_removal->stop();
    if (m_toRemove.isEmpty())
        return;
    if (m_undoNotice->isAncestorOf(QApplication::focusWidget()))
        m_view->setFocus(); // else the keyboard would go to whatever stands next to it
    m_undoNotice->dismiss();
    const QList<qint64> ids = std::exchange(m_toRemove, {});
    m_store.remove(ids).then(this, [this, ids](const std::expected<qint64, StoreError> &removed) {
        if (removed)
            return;
        m_model->showAgain(ids);
        sayError(tr("Not deleted"), removed.error());
    });
}

void HistoryPanel::copyAs(qint64 id, CopyFormat format)
{
    m_store.load(id).then(
        this, [this, format](const std::expected<ExchangePtr, StoreError> &loaded) {
            if (!loaded)
                return sayError(tr("Not copied"), loaded.error());
            const auto copied = Recloser::copyAs(format, (*loaded)->spec, {}, {});
            if (!copied) {
                const Sentence words = describe(copied.error());
                return m_notice->say(ChipTone::Bad, words.headline, words.hint);
            }
            QGuiApplication::clipboard()->setText(copied->text);
            const QString name = copyFormatName(format);
            if (!copied->lost.isEmpty())
                m_notice->say(ChipTone::Warning,
                              tr("Copied as %1, which has no place for all of it").arg(name),
                              copied->lost.join(u", "_s));
        });
}

void HistoryPanel::sayCleaned(const HistoryCleaning &cleaning)
{
    m_cleaned.byAge += cleaning.byAge;
    m_cleaned.byCount += cleaning.byCount;
    m_cleaned.bySize += cleaning.bySize;
    m_cleanNotice->state(ChipTone::Neutral, describeCleaning(m_cleaned, m_retention), {},
                         tr("What is kept…"));
}

void HistoryPanel::replaySelected()
{
    if (const QList<qint64> ids = m_actions->selectedIds(); !ids.isEmpty())
        Q_EMIT replayRequested(ids);
    else
        m_notice->say(ChipTone::Warning, tr("No exchange is selected"),
                      tr("Select those to send again; Ctrl and Shift select several."));
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
