// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/circuittimeline.h"

#include "ui/circuits/circuitwords.h"
#include "ui/theme/look.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using Cause = CircuitTransition::Cause;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Circuits", text);
}

QString headOf(const CircuitTransition &transition)
{
    switch (transition.cause) {
    case Cause::Failures:
        return transition.from == Standing::Closed ? tr("opened") : tr("opened again");
    case Cause::Throttled:
        return tr("throttled");
    case Cause::ByHand:
        return transition.to == Standing::Closed ? tr("closed by hand") : tr("opened by hand");
    case Cause::TimeOver:
        return transition.to == Standing::Closed ? tr("closed: time over") : tr("time over");
    case Cause::Probe:
        return tr("closed by the probe");
    case Cause::ProbeBegan:
        return tr("a probe began");
    case Cause::LeaseOver:
        return tr("the probe's lease ended without an answer");
    case Cause::Forced:
        return standingWords(transition.to);
    case Cause::TakenBack:
        return tr("override taken back");
    case Cause::ForcingOver:
        return tr("the override's time is over");
    case Cause::Reset:
        return tr("reset");
    case Cause::Gone:
        return tr("closed before its time by somebody else");
    case Cause::Extended:
        return tr("stays longer");
    case Cause::Other:
        break;
    }
    return standingWords(transition.to);
}

QString lineOf(const CircuitTransition &transition)
{
    return u"%1  %2\n%3 → %4: %5"_s.arg(
        QLocale().toString(transition.at.toLocalTime().time(), u"HH:mm:ss"_s), transition.key,
        standingWords(transition.from), standingWords(transition.to), causeWords(transition));
}

} // namespace

QString causeWords(const CircuitTransition &transition)
{
    QString words = headOf(transition);
    const bool isOpening = transition.cause == Cause::Failures;
    if (isOpening && !transition.reason.isEmpty())
        words = tr("%1 after %2").arg(words, transition.reason);
    if (!transition.by.isEmpty())
        words = tr("%1 by %2").arg(words, transition.by);
    else if (transition.isOurs)
        words = tr("%1 by this program").arg(words);
    if (!isOpening && !transition.reason.isEmpty())
        words += u": "_s + transition.reason;
    return words;
}

TimelineModel::TimelineModel(CircuitBoard &board, QObject *parent)
    : QAbstractListModel(parent)
    , m_board(board)
{
    connect(&board, &CircuitBoard::transitioned, this, &TimelineModel::follow);
    follow();
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_transitions.size());
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole))
        return {};
    return lineOf(m_transitions.at(index.row()));
}

void TimelineModel::setIdentity(const QString &identity)
{
    if (identity == m_identity)
        return;
    m_identity = identity;
    follow();
}

void TimelineModel::follow()
{
    beginResetModel();
    m_transitions.clear();
    const QList<CircuitTransition> &all = m_board.transitions();
    for (auto transition = all.crbegin(); transition != all.crend(); ++transition) {
        if (m_identity.isEmpty() || transition->identity == m_identity)
            m_transitions.append(*transition);
    }
    endResetModel();
}

CircuitTimeline::CircuitTimeline(const Theme &theme, CircuitBoard &board, QWidget *parent)
    : QWidget(parent)
    , m_model(new TimelineModel(board, this))
    , m_fold(new QToolButton)
    , m_onlySelected(new QToolButton)
    , m_view(new QListView)
{
    m_fold->setCheckable(true);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setFocusPolicy(Qt::StrongFocus);
    m_fold->setToolTip(tr("What happened to the circuits, latest first"));
    m_onlySelected->setText(tr("Selected only"));
    m_onlySelected->setCheckable(true);
    m_onlySelected->setFocusPolicy(Qt::StrongFocus);
    m_onlySelected->setToolTip(tr("Only what happened to the selected circuit"));
    m_onlySelected->hide();
    m_view->setModel(m_model);
    m_view->setFont(theme.figures());
    m_view->setWordWrap(true);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setSpacing(2);
    m_view->setAccessibleName(tr("Timeline of circuits"));
    m_view->setFixedHeight(150);
    m_view->hide();

    auto *head = new QHBoxLayout;
    head->setContentsMargins(6, 0, 8, 0);
    head->addWidget(m_fold);
    head->addStretch();
    head->addWidget(m_onlySelected);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(head);
    auto *body = new QHBoxLayout;
    body->setContentsMargins(10, 0, 0, 0);
    body->addWidget(m_view);
    layout->addLayout(body);

    connect(m_fold, &QToolButton::toggled, this, [this](bool isOpen) {
        m_fold->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
        m_view->setVisible(isOpen);
        m_onlySelected->setVisible(isOpen);
    });
    connect(m_onlySelected, &QToolButton::toggled, this,
            [this](bool isOn) { m_model->setIdentity(isOn ? m_identity : QString()); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &CircuitTimeline::follow);
    follow();
}

void CircuitTimeline::setIdentity(const QString &identity)
{
    // What was selected last stays of interest when it has faded.
    if (!identity.isEmpty())
        m_identity = identity;
    m_onlySelected->setEnabled(!m_identity.isEmpty());
    if (m_onlySelected->isChecked())
        m_model->setIdentity(m_identity);
}

void CircuitTimeline::follow()
{
    m_fold->setText(tr("Timeline (%1)").arg(QLocale().toString(m_model->rowCount())));
    m_onlySelected->setEnabled(!m_identity.isEmpty());
}

} // namespace Recloser
