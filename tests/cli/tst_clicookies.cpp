// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDirIterator>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All files below a folder, one behind the other.
QByteArray everythingBelow(const QString &folder)
{
    QByteArray all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        all += contentOf(files.next());
    return all;
}

constexpr auto script = R"({"routes": [
    {"path": "/login", "sequence": [{"status": 200, "headers":
        [["Set-Cookie", "sid=planted-session-1; Path=/; Max-Age=600; HttpOnly"],
         ["Set-Cookie", "bad=1; Secure"]], "body": "hello"}]},
    {"path": "/me", "sequence": [{"status": 200, "body": "me"}]}]})";

} // namespace

/// `cookies`, and what `send` does with `--cookie-jar` and `--jar`.
class TestCliCookies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void withoutAJarNothingIsKept()
    {
        const auto server = serve(script);
        Program program;
        const Ended ended
            = program.run({u"send"_s, server->url(u"/login"_s).toString(), u"--json"_s});
        QVERIFY(!attempt(ended.json(), 1).contains(u"cookies"));
        QVERIFY(!QFile::exists(program.profile() + u"/data/cookies"_s));
    }

    void aFileOfCurlIsReadAndWritten()
    {
        const auto server = serve(script);
        QTemporaryDir folder;
        const QString jar = folder.path() + u"/cookies.txt"_s;
        Program program;
        const Ended login = program.run(
            {u"send"_s, server->url(u"/login"_s).toString(), u"--json"_s, u"--cookie-jar"_s, jar});
        QCOMPARE(login.code, int(Done));
        const QJsonObject cookies = attempt(login.json(), 1)[u"cookies"].toArray()[0].toObject();
        const QJsonArray received = cookies[u"received"].toArray();
        QCOMPARE(received[0][u"verdict"].toString(), u"kept"_s);
        QCOMPARE(received[1][u"verdict"].toString(), u"secure-over-http"_s);
        const QByteArray written = contentOf(jar);
        QVERIFY2(written.contains("#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t"), written.constData());
        QVERIFY(written.contains("\tsid\tplanted-session-1\n"));

        QFile file(jar);
        QVERIFY(file.open(QIODevice::Append));
        file.write("127.0.0.1\tFALSE\t/me\tFALSE\t0\tmore\t2\n");
        file.close();
        COMPARE_CODE(
            program.run({u"send"_s, server->url(u"/me"_s).toString(), u"--cookie-jar"_s, jar}),
            Done);
        QCOMPARE(headerOf(server->received().last(), "cookie"), "more=2; sid=planted-session-1");
        QVERIFY(!everythingBelow(program.profile()).contains("planted-session"));
    }

    void aJarOfTheProfileNeedsAKey_data()
    {
        QTest::addColumn<bool>("hasKey");
        QTest::newRow("with one it is kept, sealed") << true;
        QTest::newRow("without one it ends with the run") << false;
    }
    void aJarOfTheProfileNeedsAKey()
    {
        QFETCH(bool, hasKey);
        const auto server = serve(script);
        Program program;
        if (hasKey)
            program.setEnvironment(u"RECLOSER_SECRET_COOKIE_JARS"_s, u"some text"_s);
        const QString login = server->url(u"/login"_s).toString();
        const Ended first = program.run({u"send"_s, login, u"--jar"_s, u"shared"_s});
        QCOMPARE(first.code, int(Done));
        QVERIFY2(first.err.contains("cookie bad refused: secure-over-http"), first.err.constData());
        QCOMPARE(first.err.contains("no keychain"), !hasKey);
        COMPARE_CODE(
            program.run({u"send"_s, server->url(u"/me"_s).toString(), u"--jar"_s, u"shared"_s}),
            Done);
        QCOMPARE(headerOf(server->received().last(), "cookie"),
                 hasKey ? "sid=planted-session-1" : "");
        const Ended list = program.run({u"cookies"_s, u"list"_s, u"--json"_s});
        QCOMPARE(list.jsonLines().size(), hasKey ? 1 : 0);
        QVERIFY(!everythingBelow(program.profile()).contains("planted-session"));
    }

    void whatTheVerbsDo()
    {
        Program program;
        program.setEnvironment(u"RECLOSER_SECRET_COOKIE_JARS"_s, u"some text"_s);
        QTemporaryDir collection;
        const QString jar = collection.path();
        const auto run = [&](const QStringList &words, const QByteArray &input = {}) {
            return program.run(QStringList{u"cookies"_s} + words + QStringList{u"--jar"_s, jar},
                               input);
        };
        COMPARE_CODE(run({u"set"_s, u"a=1=2"_s, u"--domain"_s, u"Shop.example"_s, u"--secure"_s,
                          u"--same-site"_s, u"Lax"_s, u"--max-age"_s, u"1 h"_s}),
                     Done);
        COMPARE_CODE(run({u"set"_s, u"b"_s, u"--domain"_s, u".shop.example"_s, u"--subdomains"_s,
                          u"--path"_s, u"/p"_s, u"--http-only"_s},
                         "from-stdin\n"),
                     Done);
        const QList<QJsonObject> lines = run({u"list"_s, u"--json"_s}).jsonLines();
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0][u"value"].toString(), u"***"_s);
        QCOMPARE(lines[0][u"domain"].toString(), u"shop.example"_s);
        QCOMPARE(lines[0][u"same_site"].toString(), u"lax"_s);
        QVERIFY(lines[0][u"expires"].isString());
        QCOMPARE(lines[1][u"host_only"].toBool(), false);
        QVERIFY(lines[1][u"expires"].isNull());
        const QByteArray plain = run({u"list"_s, u"--plain"_s}).out;
        QVERIFY2(plain.contains("a=1=2") && plain.contains("b=from-stdin"), plain.constData());

        const Ended masked = run({u"export"_s});
        QVERIFY(masked.out.contains("***") && masked.err.contains("--plain"));
        const QString file = collection.path() + u"/out.txt"_s;
        COMPARE_CODE(run({u"export"_s, file, u"--plain"_s}), Done);
        COMPARE_CODE(run({u"delete"_s, u"a"_s}), Done);
        COMPARE_CODE(run({u"delete"_s, u"a"_s}), Usage);
        COMPARE_CODE(run({u"clear"_s}), Done);
        QCOMPARE(run({u"list"_s}).out, "");
        COMPARE_CODE(run({u"import"_s, file}), Done);
        QCOMPARE(run({u"list"_s, u"--json"_s}).jsonLines().size(), 2);
        COMPARE_CODE(run({u"delete"_s, u"--domain"_s, u"shop.example"_s}), Done);
        QCOMPARE(run({u"list"_s}).out, "");
        // Another jar has none of it.
        QCOMPARE(program.run({u"cookies"_s, u"list"_s}).out, "");
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("no verb") << QStringList() << "nothing was asked for"_ba;
        QTest::newRow("an unknown verb") << QStringList{u"eat"_s} << "there is no eat"_ba;
        QTest::newRow("no domain") << QStringList{u"set"_s, u"a=1"_s} << "--domain"_ba;
        QTest::newRow("no name") << QStringList{u"set"_s} << "NAME"_ba;
        QTest::newRow("a path that is none")
            << QStringList{u"set"_s, u"a=1"_s, u"--domain"_s, u"a.example"_s, u"--path"_s, u"p"_s}
            << "--path"_ba;
        QTest::newRow("nothing to delete") << QStringList{u"delete"_s} << "NAME"_ba;
        QTest::newRow("two jars") << QStringList{u"list"_s, u"--jar"_s, u"a"_s, u"--cookie-jar"_s,
                                                 u"b"_s}
                                  << "exclude each other"_ba;
    }
    void whatIsWrongIsSaid()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, told);
        const Ended ended = Program().run(QStringList{u"cookies"_s} + words);
        QCOMPARE(ended.code, int(Usage));
        QVERIFY2(ended.err.contains(told), ended.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliCookies)
#include "tst_clicookies.moc"
