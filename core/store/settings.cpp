// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/settings.h"

#include "core/model/requestjson.h"
#include "core/model/requestjsonreader.h"
#include "core/store/jsonmerge.h"
#include "core/store/tlssettings.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLockFile>

#include <chrono>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024;
constexpr auto writeDelay = 100ms;

constexpr NameOf<Settings::Scheme> schemes[] = {
    {Settings::Scheme::System, u"system"},
    {Settings::Scheme::Light, u"light"},
    {Settings::Scheme::Dark, u"dark"},
};

/// For the moments that another program needs to write a few kB.
constexpr auto lockTimeout = 2s;

} // namespace

QJsonObject toJson(const Settings &settings)
{
    QJsonObject object = settings.unknown;
    object.insert(u"scheme"_s, nameOf(schemes, settings.scheme));
    QJsonArray connections;
    for (const SavedConnection &connection : settings.connections) {
        QJsonObject row{{u"name"_s, connection.name},
                        {u"url"_s, connection.url},
                        {u"prefix"_s, connection.prefix},
                        {u"caFile"_s, connection.caFile},
                        {u"certificateFile"_s, connection.certificateFile},
                        {u"keyFile"_s, connection.keyFile},
                        {u"whenAway"_s, wordOf(connection.whenAway)}};
        if (connection.scope)
            row.insert(u"scope"_s, wordOf(*connection.scope));
        connections.append(row);
    }
    object.insert(u"connections"_s, connections);
    object.insert(u"chosenConnection"_s, settings.chosenConnection);
    object.insert(u"defaults"_s, toJson(settings.defaults));
    object.insert(u"history"_s,
                  QJsonObject{{u"mostExchanges"_s, settings.history.mostExchanges},
                              {u"mostBytes"_s, settings.history.mostBytes},
                              {u"mostDays"_s, settings.history.mostDays}});
    object.insert(u"circuitSources"_s, settings.circuitSources);
    object.insert(u"cookies"_s, toJson(settings.cookies));
    object.insert(u"tls"_s, toJson(settings.tls));
    object.insert(u"proxy"_s, toJson(settings.proxy));
    object.insert(u"environments"_s, settings.environments);
    object.insert(u"startedBefore"_s, settings.startedBefore);
    return object;
}

std::expected<Settings, QString> settingsFromJson(const QJsonObject &object)
{
    QString error;
    JsonReader reader(object, {}, error);
    Settings settings;
    reader.read(u"scheme"_s, settings.scheme, schemes);
    reader.eachObject(u"connections"_s, [&settings](JsonReader &row) {
        SavedConnection connection;
        row.read(u"name"_s, connection.name);
        row.read(u"url"_s, connection.url);
        row.read(u"prefix"_s, connection.prefix);
        row.read(u"caFile"_s, connection.caFile);
        row.read(u"certificateFile"_s, connection.certificateFile);
        row.read(u"keyFile"_s, connection.keyFile);
        row.read(u"scope"_s, connection.scope, wordsOf<StoreScope>);
        row.read(u"whenAway"_s, connection.whenAway, wordsOf<WhenAway>);
        settings.connections.append(connection);
    });
    reader.read(u"chosenConnection"_s, settings.chosenConnection);
    reader.read(u"startedBefore"_s, settings.startedBefore);
    reader.object(u"history"_s, [&settings](JsonReader &history) {
        history.read(u"mostExchanges"_s, settings.history.mostExchanges);
        history.read(u"mostBytes"_s, settings.history.mostBytes);
        history.read(u"mostDays"_s, settings.history.mostDays);
    });
    settings.circuitSources = object.value("circuitSources"_L1).toObject();
    settings.cookies = cookieChoicesFromJson(object.value("cookies"_L1).toObject());
    settings.tls = tlsChoicesFromJson(object.value("tls"_L1).toObject());
    settings.proxy = proxySettingsFromJson(object.value("proxy"_L1).toObject());
    settings.environments = object.value("environments"_L1).toObject();
    if (const auto defaults = policyFromJson(object.value("defaults"_L1).toObject()))
        settings.defaults = *defaults;
    else if (error.isEmpty())
        error = u"defaults."_s + defaults.error();
    if (!error.isEmpty())
        return std::unexpected(error);
    const QJsonObject known = toJson(Settings{});
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (!known.contains(member.key()))
            settings.unknown.insert(member.key(), member.value());
    }
    return settings;
}

SettingsStore::SettingsStore(QString filePath, QObject *parent)
    : QObject(parent)
    , m_filePath(std::move(filePath))
    , m_base(toJson(m_values))
    , m_timer(this)
{
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(writeDelay);
    connect(&m_timer, &QTimer::timeout, this, &SettingsStore::writeSoon);
}

SettingsStore::~SettingsStore()
{
    const bool isPending = m_timer.isActive();
    m_timer.stop();
    m_writer.waitForDone();
    // The event loop may be gone: what is pending is written here and now.
    if (isPending)
        (void)write(m_filePath, m_base, toJson(m_values));
}

std::expected<void, StoreError> SettingsStore::load()
{
    const auto content = readWholeFile(m_filePath, largestFile);
    if (!content) {
        if (content.error().kind == StoreError::Kind::NotFound) {
            m_isLoaded = true;
            return {};
        }
        return std::unexpected(content.error());
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*content, &error);
    QString problem = document.isObject()
        ? QString()
        : u"offset %1: %2"_s.arg(error.offset).arg(error.errorString());
    if (document.isObject()) {
        const auto settings = settingsFromJson(document.object());
        if (settings) {
            m_values = *settings;
            m_base = toJson(m_values);
            m_isLoaded = true;
            Q_EMIT changed();
            return {};
        }
        problem = settings.error();
    }
    const QString aside = moveFileAside(m_filePath);
    return std::unexpected(
        StoreError{StoreError::Kind::Corrupt, m_filePath, problem + u"; kept as "_s + aside});
}

void SettingsStore::set(const Settings &values)
{
    if (values == m_values)
        return;
    m_values = values;
    if (!m_timer.isActive())
        m_timer.start();
    Q_EMIT changed();
}

void SettingsStore::writeSoon()
{
    const QJsonObject ours = toJson(m_values);
    m_writer.start([this, path = m_filePath, base = std::exchange(m_base, ours), ours] {
        const Written written = write(path, base, ours);
        // The destructor waits for this thread, so `this` is there; the call itself is made in the
        // GUI thread.
        QMetaObject::invokeMethod(
            this, [this, written, base, ours] { takeWritten(written, base, ours); },
            Qt::QueuedConnection);
    });
}

SettingsStore::Written SettingsStore::write(const QString &filePath, const QJsonObject &base,
                                            const QJsonObject &ours)
{
    // Without it, as where the folder is nobody's to write in, others may come between.
    QLockFile lock(filePath + u".lock"_s);
    if (QFileInfo(filePath).dir().exists())
        lock.tryLock(lockTimeout);
    Written written{{}, ours};
    if (const auto there = readWholeFile(filePath, largestFile)) {
        // What cannot be read is not what another one of us wrote.
        if (const auto theirs = settingsFromJson(QJsonDocument::fromJson(*there).object()))
            written.content = mergedJson(base, ours, toJson(*theirs));
    }
    written.result
        = writeWholeFile(filePath, QJsonDocument(written.content).toJson(), FileRights::OwnerOnly);
    return written;
}

void SettingsStore::takeWritten(const Written &written, const QJsonObject &base,
                                const QJsonObject &ours)
{
    if (!written.result) {
        // What it was to change is still to be changed.
        if (m_base == ours)
            m_base = base;
        Q_EMIT failed(written.result.error());
        return;
    }
    // Later ones have been begun since, and tell what the file holds then.
    if (written.content == ours || m_base != ours)
        return;
    const auto values = settingsFromJson(mergedJson(ours, toJson(m_values), written.content));
    if (!values)
        return;
    m_base = written.content;
    m_values = *values;
    Q_EMIT changed();
}

} // namespace Recloser
