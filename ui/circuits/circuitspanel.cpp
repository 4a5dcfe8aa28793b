// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuitspanel.h"

#include "ui/circuits/circuitactions.h"
#include "ui/circuits/circuitdelegate.h"
#include "ui/circuits/circuitmodel.h"
#include "ui/circuits/circuitsources.h"
#include "ui/circuits/circuittimeline.h"
#include "ui/circuits/scanline.h"
#include "ui/circuits/sourcespage.h"
#include "ui/describe/describe.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pagestack.h"
#include "ui/widgets/panelheader.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

CircuitsPanel::CircuitsPanel(const Theme &theme, CircuitBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_board(board)
    , m_model(new CircuitModel(board, this))
    , m_delegate(new CircuitDelegate(theme, *m_model, this))
    , m_header(new PanelHeader(theme, tr("Circuits")))
    , m_staleNotice(new NoticeBar(theme))
    , m_notice(new NoticeBar(theme))
    , m_form(new ForceForm(theme))
    , m_stack(new PageStack)
    , m_view(new QListView)
    , m_empty(new EmptyState(theme, {}, {}, tr("Open the sample")))
    , m_bar(new QWidget)
    , m_timeline(new CircuitTimeline(theme, board))
    , m_keyBox(new QLineEdit)
    , m_keyAnswer(new QLabel)
    , m_actions(new CircuitActions(board, *m_notice, *m_form, m_view, this))
{
    buildView();
    buildBar();
    buildKeyBox(theme);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    buildSources(theme);
    layOut();

    connect(&board, &CircuitBoard::updated, this, &CircuitsPanel::follow);
    connect(&board, &CircuitBoard::ticked, this, &CircuitsPanel::repaintCountdowns);
    connect(m_actions, &CircuitActions::explainRequested, this, &CircuitsPanel::explainRequested);
    connect(m_actions, &CircuitActions::probeRequested, this, &CircuitsPanel::probeRequested);
    connect(m_actions, &CircuitActions::left, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_empty, &EmptyState::buttonClicked, this, &CircuitsPanel::sampleRequested);
    connect(m_staleNotice, &NoticeBar::accepted, this, [this] {
        if (m_board.store())
            m_board.store()->retryNow();
        m_board.refresh();
    });
    connect(&theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    follow();
}

void CircuitsPanel::layOut()
{
    auto *notices = new QVBoxLayout;
    notices->setContentsMargins(12, 0, 12, 8);
    notices->setSpacing(8);
    notices->addWidget(m_staleNotice);
    notices->addWidget(m_notice);
    notices->addWidget(m_form);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 4, 12, 10);
    foot->setSpacing(4);
    foot->addWidget(m_keyAnswer);
    foot->addWidget(m_keyBox);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    if (m_scanLine)
        layout->addWidget(m_scanLine);
    layout->addLayout(notices);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_bar);
    layout->addWidget(m_timeline);
    layout->addLayout(foot);
}

void CircuitsPanel::buildView()
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
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CircuitsPanel::chooseCircuit);
    connect(m_delegate, &CircuitDelegate::linkClicked, this, &CircuitsPanel::openLink);
}

QMenu *CircuitsPanel::addMenuButton(const QString &text, const QString &toolTip)
{
    // No setMenu(): it keeps room for an arrow of the style's, and there is little.
    auto *button = new QPushButton(text + u" ▾"_s);
    auto *menu = new QMenu(button);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    setLook(button, "link"_L1);
    connect(button, &QPushButton::clicked, menu, [this, button, menu] {
        chooseCircuit();
        menu->popup(button->mapToGlobal(QPoint(0, button->height())));
    });
    m_bar->layout()->addWidget(button);
    return menu;
}

void CircuitsPanel::buildBar()
{
    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(4);
    auto *close = new QToolButton;
    close->setDefaultAction(m_actions->closeAction());
    close->setFocusPolicy(Qt::StrongFocus);
    setLook(close, "link"_L1);
    layout->addWidget(close);
    m_actions->fillExtend(
        *addMenuButton(tr("Open for"), tr("Opens it by hand, or keeps it open for longer")));
    m_actions->fillForce(*addMenuButton(tr("Force"), tr("Holds it open or closed by hand")));
    m_actions->fill(*addMenuButton(tr("More"), tr("All that can be done about this circuit")));
    layout->addStretch();
    m_bar->hide();
}

void CircuitsPanel::buildKeyBox(const Theme &theme)
{
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
    connect(m_keyBox, &QLineEdit::returnPressed, this, [this] { lookUp(m_keyBox->text()); });
    connect(m_keyBox, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_keyAnswer->hide();
        if (text.isEmpty())
            m_board.unpin(std::exchange(m_lookedUp, {}));
    });
}

void CircuitsPanel::buildSources(const Theme &theme)
{
    CircuitSources *sources = m_board.sources();
    if (!sources)
        return;
    m_sourcesPage = new SourcesPage(theme, *sources);
    m_scanLine = new ScanLine(*sources);
    m_stack->addWidget(m_sourcesPage);
    m_sourcesButton = new QToolButton;
    m_sourcesButton->setText(tr("Sources"));
    m_sourcesButton->setCheckable(true);
    m_sourcesButton->setFocusPolicy(Qt::StrongFocus);
    m_sourcesButton->setToolTip(tr("Which other libraries' circuits are shown"));
    m_header->addWidget(m_sourcesButton);
    connect(m_sourcesButton, &QToolButton::toggled, this, [this](bool isOn) {
        follow();
        (isOn ? static_cast<QWidget *>(m_sourcesPage) : m_view)->setFocus();
    });
    connect(m_sourcesPage, &SourcesPage::done, m_sourcesButton,
            [this] { m_sourcesButton->setChecked(false); });
}

void CircuitsPanel::showSources(const QString &layout)
{
    if (!m_sourcesPage)
        return;
    m_sourcesButton->setChecked(true);
    m_sourcesPage->edit(layout);
}

void CircuitsPanel::setProbe(std::function<QString(const QString &key)> obstacle)
{
    m_actions->setProbe(std::move(obstacle));
}

void CircuitsPanel::chooseCircuit()
{
    const QModelIndex index = m_view->currentIndex();
    const CircuitRow *row = index.isValid() ? &m_model->row(index.row()) : nullptr;
    m_actions->setCircuit(row);
    m_timeline->setIdentity(row ? identityOf(row->circuit) : QString());
    m_bar->setVisible(row && m_stack->currentWidget() == m_view);
}

void CircuitsPanel::showMenu(const QPoint &position)
{
    if (!m_view->currentIndex().isValid())
        return;
    chooseCircuit();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fill(*menu);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void CircuitsPanel::openLink(const QModelIndex &index)
{
    m_view->setCurrentIndex(index);
    chooseCircuit();
    const CircuitRow row = m_model->row(index.row());
    switch (wordsOf(row, m_model->now(), m_model->knowledge()).link) {
    case CardLink::None:
        break;
    case CardLink::Close:
        m_actions->close(row.circuit);
        break;
    case CardLink::Repair:
        m_actions->repair(row.circuit);
        break;
    case CardLink::TakeBack:
        m_actions->takeBack(row.circuit);
        break;
    case CardLink::Sources:
        showSources(row.circuit.layout);
        break;
    case CardLink::Menu:
        showMenu(m_view->visualRect(index).bottomLeft());
        break;
    }
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
    m_actions->close(circuit);
}

void CircuitsPanel::keepOpen(const Circuit &circuit, milliseconds duration)
{
    m_actions->keepOpen(circuit, duration);
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
        QString words = standingWords(standingOf(**lookup));
        words[0] = words.at(0).toUpper();
        m_keyAnswer->setText(tr("%1: shown in the list.").arg(words));
    }
    select(key);
}

void CircuitsPanel::sayStale()
{
    if (m_board.error()) {
        const Sentence sentence = describe(*m_board.error());
        const QString since = m_board.lastAnswer().isValid()
            ? tr("Shown is what was known at %1.")
                  .arg(QLocale().toString(m_board.lastAnswer().toLocalTime().time(), u"HH:mm:ss"_s))
            : QString();
        m_staleNotice->state(ChipTone::Warning, sentence.headline,
                             u"%1 %2"_s.arg(sentence.hint, since).trimmed(), tr("Retry now"));
    } else if (!m_board.missing().isEmpty()) {
        m_staleNotice->state(ChipTone::Warning, tr("The list is partial"),
                             tr("Circuits of servers that do not answer are missing, or shown as "
                                "they were: %1")
                                 .arg(m_board.missing()),
                             tr("Retry now"));
    } else {
        m_staleNotice->dismiss();
    }
}

void CircuitsPanel::follow()
{
    m_header->setNote(tr("%1 open").arg(QLocale().toString(m_board.openCount())));
    sayStale();
    if (m_board.error() && m_board.rows().isEmpty())
        m_empty->setText(tr("Not known"),
                         tr("The store does not answer, so there is nothing to show yet."));
    else
        m_empty->setText(tr("No circuit is open"),
                         tr("When all attempts of a call fail, its circuit opens, blocks further "
                            "calls and counts down here."));
    QWidget *page = m_view;
    if (m_sourcesButton && m_sourcesButton->isChecked())
        page = m_sourcesPage;
    else if (m_board.rows().isEmpty())
        page = m_empty;
    m_stack->setCurrentWidget(page);
    m_timeline->setVisible(page != m_sourcesPage);
    m_actions->follow();
    if (!m_lookedUp.isEmpty() && m_keyAnswer->isVisible() && m_view->currentIndex().row() < 0)
        select(m_lookedUp);
    chooseCircuit();
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
