// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitspanel.h"

#include "ui/circuits/circuitcommands.h"
#include "ui/circuits/circuitdelegate.h"
#include "ui/circuits/circuitmodel.h"
#include "ui/describe/describe.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/panelheader.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CircuitsPanel::CircuitsPanel(const Theme &theme, CircuitBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_model(new CircuitModel(board, this))
    , m_delegate(new CircuitDelegate(theme, *m_model, this))
    , m_header(new PanelHeader(theme, tr("Circuits")))
    , m_staleNotice(new NoticeBar(theme))
    , m_notice(new NoticeBar(theme))
    , m_stack(new QStackedWidget)
    , m_view(new QListView)
    , m_empty(new EmptyState(theme, {}, {}, tr("Open the sample")))
    , m_keyBox(new QLineEdit)
    , m_keyAnswer(new QLabel)
{
    buildView(theme);
    buildActions();

    m_keyBox->setPlaceholderText(tr("Look up an exact key"));
    m_keyBox->setAccessibleName(tr("Exact circuit key"));
    m_keyBox->setToolTip(
        tr("Asks the store for this key alone; works where listing keys is refused (Return)"));
    m_keyBox->setClearButtonEnabled(true);
    m_keyBox->setFont(theme.monospace());
    setLook(m_keyBox, "search"_L1);
    m_keyAnswer->setWordWrap(true);
    m_keyAnswer->setTextFormat(Qt::PlainText);
    m_keyAnswer->hide();
    setLook(m_keyAnswer, "muted"_L1);

    auto *notices = new QVBoxLayout;
    notices->setContentsMargins(12, 0, 12, 8);
    notices->setSpacing(8);
    notices->addWidget(m_staleNotice);
    notices->addWidget(m_notice);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 4, 12, 10);
    foot->setSpacing(4);
    foot->addWidget(m_keyAnswer);
    foot->addWidget(m_keyBox);

    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addLayout(notices);
    layout->addWidget(m_stack, 1);
    layout->addLayout(foot);

    connect(&board, &CircuitBoard::updated, this, &CircuitsPanel::follow);
    connect(&board, &CircuitBoard::ticked, this, &CircuitsPanel::repaintCountdowns);
    connect(m_keyBox, &QLineEdit::returnPressed, this, [this] { lookUp(m_keyBox->text()); });
    connect(m_keyBox, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_keyAnswer->hide();
        if (text.isEmpty())
            m_board.unpin(std::exchange(m_lookedUp, {}));
    });
    connect(m_notice, &NoticeBar::accepted, this, [this] {
        if (const auto write = std::exchange(m_pendingWrite, {}))
            write();
        m_view->setFocus();
    });
    connect(m_notice, &NoticeBar::dismissed, this, [this] {
        m_pendingWrite = {};
        m_view->setFocus();
    });
    connect(m_empty, &EmptyState::buttonClicked, this, &CircuitsPanel::sampleRequested);
    connect(m_staleNotice, &NoticeBar::accepted, this, [this] {
        if (m_board.store())
            m_board.store()->retryNow();
        m_board.refresh();
    });
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    follow();
}

void CircuitsPanel::buildView(const Theme &)
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Circuits that are not closed"));
    m_view->viewport()->installEventFilter(this);
    setFocusProxy(m_view);
    connect(m_view, &QWidget::customContextMenuRequested, this, &CircuitsPanel::showMenu);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT explainRequested(m_model->row(index.row()).circuit.key);
    });
    connect(m_delegate, &CircuitDelegate::linkClicked, this,
            [this](const QModelIndex &index) { closeCircuit(m_model->row(index.row()).circuit); });
}

void CircuitsPanel::buildActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto act) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
        connect(action, &QAction::triggered, this, [this, act] {
            if (const Circuit *circuit = current())
                act(Circuit(*circuit));
        });
        return action;
    };
    m_copyKey = add(tr("Copy key"), QKeySequence::Copy,
                    [](const Circuit &c) { QGuiApplication::clipboard()->setText(c.key); });
    m_copyCommand = add(tr("Copy redis-cli command"), {}, [this](const Circuit &c) {
        if (const BreakerStore *store = m_board.store())
            QGuiApplication::clipboard()->setText(redisCliCommand(c, store->status().server));
    });
    m_explain = add(tr("Explain in Key Lab"), {},
                    [this](const Circuit &c) { Q_EMIT explainRequested(c.key); });
    m_close
        = add(tr("Close now"), QKeySequence::Delete, [this](const Circuit &c) { closeCircuit(c); });
}

const Circuit *CircuitsPanel::current() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? &m_model->row(index.row()).circuit : nullptr;
}

void CircuitsPanel::showMenu(const QPoint &position)
{
    const Circuit *circuit = current();
    if (!circuit)
        return;
    const int row = m_model->rowOf(circuit->key);
    const bool isClosed = row < 0 || m_model->row(row).justClosed;
    const bool isRedis = m_board.store() && m_board.store()->status().store == StoreKind::Redis;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_explain);
    menu->addAction(m_copyKey);
    menu->addAction(m_copyCommand);
    menu->addSeparator();
    menu->addAction(m_close);
    QMenu *extend = menu->addMenu(isClosed ? tr("Open by hand for") : tr("Keep open for"));
    for (const milliseconds duration :
         {milliseconds(10s), milliseconds(1min), milliseconds(10min)}) {
        extend->addAction(formatCountdown(duration), this,
                          [this, circuit = *circuit, duration] { keepOpen(circuit, duration); });
    }
    m_copyCommand->setVisible(isRedis && !circuit->redisKey.isEmpty());
    m_close->setEnabled(!isClosed);
    connect(menu, &QMenu::aboutToHide, m_close, [this] { m_close->setEnabled(true); });
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void CircuitsPanel::select(const QString &key)
{
    const int row = m_model->rowOf(key);
    if (row < 0)
        return;
    m_view->setCurrentIndex(m_model->index(row));
    m_view->scrollTo(m_model->index(row));
}

void CircuitsPanel::closeCircuit(const Circuit &circuit)
{
    askThen(circuit, tr("Close %1?").arg(circuit.key),
            tr("Everybody who shares this circuit sends again at once."),
            closeCommand(circuit, m_board.store() ? m_board.store()->status().prefix : QString()),
            tr("Close now"), [this, key = circuit.key] {
                if (BreakerStore *store = m_board.store())
                    store->close(key).then(this, [this, key](const StoreWrite &result) {
                        takeWrite(result, tr("%1 was not closed").arg(key));
                    });
            });
}

void CircuitsPanel::keepOpen(const Circuit &circuit, milliseconds duration)
{
    askThen(circuit, tr("Keep %1 open for %2?").arg(circuit.key, formatCountdown(duration)),
            tr("Everybody who shares this circuit is blocked for that long."),
            extendCommand(circuit, m_board.store() ? m_board.store()->status().prefix : QString(),
                          duration),
            tr("Keep open"), [this, key = circuit.key, duration] {
                if (BreakerStore *store = m_board.store())
                    store->open(key, duration, tr("by hand"))
                        .then(this, [this, key](const StoreWrite &result) {
                            takeWrite(result, tr("%1 was not extended").arg(key));
                        });
            });
}

void CircuitsPanel::askThen(const Circuit &circuit, const QString &headline, const QString &text,
                            const QString &command, const QString &yes, std::function<void()> write)
{
    // Memory is this program's own; others' circuits are changed only after a look at what will be
    // done.
    if (!m_board.store() || m_board.store()->status().store == StoreKind::Memory) {
        write();
        return;
    }
    m_pendingWrite = std::move(write);
    m_pendingKey = circuit.key;
    m_notice->ask(ChipTone::Warning, headline, text, command, yes);
}

void CircuitsPanel::takeWrite(const StoreWrite &result, const QString &what)
{
    if (result) {
        m_notice->dismiss();
        m_board.refresh();
        return;
    }
    const Sentence sentence = describe(result.error());
    m_notice->say(ChipTone::Bad, what, u"%1. %2"_s.arg(sentence.headline, sentence.hint).trimmed());
}

void CircuitsPanel::lookUp(const QString &key)
{
    if (key.isEmpty() || !m_board.store())
        return;
    if (!m_lookedUp.isEmpty() && m_lookedUp != key)
        m_board.unpin(m_lookedUp);
    m_lookedUp = key;
    m_keyAnswer->setText(tr("Asking…"));
    m_keyAnswer->show();
    m_board.store()->circuit(key).then(
        this, [this, key](const CircuitLookup &lookup) { takeLookup(key, lookup); });
}

void CircuitsPanel::takeLookup(const QString &key, const CircuitLookup &lookup)
{
    if (key != m_lookedUp)
        return;
    if (!lookup) {
        const Sentence sentence = describe(lookup.error());
        m_keyAnswer->setText(u"%1. %2"_s.arg(sentence.headline, sentence.hint).trimmed());
    } else if (!*lookup) {
        m_keyAnswer->setText(tr("Closed: the store has no such circuit."));
    } else {
        m_board.pin(key);
        m_keyAnswer->setText(tr("Open: shown in the list."));
    }
    select(key);
}

void CircuitsPanel::follow()
{
    const int open = m_board.openCount();
    m_header->setNote(tr("%1 open").arg(QLocale().toString(open)));
    if (m_board.error()) {
        const Sentence sentence = describe(*m_board.error());
        const QString since = m_board.lastAnswer().isValid()
            ? tr("Shown is what was known at %1.")
                  .arg(QLocale().toString(m_board.lastAnswer().toLocalTime().time(), u"HH:mm:ss"_s))
            : QString();
        m_staleNotice->state(ChipTone::Warning, sentence.headline,
                             u"%1 %2"_s.arg(sentence.hint, since).trimmed(), tr("Retry now"));
    } else {
        if (m_board.missing().isEmpty())
            m_staleNotice->dismiss();
        else
            m_staleNotice->state(
                ChipTone::Warning, tr("The list is partial"),
                tr("Circuits of servers that do not answer are missing, or shown as "
                   "they were: %1")
                    .arg(m_board.missing()),
                tr("Retry now"));
        m_empty->setText(tr("No circuit is open"),
                         tr("When all attempts of a call fail, its circuit opens, blocks further "
                            "calls and counts "
                            "down here."));
    }
    if (m_board.error() && m_board.rows().isEmpty())
        m_empty->setText(tr("Not known"),
                         tr("The store does not answer, so there is nothing to show yet."));
    m_stack->setCurrentWidget(m_board.rows().isEmpty() ? static_cast<QWidget *>(m_empty) : m_view);
    // It closed while the question was on the screen.
    if (m_notice->isAsking() && !m_board.find(m_pendingKey)) {
        m_pendingWrite = {};
        m_notice->dismiss();
    }
    if (!m_lookedUp.isEmpty() && m_keyAnswer->isVisible() && m_view->currentIndex().row() < 0)
        select(m_lookedUp);
}

void CircuitsPanel::repaintCountdowns()
{
    const QRect viewport = m_view->viewport()->rect();
    QModelIndex index = m_view->indexAt({viewport.center().x(), 0});
    QRegion region;
    for (int row = std::max(0, index.row()); row < m_model->rowCount(); ++row) {
        const QRect item = m_view->visualRect(m_model->index(row));
        if (item.top() > viewport.bottom())
            break;
        const CircuitRow &circuit = m_model->row(row);
        if (circuit.justClosed)
            region += item;
        else if (circuit.countsDown())
            region += m_delegate->countdownRegion(item);
    }
    m_view->viewport()->update(region);
}

void CircuitsPanel::showEvent(QShowEvent *event)
{
    m_board.watch(this);
    QWidget::showEvent(event);
}

void CircuitsPanel::hideEvent(QHideEvent *event)
{
    m_board.unwatch(this);
    QWidget::hideEvent(event);
}

bool CircuitsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove && watched == m_view->viewport()) {
        const QPoint position = static_cast<QMouseEvent *>(event)->position().toPoint();
        const QModelIndex index = m_view->indexAt(position);
        const bool onLink = index.isValid()
            && m_delegate->linkRect(m_view->visualRect(index), index).contains(position);
        m_view->viewport()->setCursor(onLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Recloser
