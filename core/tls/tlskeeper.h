// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/senderror.h"
#include "core/model/storeerror.h"
#include "core/model/tlschoices.h"
#include "core/tls/certificatefaults.h"
#include "core/tls/tlsfiles.h"

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>

#include <expected>
#include <functional>
#include <memory>
#include <vector>

namespace Recloser {

/// Where an encrypted connection goes, and the certificate to be shown there, where the request
/// names one of its own.
struct TlsTarget
{
    QString host;
    int port = 443;
    std::optional<ClientIdentity> identity = {};

    bool operator==(const TlsTarget &) const = default;
};

/// What encrypted connections are made with: the user's choices, and the files they name, which are
/// read on workers when they are first needed and again when they have changed. GUI thread.
class TlsKeeper : public QObject
{
    Q_OBJECT

public:
    /// Reads a secret by its name (SecretStore::read).
    using PassPhrases
        = std::function<QFuture<std::expected<QString, StoreError>>(const QString &secretName)>;
    /// What to connect with; what stands in the way of it.
    using Setup = std::expected<QSslConfiguration, SendError>;

    /// `usual`: instead of Qt's default configuration, which is asked for late since it loads TLS.
    /// The clock outlives this; its wall time is what exceptions end by.
    TlsKeeper(Clock &clock, PassPhrases passPhrases, std::optional<QSslConfiguration> usual = {},
              QObject *parent = nullptr);
    ~TlsKeeper() override;

    const TlsChoices &choices() const { return m_choices; }
    void setChoices(const TlsChoices &choices);

    /// Of that secret, for this run; asked for no more.
    void givePassPhrase(const QString &secretName, const QString &passPhrase);

    /// Nothing: something must be read first, see prepare().
    std::optional<Setup> setup(const TlsTarget &target);
    /// Reads what setup() needs, then calls `next` from the event loop, unless `context` or this is
    /// gone by then. What could not be read is read anew by the next call.
    void prepare(const TlsTarget &target, QObject *context, std::function<void()> next);

    /// What the exception for that host and port says of a certificate with faults.
    ExceptionVerdict verdict(const TlsReport &report, const QString &host, int port) const;
    /// The error that the faults are.
    SendError errorOf(const TlsReport &report, const QString &host, int port) const;

Q_SIGNALS:
    /// Connections made so far were made by something else.
    void changed();

private:
    struct Entry
    {
        ClientIdentity identity;
        /// Times of its files when they were read.
        QList<QDateTime> times;
        /// Nothing while it is read.
        std::optional<std::expected<LoadedIdentity, SendError>> loaded;
        std::optional<QSslConfiguration> configuration;
    };
    struct Waiting
    {
        QPointer<QObject> context;
        TlsTarget target;
        std::function<void()> next;
    };

    std::optional<ClientIdentity> identityFor(const TlsTarget &target) const;
    Entry *find(const ClientIdentity &identity);
    void read(const TlsTarget &target);
    void readBase();
    void readIdentityOf(const ClientIdentity &identity);
    void startReading(const ClientIdentity &identity, const QString &passPhrase);
    void tellWaiting();
    void forgetFailures();

    Clock &m_clock;
    PassPhrases m_passPhrases;
    std::optional<QSslConfiguration> m_usual;
    QHash<QString, QString> m_given;
    TlsChoices m_choices;
    /// Answers to what earlier choices asked are dropped.
    int m_generation = 0;
    bool m_baseIsRead = false;
    std::optional<Setup> m_base;
    std::vector<std::unique_ptr<Entry>> m_entries;
    std::vector<Waiting> m_waiting;
};

} // namespace Recloser
