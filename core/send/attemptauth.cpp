// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/attemptauth.h"

#include "core/model/authtexts.h"
#include "core/send/bodyhash.h"
#include "core/send/redirects.h"
#include "core/send/requestsigning.h"

#include <QFile>
#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// A server may find a nonce stale again when others use it too, but not for ever.
constexpr int mostAnswers = 3;
/// Of the file of a key; more is none.
constexpr qint64 mostOfKey = qint64(1) << 20;

QFuture<PreparedRequest> now(PreparedRequest request)
{
    return QtFuture::makeReadyValueFuture(std::move(request));
}

/// `sign` with the hash of the body, once that is known.
template<typename Sign>
QFuture<PreparedRequest> withHash(const QList<BodySegment> &body, DigestAlgorithm algorithm,
                                  Sign sign)
{
    QFuture<BodyHashResult> hash = hashOfBody(body, algorithm);
    const auto finish = [sign = std::move(sign)](const BodyHashResult &result) {
        return result ? PreparedRequest(sign(*result)) : std::unexpected(result.error());
    };
    if (hash.isFinished())
        return now(finish(hash.result()));
    return hash.then(finish);
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    const auto portOf
        = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host()
        && portOf(one) == portOf(other);
}

/// What the redirects that were followed made of a request; nothing where one led elsewhere.
std::optional<ResolvedRequest> afterRedirects(ResolvedRequest request,
                                              const QList<RedirectHop> &hops)
{
    const QUrl origin = request.url;
    for (const RedirectHop &hop : hops) {
        auto next = redirected(request, hop.status, hop.headers);
        if (!next || !*next || !isSameOrigin(origin, (*next)->url))
            return std::nullopt;
        request = **std::move(next);
    }
    return request;
}

SignaturePlace placeOf(const Auth &auth)
{
    switch (auth.signaturePlacement) {
    case Auth::SignaturePlacement::Header:
        return SignaturePlace::Header;
    case Auth::SignaturePlacement::Query:
        return SignaturePlace::Query;
    case Auth::SignaturePlacement::Body:
        return SignaturePlace::Body;
    }
    return SignaturePlace::Header;
}

AwsSigning awsSigningOf(const Auth &auth, const QUrl &url, const QDateTime &at)
{
    const AwsHostParts host = awsHostParts(url.host(QUrl::FullyEncoded).toLatin1());
    AwsSigning signing{.accessKey = auth.accessKey.toUtf8(),
                       .secretKey = auth.secretKey.toUtf8(),
                       .sessionToken = auth.sessionToken.toUtf8(),
                       .region = auth.region.isEmpty() ? host.region : auth.region.toUtf8(),
                       .service = auth.service.isEmpty() ? host.service : auth.service.toUtf8(),
                       .at = at};
    useRulesOfService(signing);
    return signing;
}

OAuth1Signing::Method methodOf(Auth::OAuth1Method method)
{
    using Method = OAuth1Signing::Method;
    switch (method) {
    case Auth::OAuth1Method::HmacSha256:
        return Method::HmacSha256;
    case Auth::OAuth1Method::PlainText:
        return Method::PlainText;
    case Auth::OAuth1Method::HmacSha512:
        return Method::HmacSha512;
    case Auth::OAuth1Method::RsaSha1:
        return Method::RsaSha1;
    case Auth::OAuth1Method::RsaSha256:
        return Method::RsaSha256;
    case Auth::OAuth1Method::RsaSha512:
        return Method::RsaSha512;
    case Auth::OAuth1Method::HmacSha1:
        break;
    }
    return Method::HmacSha1;
}

/// In a thread of the pool: a file is read, and some milliseconds are calculated.
QFuture<PreparedRequest> signedByRsa(const ResolvedRequest &request, OAuth1Signing signing,
                                     SignaturePlace place)
{
    auto promise = std::make_shared<QPromise<PreparedRequest>>();
    promise->start();
    QFuture<PreparedRequest> future = promise->future();
    QThreadPool::globalInstance()->start([promise, request, signing, place]() mutable {
        const QString path = QString::fromUtf8(signing.privateKey);
        std::expected<ResolvedRequest, SendError> result;
        QFile file(path);
        if (path.isEmpty() || isKeyInPem(path)) {
            result = withOAuth1Signature(request, signing, place);
        } else if (!file.open(QIODevice::ReadOnly)) {
            result
                = std::unexpected(SendError{SendError::Kind::SigningKey, path, file.errorString()});
        } else {
            signing.privateKey = file.read(mostOfKey);
            result = withOAuth1Signature(request, signing, place);
            if (!result)
                result.error().subject = path;
        }
        promise->addResult(std::move(result));
        promise->finish();
    });
    return future;
}

} // namespace

AttemptAuth::AttemptAuth(ResolvedRequest request, AuthServices services, Clock &clock,
                         Jitter chance)
    : m_request(std::move(request))
    , m_auth(*m_request.signing)
    , m_services(std::move(services))
    , m_clock(clock)
    , m_chance(std::move(chance))
{
    // The secrets stay here.
    m_request.signing.reset();
}

QFuture<PreparedRequest> AttemptAuth::prepare()
{
    if (!std::exchange(m_isAnswering, false))
        m_answers = 0;
    switch (m_auth.kind) {
    case Auth::Kind::Digest:
        return prepareDigest();
    case Auth::Kind::AwsSigV4:
        return prepareAws();
    case Auth::Kind::OAuth1:
        return prepareOAuth1();
    case Auth::Kind::OAuth2:
        return prepareToken();
    default:
        return now(m_request);
    }
}

bool AttemptAuth::canAnswer(const Response &response)
{
    if (!isSameOrigin(response.url, m_request.url))
        return false;
    if (m_auth.kind == Auth::Kind::Digest)
        return canAnswerDigest(response);
    if (m_auth.kind != Auth::Kind::OAuth2 || response.status != 401 || m_answers > 0
        || !m_services.tokens || !m_services.tokens->canRenew(m_auth))
        return false;
    noteAnswer();
    return true;
}

void AttemptAuth::noteAnswer()
{
    m_isAnswering = true;
    ++m_answers;
}

// ---- Digest ------------------------------------------------------------------------------------

QFuture<PreparedRequest> AttemptAuth::prepareDigest()
{
    const auto turn = m_services.nonces->next(m_request.url, m_auth.user);
    // The first request of all asks for a challenge by going without.
    if (!turn)
        return now(m_request);
    const auto sign = [request = m_request, auth = m_auth, turn = *turn](const QByteArray &hash) {
        return withAuthorization(request,
                                 digestAuthorization(turn.challenge, {auth.user, auth.password},
                                                     {request.method, requestTarget(request.url),
                                                      turn.clientNonce, turn.count, hash}));
    };
    if (turn->challenge.protection != DigestChallenge::Protection::AuthInt)
        return now(sign({}));
    return withHash(m_request.body, turn->challenge.algorithm, sign);
}

bool AttemptAuth::canAnswerDigest(const Response &response)
{
    if (const QByteArray next = nextNonce(response.headers); !next.isEmpty())
        m_services.nonces->renew(m_request.url, m_auth.user, next);
    if (response.status != 401)
        return false;
    const auto challenge = strongestDigest(challengesOf(response.headers));
    if (!challenge)
        return false;
    // Refused right after an answer, and not for its age: the credentials are wrong.
    if (m_answers > 0 && (!challenge->isStale || m_answers >= mostAnswers)) {
        m_services.nonces->forget(m_request.url, m_auth.user);
        return false;
    }
    auto request = afterRedirects(m_request, response.redirects);
    if (!request)
        return false;
    m_request = *std::move(request);
    m_services.nonces->remember(m_request.url, m_auth.user, *challenge, nonce());
    noteAnswer();
    return true;
}

// ---- signatures --------------------------------------------------------------------------------

QFuture<PreparedRequest> AttemptAuth::prepareAws()
{
    const AwsSigning signing = awsSigningOf(m_auth, m_request.url, m_clock.wallTime());
    const SignaturePlace place = placeOf(m_auth);
    // The body of a signed URL is not known to who hands it on, so S3 signs none.
    const bool isUnsigned = place == SignaturePlace::Query && signing.service == "s3";
    if (isUnsigned || m_request.body.isEmpty())
        return now(withAwsSignature(m_request, signing, place,
                                    isUnsigned ? unsignedPayload()
                                               : digestHex(DigestAlgorithm::Sha256, {})));
    return withHash(m_request.body, DigestAlgorithm::Sha256,
                    [request = m_request, signing, place](const QByteArray &hash) {
                        return withAwsSignature(request, signing, place, hash);
                    });
}

QFuture<PreparedRequest> AttemptAuth::prepareOAuth1()
{
    const OAuth1Signing signing{.method = methodOf(m_auth.oauth1Method),
                                .consumerKey = m_auth.consumerKey.toUtf8(),
                                .consumerSecret = m_auth.consumerSecret.toUtf8(),
                                .token = m_auth.token.toUtf8(),
                                .tokenSecret = m_auth.tokenSecret.toUtf8(),
                                .privateKey = m_auth.privateKey.toUtf8(),
                                .realm = m_auth.realm.toUtf8(),
                                .timestamp = m_clock.wallTime().toSecsSinceEpoch(),
                                .nonce = nonce()};
    if (isRsa(m_auth.oauth1Method))
        return signedByRsa(m_request, signing, placeOf(m_auth));
    return now(withOAuth1Signature(m_request, signing, placeOf(m_auth)));
}

QByteArray AttemptAuth::nonce() const
{
    QByteArray text;
    for (int i = 0; i < 4; ++i)
        text += QByteArray::number(quint64(m_chance() * 4294967296.0), 16).rightJustified(8, '0');
    return text;
}

// ---- tokens ------------------------------------------------------------------------------------

QFuture<PreparedRequest> AttemptAuth::prepareToken()
{
    if (!m_services.tokens)
        return now(std::unexpected(SendError{SendError::Kind::TokenMissing, m_auth.tokenUrl, {}}));
    const QByteArray prefix = m_auth.prefix.trimmed().toUtf8();
    // It may be there only after this has gone.
    const auto finish = [request = m_request, prefix = prefix.isEmpty() ? "Bearer"_ba : prefix,
                         sent = m_token](const TokenResult &token) -> PreparedRequest {
        if (!token)
            return std::unexpected(token.error());
        *sent = *token;
        return withAuthorization(request, prefix + ' ' + *token);
    };
    const TokenWay way = tokenWay(m_request);
    QFuture<TokenResult> token = m_answers > 0 ? m_services.tokens->renewed(m_auth, *m_token, way)
                                               : m_services.tokens->token(m_auth, way);
    if (token.isFinished())
        return now(finish(token.result()));
    return token.then(finish);
}

} // namespace Recloser
