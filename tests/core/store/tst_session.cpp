// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/session.h"

#include "core/store/memorysecrets.h"
#include "tests/core/model/samplerequests.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

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

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

SessionTab tabWithSecrets()
{
    SessionTab tab;
    tab.id = u"t1"_s;
    tab.spec.url = u"http://a/"_s;
    tab.spec.auth = {.kind = Auth::Kind::Basic,
                     .user = u"me"_s,
                     .password = u"hunter2"_s,
                     .token = u"tok3n"_s,
                     .keyValue = u"k3y"_s};
    tab.spec.headers = {{u"Cookie"_s, u"id=s3cret"_s},
                        {u"Accept"_s, u"*/*"_s},
                        {u"Authorization"_s, u"{{auth}}"_s}};
    tab.saved = tab.spec;
    tab.saved.auth.password = u"0lder"_s;
    return tab;
}

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void comesBackEqual();
    void startsEmptyWithoutAFile();
    void keepsSecretsOutOfTheFile();
    void forgetsSecretsOfClosedTabs();
    void keepsThePlaceholderOfALostSecret();
    void writesSoonAndOnce();
    void writesWhatIsPendingWhenDestroyed();
    void movesABrokenFileAside_data();
    void movesABrokenFileAside();
    void keepsTheOneBefore();
    void reportsAFolderThatCannotBeWritten();

private:
    QString path() const { return m_folder->filePath(u"state/session.json"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSession::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestSession::comesBackEqual()
{
    SampleRequests samples(4);
    Session session;
    for (int i = 0; i < 50; ++i) {
        SessionTab tab;
        tab.spec = samples.request();
        tab.saved = samples.chance() ? tab.spec : samples.request();
        if (samples.chance())
            tab.filePath = u"/tmp/ä.http"_s;
        tab.fileIndex = tab.filePath.isEmpty() ? 0 : 3;
        tab.exchangeId = samples.below(3);
        tab.id = u"id-%1"_s.arg(i);
        session.tabs.append(tab);
    }
    session.current = 7;
    session.windowGeometry = "\0\1\xff"_ba;
    session.windowState = "state"_ba;
    session.extra = {{u"a"_s, 1}};
    MemorySecrets secrets;
    {
        SessionStore store(path(), secrets);
        QVERIFY(valueOf(store.save(session)));
    }
    SessionStore store(path(), secrets);
    const auto read = valueOf(store.load());
    QVERIFY(read);
    QCOMPARE(read->tabs.size(), session.tabs.size());
    for (qsizetype i = 0; i < session.tabs.size(); ++i)
        QCOMPARE(read->tabs[i], session.tabs[i]);
    QVERIFY(*read == session);
    QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void TestSession::startsEmptyWithoutAFile()
{
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    QCOMPARE(valueOf(store.load()).value(), Session{});
}

void TestSession::keepsSecretsOutOfTheFile()
{
    const SessionTab tab = tabWithSecrets();
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    QVERIFY(valueOf(store.save({.tabs = {tab}})));
    const QByteArray content = contentOf(path());
    for (const char *secret : {"hunter2", "tok3n", "k3y", "s3cret", "0lder"})
        QVERIFY2(!content.contains(secret), secret);
    QVERIFY(content.contains("{{auth}}"));
    SessionStore again(path(), secrets);
    const auto read = valueOf(again.load());
    QVERIFY(read && read->tabs.size() == 1);
    QCOMPARE(read->tabs[0].spec, tab.spec);
    QCOMPARE(read->tabs[0].saved, tab.saved);
}

void TestSession::forgetsSecretsOfClosedTabs()
{
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    QVERIFY(valueOf(store.save({.tabs = {tabWithSecrets()}})));
    QVERIFY(secrets.values.values().contains(u"hunter2"_s));
    QVERIFY(valueOf(store.save({})));
    QCOMPARE(secrets.values, (QHash<QString, QString>()));
}

void TestSession::keepsThePlaceholderOfALostSecret()
{
    MemorySecrets secrets;
    {
        SessionStore store(path(), secrets);
        QVERIFY(valueOf(store.save({.tabs = {tabWithSecrets()}})));
    }
    secrets.values.clear();
    SessionStore store(path(), secrets);
    const auto read = valueOf(store.load());
    QCOMPARE(read->tabs[0].spec.auth.password, u"{{$secret session-t1-password}}"_s);
    QCOMPARE(read->tabs[0].spec.auth.user, u"me"_s);
}

void TestSession::writesSoonAndOnce()
{
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    int snapshots = 0;
    for (int i = 0; i < 100; ++i) {
        store.saveSoon([&snapshots, i] {
            ++snapshots;
            return Session{.current = i};
        });
    }
    QCOMPARE(snapshots, 0);
    QTRY_VERIFY(contentOf(path()).contains("\"current\":99"));
    QCOMPARE(snapshots, 1);
}

void TestSession::writesWhatIsPendingWhenDestroyed()
{
    MemorySecrets secrets;
    {
        SessionStore store(path(), secrets);
        store.saveSoon([] { return Session{.current = 5}; });
    }
    QVERIFY(contentOf(path()).contains("\"current\":5"));
    {
        // Its window has gone: what it kept last stays.
        SessionStore store(path(), secrets);
        store.saveSoon([] { return std::optional<Session>(); });
    }
    QVERIFY(contentOf(path()).contains("\"current\":5"));
}

void TestSession::movesABrokenFileAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("half a file") << "{\"tabs\":[{\"spec\":{\"me"_ba;
    QTest::newRow("nothing in it") << ""_ba;
    QTest::newRow("another kind of JSON") << "[1]"_ba;
    QTest::newRow("a member of another type") << "{\"tabs\":[{\"spec\":{\"url\":1}}]}"_ba;
    QTest::newRow("bytes") << QByteArray(1000, '\xff');
}

void TestSession::movesABrokenFileAside()
{
    QFETCH(QByteArray, content);
    QVERIFY(QDir().mkpath(m_folder->filePath(u"state"_s)));
    write(path(), content);
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    const auto read = valueOf(store.load());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, StoreError::Kind::Corrupt);
    const QDir folder(m_folder->filePath(u"state"_s));
    const QStringList aside = folder.entryList({u"session.json.broken-*"_s});
    QCOMPARE(aside.size(), 1);
    QVERIFY(read.error().detail.contains(aside[0]));
    QVERIFY(valueOf(store.save({.current = 1})));
    QCOMPARE(contentOf(folder.filePath(aside[0])), content);
    QVERIFY(valueOf(store.load()));
}

void TestSession::keepsTheOneBefore()
{
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    QVERIFY(valueOf(store.save({.current = 1})));
    QVERIFY(valueOf(store.load()));
    QVERIFY(valueOf(store.save({.current = 2})));
    QVERIFY(contentOf(path() + u".bak"_s).contains("\"current\":1"));
}

void TestSession::reportsAFolderThatCannotBeWritten()
{
    write(m_folder->filePath(u"state"_s), "a file where the folder should be");
    MemorySecrets secrets;
    SessionStore store(path(), secrets);
    QSignalSpy failed(&store, &SessionStore::failed);
    const auto written = valueOf(store.save({.current = 1}));
    QVERIFY(!written);
    QCOMPARE(written.error().kind, StoreError::Kind::Unwritable);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(QFile::remove(m_folder->filePath(u"state"_s)));
    QVERIFY(valueOf(store.save({.current = 1})));
    QVERIFY(contentOf(path()).contains("\"current\":1"));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
