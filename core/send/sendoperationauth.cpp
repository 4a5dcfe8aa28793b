// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/downloadfile.h"
#include "core/send/sendoperation.h"

namespace Recloser {

using namespace std::chrono_literals;

// How an attempt is signed and sent, and how a challenge is answered. Part of SendOperation.

void SendOperation::prepareAttempt()
{
    ResolvedRequest &request = m_exchange->request;
    if (!m_auth && request.signing) {
        m_auth = std::make_unique<AttemptAuth>(request, m_services.auth, m_services.clock,
                                               m_services.jitter);
        // The secrets are with it now, and with nobody who is shown the exchange.
        request.signing.reset();
    }
    if (!m_auth) {
        startTransfer(request);
        return;
    }
    QFuture<PreparedRequest> prepared = m_auth->prepare();
    if (prepared.isFinished()) {
        takePrepared(prepared.result());
        return;
    }
    prepared.then(this, [this, number = m_current.number](const PreparedRequest &answer) {
        if (m_state == State::Transferring && !m_transfer && m_current.number == number)
            takePrepared(answer);
    });
}

void SendOperation::takePrepared(const PreparedRequest &prepared)
{
    if (!prepared) {
        m_current = {};
        if (m_exchange->attempts.isEmpty())
            end(Outcome::Exception, Ending::Invalid, prepared.error());
        else
            conclude(Outcome::Exception, Ending::NotRetried, prepared.error());
        return;
    }
    // Whatever the answer says of it, one that was refused included, nobody keeps.
    if (m_auth && !m_auth->token().isEmpty())
        m_scope.confidential.insert(QString::fromLatin1(m_auth->token()));
    // What a challenge behind redirects made of it is not what the call began with.
    if (prepared->method == m_exchange->request.method
        && prepared->urlText == m_exchange->request.urlText)
        m_exchange->request = *prepared;
    noteRequest(*prepared);
    startTransfer(*prepared);
}

void SendOperation::startTransfer(const ResolvedRequest &request)
{
    CookieSource cookies{m_services.cookies, &m_services.clock};
    if (m_exchange->spec.cookies == CookieUse::NoJar)
        cookies.jar.reset();
    const TimeoutPolicy &timeouts = m_exchange->policies.timeouts;
    if (const auto &file = m_options.download) {
        ResolvedRequest partial = request;
        // A URL that is signed differs from one attempt to the next.
        m_current.addedHeaders = file->headersFor(m_exchange->request);
        partial.headers += m_current.addedHeaders;
        m_transfer = m_services.transport.startDownload(file, cookies, partial, timeouts);
    } else {
        m_transfer = m_services.transport.startWith(cookies, request, timeouts);
    }
    connect(m_transfer.get(), &Transfer::headArrived, this, &SendOperation::takeHead);
    connect(m_transfer.get(), &Transfer::streamed, this, &SendOperation::streamed);
    connect(m_transfer.get(), &Transfer::progressed, this, &SendOperation::progressed);
    connect(m_transfer.get(), &Transfer::finished, this, &SendOperation::finishAttempt);
}

bool SendOperation::answerChallenge()
{
    const Attempt &last = m_exchange->attempts.constLast();
    if (!m_auth || !last.result || !m_auth->canAnswer(*last.result))
        return false;
    m_state = State::Waiting;
    m_current.waitReason = WaitReason::Authentication;
    // It is still the same try: no permit is asked for, and nothing is settled. The transfer that
    // just ended is still on the stack.
    m_pending = m_services.clock.schedule(0ms, [this] { startAttempt(); });
    return true;
}

} // namespace Recloser
