// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/redisserver.h"

#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

/// "SOURCE FROM: VALUE" of one policy.
QString told(const QJsonObject &policies, const QString &name)
{
    const QJsonObject row = policies[name].toObject();
    return u"%1 %2: %3"_s.arg(row[u"source"].toString(),
                              QFileInfo(row[u"from"].toString()).fileName(),
                              row[u"value"].toVariant().toString());
}

} // namespace

/// `send`: where policies come from, and what the guarded rules did.
class TestCliPolicies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void eachValueSaysWhoseItIs();
    void peopleReadColumns();
    void aSendRunsWithThem();
    void settingsCanBeLeftOut();
    void whatIsNotUnderstoodIsNamedAndSendsNonetheless();
    void theEndingIsNamed_data();
    void theEndingIsNamed();
    void aProbeClosesItsCircuit();

private:
    QString path(const QString &name) const { return QDir(m_folder->path()).filePath(name); }
    /// A repository with folder.http, shop/folder.http and shop/store.http.
    void writeTree(const QString &url) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliPolicies::init()
{
    QTest::failOnWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    write(path(u".git/HEAD"_s), "x");
}

void TestCliPolicies::writeTree(const QString &url) const
{
    write(path(u"folder.http"_s), "# @breaker preset=guarded open=30s\n# @timeout 5 s\n");
    write(path(u"shop/folder.http"_s), "# @outcomes 500:failure/retry\n");
    write(path(u"shop/store.http"_s),
          "# @retry max=1 delay=1ms\n\n### Search\n# @deadline 20 s\nGET " + url.toUtf8() + "\n");
}

void TestCliPolicies::eachValueSaysWhoseItIs()
{
    writeTree(u"http://127.0.0.1:1/"_s);
    Program program;
    write(program.profile() + u"/config/settings.json"_s,
          R"({"defaults": {"keyPattern": "[0-9]+", "openFor": 1000}})");
    const Ended ended
        = program.run({u"send"_s, path(u"shop/store.http"_s), u"--explain-policy"_s, u"--json"_s,
                       u"--jitter"_s, u"none"_s, u"--outcomes"_s, u"418:ignored"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.err, QByteArray());
    const QJsonObject json = ended.json();
    QCOMPARE(told(json, u"key_pattern"_s), u"settings : [0-9]+"_s);
    QCOMPARE(told(json, u"preset"_s),
             u"folder %1: guarded"_s.arg(QFileInfo(path(u"."_s).chopped(2)).fileName()));
    QCOMPARE(told(json, u"open_for_ms"_s),
             u"folder %1: 30000"_s.arg(QFileInfo(path(u"."_s).chopped(2)).fileName()));
    QCOMPARE(told(json, u"failures_in_a_row"_s), u"preset guarded: 5"_s);
    QCOMPARE(told(json, u"max_retries"_s), u"file store.http: 1"_s);
    QCOMPARE(told(json, u"deadline_ms"_s), u"request : 20000"_s);
    QCOMPARE(told(json, u"jitter"_s), u"option : none"_s);
    const QJsonArray outcomes = json[u"outcomes"].toArray();
    QCOMPARE(outcomes[0][u"what"].toString(), u"418"_s);
    QCOMPARE(outcomes[0][u"source"].toString(), u"option"_s);
    QCOMPARE(outcomes[1][u"what"].toString(), u"500"_s);
    QCOMPARE(outcomes[1][u"from"].toString(), path(u"shop"_s));
    QCOMPARE(outcomes[2][u"source"].toString(), u"preset"_s);
}

void TestCliPolicies::peopleReadColumns()
{
    writeTree(u"http://127.0.0.1:1/"_s);
    const Ended ended
        = Program().run({u"send"_s, path(u"shop/store.http"_s), u"--explain-policy"_s});
    COMPARE_CODE(ended, Done);
    QStringList words;
    for (const QByteArray &line : ended.out.split('\n')) {
        if (line.startsWith("retry_delay "))
            words = QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
    }
    QCOMPARE(words,
             (QStringList{u"retry_delay"_s, u"1ms"_s, u"file"_s, path(u"shop/store.http"_s)}));
}

void TestCliPolicies::aSendRunsWithThem()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 500}]}]})");
    writeTree(server->url(u"/a"_s).toString());
    const Ended ended = Program().run({u"send"_s, path(u"shop/store.http"_s), u"--json"_s});
    COMPARE_CODE(ended, RequestFailed);
    // The file's one retry, because the folder's table retries a 500.
    QCOMPARE(ended.json()[u"attempts"].toArray().size(), 2);
    QCOMPARE(told(ended.json()[u"policies"].toObject(), u"max_retries"_s), u"file store.http: 1"_s);
}

void TestCliPolicies::settingsCanBeLeftOut()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 503}]}]})");
    Program program;
    write(program.profile() + u"/config/settings.json"_s, R"({"defaults": {"maxRetries": 0}})");
    const QString url = server->url(u"/a"_s).toString();
    QCOMPARE(program.run({u"send"_s, url, u"--json"_s}).json()[u"attempts"].toArray().size(), 1);
    QCOMPARE(program.run({u"send"_s, url, u"--json"_s, u"--no-defaults"_s})
                 .json()[u"attempts"]
                 .toArray()
                 .size(),
             4);
}

void TestCliPolicies::whatIsNotUnderstoodIsNamedAndSendsNonetheless()
{
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 200}]}]})");
    write(path(u"folder.http"_s), "# @retry max=2 dely=1s\n");
    write(path(u"a.http"_s),
          "# @breaker open=soon\n\n### One\n# @retry max=x\nGET "
              + server->url(u"/a"_s).toString().toUtf8() + "\n");
    const Ended ended = Program().run({u"send"_s, path(u"a.http"_s), u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QByteArrayList lines = ended.err.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const auto begins = [&](int line, const QString &file, const QByteArray &rest) {
        return lines[line].startsWith(QByteArray("recloser-cli: " + path(file).toUtf8() + rest));
    };
    QVERIFY2(begins(0, u"folder.http"_s, ":1:16: not understood: dely=1s,"), lines[0].constData());
    QVERIFY2(begins(1, u"a.http"_s, ":1:12: not understood: open=soon,"), lines[1].constData());
    QVERIFY2(begins(2, u"a.http"_s, ":4:10: not understood: max=x,"), lines[2].constData());
}

void TestCliPolicies::theEndingIsNamed_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("ending");
    const QStringList guarded{u"--preset"_s, u"guarded"_s, u"--delay"_s, u"1ms"_s};
    QTest::newRow("answered") << R"({"status": 200})"_ba << guarded << u"answered"_s;
    QTest::newRow("all attempts") << R"({"status": 503})"_ba << guarded << u"attempts-exhausted"_s;
    QTest::newRow("an error that is not retried, like a 500")
        << R"({"status": 500})"_ba << guarded << u"answered"_s;
    QTest::newRow("a POST may have been received")
        << R"({"status": 503})"_ba << guarded + QStringList{u"-d"_s, u"{}"_s}
        << u"not-idempotent"_s;
    QTest::newRow("Retry-After beyond the deadline")
        << R"({"status": 429, "headers": {"Retry-After": "90"}})"_ba
        << guarded + QStringList{u"--throttle"_s, u"ignore"_s} << u"wait-too-long"_s;
    QTest::newRow("the budget") << R"({"status": 503})"_ba
                                << guarded + QStringList{u"--budget-least"_s, u"0"_s}
                                << u"budget-exhausted"_s;
    QTest::newRow("this call opened the circuit")
        << R"({"status": 503})"_ba << guarded + QStringList{u"--failures"_s, u"2"_s}
        << u"circuit-opened"_s;
}

void TestCliPolicies::theEndingIsNamed()
{
    QFETCH(const QByteArray, steps);
    QFETCH(const QStringList, options);
    const auto server = serve(R"({"routes": [{"path": "*", "sequence": [)" + steps + "]}]}");
    const Ended ended = Program().run(
        QStringList{u"send"_s, server->url(u"/a"_s).toString(), u"--json"_s} + options);
    QTEST(ended.json()[u"ending"].toString(), "ending");
}

void TestCliPolicies::aProbeClosesItsCircuit()
{
    RedisServer redis{RedisServer::Options{.tcp = true}};
    QVERIFY2(redis.start(), qPrintable(redis.error()));
    const auto server
        = serve(R"({"routes": [{"path": "*", "sequence": [{"status": 503}, {"status": 200}]}]})");
    // Starting a process takes longer than the circuit stays open, so the second is the probe.
    const QStringList arguments{u"send"_s,
                                server->url(u"/a"_s).toString(),
                                u"--json"_s,
                                u"--preset"_s,
                                u"guarded"_s,
                                u"--retries"_s,
                                u"0"_s,
                                u"--open-for"_s,
                                u"1ms"_s,
                                u"--redis"_s,
                                u"redis://127.0.0.1:%1"_s.arg(redis.port())};
    const QJsonValue opening = Program().run(arguments).json()[u"circuit"];
    QCOMPARE(opening[u"opened_by_this_call"], QJsonValue(true));
    QCOMPARE(opening[u"closed_by_this_call"], QJsonValue(false));
    const QJsonValue closing = Program().run(arguments).json()[u"circuit"];
    QCOMPARE(closing[u"state"].toString(), u"half-open"_s);
    QCOMPARE(closing[u"closed_by_this_call"], QJsonValue(true));
    QCOMPARE(closing[u"settled_late"], QJsonValue(false));
}

QTEST_GUILESS_MAIN(TestCliPolicies)
#include "tst_clipolicies.moc"
