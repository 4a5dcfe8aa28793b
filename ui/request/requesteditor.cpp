// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/requesteditor.h"

#include "core/resolve/resolve.h"
#include "ui/circuits/circuitboard.h"
#include "ui/request/authpage.h"
#include "ui/request/bodypage.h"
#include "ui/request/headerspage.h"
#include "ui/request/keyline.h"
#include "ui/request/methodbox.h"
#include "ui/request/pagetabs.h"
#include "ui/request/paramspage.h"
#include "ui/request/policypage.h"
#include "ui/request/textbinding.h"
#include "ui/request/urlbar.h"
#include "ui/request/urlline.h"
#include "ui/widgets/pagestack.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>

#include <ctime>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 14;
/// What one keystroke may spend on finding the key.
constexpr std::chrono::milliseconds keyBudget{8};
constexpr std::chrono::milliseconds keyPause{200};

} // namespace

RequestEditor::RequestEditor(RequestDocument &document, RequestEditorServices services,
                             QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_services(std::move(services))
    , m_aid(m_services.theme,
            {.scope = m_services.scope,
             .edit = m_services.editVariable,
             .create = m_services.createVariable})
    , m_undo(document, &m_aid)
    , m_urlBar(new UrlBar(m_services.theme))
    , m_send(new SendButton(m_services.theme))
    , m_keyLine(new KeyLine(m_services.theme))
    , m_tabs(new PageTabs(m_services.theme))
    , m_stack(new PageStack)
    , m_headers(new HeadersPage(document, m_services, m_undo))
    , m_policy(new PolicyPage(document, m_services, m_undo))
{
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_urlBar, 1);
    top->addWidget(m_send);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(sideMargin, 12, sideMargin, 4);
    head->setSpacing(8);
    head->addLayout(top);
    head->addWidget(m_keyLine);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(sideMargin, 0, sideMargin, 0);
    tabs->addWidget(m_tabs, 1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addLayout(tabs);
    layout->addSpacing(1); // the line under the tabs is painted there
    layout->addWidget(m_stack, 1);

    addPage(new ParamsPage(document, m_services.theme, m_undo), tr("&Params"),
            tr("Parameters of the URL"));
    addPage(m_headers, tr("&Headers"), tr("Headers of the request"));
    addPage(new BodyPage(document, m_services, m_undo), tr("&Body"), tr("What is sent"));
    addPage(new AuthPage(document, m_services, m_undo), tr("&Auth"), tr("Who sends it"));
    addPage(m_policy, tr("B&reaker && retry"),
            tr("Circuit breaker, retries, time-outs, redirects"));

    connectUrlBar();
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_send, &SendButton::sendChosen, this, &RequestEditor::send);
    connect(m_send, &SendButton::stopChosen, this, &RequestEditor::stopRequested);
    connect(m_keyLine, &KeyLine::keyLabRequested, this, [this] {
        commit();
        Q_EMIT keyLabRequested(policies().breaker.keyPattern);
    });
    connect(&m_services.circuits, &CircuitBoard::updated, this, &RequestEditor::updateCircuit);
    connect(&m_services.circuits, &CircuitBoard::ticked, this, &RequestEditor::updateCountdown);
    m_keySoon.setSingleShot(true);
    connect(&m_keySoon, &QTimer::timeout, this, &RequestEditor::updateKey);
    connect(&document, &RequestDocument::changed, this, &RequestEditor::take);
    setFocusProxy(m_urlBar);
    updateKey();
}

RequestEditor::~RequestEditor() = default;

void RequestEditor::addPage(RequestPage *page, const QString &title, const QString &toolTip)
{
    const int index = m_tabs->addTab(title);
    m_tabs->setTabToolTip(index, toolTip);
    m_tabs->setBadge(index, page->badge());
    m_stack->addWidget(page);
    m_pages.append(page);
    connect(page, &RequestPage::badgeChanged, this,
            [this, page, index] { m_tabs->setBadge(index, page->badge()); });
}

void RequestEditor::connectUrlBar()
{
    UrlLine &url = m_urlBar->url();
    bindText(url, m_document, m_undo, RequestPart::Url, tr("URL"),
             [](RequestSpec &spec) -> QString & { return spec.url; });
    connect(&url, &UrlLine::submitted, this, [this] { send(); });
    connect(&url, &UrlLine::requestPasted, this, &RequestEditor::pasted);

    m_undo.route(*m_urlBar->method().lineEdit());
    connect(&m_urlBar->method(), &MethodBox::methodEdited, this, [this](const QString &method) {
        RequestSpec next = m_document.spec();
        next.method = method;
        m_document.edit(tr("method"), RequestPart::Method, next);
    });
    showMethod();
}

void RequestEditor::showMethod()
{
    const QString &method = m_document.spec().method;
    MethodBox &box = m_urlBar->method();
    if (box.currentText().trimmed() == method)
        return;
    showText(*box.lineEdit(), method);
}

void RequestEditor::take(const DocumentChange &change)
{
    showMethod();
    updateKeySoon();
    const bool stepped = change.cause == DocumentChange::Cause::Undone
        || change.cause == DocumentChange::Cause::Redone;
    if (!stepped)
        return;
    // What undo changed must be seen.
    for (int i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i]->shows(change.field.part))
            m_tabs->setCurrentIndex(i);
    }
}

void RequestEditor::focusUrl()
{
    m_urlBar->url().setFocus(Qt::ShortcutFocusReason);
    m_urlBar->url().selectAll();
}

void RequestEditor::setPage(Page page)
{
    m_tabs->setCurrentIndex(int(page));
}

RequestEditor::Page RequestEditor::page() const
{
    return Page(m_tabs->currentIndex());
}

void RequestEditor::commit()
{
    for (RequestPage *page : std::as_const(m_pages))
        page->commit();
    m_document.endTyping();
}

void RequestEditor::send(SendKind kind)
{
    if (runState() == RunState::Running)
        return;
    commit();
    Q_EMIT sendRequested(kind);
}

void RequestEditor::setRunState(RunState state)
{
    m_send->setRunState(state);
}

RunState RequestEditor::runState() const
{
    return m_send->runState();
}

void RequestEditor::refresh()
{
    m_aid.refresh();
    m_policy->refresh();
    m_headers->refreshAdded();
    updateKey();
}

void RequestEditor::insertIntoUrl(const QString &text)
{
    m_urlBar->url().insertUrl(text);
}

const KeyStatus &RequestEditor::keyStatus() const
{
    return m_keyLine->status();
}

Policies RequestEditor::policies() const
{
    return policiesOf(m_services.currentLayers(), m_document.spec().policy);
}

void RequestEditor::updateKeySoon()
{
    // Patterns may be arbitrarily slow; one that is waits until typing pauses.
    if (m_keyCost <= keyBudget)
        updateKey();
    else
        m_keySoon.start(keyPause);
}

void RequestEditor::updateKey()
{
    m_keySoon.stop();
    // Time of the processor: on a busy machine a short search may take long.
    const std::clock_t before = std::clock();
    m_key = Recloser::keyStatus(m_document.spec(), policies(), m_services.currentScope(),
                                m_services.keys);
    m_keyCost = std::chrono::milliseconds((std::clock() - before) * 1000 / CLOCKS_PER_SEC);
    if (m_services.sharedCount && !m_key.key.isNull())
        addShared(m_key, m_services.sharedCount(m_key.key));
    askFinding();
    updateCircuit();
}

void RequestEditor::askFinding()
{
    const QString pattern = policies().breaker.keyPattern;
    if (pattern != std::exchange(m_findingPattern, pattern))
        m_finding.reset();
    const auto url = resolveUrl(m_document.spec(), m_services.currentScope());
    if (pattern.isEmpty() || m_key.key.isNull() || !url) {
        m_findingJob.cancel();
        m_finding.reset();
        return;
    }
    m_findingJob.ask([pattern, url = *url](
                         const std::stop_token &stop) { return worstFinding(pattern, url, stop); },
                     [this](const std::optional<Finding> &finding) {
                         if (std::exchange(m_finding, finding) != finding)
                             updateCircuit();
                     });
}

void RequestEditor::updateCircuit()
{
    KeyStatus status = m_key;
    if (m_finding)
        addFinding(status, *m_finding);
    const CircuitBoard &circuits = m_services.circuits;
    const Circuit *circuit = status.key.isNull() ? nullptr : circuits.find(status.key);
    addCircuit(status, circuit, circuits.clock().now());
    m_keyLine->setStatus(status);
}

void RequestEditor::updateCountdown()
{
    const CircuitBoard &circuits = m_services.circuits;
    const Circuit *circuit = m_key.key.isNull() ? nullptr : circuits.find(m_key.key);
    if (circuit && !m_keyLine->status().countdown.isEmpty())
        m_keyLine->setCountdown(countdownOf(*circuit, circuits.clock().now()));
}

void RequestEditor::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && modifiers == Qt::ControlModifier)
        send();
    else if (event->key() == Qt::Key_L && modifiers == Qt::ControlModifier)
        focusUrl();
    else if (event->key() == Qt::Key_Escape && modifiers == Qt::NoModifier
             && runState() == RunState::Running)
        Q_EMIT stopRequested();
    else if (event->matches(QKeySequence::Undo))
        m_document.undo();
    else if (event->matches(QKeySequence::Redo))
        m_document.redo();
    else {
        QWidget::keyPressEvent(event);
        return;
    }
    event->accept();
}

void RequestEditor::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_services.circuits.watch(this);
    updateCircuit();
}

void RequestEditor::hideEvent(QHideEvent *event)
{
    m_services.circuits.unwatch(this);
    QWidget::hideEvent(event);
}

void RequestEditor::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_services.theme.colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.pane);
    painter.fillRect(0, m_stack->y() - 1, width(), 1, colors.line);
}

} // namespace Recloser
