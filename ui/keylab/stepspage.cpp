// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/stepspage.h"

#include "core/resilience/codepoints.h"
#include "ui/keylab/keywords.h"
#include "ui/keylab/stepmodel.h"
#include "ui/keylab/uniformlistview.h"
#include "ui/keylab/urlstrip.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSlider>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;

/// A mark for the kind of a step, its number, its words.
class StepDelegate : public QStyledItemDelegate
{
public:
    StepDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ThemeColors &colors = m_theme.colors();
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colors.selection);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colors.hover);
        const auto [mark, tone] = markOf(TraceStep::Kind(index.data(StepModel::KindRole).toInt()));
        const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
        painter->setFont(m_theme.figures());
        const QFontMetrics metrics(painter->font());
        const QString number = QLocale().toString(index.row() + 1);
        const int numberWidth = metrics.horizontalAdvance(u"000,000"_s);
        painter->setPen(colors.muted);
        painter->drawText(QRect(inner.left(), inner.top(), numberWidth, inner.height()),
                          Qt::AlignRight | Qt::AlignVCenter, number);
        painter->setPen(toneOf(m_theme, tone).strong);
        painter->drawText(QRect(inner.left() + numberWidth + 8, inner.top(), 18, inner.height()),
                          Qt::AlignCenter, mark);
        painter->setPen(colors.text);
        const QRect text = inner.adjusted(numberWidth + 32, 0, 0, 0);
        painter->drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    static std::pair<QString, ChipTone> markOf(TraceStep::Kind kind)
    {
        switch (kind) {
        case TraceStep::Kind::Start:
            return {u"▸"_s, ChipTone::Accent};
        case TraceStep::Kind::Match:
        case TraceStep::Kind::Found:
            return {u"✓"_s, ChipTone::Good};
        case TraceStep::Kind::Fail:
        case TraceStep::Kind::NotFound:
            return {u"✗"_s, ChipTone::Bad};
        case TraceStep::Kind::Choice:
            return {u"?"_s, ChipTone::Neutral};
        case TraceStep::Kind::Backtrack:
            return {u"↩"_s, ChipTone::Warning};
        case TraceStep::Kind::GaveUp:
            return {u"!"_s, ChipTone::Bad};
        }
        return {};
    }

    const Theme &m_theme;
};

} // namespace

StepsPage::StepsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(new StepModel(this))
    , m_url(new UrlStrip(theme))
    , m_note(new QLabel)
    , m_slider(new QSlider(Qt::Horizontal))
    , m_count(new QLabel)
    , m_list(new UniformListView)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(margin - 4, 0, margin, 4);
    row->setSpacing(0);
    const auto add = [&](const QString &text, const QString &name, const QKeySequence &keys) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setAccessibleName(name);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAutoRepeat(true);
        button->setToolTip(u"%1 (%2)"_s.arg(name, keys.toString(QKeySequence::NativeText)));
        auto *action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, button, &QToolButton::click);
        addAction(action);
        row->addWidget(button);
        return button;
    };
    m_first = add(u"|◀"_s, tr("First step"), Qt::ALT | Qt::Key_Home);
    m_back = add(u"◀"_s, tr("Step back"), Qt::ALT | Qt::Key_Left);
    m_forward = add(u"▶"_s, tr("Step forward"), Qt::ALT | Qt::Key_Right);
    m_backtrack = add(u"↩"_s, tr("Next backtrack"), Qt::ALT | Qt::Key_Down);
    m_last = add(u"▶|"_s, tr("Last step"), Qt::ALT | Qt::Key_End);
    m_slider->setAccessibleName(tr("Step"));
    row->addSpacing(6);
    row->addWidget(m_slider, 1);
    m_count->setFont(theme.figures());
    setLook(m_count, "muted"_L1);
    m_count->setContentsMargins(margin, 0, margin, 2);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setContentsMargins(margin, 6, margin, 4);
    setLook(m_note, "muted"_L1);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new StepDelegate(theme, this));
    m_list->setLineHeight(QFontMetrics(theme.figures()).height() + 7);
    m_list->setAccessibleName(tr("Steps of the search"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_url);
    layout->addLayout(row);
    layout->addWidget(m_count);
    layout->addWidget(m_note);
    layout->addWidget(m_list, 1);
    setFocusProxy(m_list);

    connect(m_first, &QToolButton::clicked, this, [this] { setStep(0); });
    connect(m_back, &QToolButton::clicked, this, [this] { setStep(step() - 1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { setStep(step() + 1); });
    connect(m_last, &QToolButton::clicked, this, [this] { setStep(m_model->rowCount() - 1); });
    connect(m_backtrack, &QToolButton::clicked, this, [this] {
        if (const int next = m_model->nextBacktrack(step()); next >= 0)
            setStep(next);
    });
    connect(m_slider, &QSlider::valueChanged, this, &StepsPage::setStep);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &StepsPage::showStep);
    setInsight({});
}

void StepsPage::setInsight(const KeyInsightPtr &insight)
{
    m_model->setInsight(insight);
    const int count = m_model->rowCount();
    showNote();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_url, m_first, m_back, m_forward,
                                                            m_backtrack, m_last, m_slider, m_count})
        widget->setVisible(count > 0);
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, std::max(0, count - 1));
        m_slider->setPageStep(std::max(1, count / 20));
    }
    setStep(count - 1);
}

void StepsPage::setSlowness(const QString &words)
{
    m_slowness = words;
    showNote();
}

void StepsPage::showNote()
{
    const KeyInsightPtr &insight = m_model->insight();
    QStringList notes;
    if (!insight || !insight->reading.syntax())
        notes.append(tr("A pattern without errors shows here how it is searched, step by step."));
    else if (insight->url.isNull())
        notes.append(
            tr("Choose a URL in the list: this page shows how the pattern goes through it."));
    else if (insight->trace.isCut)
        notes.append(tr("Only the first %1 of %2 steps are kept.")
                         .arg(QLocale().toString(m_model->rowCount()),
                              QLocale().toString(qulonglong(insight->trace.total))));
    if (insight && !insight->url.isNull() && !insight->found && !m_slowness.isEmpty())
        notes.append(m_slowness);
    m_note->setText(notes.join(u'\n'));
    m_note->setVisible(!notes.isEmpty());
}

int StepsPage::step() const
{
    return m_list->currentIndex().row();
}

void StepsPage::setStep(int step)
{
    const int row = std::clamp(step, 0, std::max(0, m_model->rowCount() - 1));
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->scrollTo(m_list->currentIndex());
    showStep();
}

void StepsPage::showStep()
{
    const int row = step();
    if (row < 0) {
        Q_EMIT pointed({});
        return;
    }
    const KeyInsight &insight = *m_model->insight();
    const TraceStep &now = insight.trace.steps[size_t(row)];
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(row);
    }
    m_first->setEnabled(row > 0);
    m_back->setEnabled(row > 0);
    m_forward->setEnabled(row + 1 < m_model->rowCount());
    m_last->setEnabled(row + 1 < m_model->rowCount());
    m_count->setText(
        tr("Step %1 of %2")
            .arg(QLocale().toString(row + 1), QLocale().toString(m_model->rowCount())));
    const auto place = [&](std::size_t point) { return utf16Index(insight.url, qsizetype(point)); };
    const bool isSpan = now.kind == TraceStep::Kind::Match || now.kind == TraceStep::Kind::Found;
    m_url->show(insight.url, place(now.at), place(isSpan ? now.end : now.at),
                place(isSpan ? now.end : now.at));
    const SyntaxTree *tree = insight.reading.syntax();
    Q_EMIT pointed(tree && now.node < tree->nodes.size()
                       ? insight.reading.utf16(tree->node(now.node).range)
                       : TextRange());
}

QList<PatternField::Heat> StepsPage::heat() const
{
    const KeyInsightPtr &insight = m_model->insight();
    const SyntaxTree *tree = insight ? insight->reading.syntax() : nullptr;
    if (!tree)
        return {};
    QList<PatternField::Heat> heat;
    // Only what matches characters or places is coloured: around it, all would be.
    for (NodeId id = 0; id < tree->nodes.size(); ++id) {
        if (tree->node(id).children.empty() && insight->heatOf(id) > 0)
            heat.append({insight->reading.utf16(tree->node(id).range), insight->heatOf(id)});
    }
    return heat;
}

} // namespace Recloser
