// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/tlskeeper.h"

#include <QFileInfo>
#include <QThreadPool>

#include <algorithm>

namespace Recloser {

namespace {

using Setup = TlsKeeper::Setup;

QList<QDateTime> timesOf(const ClientIdentity &identity)
{
    QList<QDateTime> times{QFileInfo(identity.certificateFile).lastModified()};
    if (!identity.keyFile.isEmpty())
        times.append(QFileInfo(identity.keyFile).lastModified());
    return times;
}

Setup baseSetup(const TlsChoices &choices, const std::optional<QSslConfiguration> &usual)
{
    QSslConfiguration configuration = usual ? *usual : QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(choices.minimum == TlsChoices::Minimum::Tls13 ? QSsl::TlsV1_3OrLater
                                                                            : QSsl::TlsV1_2OrLater);
    if (choices.authorityFiles.isEmpty()
        && choices.authorities != TlsChoices::Authorities::FilesOnly)
        return configuration;
    QList<QSslCertificate> authorities;
    if (choices.authorities == TlsChoices::Authorities::WithSystem)
        authorities = usual ? usual->caCertificates() : QSslConfiguration::systemCaCertificates();
    for (const QString &path : choices.authorityFiles) {
        auto read = readCertificates(path);
        if (!read)
            return std::unexpected(std::move(read.error()));
        authorities += *read;
    }
    configuration.setCaCertificates(authorities);
    return configuration;
}

/// `work` in a thread of the pool, then `done` with what it gave in the thread of `context`, unless
/// that is gone.
template<typename Work, typename Done> void onPool(QObject *context, Work work, Done done)
{
    using Value = decltype(work());
    auto promise = std::make_shared<QPromise<Value>>();
    promise->start();
    promise->future().then(context, std::move(done));
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace

TlsKeeper::TlsKeeper(Clock &clock, PassPhrases passPhrases, std::optional<QSslConfiguration> usual,
                     QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_passPhrases(std::move(passPhrases))
    , m_usual(std::move(usual))
{
}

TlsKeeper::~TlsKeeper() = default;

void TlsKeeper::setChoices(const TlsChoices &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    ++m_generation;
    m_base.reset();
    m_baseIsRead = false;
    m_entries.clear();
    Q_EMIT changed();
    for (const Waiting &waiting : std::vector(m_waiting))
        read(waiting.target);
}

void TlsKeeper::givePassPhrase(const QString &secretName, const QString &passPhrase)
{
    m_given.insert(secretName, passPhrase);
    forgetFailures();
}

std::optional<ClientIdentity> TlsKeeper::identityFor(const TlsTarget &target) const
{
    if (target.identity)
        return target.identity;
    const auto found = std::ranges::find_if(m_choices.identities, [&](const ClientIdentity &one) {
        return matchesHost(one.hosts, target.host, target.port);
    });
    return found == m_choices.identities.end() ? std::nullopt : std::optional(*found);
}

TlsKeeper::Entry *TlsKeeper::find(const ClientIdentity &identity)
{
    const auto found = std::ranges::find_if(
        m_entries, [&identity](const auto &entry) { return entry->identity == identity; });
    return found == m_entries.end() ? nullptr : found->get();
}

std::optional<Setup> TlsKeeper::setup(const TlsTarget &target)
{
    // Without files there is nothing to wait for.
    if (!m_base && m_choices.authorityFiles.isEmpty()
        && m_choices.authorities == TlsChoices::Authorities::WithSystem)
        m_base = baseSetup(m_choices, m_usual);
    if (!m_base)
        return std::nullopt;
    const auto identity = identityFor(target);
    if (!*m_base || !identity)
        return m_base;
    Entry *entry = find(*identity);
    if (!entry || !entry->loaded)
        return std::nullopt;
    if (!*entry->loaded)
        return std::unexpected(entry->loaded->error());
    if (entry->times != timesOf(*identity)) {
        std::erase_if(m_entries, [entry](const auto &one) { return one.get() == entry; });
        Q_EMIT changed();
        return std::nullopt;
    }
    if (!entry->configuration) {
        entry->configuration = **m_base;
        entry->configuration->setLocalCertificateChain((*entry->loaded)->chain);
        entry->configuration->setPrivateKey((*entry->loaded)->key);
    }
    return *entry->configuration;
}

void TlsKeeper::prepare(const TlsTarget &target, QObject *context, std::function<void()> next)
{
    m_waiting.push_back({context, target, std::move(next)});
    if (setup(target))
        QMetaObject::invokeMethod(this, &TlsKeeper::tellWaiting, Qt::QueuedConnection);
    else
        read(target);
}

void TlsKeeper::read(const TlsTarget &target)
{
    readBase();
    if (const auto identity = identityFor(target); identity && !find(*identity))
        readIdentityOf(*identity);
}

void TlsKeeper::readBase()
{
    if (m_baseIsRead || m_base)
        return;
    m_baseIsRead = true;
    onPool(
        this, [choices = m_choices, usual = m_usual] { return baseSetup(choices, usual); },
        [this, generation = m_generation](const Setup &base) {
            if (generation != m_generation)
                return;
            m_base = base;
            tellWaiting();
        });
}

void TlsKeeper::readIdentityOf(const ClientIdentity &identity)
{
    m_entries.push_back(std::make_unique<Entry>(Entry{.identity = identity}));
    const bool isGiven = m_given.contains(identity.passPhraseSecret);
    if (isGiven || identity.passPhraseSecret.isEmpty() || !m_passPhrases) {
        startReading(identity, m_given.value(identity.passPhraseSecret));
        return;
    }
    m_passPhrases(identity.passPhraseSecret)
        .then(this,
              [this, identity,
               generation = m_generation](const std::expected<QString, StoreError> &secret) {
                  if (generation == m_generation)
                      startReading(identity, secret.value_or(QString()));
              });
}

void TlsKeeper::startReading(const ClientIdentity &identity, const QString &passPhrase)
{
    struct Read
    {
        QList<QDateTime> times;
        std::expected<LoadedIdentity, SendError> loaded;
    };
    onPool(
        this,
        [identity, passPhrase] {
            QList<QDateTime> times = timesOf(identity);
            return Read{std::move(times), readIdentity(identity, passPhrase)};
        },
        [this, identity, generation = m_generation](const Read &read) {
            Entry *entry = generation == m_generation ? find(identity) : nullptr;
            if (!entry)
                return;
            entry->times = read.times;
            entry->loaded = read.loaded;
            tellWaiting();
        });
}

ExceptionVerdict TlsKeeper::verdict(const TlsReport &report, const QString &host, int port) const
{
    return verdictOf(exceptionFor(m_choices, host, port), report, m_clock.wallTime());
}

SendError TlsKeeper::errorOf(const TlsReport &report, const QString &host, int port) const
{
    return certificateError(report, authorityOf(host, port), exceptionFor(m_choices, host, port),
                            m_clock.wallTime());
}

void TlsKeeper::tellWaiting()
{
    const QPointer self(this);
    std::vector<Waiting> waiting = std::exchange(m_waiting, {});
    for (Waiting &one : waiting) {
        if (!one.context)
            continue;
        if (setup(one.target)) {
            one.next();
            if (!self)
                return;
        } else {
            m_waiting.push_back(one);
            read(one.target);
        }
    }
    forgetFailures();
}

void TlsKeeper::forgetFailures()
{
    if (m_base && !*m_base) {
        m_base.reset();
        m_baseIsRead = false;
    }
    std::erase_if(m_entries, [](const auto &entry) { return entry->loaded && !*entry->loaded; });
}

} // namespace Recloser
