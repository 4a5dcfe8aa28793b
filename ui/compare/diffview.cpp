// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/diffview.h"

#include "core/compare/textcompare.h"
#include "ui/compare/diffcanvas.h"
#include "ui/compare/difffindbar.h"
#include "ui/compare/diffoverview.h"
#include "ui/theme/look.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A title that gives way where there is no room for it.
QLabel *newTitle(const QString &accessibleName)
{
    auto *title = new QLabel;
    title->setAccessibleName(accessibleName);
    title->setTextFormat(Qt::PlainText);
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(title, "muted"_L1);
    return title;
}

} // namespace

DiffView::DiffView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_leftTitle(newTitle(tr("Left side")))
    , m_rightTitle(newTitle(tr("Right side")))
    , m_count(new QLabel)
    , m_previous(new QToolButton)
    , m_next(new QToolButton)
    , m_fold(new QToolButton)
    , m_canvas(new DiffCanvas(theme))
    , m_overview(new DiffOverview(theme, *m_canvas))
    , m_find(new DiffFindBar(*m_canvas))
{
    auto *titles = new QWidget;
    setLook(titles, "bar"_L1);
    titles->setAttribute(Qt::WA_StyledBackground);
    auto *titleRow = new QHBoxLayout(titles);
    titleRow->setContentsMargins(12, 3, 26, 3);
    titleRow->setSpacing(12);
    titleRow->addWidget(m_leftTitle, 1);
    titleRow->addWidget(m_rightTitle, 1);

    auto *body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(m_canvas, 1);
    body->addWidget(m_overview);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(titles);
    layout->addWidget(m_find);
    layout->addLayout(body, 1);
    setFocusProxy(m_canvas);
    addActions();
    showState();
}

DiffView::~DiffView() = default;

QWidget *DiffView::buildBar()
{
    const auto dress = [](QToolButton *button, const QString &text, const QString &tip) {
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        setLook(button, "flat"_L1);
    };
    dress(m_previous, u"↑"_s, tr("Previous difference (Shift+F7, Alt+Up)"));
    dress(m_next, u"↓"_s, tr("Next difference (F7, Alt+Down)"));
    dress(m_fold, tr("Fold equal lines"), tr("Fold long equal stretches to one line each"));
    m_fold->setCheckable(true);
    m_fold->setChecked(m_canvas->isFolded());
    connect(m_previous, &QToolButton::clicked, this, &DiffView::previousDifference);
    connect(m_next, &QToolButton::clicked, this, &DiffView::nextDifference);
    connect(m_fold, &QToolButton::toggled, this, &DiffView::setFolded);
    m_count->setFont(m_theme.figures());
    m_count->setAccessibleName(tr("Differences"));
    auto *find = new QToolButton;
    dress(find, tr("Find"), tr("Find on both sides (Ctrl+F)"));
    connect(find, &QToolButton::clicked, this, &DiffView::openFind);

    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(8, 3, 8, 3);
    layout->setSpacing(4);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_count);
    layout->addStretch();
    layout->addWidget(find);
    layout->addWidget(m_fold);
    return bar;
}

void DiffView::addActions()
{
    const auto add = [this](const QList<QKeySequence> &keys, auto act) {
        auto *action = new QAction(this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
    };
    add({Qt::Key_F7, Qt::ALT | Qt::Key_Down}, [this] { nextDifference(); });
    add({Qt::SHIFT | Qt::Key_F7, Qt::ALT | Qt::Key_Up}, [this] { previousDifference(); });
    add({QKeySequence::Find}, [this] { openFind(); });
}

void DiffView::setTexts(const QString &leftTitle, const QString &leftText,
                        const QString &rightTitle, const QString &rightText)
{
    m_job.ask(
        [leftText, rightText](const std::stop_token &stop) -> std::shared_ptr<const AlignedRows> {
            const TextRows left(HeldBytes(leftText.toUtf8()), stop);
            const TextRows right(HeldBytes(rightText.toUtf8()), stop);
            auto rows = stop.stop_requested() ? std::nullopt : compareTexts(left, right, stop);
            return rows ? std::make_shared<const AlignedRows>(*std::move(rows)) : nullptr;
        },
        [this, leftTitle, rightTitle](const std::shared_ptr<const AlignedRows> &rows) {
            setRows(leftTitle, rightTitle, rows);
            Q_EMIT settled();
        });
    showState();
}

void DiffView::setRows(const QString &leftTitle, const QString &rightTitle,
                       std::shared_ptr<const AlignedRows> rows)
{
    m_job.cancel();
    m_leftTitle->setText(leftTitle);
    m_leftTitle->setToolTip(leftTitle);
    m_rightTitle->setText(rightTitle);
    m_rightTitle->setToolTip(rightTitle);
    m_current = -1;
    m_canvas->setRows(std::move(rows));
    m_find->refresh();
    m_overview->update();
    showState();
    Q_EMIT currentDifferenceChanged(m_current);
}

void DiffView::clear()
{
    setRows({}, {}, nullptr);
}

qsizetype DiffView::differenceCount() const
{
    return m_canvas->rows() ? qsizetype(m_canvas->rows()->differences().size()) : 0;
}

qsizetype DiffView::currentDifference() const
{
    return m_current;
}

void DiffView::goToDifference(qsizetype index)
{
    if (index < 0 || index >= differenceCount())
        return;
    m_current = index;
    m_canvas->setCurrentDifference(index);
    m_overview->update();
    showState();
    Q_EMIT currentDifferenceChanged(index);
}

void DiffView::nextDifference()
{
    if (differenceCount() == 0)
        return;
    // Behind the last comes the first; the first step goes from what is seen.
    if (m_current >= 0)
        return goToDifference((m_current + 1) % differenceCount());
    const auto &differences = m_canvas->rows()->differences();
    const auto next = std::ranges::lower_bound(differences, m_canvas->firstVisibleRow(), {},
                                               &Difference::begin);
    goToDifference(next == differences.end() ? 0 : next - differences.begin());
}

void DiffView::previousDifference()
{
    const qsizetype count = differenceCount();
    if (count > 0)
        goToDifference(m_current > 0 ? m_current - 1 : count - 1);
}

void DiffView::setFolded(bool folded)
{
    m_fold->setChecked(folded);
    if (m_canvas->isFolded() != folded)
        m_canvas->setFolded(folded);
    m_overview->update();
}

bool DiffView::isFolded() const
{
    return m_canvas->isFolded();
}

void DiffView::openFind()
{
    const QString selected = m_canvas->selectedText();
    m_find->open(selected.contains(u'\n') || selected.size() > 200 ? QString() : selected);
}

QString DiffView::countText() const
{
    if (m_job.isBusy())
        return tr("Comparing…");
    if (!m_canvas->rows())
        return {};
    const QLocale locale;
    const qsizetype count = differenceCount();
    QString text = count == 0 ? tr("No difference")
        : count == 1          ? tr("1 difference")
                              : tr("%1 differences").arg(locale.toString(count));
    if (m_current >= 0 && count > 1)
        text = tr("%1 of %2").arg(locale.toString(m_current + 1), text);
    if (m_canvas->rows()->isApproximate)
        text += tr(" · approximate: the two are too different for the shortest list");
    return text;
}

void DiffView::showState()
{
    m_count->setText(countText());
    m_previous->setEnabled(differenceCount() > 0);
    m_next->setEnabled(differenceCount() > 0);
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_find->isHidden()) {
        QCoreApplication::sendEvent(m_find, event);
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace Recloser
