// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/keychainsecrets.h"
#include "core/store/settings.h"
#include "core/store/textfiles.h"
#include "tests/core/model/samplerequests.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Settings, text files and secrets.
class TestSmallStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void settingsComeBackEqual();
    void settingsKeepWhatTheyDoNotKnow();
    void brokenSettingsAreMovedAside();
    void settingsAreWrittenWhenDestroyed();
    void readsAndWritesFiles();
    void noticesChangesFromOutside();
    void writesNothingWhereNothingChanged();
    void copiesFiles();
    void secretsWithoutAKeychainLastForThisRun();
    void theEnvironmentProvidesSecrets();

private:
    QString path() const { return m_folder->filePath(u"a/file.json"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSmallStores::initTestCase()
{
    // Whatever machine this runs on: no keychain, and none of the user's is touched.
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    qunsetenv("XDG_RUNTIME_DIR");
}

void TestSmallStores::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestSmallStores::settingsComeBackEqual()
{
    SampleRequests samples(2);
    for (int i = 0; i < 100; ++i) {
        Settings settings;
        settings.scheme = Settings::Scheme(samples.below(3));
        for (int n = samples.below(3); n > 0; --n)
            settings.connections.append({samples.text(), samples.text(), samples.text(),
                                         samples.text(), samples.text(), samples.text()});
        settings.chosenConnection = samples.text();
        settings.defaults = samples.policy();
        settings.circuitSources = {{u"layouts"_s, QJsonObject{{samples.text(), samples.below(9)}}}};
        settings.startedBefore = samples.chance();
        settings.unknown = {{u"later"_s, samples.below(9)}};
        QCOMPARE(settingsFromJson(toJson(settings)).value(), settings);
    }
}

void TestSmallStores::settingsKeepWhatTheyDoNotKnow()
{
    QVERIFY(QDir().mkpath(m_folder->filePath(u"a"_s)));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"scheme": "dark", "retention": {"days": 30}})");
    file.close();
    {
        SettingsStore store(path());
        QVERIFY(store.load());
        Settings settings = store.values();
        QCOMPARE(settings.scheme, Settings::Scheme::Dark);
        settings.startedBefore = true;
        QSignalSpy changed(&store, &SettingsStore::changed);
        store.set(settings);
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY(contentOf(path()).contains("\"startedBefore\": true"));
    }
    QVERIFY(contentOf(path()).contains("\"days\": 30"));
}

void TestSmallStores::brokenSettingsAreMovedAside()
{
    QVERIFY(QDir().mkpath(m_folder->filePath(u"a"_s)));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"scheme\": \"plaid\"}");
    file.close();
    SettingsStore store(path());
    const auto read = store.load();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, StoreError::Kind::Corrupt);
    QVERIFY(read.error().detail.startsWith("scheme: expected"_L1));
    QCOMPARE(QDir(m_folder->filePath(u"a"_s)).entryList({u"file.json.broken-*"_s}).size(), 1);
    QVERIFY(store.load());
}

void TestSmallStores::settingsAreWrittenWhenDestroyed()
{
    {
        SettingsStore store(path());
        store.set({.chosenConnection = u"x"_s});
    }
    SettingsStore store(path());
    QVERIFY(store.load());
    QCOMPARE(store.values().chosenConnection, u"x"_s);
}

void TestSmallStores::readsAndWritesFiles()
{
    const auto missing = valueOf(readFile(path()));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, StoreError::Kind::NotFound);
    QVERIFY(valueOf(saveFile(path(), "content")));
    QCOMPARE(valueOf(readFile(path())).value(), "content"_ba);
    const auto folder = valueOf(readFile(m_folder->path()));
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, StoreError::Kind::Unreadable);
    const auto below = valueOf(saveFile(path() + u"/below"_s, "x"));
    QVERIFY(!below);
    QCOMPARE(below.error().kind, StoreError::Kind::Unwritable);
}

void TestSmallStores::noticesChangesFromOutside()
{
    QVERIFY(valueOf(saveFile(path(), "one", QByteArray())));
    QVERIFY(valueOf(saveFile(path(), "two", "one"_ba)));
    const auto changed = valueOf(saveFile(path(), "three", "one"_ba));
    QVERIFY(!changed);
    QCOMPARE(changed.error().kind, StoreError::Kind::ChangedOutside);
    QCOMPARE(contentOf(path()), "two"_ba);
    const auto there = valueOf(saveFile(path(), "three", QByteArray()));
    QVERIFY(!there);
    QVERIFY(QFile::remove(path()));
    QVERIFY(!valueOf(saveFile(path(), "three", "two"_ba)));
}

void TestSmallStores::writesNothingWhereNothingChanged()
{
    QVERIFY(valueOf(saveFile(path(), "same")));
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QDateTime past = QDateTime::currentDateTimeUtc().addDays(-1);
    QVERIFY(file.setFileTime(past, QFileDevice::FileModificationTime));
    file.close();
    QVERIFY(valueOf(saveFile(path(), "same", "same"_ba)));
    QVERIFY(QFileInfo(path()).lastModified() < past.addSecs(60));
}

void TestSmallStores::copiesFiles()
{
    const QString to = m_folder->filePath(u"copy"_s);
    QVERIFY(!valueOf(copyFile(path(), to)));
    QVERIFY(valueOf(saveFile(path(), "content")));
    QVERIFY(valueOf(saveFile(to, "older and longer")));
    QVERIFY(valueOf(copyFile(path(), to)));
    QCOMPARE(contentOf(to), "content"_ba);
    const auto nowhere = valueOf(copyFile(path(), m_folder->filePath(u"no/such/folder"_s)));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind, StoreError::Kind::Unwritable);
}

void TestSmallStores::secretsWithoutAKeychainLastForThisRun()
{
    KeychainSecrets secrets;
    QCOMPARE(secrets.availability(), SecretStore::Availability::ThisRunOnly);
    const auto missing = valueOf(secrets.read(u"a"_s));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, StoreError::Kind::NotFound);
    QVERIFY(valueOf(secrets.write(u"a"_s, u"b"_s)));
    QCOMPARE(valueOf(secrets.read(u"a"_s)).value(), u"b"_s);
    QVERIFY(valueOf(secrets.remove(u"a"_s)));
    QVERIFY(!valueOf(secrets.read(u"a"_s)));
}

void TestSmallStores::theEnvironmentProvidesSecrets()
{
    KeychainSecrets secrets;
    QCOMPARE(KeychainSecrets::environmentVariable(u"api-key ä"_s), "RECLOSER_SECRET_API_KEY__"_ba);
    qputenv("RECLOSER_SECRET_API_KEY", "from outside");
    QVERIFY(valueOf(secrets.write(u"api-key"_s, u"from inside"_s)));
    QCOMPARE(valueOf(secrets.read(u"api-key"_s)).value(), u"from outside"_s);
    qunsetenv("RECLOSER_SECRET_API_KEY");
    QCOMPARE(valueOf(secrets.read(u"api-key"_s)).value(), u"from inside"_s);
}

QTEST_GUILESS_MAIN(TestSmallStores)
#include "tst_smallstores.moc"
