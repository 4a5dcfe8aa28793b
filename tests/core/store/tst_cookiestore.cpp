// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/cookiestore.h"
#include "core/store/memorysecrets.h"
#include "core/store/sealedbox.h"
#include "core/store/wholefile.h"
#include "tests/support/manualclock.h"

#include <QDirIterator>
#include <QPromise>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// A keychain that keeps, and one that cannot be reached.
class TestSecrets final : public SecretStore
{
public:
    QFuture<std::expected<QString, StoreError>> read(const QString &name) override
    {
        using Result = std::expected<QString, StoreError>;
        ++reads;
        if (isSlow)
            return later<Result>([this, name] { return memory.read(name).result(); });
        if (isAway)
            return QtFuture::makeReadyValueFuture(
                Result(std::unexpected(StoreError{StoreError::Kind::Unavailable, name, {}})));
        return memory.read(name);
    }
    QFuture<std::expected<void, StoreError>> write(const QString &name,
                                                   const QString &value) override
    {
        ++writes;
        if (isSlow)
            return later<std::expected<void, StoreError>>(
                [this, name, value] { return memory.write(name, value).result(); });
        return memory.write(name, value);
    }
    QFuture<std::expected<void, StoreError>> remove(const QString &name) override
    {
        return memory.remove(name);
    }
    Availability availability() const override { return kind; }
    QFuture<std::expected<QList<Entry>, StoreError>> entries() override
    {
        return QtFuture::makeReadyValueFuture(std::expected<QList<Entry>, StoreError>(given));
    }

    MemorySecrets memory;
    QList<Entry> given;
    Availability kind = Availability::Keychain;
    bool isAway = false;
    bool isSlow = false;
    int reads = 0;
    int writes = 0;

private:
    template<typename T, typename Work> QFuture<T> later(Work work)
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QTimer::singleShot(20, this, [promise, work] {
            promise->addResult(work());
            promise->finish();
        });
        return promise->future();
    }
};

Cookie cookie(const QByteArray &name, const QByteArray &value = "planted-secret"_ba)
{
    return {.name = name, .value = value, .domain = "a.example"_ba};
}

} // namespace

class TestCookieStore : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    TestSecrets m_secrets;
    ManualClock m_clock;

    std::unique_ptr<CookieStore> open()
    {
        return std::make_unique<CookieStore>(m_folder->path() + u"/cookies"_s, m_secrets, m_clock);
    }
    template<typename T> static bool isReady(const QFuture<T> &future)
    {
        return QTest::qWaitFor([&future] { return future.isFinished(); }, 10000);
    }
    QByteArray everything() const
    {
        QByteArray all;
        QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext())
            all += readWholeFile(files.next(), 1024 * 1024).value_or(QByteArray());
        return all;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets.memory.values.clear();
        m_secrets.kind = SecretStore::Availability::Keychain;
        m_secrets.isAway = false;
        m_secrets.isSlow = false;
        m_secrets.reads = m_secrets.writes = 0;
    }

    void jarsComeBack()
    {
        Cookie full = cookie("a"_ba);
        full.path = "/p"_ba;
        full.hostOnly = false;
        full.secure = full.httpOnly = true;
        full.sameSite = Cookie::SameSite::Lax;
        full.expiresAt = m_clock.wallTime().addSecs(60);
        full.createdAt = m_clock.wallTime();
        {
            const auto store = open();
            store->jar()->set(full);
            store->jar(u"/home/ada/shop"_s)->set(cookie("own"_ba));
            const auto flushed = store->flush();
            QVERIFY(isReady(flushed));
            QVERIFY(flushed.result().has_value());
            QCOMPARE(store->keeping(), CookieStore::Keeping::OnDisk);
        }
        QVERIFY(QFile::exists(open()->filePath({})));
        QVERIFY(!everything().contains("planted-secret"));
        QVERIFY(!everything().contains("a.example"));
        QCOMPARE(QFile::permissions(open()->filePath({})) & QFile::ReadOther, QFile::Permissions());

        const auto store = open();
        QVERIFY(isReady(store->load()));
        QCOMPARE(store->jar()->cookies(), QList{full});
        QVERIFY(isReady(store->load(u"/home/ada/shop"_s)));
        QCOMPARE(store->jar(u"/home/ada/shop"_s)->cookies().value(0).name, "own");
        QVERIFY(isReady(store->load(u"/work"_s)));
        QCOMPARE(store->jar(u"/work"_s)->size(), 0);
    }

    void aSlowKeychainIsAskedForOneKey()
    {
        m_secrets.isSlow = true;
        {
            const auto store = open();
            QVERIFY(isReady(store->load()));
            QVERIFY(isReady(store->load(u"other"_s)));
            store->jar()->set(cookie("a"_ba));
            store->jar(u"other"_s)->set(cookie("b"_ba));
            const auto first = store->flush();
            const auto second = store->flush();
            QVERIFY(isReady(first) && isReady(second));
            QCOMPARE(m_secrets.writes, 1);
        }
        const auto store = open();
        QVERIFY(isReady(store->load()));
        QVERIFY(isReady(store->load(u"other"_s)));
        QCOMPARE(store->jar()->size(), 1);
        QCOMPARE(store->jar(u"other"_s)->size(), 1);
    }

    void writingNeedsNoFlush()
    {
        const auto store = open();
        QVERIFY(isReady(store->load()));
        store->jar()->set(cookie("a"_ba));
        QTRY_VERIFY(QFile::exists(store->filePath({})));
    }

    void nothingIsAskedOfTheKeychainWithoutCookies()
    {
        const auto store = open();
        QVERIFY(isReady(store->load()));
        QCOMPARE(m_secrets.reads, 0);
    }

    void withoutKeychainNothingIsWritten()
    {
        m_secrets.kind = SecretStore::Availability::ThisRunOnly;
        const auto store = open();
        QSignalSpy changes(store.get(), &CookieStore::keepingChanged);
        store->jar()->set(cookie("a"_ba));
        QVERIFY(isReady(store->load()));
        QVERIFY(isReady(store->flush()));
        QVERIFY(isReady(store->flush()));
        QCOMPARE(store->keeping(), CookieStore::Keeping::ThisRunOnly);
        QCOMPARE(changes.count(), 1);
        QVERIFY(!QFile::exists(store->filePath({})));
        QCOMPARE(store->jar()->size(), 1);
    }

    void aKeyOfTheEnvironmentKeepsJarsWithoutAKeychain()
    {
        m_secrets.kind = SecretStore::Availability::ThisRunOnly;
        m_secrets.given = {{u"cookie-jars"_s, SecretStore::Place::Environment}};
        QVERIFY(isReady(m_secrets.memory.write(u"cookie-jars"_s, u"some text"_s)));
        {
            const auto store = open();
            store->jar()->set(cookie("a"_ba));
            QVERIFY(isReady(store->load()));
            QVERIFY(isReady(store->flush()));
            QCOMPARE(store->keeping(), CookieStore::Keeping::OnDisk);
        }
        const auto store = open();
        QVERIFY(isReady(store->load()));
        QCOMPARE(store->jar()->size(), 1);
    }

    void noKeyIsMadeWhileTheFileOfSecretsIsLocked()
    {
        m_secrets.kind = SecretStore::Availability::SealedFileLocked;
        const auto store = open();
        QVERIFY(isReady(store->load()));
        store->jar()->set(cookie("a"_ba));
        QVERIFY(isReady(store->flush()));
        QCOMPARE(m_secrets.writes, 0);
        QCOMPARE(store->keeping(), CookieStore::Keeping::ThisRunOnly);
        m_secrets.kind = SecretStore::Availability::SealedFile;
        Q_EMIT m_secrets.availabilityChanged(m_secrets.kind);
        QTRY_VERIFY(QFile::exists(store->filePath({})));
        QCOMPARE(m_secrets.writes, 1);
    }

    void aKeychainThatIsAwayLeavesTheFileAlone()
    {
        {
            const auto store = open();
            store->jar()->set(cookie("a"_ba));
            QVERIFY(isReady(store->load()));
            QVERIFY(isReady(store->flush()));
        }
        const QByteArray before = everything();
        m_secrets.isAway = true;
        {
            const auto store = open();
            QSignalSpy failures(store.get(), &CookieStore::failed);
            QVERIFY(isReady(store->load()));
            QCOMPARE(failures.count(), 1);
            store->jar()->set(cookie("b"_ba));
            QVERIFY(isReady(store->flush()));
            QCOMPARE(everything(), before);
            // Until somebody unlocks it.
            m_secrets.isAway = false;
            Q_EMIT m_secrets.availabilityChanged(m_secrets.kind);
            QVERIFY(isReady(store->flush()));
            QCOMPARE(store->jar()->size(), 2);
        }
        QVERIFY(everything() != before);
    }

    void aFileThatCannotBeOpenedIsMovedAside_data()
    {
        QTest::addColumn<bool>("isKeyAnother");
        QTest::newRow("it was changed") << false;
        QTest::newRow("the key is another one") << true;
    }
    void aFileThatCannotBeOpenedIsMovedAside()
    {
        QFETCH(bool, isKeyAnother);
        {
            const auto store = open();
            store->jar()->set(cookie("a"_ba));
            QVERIFY(isReady(store->load()));
            QVERIFY(isReady(store->flush()));
        }
        const QString path = open()->filePath({});
        if (isKeyAnother) {
            m_secrets.memory.values.insert(u"cookie-jars"_s, u"another"_s);
        } else {
            QByteArray content = *readWholeFile(path, 1024 * 1024);
            content.back() = char(content.back() ^ 1);
            QVERIFY(writeWholeFile(path, content, FileRights::OwnerOnly).has_value());
        }
        const auto store = open();
        const auto loaded = store->load();
        QVERIFY(isReady(loaded));
        QCOMPARE(loaded.result().error().kind, StoreError::Kind::Corrupt);
        QVERIFY(!QFile::exists(path));
        QCOMPARE(QDir(m_folder->path() + u"/cookies"_s).entryList(QDir::Files).size(), 1);
        store->jar()->set(cookie("b"_ba));
        QVERIFY(isReady(store->flush()));
        QVERIFY(QFile::exists(path));
    }

    void whatCameWhileReadingIsKept()
    {
        {
            const auto store = open();
            store->jar()->set(cookie("a"_ba, "old"_ba));
            store->jar()->set(cookie("b"_ba, "old"_ba));
            QVERIFY(isReady(store->load()));
            QVERIFY(isReady(store->flush()));
        }
        const auto store = open();
        store->jar()->set(cookie("a"_ba, "new"_ba));
        QVERIFY(isReady(store->load()));
        QCOMPARE(store->jar()->cookies().value(0).value, "new");
        QCOMPARE(store->jar()->cookies().value(1).value, "old");
    }

    void twoProgramsKeepEachOthersCookies()
    {
        const auto written = [this](CookieStore &store) {
            const auto flushed = store.flush();
            return isReady(flushed) && flushed.result().has_value();
        };
        const auto names = [](CookieStore &store) {
            QByteArrayList list;
            for (const Cookie &cookie : store.jar()->cookies())
                list.append(cookie.name + '=' + cookie.value);
            std::ranges::sort(list);
            return list;
        };
        const auto window = open();
        const CookieJarPtr here = window->jar();
        for (const QByteArray &name : {"both"_ba, "here"_ba, "gone-here"_ba, "gone-there"_ba})
            here->set(cookie(name, "0"_ba));
        QVERIFY(written(*window));
        const auto program = open();
        QVERIFY(isReady(program->load()));
        const CookieJarPtr there = program->jar();
        QCOMPARE(there->size(), 4);

        here->set(cookie("here"_ba, "1"_ba));
        here->set(cookie("both"_ba, "first"_ba));
        here->remove(cookie("gone-here"_ba));
        here->set(cookie("new-here"_ba, "1"_ba));
        QVERIFY(written(*window));
        there->remove(cookie("gone-there"_ba));
        there->set(cookie("both"_ba, "last"_ba));
        there->set(cookie("new-there"_ba, "1"_ba));
        QVERIFY(written(*program));
        const QByteArrayList all{"both=last"_ba, "here=1"_ba, "new-here=1"_ba, "new-there=1"_ba};
        QCOMPARE(names(*program), all);
        // What was taken over is no change of one's own.
        const QByteArray file = readWholeFile(window->filePath({}), 1 << 20).value();
        QVERIFY(written(*program));
        QCOMPARE(readWholeFile(window->filePath({}), 1 << 20).value(), file);

        here->set(cookie("later"_ba, "1"_ba));
        QVERIFY(written(*window));
        QCOMPARE(names(*window),
                 (QByteArrayList{"both=last"_ba, "here=1"_ba, "later=1"_ba, "new-here=1"_ba,
                                 "new-there=1"_ba}));
        const auto third = open();
        QVERIFY(isReady(third->load()));
        QCOMPARE(names(*third), names(*window));
    }

    /// Changes that are written while what others did is still on its way to the jar.
    void whatOthersDidIsNotTakenForADeletion()
    {
        const auto window = open();
        const auto program = open();
        window->jar()->set(cookie("a"_ba));
        QVERIFY(isReady(window->flush()));
        QVERIFY(isReady(program->load()));
        program->jar()->set(cookie("b"_ba));
        QVERIFY(isReady(program->flush()));
        window->jar()->set(cookie("c"_ba));
        const auto first = window->flush();
        window->jar()->set(cookie("d"_ba));
        const auto second = window->flush();
        QVERIFY(isReady(first) && isReady(second));
        const auto third = open();
        QVERIFY(isReady(third->load()));
        QCOMPARE(third->jar()->size(), 4);
        QCOMPARE(window->jar()->size(), 4);
    }

    void choices_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("jar"); // null: none
        QTest::newRow("no file: the shared one") << QString() << u""_s;
        QTest::newRow("no choice: the shared one") << u"/x/a.http"_s << u""_s;
        QTest::newRow("a folder of its own") << u"/c/own/a/b.http"_s << u"/c/own"_s;
        QTest::newRow("the innermost choice holds") << u"/c/own/off/b.http"_s << QString();
        QTest::newRow("a name that only begins alike") << u"/c/owner/b.http"_s << u""_s;
    }
    void choices()
    {
        QFETCH(QString, path);
        QFETCH(QString, jar);
        CookieChoices choices;
        choices.folders = {{u"/c/own"_s, CookieChoice::Own}, {u"/c/own/off"_s, CookieChoice::Off}};
        QCOMPARE(cookieChoicesFromJson(toJson(choices)), choices);
        const auto store = open();
        QCOMPARE(store->jarFor(choices, path), jar.isNull() ? nullptr : store->jar(jar));
        choices.folders.insert(QString(), CookieChoice::Off);
        if (jar == u""_s)
            QCOMPARE(store->jarFor(choices, path), nullptr);
        QVERIFY(isReady(store->flush()));
    }

    void aSealHoldsOnlyForItsKeyAndContent()
    {
        const QByteArray key = newSealKey();
        const QByteArray box = sealed("text"_ba, key);
        QCOMPARE(unsealed(box, key), std::optional("text"_ba));
        QVERIFY(sealed("text"_ba, key) != box);
        QCOMPARE(unsealed(box, newSealKey()), std::nullopt);
        QCOMPARE(unsealed(box.chopped(1), key), std::nullopt);
        QCOMPARE(unsealed({}, key), std::nullopt);
        QCOMPARE(unsealed(sealed({}, key), key), std::optional(QByteArray()));
        QCOMPARE(sealKeyOf("a"_ba), sealKeyOf("a"_ba));
        QVERIFY(sealKeyOf("a"_ba) != sealKeyOf("b"_ba));
    }
};

QTEST_GUILESS_MAIN(TestCookieStore)
#include "tst_cookiestore.moc"
