// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/send/tokensource.h"
#include "core/store/secrets.h"
#include "core/tokens/tokenquestion.h"
#include "core/tokens/tokenrecord.h"

#include <QPromise>

#include <map>

namespace Recloser {

class TokenLogin;

/// Bytes from a source that nobody can guess.
using RandomBytes = std::function<QByteArray(qsizetype count)>;
RandomBytes systemRandomBytes();

/// The tokens of OAuth 2: asked for when a send needs one, kept in the secret store, renewed before
/// they expire. One question at a time for each grant, however many sends wait for it. GUI thread.
class TokenKeeper final : public QObject, public TokenSource
{
    Q_OBJECT

public:
    /// All of it outlives the keeper.
    TokenKeeper(Transport &transport, Clock &clock, SecretStore &secrets,
                RandomBytes random = systemRandomBytes(), QObject *parent = nullptr);
    ~TokenKeeper() override;

    QFuture<TokenResult> token(const Auth &grant, const TokenWay &way = {},
                               TokenKind kind = TokenKind::Access) override;
    bool canRenew(const Auth &grant) const override;
    QFuture<TokenResult> renewed(const Auth &grant, const QByteArray &refused,
                                 const TokenWay &way = {}) override;

    /// Gets a new token whatever there is, with somebody logging in where the grant wants that. To
    /// be connected to and then started; what it gets is kept.
    [[nodiscard]] std::unique_ptr<TokenLogin> login(const Auth &grant, const TokenWay &way = {});

    /// Of the token that is kept, expired or not; nothing: none is.
    QFuture<std::optional<TokenFacts>> facts(const Auth &grant);
    /// Of all that are kept.
    QFuture<std::expected<QList<TokenFacts>, StoreError>> all();
    /// The token of that name is gone, here and in the store; false: there was none.
    QFuture<std::expected<bool, StoreError>> forget(const QString &name);

    /// In UTC.
    QDateTime now() const { return m_clock.wallTime(); }

    /// When all that was kept or forgotten is so in the store too, or could not be.
    QFuture<void> flush();
    /// Called before the store is first asked, and not again; it calls `then` when there is nothing
    /// more to open.
    using OpenStore = std::function<void(std::function<void()> then)>;
    void setOpenStore(OpenStore open) { m_open = std::move(open); }

Q_SIGNALS:
    /// The token of that name is another one, or gone.
    void changed(const QString &name);
    /// A token is kept until the program ends, and no longer.
    void notKept(const Recloser::StoreError &error);

private:
    friend class TokenLogin;

    using Promise = std::shared_ptr<QPromise<TokenResult>>;
    enum class Step { Idle, Reading, Asking };
    struct Waiting
    {
        Promise promise;
        TokenKind kind = TokenKind::Access;
    };
    struct Entry
    {
        std::optional<TokenRecord> kept;
        Step step = Step::Idle;
        QList<Waiting> waiting;
        /// Of whoever asked first.
        TokenWay way;
        /// Not to be given again.
        QByteArray refused;
        std::unique_ptr<TokenQuestion> question;
    };

    void whenOpen(std::function<void()> then);
    /// Of a change in the store.
    void noteChange(QFuture<std::expected<void, StoreError>> change);
    Entry &entryOf(const Auth &grant);
    bool canGive(const Entry &entry, const Auth &grant, TokenKind kind) const;
    QFuture<TokenResult> wait(Entry &entry, const Auth &grant, const TokenWay &way, TokenKind kind);
    void take(const QString &name, const std::expected<QString, StoreError> &secret);
    void ask(const Auth &grant);
    void askWith(const Auth &grant, const FormFields &form, const QString &refreshToken);
    void takeAnswer(const Auth &grant, const QString &refreshToken,
                    const TokenQuestion::Result &result);
    void drop(const QString &name);
    void keep(const Auth &grant, const TokenAnswer &answer);
    /// Nothing of what there was stays.
    TokenFacts keepNew(const Auth &grant, const TokenAnswer &answer);
    void answerAll(const Auth &grant, const std::expected<void, SendError> &result);

    Transport &m_transport;
    Clock &m_clock;
    SecretStore &m_secrets;
    RandomBytes m_random;
    std::map<QString, Entry> m_entries;
    OpenStore m_open;
    QList<std::function<void()>> m_whenOpen;
    int m_changes = 0;
    QList<std::shared_ptr<QPromise<void>>> m_flushes;
};

} // namespace Recloser
