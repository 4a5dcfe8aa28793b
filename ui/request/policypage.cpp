// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policypage.h"

#include "core/resilience/breakerkey.h"
#include "ui/describe/describe.h"
#include "ui/request/plansummary.h"
#include "ui/request/textbinding.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

namespace Recloser {

using namespace Qt::StringLiterals;
using Zero = PolicyFields::Zero;
using Overrides = PolicyOverrides;

namespace {

constexpr int labelWidth = 101;
constexpr int sourceWidth = 72;
/// Short values in endless fields are hard to read.
constexpr int contentWidth = 920;

/// Label, field, whose value it is: one grid for a whole column, so that its groups line up.
QGridLayout *newColumn(QWidget &widget)
{
    auto *grid = new QGridLayout(&widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnMinimumWidth(1, 104);
    grid->setColumnMinimumWidth(2, sourceWidth);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    return grid;
}

void addHeading(QGridLayout &grid, const QString &title)
{
    auto *heading = new QLabel(title);
    heading->setProperty("look", u"title"_s);
    heading->setContentsMargins(0, 8, 0, 2);
    grid.addWidget(heading, grid.rowCount(), 0, 1, 3);
}

} // namespace

PolicyPage::PolicyPage(RequestDocument &document, const RequestEditorServices &services,
                       UndoRouter &router, QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
    , m_fields(new PolicyFields(document, services, router, this))
    , m_summary(new QLabel)
{
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(14, 9, 14, 7);
    m_summary->setAccessibleName(tr("What this comes to"));

    auto *content = new QWidget;
    content->setMaximumWidth(contentWidth);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(14, 2, 14, 12);
    rows->setSpacing(4);
    addPattern(*rows);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(14);
    columns->addWidget(breakerColumn(), 1);
    columns->addWidget(retryColumn(), 1);
    rows->addLayout(columns);
    rows->addStretch();

    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(scroll, 1);
    setFocusProxy(m_pattern);

    // Scrolling the page must not change a choice under the pointer.
    for (QComboBox *box : findChildren<QComboBox *>())
        box->installEventFilter(this);
    connect(&document, &RequestDocument::changed, this, &PolicyPage::take);
    refresh();
}

bool PolicyPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return RequestPage::eventFilter(watched, event);
}

void PolicyPage::addPattern(QVBoxLayout &layout)
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
    m_patternProblem->setProperty("look", u"error"_s);
    m_patternProblem->setTextFormat(Qt::PlainText);
    m_patternProblem->setWordWrap(true);
    m_patternProblem->hide();
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(3);
    grid->setColumnMinimumWidth(0, labelWidth);
    grid->setColumnStretch(1, 1);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_pattern, 0, 1);
    grid->addWidget(m_patternProblem, 1, 1);
    layout.addLayout(grid);
    m_router.route(*m_pattern);
    connect(m_pattern, &QLineEdit::textEdited, this, [this](const QString &pattern) {
        RequestSpec next = m_document.spec();
        next.policy.keyPattern = pattern.isEmpty() ? std::nullopt : std::optional(pattern);
        m_document.edit(tr("key pattern"), RequestPart::KeyPattern, next);
    });
}

QWidget *PolicyPage::breakerColumn()
{
    auto *widget = new QWidget;
    QGridLayout *grid = newColumn(*widget);
    addHeading(*grid, tr("Circuit breaker"));
    m_fields->addChoice<Preset>(*grid, tr("Pre&set"), RequestPart::Preset, &Overrides::preset,
                                {tr("fynd"), tr("guarded")},
                                [](const Policies &) { return Preset::Fynd; });
    m_fields->addChoice<BreakerSwitch>(*grid, tr("Breaker"), RequestPart::Breaker,
                                       &Overrides::breaker, {tr("on"), tr("off")},
                                       [](const Policies &p) { return p.breaker.breaker; });
    m_fields->addChoice<KeyFallback>(
        *grid, tr("&Without a match"), RequestPart::KeyFallback, &Overrides::fallback,
        {tr("whole URL"), tr("path only"), tr("error"), tr("no breaker")},
        [](const Policies &p) { return p.breaker.fallback; });
    m_fields->addChoice<EmptyMatch>(*grid, tr("&Empty match"), RequestPart::EmptyMatch,
                                    &Overrides::emptyMatch, {tr("whole URL"), tr("empty key")},
                                    [](const Policies &p) { return p.breaker.emptyMatch; });
    m_fields->addDuration(
        *grid, tr("Open &for"), RequestPart::OpenFor, &Overrides::openFor,
        [](const Policies &p) { return std::optional(p.breaker.openFor); }, Zero::Forbidden);
    addHeading(*grid, tr("Transfer"));
    addTransfer(*grid);
    grid->setRowStretch(grid->rowCount(), 1);
    return widget;
}

QWidget *PolicyPage::retryColumn()
{
    auto *widget = new QWidget;
    QGridLayout *grid = newColumn(*widget);
    addHeading(*grid, tr("Retries"));
    m_fields->addCount(
        *grid, tr("Re&tries"), RequestPart::MaxRetries, &Overrides::maxRetries,
        [](const Policies &p) { return p.retry.maxAttempts - 1; }, 100);
    m_fields->addDuration(
        *grid, tr("First wait"), RequestPart::RetryDelay, &Overrides::retryDelay,
        [](const Policies &p) { return std::optional(p.retry.initialDelay); }, Zero::IsZero);
    m_fields->addFactor(*grid, tr("Each wait times"), RequestPart::RetryFactor,
                        &Overrides::retryFactor, [](const Policies &p) { return p.retry.factor; });
    m_fields->addDuration(
        *grid, tr("Longest wait"), RequestPart::RetryMaxDelay, &Overrides::retryMaxDelay,
        [](const Policies &p) { return std::optional(p.retry.maxDelay); }, Zero::IsZero);
    m_fields->addChoice<JitterKind>(*grid, tr("&Jitter"), RequestPart::RetryJitter,
                                    &Overrides::jitter, {tr("none"), tr("full"), tr("equal")},
                                    [](const Policies &p) { return p.retry.jitter; });
    addHeading(*grid, tr("Time-outs"));
    m_fields->addDuration(
        *grid, tr("&Connect"), RequestPart::ConnectTimeout, &Overrides::connectTimeout,
        [](const Policies &p) { return p.timeouts.connect; }, Zero::MeansNone);
    m_fields->addDuration(
        *grid, tr("First b&yte"), RequestPart::FirstByteTimeout, &Overrides::firstByteTimeout,
        [](const Policies &p) { return p.timeouts.firstByte; }, Zero::MeansNone);
    m_fields->addDuration(
        *grid, tr("&Idle"), RequestPart::IdleTimeout, &Overrides::idleTimeout,
        [](const Policies &p) { return p.timeouts.idle; }, Zero::MeansNone);
    m_fields->addDuration(
        *grid, tr("O&ne attempt"), RequestPart::AttemptTimeout, &Overrides::attemptTimeout,
        [](const Policies &p) { return p.timeouts.attempt; }, Zero::MeansNone);
    m_fields->addDuration(
        *grid, tr("All in a&ll"), RequestPart::Deadline, &Overrides::deadline,
        [](const Policies &p) { return p.timeouts.deadline; }, Zero::MeansNone);
    grid->setRowStretch(grid->rowCount(), 1);
    return widget;
}

void PolicyPage::addTransfer(QGridLayout &grid)
{
    const auto add = [&grid](const QString &label, QWidget *field) {
        const int row = grid.rowCount();
        auto *caption = new QLabel(label);
        caption->setBuddy(field);
        QString plain = label;
        field->setAccessibleName(plain.remove(u'&'));
        grid.addWidget(caption, row, 0);
        grid.addWidget(field, row, 1);
    };
    m_redirects = new QComboBox;
    m_redirects->addItems({tr("follow"), tr("do not follow")});
    add(tr("Re&directs"), m_redirects);
    m_maxHops = new QLineEdit;
    m_maxHops->setToolTip(tr("Redirects followed before it is an error; 1 to 100"));
    m_maxHops->setValidator(new QIntValidator(1, 100, m_maxHops));
    m_router.route(*m_maxHops);
    add(tr("At &most"), m_maxHops);
    m_httpVersion = new QComboBox;
    m_httpVersion->addItems(
        {tr("automatic"), tr("HTTP/1.1"), tr("HTTP/2"), tr("HTTP/2 without TLS")});
    add(tr("HTTP &version"), m_httpVersion);
    for (QComboBox *box : {m_redirects, m_httpVersion})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_redirects, &QComboBox::activated, this, [this](int index) {
        RequestSpec next = m_document.spec();
        next.redirects.follow = RedirectPolicy::Follow(index);
        m_document.edit(tr("redirects"), RequestPart::Redirects, next,
                        RequestDocument::EditKind::Step);
    });
    connect(m_maxHops, &QLineEdit::textEdited, this, [this](const QString &text) {
        RequestSpec next = m_document.spec();
        if (const int hops = text.toInt(); hops >= 1 && hops <= 100) {
            next.redirects.maxHops = hops;
            m_document.edit(tr("redirects"), {RequestPart::Redirects, 0, 0}, next);
        }
    });
    connect(m_maxHops, &QLineEdit::editingFinished, this, &PolicyPage::take);
    connect(m_httpVersion, &QComboBox::activated, this, [this](int index) {
        RequestSpec next = m_document.spec();
        next.httpVersion = HttpVersion(index);
        m_document.edit(tr("HTTP version"), RequestPart::HttpVersion, next,
                        RequestDocument::EditKind::Step);
    });
}

QString PolicyPage::badge() const
{
    const RequestSpec &spec = m_document.spec();
    const Policies policies
        = effectivePolicies(policiesBelow(m_services.currentLayers()), spec.policy);
    if (policies.breaker.breaker == BreakerSwitch::Off)
        return tr("off");
    if (spec.policy.preset)
        return presetName(*spec.policy.preset);
    return spec.policy == PolicyOverrides() ? QString() : tr("set");
}

QString PolicyPage::summary() const
{
    return m_summary->text();
}

QString PolicyPage::patternProblem() const
{
    return m_patternProblem->text();
}

void PolicyPage::refresh()
{
    m_fields->refresh();
    take();
}

void PolicyPage::take()
{
    const RequestSpec &spec = m_document.spec();
    const Policies policies
        = effectivePolicies(policiesBelow(m_services.currentLayers()), spec.policy);
    m_summary->setText(planSummary(policies));
    takePattern(policies);
    m_redirects->setCurrentIndex(int(spec.redirects.follow));
    m_maxHops->setEnabled(spec.redirects.follow == RedirectPolicy::Follow::Yes);
    if (m_maxHops->text().toInt() != spec.redirects.maxHops
        && !(m_maxHops->hasFocus() && m_maxHops->text().isEmpty()))
        m_maxHops->setText(QString::number(spec.redirects.maxHops));
    m_httpVersion->setCurrentIndex(int(spec.httpVersion));
    Q_EMIT badgeChanged();
}

void PolicyPage::takePattern(const Policies &policies)
{
    const RequestSpec &spec = m_document.spec();
    showText(*m_pattern, spec.policy.keyPattern.value_or(QString()));
    const QString below
        = policiesBelow(m_services.currentLayers(), spec.policy.preset).breaker.keyPattern;
    m_pattern->setPlaceholderText(below.isEmpty() ? tr("none: the whole URL is the key") : below);
    BreakerPolicy breaker = policies.breaker;
    const KeyResult key = m_services.keys.read(breaker, QString());
    QString problem;
    if (key.source == KeySource::Invalid)
        problem = describe(key).headline;
    else if (!key.warnings.isEmpty() && key.source != KeySource::Empty)
        problem = key.warnings.constFirst();
    m_patternProblem->setText(problem);
    m_patternProblem->setVisible(!problem.isEmpty());
}

} // namespace Recloser
