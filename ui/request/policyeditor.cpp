// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policyeditor.h"

#include "core/resilience/breakerkey.h"
#include "ui/describe/describe.h"
#include "ui/request/outcomeview.h"
#include "ui/request/outcomewords.h"
#include "ui/request/planpanel.h"
#include "ui/request/policyfields.h"
#include "ui/request/policysections.h"
#include "ui/request/textbinding.h"
#include "ui/request/undorouter.h"
#include "ui/theme/look.h"
#include "ui/widgets/foldsection.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Short values in endless fields are hard to read.
constexpr int contentWidth = 980;
constexpr int columnSpacing = 20;
/// Below it two columns have no room beside each other.
constexpr int narrow = 670;

} // namespace

PolicyEditor::PolicyEditor(RequestDocument &document, const RequestEditorServices &services,
                           UndoRouter &router, const QString &ownTitle, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
    , m_fields(new PolicyFields(document, services, router, ownTitle, this))
    , m_plan(new PlanPanel(services.theme))
{
    auto *content = new QWidget;
    content->setMaximumWidth(contentWidth);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(14, 9, 14, 12);
    rows->setSpacing(8);
    rows->addWidget(m_plan);
    rows->addSpacing(4);
    addPattern(*rows);
    addColumns(*rows);
    rows->addSpacing(6);
    addSections(*rows);
    addFooter(*rows);
    rows->addStretch();

    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setFocusProxy(m_pattern);

    connect(m_plan, &PlanPanel::fixChosen, this, [this](const PlanFix &fix) {
        m_document.edit(fix.label, RequestPart::PolicyFix, mended(m_document.spec(), fix),
                        RequestDocument::EditKind::Step);
    });
    guardChoices();
    connect(&document, &RequestDocument::changed, this, &PolicyEditor::take);
    refresh();
}

std::pair<QGridLayout *, QGridLayout *> PolicyEditor::newColumns(QWidget &widget)
{
    auto *columns = new QHBoxLayout(&widget);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(columnSpacing);
    auto *left = new QWidget;
    auto *right = new QWidget;
    columns->addWidget(left, 1, Qt::AlignTop);
    columns->addWidget(right, 1, Qt::AlignTop);
    m_columns.append(columns);
    return {newPolicyColumn(*left), newPolicyColumn(*right)};
}

void PolicyEditor::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < narrow;
    for (QBoxLayout *columns : std::as_const(m_columns)) {
        columns->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        columns->setSpacing(isNarrow ? 5 : columnSpacing);
    }
}

void PolicyEditor::guardChoices()
{
    const auto boxes = findChildren<QComboBox *>();
    for (QComboBox *box : boxes)
        box->installEventFilter(this);
}

bool PolicyEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PolicyEditor::addPattern(QVBoxLayout &layout)
{
    auto *label = new QLabel(tr("Key pattern"));
    m_pattern = new QLineEdit;
    label->setBuddy(m_pattern);
    m_pattern->setFont(m_services.theme.monospace());
    m_pattern->setAccessibleName(tr("Key pattern"));
    m_pattern->setToolTip(
        tr("Python regular expression searched in the URL; what it matches names the circuit"));
    m_pattern->setClearButtonEnabled(true);
    m_patternProblem = new QLabel;
    setLook(m_patternProblem, "error"_L1);
    m_patternProblem->setTextFormat(Qt::PlainText);
    m_patternProblem->setWordWrap(true);
    m_patternProblem->hide();
    auto *row = new QWidget;
    QGridLayout *grid = newPolicyColumn(*row);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 0);
    grid->setColumnMinimumWidth(2, 110);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_pattern, 0, 1);
    grid->addWidget(m_fields->newSourceLabel(&PolicyOverrides::keyPattern), 0, 2);
    grid->addWidget(m_patternProblem, 1, 1, 1, 2);
    layout.addWidget(row);
    m_router.route(*m_pattern);
    connect(m_pattern, &QLineEdit::textEdited, this, [this](const QString &pattern) {
        RequestSpec next = m_document.spec();
        next.policy.keyPattern = pattern.isEmpty() ? std::nullopt : std::optional(pattern);
        m_document.edit(tr("key pattern"), RequestPart::KeyPattern, next);
    });
}

void PolicyEditor::addColumns(QVBoxLayout &layout)
{
    auto *widget = new QWidget;
    const auto [left, right] = newColumns(*widget);
    addCommonFields(*m_fields, *left, *right);
    m_right = right;
    layout.addWidget(widget);
}

void PolicyEditor::addSections(QVBoxLayout &layout)
{
    const QList<PolicySection> sections = policySections();
    for (const PolicySection &section : sections) {
        auto *content = new QWidget;
        const auto [left, right] = newColumns(*content);
        section.build(*m_fields, *left, *right);
        m_sections.append(
            {new FoldSection(section.title, content), section.summary, section.isSet});
    }
    m_outcomes = new OutcomeView(m_document, m_services.theme);
    m_sections.insert(1,
                      {new FoldSection(tr("Outcomes"), m_outcomes),
                       [](const Policies &policies) { return outcomesSummary(policies.outcomes); },
                       [](const PolicyOverrides &policy) { return policy.outcomes.has_value(); }});
    for (const Section &section : std::as_const(m_sections))
        layout.addWidget(section.widget);
}

void PolicyEditor::addFooter(QVBoxLayout &layout)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    const auto add = [row](const QString &text, const QString &toolTip) {
        auto *button = new QPushButton(text);
        setLook(button, "link"_L1);
        button->setToolTip(toolTip);
        row->addWidget(button);
        return button;
    };
    if (m_services.openDefaults)
        connect(add(tr("Defaults for all requests…"),
                    tr("What requests run with that say nothing themselves, in no file and in no "
                       "folder")),
                &QPushButton::clicked, this, [this] { m_services.openDefaults(); });
    if (m_services.openWhatIf)
        connect(add(tr("What if…"),
                    tr("Run the recorded calls by these rules: which circuits would have opened, "
                       "and what they would have blocked")),
                &QPushButton::clicked, this, [this] { m_services.openWhatIf(); });
    row->addStretch();
    layout.addLayout(row);
}

QList<FoldSection *> PolicyEditor::sections() const
{
    QList<FoldSection *> widgets;
    for (const Section &section : m_sections)
        widgets.append(section.widget);
    return widgets;
}

QString PolicyEditor::patternProblem() const
{
    return m_patternProblem->text();
}

void PolicyEditor::refresh()
{
    m_fields->refresh();
    take();
}

void PolicyEditor::take()
{
    const RequestSpec &spec = m_document.spec();
    const QList<PolicyLayer> layers = m_services.currentLayers();
    const Policies policies = policiesOf(layers, spec.policy);
    m_plan->show(policies, spec);
    takePattern(policies, layers);
    m_outcomes->take(layers);
    for (Section &section : m_sections) {
        section.widget->setSummary(section.summary(policies));
        // What becomes set shows itself; after that people fold it as they like.
        const bool isSet = section.isSet(spec.policy);
        if (isSet && !section.wasSet)
            section.widget->setOpen(true);
        section.wasSet = isSet;
    }
}

void PolicyEditor::takePattern(const Policies &policies, const QList<PolicyLayer> &layers)
{
    const RequestSpec &spec = m_document.spec();
    showText(*m_pattern, spec.policy.keyPattern.value_or(QString()));
    const QString below = policiesOf(layers).breaker.keyPattern;
    m_pattern->setPlaceholderText(below.isEmpty() ? tr("none: the whole URL is the key") : below);
    const KeyResult key = m_services.keys.read(policies.breaker, QString());
    QString problem;
    if (key.source == KeySource::Invalid)
        problem = describe(key).headline;
    else if (!key.warnings.isEmpty() && key.source != KeySource::Empty)
        problem = key.warnings.constFirst();
    m_patternProblem->setText(problem);
    m_patternProblem->setVisible(!problem.isEmpty());
}

} // namespace Recloser
