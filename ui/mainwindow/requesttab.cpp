// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/requesttab.h"

#include "core/send/redirects.h"
#include "core/streams/eventstream.h"
#include "ui/mainwindow/tabmessages.h"
#include "ui/mainwindow/variables.h"
#include "ui/response/bodyviewer.h"
#include "ui/variables/promptbar.h"
#include "ui/widgets/noticebar.h"

#include <QDesktopServices>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace Recloser {

namespace {

QString pathOf(const RequestDocument &document)
{
    return document.origin() ? document.origin()->path : QString();
}

} // namespace

RequestTab::RequestTab(RequestSpec spec, const WindowServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_document(services.clock, std::move(spec))
{
}

QString RequestTab::filePath() const
{
    return pathOf(m_document);
}

Policies RequestTab::policies() const
{
    return policiesOf(m_services.variables.policyLayers(filePath()), m_document.spec().policy);
}

RequestEditor &RequestTab::editor()
{
    build();
    return *m_editor;
}

ResponseView &RequestTab::response()
{
    build();
    return *m_response;
}

Scope RequestTab::scope() const
{
    const auto &origin = m_document.origin();
    return origin ? m_services.variables.scopeOf(origin->path, origin->index)
                  : m_services.variables.scopeOf({});
}

void RequestTab::showEvent(QShowEvent *event)
{
    build();
    QWidget::showEvent(event);
}

void RequestTab::build()
{
    if (m_editor)
        return;
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_editor = new RequestEditor(
        m_document,
        {.theme = m_services.theme,
         .keys = m_services.sender.keys(),
         .circuits = m_services.board,
         .syntax = m_services.syntax,
         .scope = [this] { return scope(); },
         .sharedCount
         = [this](const QString &key) { return m_sharedCount ? m_sharedCount(key) : 0; },
         .transportHeaders = m_services.transportHeaders,
         .policyLayers = [this] { return m_services.variables.policyLayers(pathOf(m_document)); },
         .openDefaults = [this] { Q_EMIT defaultPoliciesRequested(); },
         .openWhatIf = [this] { Q_EMIT whatIfRequested(); },
         .editVariable =
             [this](const PlaceholderExplanation &explanation) {
                 Q_EMIT editVariableRequested(explanation.name);
             },
         .createVariable = [this](const QString &name) { Q_EMIT createVariableRequested(name); },
         .viewBody = bodyViewers(m_services.theme, m_services.syntax),
         .graphQl = m_services.graphQl,
         .tokens = m_services.tokens,
         .openPage = [](const QUrl &url) { QDesktopServices::openUrl(url); }},
        m_splitter);
    auto *lower = new QWidget(m_splitter);
    m_response = new ResponseView({m_services.theme, m_services.syntax, m_services.board,
                                   m_services.clock, messageAidsOf(*this)},
                                  lower);
    m_promptBar = new PromptBar(m_services.theme, lower);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(0);
    lowerLayout->addWidget(m_promptBar);
    lowerLayout->addWidget(m_response, 1);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({450, 450});
    if (!m_splitterState.isEmpty())
        m_splitter->restoreState(m_splitterState);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_noticeBar = new NoticeBar(m_services.theme, this);
    m_noticeBar->setInset({14, 10, 14, 0});
    layout->addWidget(m_noticeBar);
    layout->addWidget(m_splitter, 1);
    connect(m_noticeBar, &NoticeBar::accepted, this, &RequestTab::noticeAccepted);
    showNotice();

    connect(m_editor, &RequestEditor::sendRequested, this, &RequestTab::sendKindRequested);
    connect(m_editor, &RequestEditor::stopRequested, this, &RequestTab::stop);
    connect(m_editor, &RequestEditor::keyLabRequested, this, &RequestTab::keyLabRequested);
    connect(m_editor, &RequestEditor::pasted, this, &RequestTab::textPasted);
    connect(m_response, &ResponseView::reconnectRequested, this, [this](const QByteArray &id) {
        m_resumeAfter = id;
        send({});
    });
    connect(m_response, &ResponseView::sendAnywayRequested, this,
            [this] { send({SendOptions::Breaker::Bypass}); });
    connect(m_response, &ResponseView::followRequested, this, &RequestTab::followRedirect);
    connect(m_response, &ResponseView::pauseRequested, this, &RequestTab::stop);
    connect(m_response, &ResponseView::resumeRequested, this, [this] { send(m_options); });
    connect(m_response, &ResponseView::sendWhenClosedRequested, this, &RequestTab::sendWhenClosed);
    connect(m_response, &ResponseView::keyLabRequested, this,
            [this] { Q_EMIT keyLabRequested(policies().breaker.keyPattern); });
    connect(m_response, &ResponseView::saveBodyRequested, this, &RequestTab::saveBodyRequested);
    connect(m_response, &ResponseView::certificateRequested, this,
            [this] { Q_EMIT certificateRequested(m_response->exchange()); });
    connect(m_response, &ResponseView::cookieJarRequested, this, &RequestTab::cookieJarRequested);
    connect(m_promptBar, &PromptBar::answered, this, &RequestTab::takeAnswers);
    connect(m_promptBar, &PromptBar::dismissed, this, [this] {
        m_afterAnswers = {};
        m_editor->setFocus();
    });
    connect(&m_services.variables, &Variables::changed, m_editor, &RequestEditor::refresh);
    // Another file has other variables.
    connect(&m_document, &RequestDocument::originChanged, m_editor, &RequestEditor::refresh);
    showState();
}

void RequestTab::dropWidgets()
{
    if (!m_editor || isVisible())
        return;
    m_editor->commit();
    m_splitterState = m_splitter->saveState();
    delete layout();
    delete std::exchange(m_splitter, nullptr);
    delete std::exchange(m_noticeBar, nullptr);
    m_editor = nullptr;
    m_response = nullptr;
    m_promptBar = nullptr;
}

void RequestTab::showState()
{
    if (!m_editor)
        return;
    if (m_operation)
        m_response->follow(*m_operation);
    else if (m_exchange)
        m_response->show(m_exchange);
    else
        m_response->showNothing();
    m_editor->setRunState(m_operation ? RunState::Running : RunState::Idle);
}

void RequestTab::setNotice(const std::optional<TabNotice> &notice)
{
    if (m_notice == notice)
        return;
    m_notice = notice;
    showNotice();
    Q_EMIT noticeChanged();
}

void RequestTab::showNotice()
{
    if (!m_noticeBar)
        return;
    if (m_notice)
        m_noticeBar->state(m_notice->tone, m_notice->headline, m_notice->text, m_notice->action);
    else
        m_noticeBar->dismiss();
}

void RequestTab::setSharedCount(std::function<int(const QString &key)> count)
{
    m_sharedCount = std::move(count);
}

RequestTab::~RequestTab() = default;

void RequestTab::send(SendOptions options)
{
    if (m_operation || askFirst([this, options] { send(options); }))
        return;
    stopWaiting();
    m_options = options;
    m_repeatsLeft = 0;
    begin();
}

void RequestTab::followRedirect()
{
    const ExchangePtr &shown = m_response->exchange();
    auto next = shown ? redirectToFollow(*shown) : std::nullopt;
    if (!next)
        return;
    SendOptions options;
    options.exactly = std::make_shared<const ResolvedRequest>(std::move(*next));
    send(options);
}

void RequestTab::sendRepeatedly(int count)
{
    if (m_operation || count < 1 || askFirst([this, count] { sendRepeatedly(count); }))
        return;
    stopWaiting();
    m_options = {};
    m_repeatsLeft = count - 1;
    begin();
}

void RequestTab::begin()
{
    if (m_editor)
        m_editor->commit();
    m_document.endTyping();
    const QString path = pathOf(m_document);
    if (m_services.cookies)
        m_options.cookies = m_services.cookies->jarFor(m_services.settings.values().cookies, path);
    RequestSpec spec = m_document.spec();
    resumeAfter(spec, std::exchange(m_resumeAfter, {}));
    m_operation
        = m_services.sender.send(spec, scope(), m_options, m_services.variables.policyLayers(path));
    connect(m_operation.get(), &SendOperation::finished, this, &RequestTab::finish);
    showState();
    m_operation->start();
    Q_EMIT runningChanged();
}

void RequestTab::finish(const ExchangePtr &exchange)
{
    m_services.variables.setExchange(filePath(), exchange, m_operation->scope());
    m_operation.release()->deleteLater();
    m_exchange = exchange;
    m_finishedAt = m_services.clock.now();
    if (exchange->circuit.openedByThisCall)
        m_services.board.note(OwnDeed::Kind::Opened, exchange->key.key);
    else if (exchange->circuit.closedByThisCall)
        m_services.board.note(OwnDeed::Kind::ClosedByProbe, exchange->key.key);
    if (m_repeatsLeft > 0 && exchange->outcome != Outcome::Cancelled) {
        --m_repeatsLeft;
        Q_EMIT exchangeFinished(exchange);
        begin();
        return;
    }
    m_repeatsLeft = 0;
    showState();
    m_services.board.refresh();
    Q_EMIT runningChanged();
    Q_EMIT exchangeFinished(exchange);
}

void RequestTab::stop()
{
    if (isWaitingForClose()) {
        stopWaiting();
        Q_EMIT runningChanged();
    }
    m_repeatsLeft = 0;
    m_response->stopStreams();
    if (m_operation && !m_operation->endStream())
        m_operation->cancel();
}

void RequestTab::sendWhenClosed()
{
    if (m_operation || !m_exchange)
        return;
    stopWaiting();
    // The board may not have heard of the circuit yet, so the answer's own time left counts first.
    const auto passed
        = std::chrono::duration_cast<milliseconds>(m_services.clock.now() - m_finishedAt);
    const milliseconds left = m_exchange->circuit.remaining.value_or(milliseconds(0)) - passed;
    m_closing = m_services.clock.schedule(std::max(left, milliseconds(0)), [this] {
        m_closing.reset();
        m_waitingForClose
            = connect(&m_services.board, &CircuitBoard::updated, this, &RequestTab::watchCircuit);
        watchCircuit();
    });
    Q_EMIT runningChanged();
}

void RequestTab::watchCircuit()
{
    const Circuit *circuit = m_services.board.find(m_exchange->key.key);
    if (circuit && circuit->state != BreakerState::Closed)
        return;
    send();
}

void RequestTab::stopWaiting()
{
    disconnect(std::exchange(m_waitingForClose, {}));
    m_closing.reset();
}

void RequestTab::show(const ExchangePtr &exchange)
{
    m_exchange = exchange;
    if (m_response)
        m_response->show(exchange);
}

QByteArray RequestTab::splitterState() const
{
    return m_splitter ? m_splitter->saveState() : m_splitterState;
}

void RequestTab::setSplitterState(const QByteArray &state)
{
    m_splitterState = state;
    if (m_splitter)
        m_splitter->restoreState(state);
}

} // namespace Recloser
