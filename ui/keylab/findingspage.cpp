// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/findingspage.h"

#include "core/resilience/codepoints.h"
#include "ui/keylab/findingmodel.h"
#include "ui/keylab/keywords.h"
#include "ui/theme/look.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plaintip.h"
#include "ui/widgets/statemark.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;

/// A mark of its own for each severity, and the title.
class FindingDelegate : public QStyledItemDelegate
{
public:
    FindingDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, QFontMetrics(option.font).height() + 10};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ThemeColors &colors = m_theme.colors();
        const auto severity = Severity(index.data(FindingModel::SeverityRole).toInt());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colors.selection);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colors.hover);
        const QRect inner = option.rect.adjusted(margin, 0, -margin, 0);
        const StateMark mark = severity == Severity::Error ? StateMark::Square
            : severity == Severity::Warning                ? StateMark::Triangle
                                                           : StateMark::Ring;
        paintStateMark(*painter, QRectF(inner.left(), inner.center().y() - 4.5, 10, 10), mark,
                       toneOf(m_theme, toneOf(severity)).strong);
        painter->setFont(option.font);
        painter->setPen(colors.muted);
        const QString rule = index.data(FindingModel::RuleRole).toString();
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, rule);
        const int ruleWidth = option.fontMetrics.horizontalAdvance(rule) + 10;
        painter->setPen(colors.text);
        const QRect text = inner.adjusted(18, 0, -ruleWidth, 0);
        painter->drawText(
            text, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

/// Cells of the matrix in the colour of their outcome.
class MatrixDelegate : public QStyledItemDelegate
{
public:
    MatrixDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant tone = index.data(MatrixModel::ToneRole);
        if (tone.isValid()) {
            const QColor color = toneOf(m_theme, ChipTone(tone.toInt())).strong;
            option->palette.setColor(QPalette::Text, color);
            option->palette.setColor(QPalette::HighlightedText, color);
            option->font = m_theme.figures();
        }
    }

private:
    const Theme &m_theme;
};

QToolButton *switchButton(const QString &text)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

FindingsPage::FindingsPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new FindingModel(this))
    , m_matrix(new MatrixModel(this))
    , m_findingsButton(switchButton(tr("Findings")))
    , m_matrixButton(switchButton(tr("Stability")))
    , m_stack(new QStackedWidget)
    , m_list(new QListView)
    , m_nothing(new QLabel)
    , m_detail(new QWidget)
    , m_text(new QLabel)
    , m_actions(new QWidget)
    , m_actionsLayout(new FlowLayout(6, m_actions))
    , m_table(new QTableView)
    , m_matrixNote(new QLabel)
{
    m_matrixButton->setToolTip(
        tr("Whether keys stay what they are when URLs change without their service changing"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FindingDelegate(theme, this));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Findings, the worst first"));
    for (QLabel *label : {m_nothing, m_text, m_matrixNote}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignTop);
    }
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setLook(m_nothing, "muted"_L1);
    setLook(m_matrixNote, "muted"_L1);
    m_nothing->setContentsMargins(margin, 8, margin, 8);
    m_matrixNote->setContentsMargins(margin, 6, margin, 8);

    m_table->setModel(m_matrix);
    m_table->setItemDelegate(new MatrixDelegate(theme, this));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    setLook(m_table->horizontalHeader(), "compact"_L1);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setMinimumSectionSize(20);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setAccessibleName(tr("Stability of the keys"));
    m_table->setTabKeyNavigation(false);

    auto *detailLayout = new QVBoxLayout(m_detail);
    detailLayout->setContentsMargins(margin, 6, margin, 8);
    detailLayout->setSpacing(6);
    detailLayout->addWidget(m_text);
    detailLayout->addWidget(m_actions);
    detailLayout->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_detail);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *findings = new QWidget;
    auto *findingsLayout = new QVBoxLayout(findings);
    findingsLayout->setContentsMargins(0, 0, 0, 0);
    findingsLayout->setSpacing(0);
    findingsLayout->addWidget(m_nothing);
    findingsLayout->addWidget(m_list, 3);
    findingsLayout->addWidget(scroll, 4);
    auto *stability = new QWidget;
    auto *stabilityLayout = new QVBoxLayout(stability);
    stabilityLayout->setContentsMargins(0, 0, 0, 0);
    stabilityLayout->setSpacing(0);
    stabilityLayout->addWidget(m_matrixNote);
    stabilityLayout->addWidget(m_table, 1);
    m_stack->addWidget(findings);
    m_stack->addWidget(stability);

    auto *switches = new QHBoxLayout;
    switches->setContentsMargins(margin - 4, 4, margin, 4);
    switches->setSpacing(2);
    switches->addWidget(m_findingsButton);
    switches->addWidget(m_matrixButton);
    switches->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(switches);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_list);

    connect(m_findingsButton, &QToolButton::clicked, this, [this] { showPage(0); });
    connect(m_matrixButton, &QToolButton::clicked, this, [this] { showPage(1); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { select(current.row()); });
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (m_rule.empty())
            select(index.row());
    });
    connect(&theme, &Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    showPage(0);
    setDiagnosis({});
}

void FindingsPage::showPage(int page)
{
    m_findingsButton->setChecked(page == 0);
    m_matrixButton->setChecked(page == 1);
    m_stack->setCurrentIndex(page);
}

void FindingsPage::setDiagnosis(const KeyDiagnosisPtr &diagnosis, const std::vector<Finding> &more)
{
    std::vector<Finding> all = diagnosis ? diagnosis->findings : std::vector<Finding>();
    all.insert(all.end(), more.begin(), more.end());
    std::ranges::stable_sort(all, {}, &Finding::severity);
    const std::string rule = m_rule;
    m_model->setFindings(all);
    const bool isEmpty = all.empty();
    m_list->setVisible(!isEmpty);
    m_nothing->setVisible(isEmpty);
    const bool hasPattern = diagnosis && !diagnosis->question.policy.keyPattern.isEmpty();
    m_nothing->setText(hasPattern ? tr("Nothing to say against this pattern.")
                                  : tr("What will surprise you about a pattern and its keys shows "
                                       "here, with what to do about it."));
    m_findingsButton->setText(isEmpty ? tr("Findings") : tr("Findings %1").arg(all.size()));
    // Who follows one finding while typing goes on seeing it; else the worst is told in full.
    const int followed = m_model->rowOf(rule);
    const int row = followed < 0 && !isEmpty ? 0 : followed;
    const QSignalBlocker quiet(m_list->selectionModel());
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->viewport()->update();
    m_rule = followed < 0 ? std::string() : rule;
    showDetail(row < 0 ? nullptr : &m_model->findings()[size_t(row)]);

    m_matrix->setMatrix(diagnosis ? diagnosis->matrix : std::vector<MatrixRow>());
    if (m_matrix->columnCount() > 0)
        m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    const bool hasMatrix = m_matrix->rowCount() > 0;
    m_table->setVisible(hasMatrix);
    m_matrixNote->setText(
        hasMatrix
            ? tr("What becomes of the keys of %1 when the URL changes and the service does not")
                  .arg(diagnosis->matrixUrls < KeyDiagnosing::mostMatrixUrls
                           ? urlCount(diagnosis->matrixUrls)
                           : tr("the first %1").arg(urlCount(diagnosis->matrixUrls)))
            : tr("With a pattern and URLs this shows whether their keys stay what they are "
                 "when a slash, a query or another port comes."));
}

const std::vector<Finding> &FindingsPage::findings() const
{
    return m_model->findings();
}

void FindingsPage::show(int finding)
{
    showPage(0);
    if (finding >= 0) {
        // The first may be current without having been chosen.
        const QSignalBlocker quiet(m_list->selectionModel());
        m_list->setCurrentIndex(m_model->index(finding, 0));
        m_list->viewport()->update();
        select(finding);
    }
    m_list->setFocus();
}

void FindingsPage::select(int row)
{
    const Finding *finding = row < 0 ? nullptr : &m_model->findings()[size_t(row)];
    m_rule = finding ? finding->rule : std::string();
    showDetail(finding);
    if (!finding)
        return;
    Q_EMIT pointed(finding->range, finding->urls.empty() ? -1 : qsizetype(finding->urls.front()));
}

void FindingsPage::showDetail(const Finding *finding)
{
    while (QLayoutItem *item = m_actionsLayout->takeAt(0)) {
        // A click may be what came here.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_detail->setVisible(finding);
    if (!finding)
        return;
    m_text->setText(QString::fromStdString(finding->detail));
    if (!finding->urls.empty()) {
        auto *urls = new QPushButton(tr("Show %1").arg(urlCount(qsizetype(finding->urlCount))));
        const bool isAll = finding->urls.size() == finding->urlCount;
        urls->setText(isAll ? urls->text()
                            : tr("Show %1 of %2")
                                  .arg(finding->urls.size())
                                  .arg(urlCount(qsizetype(finding->urlCount))));
        setLook(urls, "link"_L1);
        const QSet<qsizetype> wanted(finding->urls.begin(), finding->urls.end());
        connect(urls, &QPushButton::clicked, this, [this, wanted] { Q_EMIT urlsWanted(wanted); });
        m_actionsLayout->addWidget(urls);
    }
    for (const PatternFix &fix : finding->fixes) {
        auto *button = new QPushButton(QString::fromStdString(fix.label));
        const QString pattern = fromCodePoints(fix.pattern);
        button->setToolTip(plainTip(tr("Makes the pattern %1").arg(pattern)));
        connect(button, &QPushButton::clicked, this,
                [this, pattern] { Q_EMIT fixWanted(pattern); });
        m_actionsLayout->addWidget(button);
    }
    m_actions->setVisible(m_actionsLayout->count() > 0);
}

} // namespace Recloser
