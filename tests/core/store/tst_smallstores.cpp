// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/jsonmerge.h"
#include "core/store/keychainsecrets.h"
#include "core/store/settings.h"
#include "core/store/textfiles.h"
#include "core/store/wholefile.h"
#include "tests/core/model/samplerequests.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

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
    void mergedJsonHasBothChanges_data();
    void mergedJsonHasBothChanges();
    void whatAnotherProgramChangedStays_data();
    void whatAnotherProgramChangedStays();
    void settingsThatCouldNotBeWrittenAreStillToBe();
    void wholeFilesTakeTheRoomTheyNeed();
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

void TestSmallStores::mergedJsonHasBothChanges_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("ours");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged");
    const auto row = [](const char *name, const char *base, const char *ours, const char *theirs,
                        const char *merged) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(ours) << QByteArray(theirs)
                            << QByteArray(merged);
    };
    row("nobody changed anything", R"({"a": 1})", R"({"a": 1})", R"({"a": 1})", R"({"a": 1})");
    row("ours", R"({"a": 1, "b": 1})", R"({"a": 2, "b": 1})", R"({"a": 1, "b": 1})",
        R"({"a": 2, "b": 1})");
    row("theirs", R"({"a": 1, "b": 1})", R"({"a": 1, "b": 1})", R"({"a": 1, "b": 3})",
        R"({"a": 1, "b": 3})");
    row("both", R"({"a": 1, "b": 1})", R"({"a": 2, "b": 1})", R"({"a": 1, "b": 3})",
        R"({"a": 2, "b": 3})");
    row("both the same member", R"({"a": 1})", R"({"a": 2})", R"({"a": 3})", R"({"a": 2})");
    row("members that are new, and gone", R"({"a": 1, "b": 1})", R"({"b": 1, "c": 1})",
        R"({"a": 1, "d": 1})", R"({"c": 1, "d": 1})");
    row("within an object", R"({"a": {"x": 1, "y": 1}})", R"({"a": {"x": 2, "y": 1}})",
        R"({"a": {"x": 1, "y": 2}})", R"({"a": {"x": 2, "y": 2}})");
    row("elements that both added", R"({"a": [1]})", R"({"a": [1, 2]})", R"({"a": [1, 3]})",
        R"({"a": [1, 2, 3]})");
    row("one that ours took away, one that theirs did", R"({"a": [1, 2, 3]})", R"({"a": [2, 3]})",
        R"({"a": [1, 2]})", R"({"a": [2]})");
    row("the same one added by both", R"({"a": []})", R"({"a": [1, 2]})", R"({"a": [2]})",
        R"({"a": [1, 2]})");
}

void TestSmallStores::mergedJsonHasBothChanges()
{
    QFETCH(const QByteArray, base);
    QFETCH(const QByteArray, ours);
    QFETCH(const QByteArray, theirs);
    QFETCH(const QByteArray, merged);
    const auto read = [](const QByteArray &text) { return QJsonDocument::fromJson(text).object(); };
    QCOMPARE(mergedJson(read(base), read(ours), read(theirs)), read(merged));
}

void TestSmallStores::whatAnotherProgramChangedStays_data()
{
    QTest::addColumn<bool>("isWrittenAtTheEnd");
    QTest::newRow("by the worker") << false;
    QTest::newRow("when it is destroyed") << true;
}

void TestSmallStores::whatAnotherProgramChangedStays()
{
    QFETCH(const bool, isWrittenAtTheEnd);
    const auto trust = [](SettingsStore &store, const QString &host) {
        Settings changed = store.values();
        changed.tls.exceptions.append(
            {.host = host,
             .port = 443,
             .sha256 = QByteArray(32, 'x'),
             .endsAt = QDateTime::fromSecsSinceEpoch(2'000'000'000, QTimeZone::UTC)});
        store.set(changed);
    };
    {
        SettingsStore first(path());
        trust(first, u"first"_s);
    }
    auto window = std::make_unique<SettingsStore>(path());
    QVERIFY(window->load());
    {
        SettingsStore commandLine(path());
        QVERIFY(commandLine.load());
        trust(commandLine, u"second"_s);
    }
    Settings settings = window->values();
    settings.scheme = Settings::Scheme::Dark;
    QSignalSpy changed(window.get(), &SettingsStore::changed);
    window->set(settings);
    if (!isWrittenAtTheEnd) {
        // Its own change, then what it took over.
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 2, 30'000);
        QCOMPARE(window->values().tls.exceptions.size(), 2);
        // Which it can take back.
        settings = window->values();
        settings.tls.exceptions.removeLast();
        window->set(settings);
    }
    window.reset();
    SettingsStore now(path());
    QVERIFY(now.load());
    QCOMPARE(now.values().scheme, Settings::Scheme::Dark);
    QCOMPARE(now.values().tls.exceptions.size(), isWrittenAtTheEnd ? 2 : 1);
    QCOMPARE(now.values().tls.exceptions.first().host, u"first"_s);
}

void TestSmallStores::settingsThatCouldNotBeWrittenAreStillToBe()
{
    SettingsStore store(path());
    const QString folder = QFileInfo(path()).path();
    QVERIFY(QDir().mkpath(folder));
    // Where the file is to be there is a folder.
    QVERIFY(QDir().mkpath(path()));
    QSignalSpy failed(&store, &SettingsStore::failed);
    Settings settings;
    settings.scheme = Settings::Scheme::Dark;
    store.set(settings);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    QVERIFY(QDir().rmdir(path()));
    settings.startedBefore = true;
    store.set(settings);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path()), 30'000);
    SettingsStore now(path());
    QVERIFY(now.load());
    QCOMPARE(now.values().scheme, Settings::Scheme::Dark);
    QVERIFY(now.values().startedBefore);
}

void TestSmallStores::wholeFilesTakeTheRoomTheyNeed()
{
    constexpr qint64 limit = 512LL * 1024 * 1024;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"file"_s);
    for (const qsizetype size : {0, 1, 4095, 4096, 4097, 300'000}) {
        const QByteArray content(size, 'a');
        QVERIFY(writeWholeFile(path, content, FileRights::Default));
        const auto read = readWholeFile(path, limit);
        QCOMPARE(read.value(), content);
        QVERIFY(!read->isNull());
        QVERIFY2(read->capacity() <= 2 * size + 8192,
                 QByteArray::number(read->capacity()).constData());
        QCOMPARE(readWholeFile(path, size).value(), content);
        if (size > 0)
            QCOMPARE(readWholeFile(path, size - 1).error().kind, StoreError::Kind::Refused);
    }
    // It has no size that the system tells.
    QVERIFY(readWholeFile(u"/proc/self/maps"_s, limit)->size() > 4096);
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
