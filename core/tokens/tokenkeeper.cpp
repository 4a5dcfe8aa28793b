// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tokens/tokenkeeper.h"

#include "core/store/answering.h"
#include "core/tokens/tokenlogin.h"

#include <QFuture>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A promise that is dropped answers all the same: a future without an answer tells nobody.
std::shared_ptr<QPromise<TokenResult>> tokenPromise()
{
    auto promise = std::shared_ptr<QPromise<TokenResult>>(
        new QPromise<TokenResult>, [](QPromise<TokenResult> *unanswered) {
            if (!unanswered->future().isFinished()) {
                unanswered->addResult(
                    std::unexpected(SendError{SendError::Kind::Cancelled, {}, {}}));
                unanswered->finish();
            }
            delete unanswered;
        });
    promise->start();
    return promise;
}

TokenResult tokenIn(const TokenRecord &record, const Auth &grant, TokenKind kind)
{
    if (kind == TokenKind::Access)
        return record.accessToken;
    if (record.identityToken.isEmpty())
        return std::unexpected(
            refusedBy(grant, {{}, u"its answer has no id_token; the scope openid asks for it"_s}));
    return record.identityToken;
}

} // namespace

RandomBytes systemRandomBytes()
{
    return [](qsizetype count) {
        QList<quint32> words((count + 3) / 4);
        QRandomGenerator::system()->fillRange(words.data(), words.size());
        return QByteArray(reinterpret_cast<const char *>(words.constData()), count);
    };
}

TokenKeeper::TokenKeeper(Transport &transport, Clock &clock, SecretStore &secrets,
                         RandomBytes random, QObject *parent)
    : QObject(parent)
    , m_transport(transport)
    , m_clock(clock)
    , m_secrets(secrets)
    , m_random(std::move(random))
{
}

TokenKeeper::~TokenKeeper() = default;

TokenKeeper::Entry &TokenKeeper::entryOf(const Auth &grant)
{
    return m_entries[tokenName(grant)];
}

bool TokenKeeper::canGive(const Entry &entry, const Auth &grant, TokenKind kind) const
{
    return entry.kept && !entry.kept->accessToken.isEmpty() && isOfGrant(*entry.kept, grant)
        && entry.kept->accessToken != entry.refused && entry.kept->isGood(m_clock.wallTime())
        && (kind == TokenKind::Access || !entry.kept->identityToken.isEmpty());
}

QFuture<TokenResult> TokenKeeper::token(const Auth &grant, const TokenWay &way, TokenKind kind)
{
    if (const auto unfit = unfitSetting(grant))
        return QtFuture::makeReadyValueFuture(TokenResult(std::unexpected(*unfit)));
    Entry &entry = entryOf(grant);
    if (entry.step == Step::Idle && canGive(entry, grant, kind))
        return QtFuture::makeReadyValueFuture(tokenIn(*entry.kept, grant, kind));
    return wait(entry, grant, way, kind);
}

bool TokenKeeper::canRenew(const Auth &grant) const
{
    if (needsNobody(grant.grant))
        return true;
    const auto found = m_entries.find(tokenName(grant));
    return found != m_entries.end() && found->second.kept
        && !found->second.kept->refreshToken.isEmpty();
}

QFuture<TokenResult> TokenKeeper::renewed(const Auth &grant, const QByteArray &refused,
                                          const TokenWay &way)
{
    entryOf(grant).refused = refused;
    return token(grant, way);
}

QFuture<TokenResult> TokenKeeper::wait(Entry &entry, const Auth &grant, const TokenWay &way,
                                       TokenKind kind)
{
    const Promise promise = tokenPromise();
    entry.waiting.append({promise, kind});
    QFuture<TokenResult> future = promise->future();
    if (entry.step != Step::Idle)
        return future;
    entry.step = Step::Reading;
    entry.way = way;
    // The other program may have renewed it, and what it used for that is good no more.
    whenOpen([this, grant] {
        m_secrets.read(tokenName(grant))
            .then(this, [this, grant](const std::expected<QString, StoreError> &secret) {
                take(tokenName(grant), secret);
                Entry &read = entryOf(grant);
                read.step = Step::Asking;
                const bool isEnough = std::ranges::all_of(read.waiting, [&](const Waiting &one) {
                    return canGive(read, grant, one.kind);
                });
                if (isEnough)
                    answerAll(grant, {});
                else
                    ask(grant);
            });
    });
    return future;
}

void TokenKeeper::whenOpen(std::function<void()> then)
{
    if (!m_open)
        return then();
    m_whenOpen.append(std::move(then));
    if (m_whenOpen.size() > 1)
        return;
    const OpenStore open = m_open;
    open([self = QPointer(this)] {
        if (!self)
            return;
        self->m_open = {};
        const auto calls = std::exchange(self->m_whenOpen, {});
        for (const auto &call : calls)
            call();
    });
}

void TokenKeeper::noteChange(QFuture<std::expected<void, StoreError>> change)
{
    ++m_changes;
    change.then(this, [this](const std::expected<void, StoreError> &changed) {
        if (!changed)
            Q_EMIT notKept(changed.error());
        if (--m_changes > 0)
            return;
        const auto flushes = std::exchange(m_flushes, {});
        for (const auto &flush : flushes)
            flush->finish();
    });
}

QFuture<void> TokenKeeper::flush()
{
    if (m_changes == 0)
        return QtFuture::makeReadyVoidFuture();
    const auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    m_flushes.append(promise);
    return promise->future();
}

void TokenKeeper::take(const QString &name, const std::expected<QString, StoreError> &secret)
{
    // A store that cannot be read holds up nothing: what this run got is still known.
    if (!secret)
        return;
    auto record = tokenRecordFrom(name, *secret);
    if (!record)
        return;
    std::optional<TokenRecord> &kept = m_entries[name].kept;
    if (!kept || kept->facts.obtainedAt <= record->facts.obtainedAt)
        kept = *std::move(record);
}

void TokenKeeper::ask(const Auth &grant)
{
    const Entry &entry = entryOf(grant);
    if (entry.kept && !entry.kept->refreshToken.isEmpty() && isOfGrant(*entry.kept, grant)) {
        const QString refreshToken = entry.kept->refreshToken;
        return askWith(grant, refreshForm(grant, refreshToken), refreshToken);
    }
    if (grant.grant == Auth::Grant::RefreshToken)
        return askWith(grant, refreshForm(grant, grant.refreshToken), grant.refreshToken);
    if (needsNobody(grant.grant))
        return askWith(grant, ownForm(grant), {});
    answerAll(grant,
              std::unexpected(SendError{
                  SendError::Kind::TokenMissing, QUrl(grant.tokenUrl).host(),
                  entry.kept ? u"the one there was has expired, or was refused"_s : QString()}));
}

void TokenKeeper::askWith(const Auth &grant, const FormFields &form, const QString &refreshToken)
{
    Entry &entry = entryOf(grant);
    entry.question = std::make_unique<TokenQuestion>(
        m_transport, tokenRequest(grant, QUrl(grant.tokenUrl.trimmed()), form), entry.way,
        [this, grant, refreshToken](const TokenQuestion::Result &result) {
            takeAnswer(grant, refreshToken, result);
        });
}

void TokenKeeper::takeAnswer(const Auth &grant, const QString &refreshToken,
                             const TokenQuestion::Result &result)
{
    // Its function is a copy on the stack by now.
    entryOf(grant).question.reset();
    if (!result) {
        // What is renewed ahead of its time is good for a moment yet.
        const std::optional<TokenRecord> &kept = entryOf(grant).kept;
        const bool isAlive = kept && !kept->accessToken.isEmpty() && isOfGrant(*kept, grant)
            && kept->accessToken != entryOf(grant).refused
            && kept->facts.expiresAt > m_clock.wallTime();
        if (isAlive)
            return answerAll(grant, {});
        return answerAll(grant, std::unexpected(result.error()));
    }
    const auto answer = readTokenAnswer(grant, result->status, result->body);
    if (answer) {
        keep(grant, *answer);
        return answerAll(grant, {});
    }
    const OAuth2Refusal &refusal = answer.error();
    const std::optional<TokenRecord> &kept = entryOf(grant).kept;
    const bool wasKept = kept && !refreshToken.isEmpty() && kept->refreshToken == refreshToken;
    if (!wasKept || refusal.code != "invalid_grant"_L1)
        return answerAll(grant, std::unexpected(refusedBy(grant, refusal)));
    // What the server says no to is not tried again.
    drop(tokenName(grant));
    const bool canAskOtherwise = needsNobody(grant.grant)
        && (grant.grant != Auth::Grant::RefreshToken || grant.refreshToken != refreshToken);
    if (canAskOtherwise)
        return ask(grant);
    answerAll(grant, std::unexpected(refusedBy(grant, refusal)));
}

void TokenKeeper::drop(const QString &name)
{
    m_entries[name].kept.reset();
    noteChange(m_secrets.remove(name));
    Q_EMIT changed(name);
}

void TokenKeeper::keep(const Auth &grant, const TokenAnswer &answer)
{
    Entry &entry = entryOf(grant);
    entry.kept = tokenRecord(grant, answer, m_clock.wallTime(), entry.kept);
    entry.refused.clear();
    const QString name = entry.kept->facts.name;
    noteChange(m_secrets.write(name, toSecret(*entry.kept)));
    Q_EMIT changed(name);
}

TokenFacts TokenKeeper::keepNew(const Auth &grant, const TokenAnswer &answer)
{
    Entry &entry = entryOf(grant);
    entry.kept.reset();
    keep(grant, answer);
    return entry.kept->facts;
}

void TokenKeeper::answerAll(const Auth &grant, const std::expected<void, SendError> &result)
{
    Entry &entry = entryOf(grant);
    entry.step = Step::Idle;
    // Whoever hears of it may ask again at once.
    const QList<Waiting> waiting = std::exchange(entry.waiting, {});
    const std::optional<TokenRecord> kept = entry.kept;
    for (const Waiting &one : waiting) {
        one.promise->addResult(result ? tokenIn(*kept, grant, one.kind)
                                      : std::unexpected(result.error()));
        one.promise->finish();
    }
}

std::unique_ptr<TokenLogin> TokenKeeper::login(const Auth &grant, const TokenWay &way)
{
    return std::make_unique<TokenLogin>(*this, grant, way);
}

QFuture<std::optional<TokenFacts>> TokenKeeper::facts(const Auth &grant)
{
    const QString name = tokenName(grant);
    return m_secrets.read(name).then(
        this, [this, name, grant](const std::expected<QString, StoreError> &secret) {
            take(name, secret);
            const auto found = m_entries.find(name);
            return found != m_entries.end() && found->second.kept
                    && isOfGrant(*found->second.kept, grant)
                ? std::optional(found->second.kept->facts)
                : std::nullopt;
        });
}

QFuture<std::expected<QList<TokenFacts>, StoreError>> TokenKeeper::all()
{
    using All = std::expected<QList<TokenFacts>, StoreError>;
    const auto promise = startedPromise<All>();
    m_secrets.entries().then(
        this, [this, promise](const std::expected<QList<SecretStore::Entry>, StoreError> &entries) {
            if (!entries)
                return answer(*promise, All(std::unexpected(entries.error())));
            const auto found = std::make_shared<QList<TokenFacts>>();
            const auto left = std::make_shared<qsizetype>(1);
            const auto finish = [promise, found, left] {
                if (--*left == 0)
                    answer(*promise, All(*found));
            };
            for (const SecretStore::Entry &entry : *entries) {
                if (!entry.name.startsWith(tokenNamePrefix()))
                    continue;
                ++*left;
                m_secrets.read(entry.name)
                    .then(this,
                          [name = entry.name, found,
                           finish](const std::expected<QString, StoreError> &secret) {
                              const auto record
                                  = secret ? tokenRecordFrom(name, *secret) : std::nullopt;
                              if (record)
                                  found->append(record->facts);
                              finish();
                          });
            }
            finish();
        });
    return promise->future();
}

QFuture<std::expected<bool, StoreError>> TokenKeeper::forget(const QString &name)
{
    using Forgotten = std::expected<bool, StoreError>;
    const auto promise = startedPromise<Forgotten>();
    m_secrets.read(name).then(
        this, [this, name, promise](const std::expected<QString, StoreError> &secret) {
            const auto found = m_entries.find(name);
            const bool wasThere
                = secret.has_value() || (found != m_entries.end() && found->second.kept);
            if (found != m_entries.end())
                found->second.kept.reset();
            m_secrets.remove(name).then(
                this,
                [this, name, wasThere, promise](const std::expected<void, StoreError> &removed) {
                    Q_EMIT changed(name);
                    answer(*promise,
                           removed ? Forgotten(wasThere) : std::unexpected(removed.error()));
                });
        });
    return promise->future();
}

} // namespace Recloser
