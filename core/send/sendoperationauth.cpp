// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/authentication.h"
#include "core/resolve/resolve.h"
#include "core/send/downloadfile.h"
#include "core/send/sendoperation.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// How an attempt is signed and sent, how a challenge is answered, and what tokens a request waits
// for. Part of SendOperation.

void SendOperation::askForTokens()
{
    if (!m_wantedTokens.isEmpty()) {
        // What else is wrong with the request is told before anybody is asked.
        Scope trial = m_scope;
        for (const TokenReference &wanted : std::as_const(m_wantedTokens))
            trial.tokens.insert(tokenPlaceholder(wanted.grant, wanted.kind), u"token"_s);
        const Route route = m_options.route.value_or(m_exchange->spec.route);
        const auto resolved = resolve(m_exchange->spec, trial, route);
        if (!resolved)
            return end(Outcome::Exception, Ending::Invalid, resolved.error());
        m_tokenWay = tokenWay(*resolved);
    }
    while (!m_wantedTokens.isEmpty()) {
        const TokenReference wanted = m_wantedTokens.takeFirst();
        const Placeholders placeholders(m_scope);
        const auto known = placeholders.expand(
            u"{{"_s + tokenPlaceholder(wanted.grant, wanted.kind) + u"}}"_s, u"the request"_s);
        if (!known && known.error().kind != SendError::Kind::TokenMissing)
            return end(Outcome::Exception, Ending::Invalid, known.error());
        const auto grant = signingAuth(m_scope.grants.value(wanted.grant).auth, placeholders);
        if (!grant)
            return end(Outcome::Exception, Ending::Invalid, grant.error());
        const Auth asked = *grant ? **grant : Auth();
        if (!m_services.auth.tokens)
            return end(Outcome::Exception, Ending::Invalid,
                       {SendError::Kind::TokenMissing, asked.tokenUrl, {}});
        QFuture<TokenResult> token
            = m_services.auth.tokens->token(asked, m_tokenWay, wantedToken(wanted, m_scope));
        if (!token.isFinished()) {
            token.then(this, [this, wanted](const TokenResult &result) {
                if (m_state == State::Acquiring && takeToken(wanted, result))
                    askForTokens();
            });
            return;
        }
        if (!takeToken(wanted, token.result()))
            return;
    }
    resolveRequest();
}

bool SendOperation::takeToken(const TokenReference &wanted, const TokenResult &token)
{
    if (!token) {
        end(Outcome::Exception, Ending::Invalid, token.error());
        return false;
    }
    const QString text = QString::fromLatin1(*token);
    m_scope.tokens.insert(tokenPlaceholder(wanted.grant, wanted.kind), text);
    m_scope.confidential.insert(text);
    return true;
}

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
