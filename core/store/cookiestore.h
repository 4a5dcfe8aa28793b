// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookiejar.h"
#include "core/model/clock.h"
#include "core/model/storeerror.h"
#include "core/store/cookiechoices.h"
#include "core/store/jarfile.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <expected>
#include <functional>
#include <memory>
#include <optional>

namespace Recloser {

class SecretStore;

/// The cookie jars of a profile. Each has a file that is sealed with a key of the SecretStore and
/// written on a worker at the latest half a second after a change; where the SecretStore keeps
/// nothing beyond this run, nor do the jars. Other programs may write the same file: each takes
/// what the others did when it writes. Cookies without a date of expiry are kept too: they end when
/// somebody ends them, as with curl. GUI thread.
class CookieStore : public QObject
{
    Q_OBJECT

public:
    enum class Keeping {
        Unknown, ///< nothing had to be read or written yet
        OnDisk,
        ThisRunOnly,
    };

    CookieStore(QString folder, SecretStore &secrets, Clock &clock, QObject *parent = nullptr);
    /// Writes what is pending.
    ~CookieStore() override;

    /// The jar of that name, always the same; it fills when its file has been read. The empty name
    /// is the shared one.
    CookieJarPtr jar(const QString &name = {});
    /// For a request of that file (empty: of none); null where cookies are switched off.
    CookieJarPtr jarFor(const CookieChoices &choices, const QString &path);
    /// Ready when the jar has what its file holds. NotFound never: there may be none.
    QFuture<std::expected<void, StoreError>> load(const QString &name = {});
    /// Ready when every change is on disk, as far as they are kept.
    QFuture<std::expected<void, StoreError>> flush();
    Keeping keeping() const { return m_keeping; }
    /// In the thread of a worker or test: the file of a jar.
    QString filePath(const QString &name) const;

Q_SIGNALS:
    void keepingChanged(Recloser::CookieStore::Keeping keeping);
    void failed(const Recloser::StoreError &error);

private:
    using Done = std::expected<void, StoreError>;
    struct Kept
    {
        CookieJarPtr jar;
        QFuture<Done> loading;
        bool isLoaded = false;
        bool isChanged = false;
        /// Its file belongs to a key that cannot be had now, and must stay as it is.
        bool isReadOnly = false;
        /// The worker's alone.
        std::shared_ptr<JarFile> file = std::make_shared<JarFile>();
        /// The last changes of others that `jar` has.
        qint64 taken = 0;
    };
    enum class KeyUse { Reading, Writing };

    Kept &kept(const QString &name);
    QFuture<Done> read(const QString &name);
    void take(const QString &name, const QList<Cookie> &cookies);
    /// Calls `next` with the key, or null where there is none (and with Writing none can be kept).
    void withKey(KeyUse use, std::function<void(const QByteArray &key)> next);
    void setKeeping(Keeping keeping);
    /// The SecretStore may have a key now that it had not.
    void tryAgain();
    void writeChanged();
    static bool isUnwritten(const Kept &kept);
    bool hasUnwritten() const;
    void write(const QString &name, const QByteArray &key);
    void takeChanges(const QString &name, const JarFile::Written &written);
    void report(const StoreError &error);

    QString m_folder;
    SecretStore &m_secrets;
    Clock &m_clock;
    QHash<QString, Kept> m_jars;
    QByteArray m_key;
    Keeping m_keeping = Keeping::Unknown;
    /// The key for writing is on its way; these wait for it.
    bool m_isKeyAsked = false;
    QList<std::function<void()>> m_afterKey;
    /// Jars change because others changed their files.
    bool m_isTaking = false;
    std::optional<StoreError> m_lastError;
    QTimer m_timer;
    /// One thread, so that writes keep their order.
    QThreadPool m_writer;
};

/// Cookies as the file of a jar holds them before it is sealed, and back.
QByteArray encodedCookies(const QList<Cookie> &cookies);
std::optional<QList<Cookie>> decodedCookies(const QByteArray &content);

} // namespace Recloser
