// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDir>
#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

/// `whatif` over a history that real sends made.
class TestCliWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(); }
    void theSameRulesDoTheSame();
    void fewerFailuresOpenMore();
    void twoPlansAreComparedSideBySide();
    void plansComeFromFiles();
    void peopleReadColumns();
    void aRangeOrAHostIsEnough();
    void settingsLieUnderThem();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void anotherHistoryIsRead();
    void aReaderChangesNothing();

private:
    Ended whatIf(const QStringList &options)
    {
        return m_program.run(QStringList{u"whatif"_s} + options);
    }
    Program m_program;
    std::unique_ptr<FaultServer> m_server;
    QString m_pattern = u"(?<=//)[^/]+/[a-z]+"_s;
};

void TestCliWhatIf::initTestCase()
{
    // /down: four attempts that are reset, which open its circuit for 10 s; then it is blocked.
    // /shaky: a failure now and then. /up: answers.
    m_server = serve(R"({"routes": [
        {"path": "/down", "sequence": [{"fault": "reset"}]},
        {"path": "/shaky", "sequence": [{"status": 500, "times": 2}, {"status": 200}], "then": "loop"},
        {"path": "/up", "sequence": [{"status": 200}]}]})");
    const auto send = [this](const QString &path, int times) {
        return m_program
            .run({u"send"_s, m_server->url(path).toString(), u"--pattern"_s, m_pattern,
                  u"--repeat"_s, QString::number(times), u"--quiet"_s})
            .code;
    };
    QCOMPARE(send(u"/down"_s, 3), int(Blocked));
    QCOMPARE(send(u"/shaky"_s, 3), int(RequestFailed));
    QCOMPARE(send(u"/up"_s, 2), int(Done));
}

void TestCliWhatIf::theSameRulesDoTheSame()
{
    const Ended ended = whatIf({u"--pattern"_s, m_pattern, u"--json"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.err, QByteArray());
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"calls"].toInt(), 8);
    const QJsonObject recorded = json[u"recorded"][u"totals"].toObject();
    QCOMPARE(recorded[u"openings"].toInt(), 1);
    QCOMPARE(recorded[u"blocked"].toInt(), 2);
    QCOMPARE(recorded[u"attempts"].toInt(), 9);
    const QJsonObject plan = json[u"plans"][0][u"totals"].toObject();
    for (const QString &figure :
         {u"openings"_s, u"blocked"_s, u"attempts"_s, u"failed"_s, u"succeeded"_s, u"failed_ms"_s})
        QCOMPARE(plan[figure], recorded[figure]);
    QCOMPARE(json[u"plans"][0][u"policies"][u"keyPattern"].toString(), m_pattern);
    const QJsonObject opening = json[u"plans"][0][u"circuits"][0][u"intervals"][0].toObject();
    QCOMPARE(opening[u"call"].toInt(), 1);
    QCOMPARE(opening[u"reason"].toString(), u"4 x connection reset"_s);
    QCOMPARE(opening[u"until"].toDouble() - opening[u"from"].toDouble(), 10'000);
}

void TestCliWhatIf::fewerFailuresOpenMore()
{
    const Ended ended = whatIf({u"--pattern"_s, m_pattern, u"--failures"_s, u"2"_s, u"--outcomes"_s,
                                u"500:failure"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject plan = ended.json()[u"plans"][0].toObject();
    // /shaky opens after two answers of 500, so that its third call, which was answered, is
    // blocked.
    QCOMPARE(plan[u"totals"][u"openings"].toInt(), 2);
    QCOMPARE(plan[u"totals"][u"needlessly_blocked"].toInt(), 1);
    QCOMPARE(plan[u"opened_count"].toInt(), 2);
}

void TestCliWhatIf::twoPlansAreComparedSideBySide()
{
    const Ended ended
        = whatIf({u"--pattern"_s, m_pattern, u"--other-pattern"_s, u"(?<=//)[^/]+"_s, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonObject json = ended.json();
    QCOMPARE(json[u"plans"].toArray().size(), 2);
    const QJsonObject other = json[u"plans"][1].toObject();
    QCOMPARE(other[u"circuit_count"].toInt(), 1);
    QCOMPARE(other[u"merge_count"].toInt(), 1);
    QCOMPARE(other[u"merges"][0][u"count"].toInt(), 3);
    // One circuit for all: what follows the opening is blocked too, as long as it comes in time.
    QVERIFY(other[u"totals"][u"blocked"].toInt() >= 2);
    QVERIFY(!json[u"differences"].toArray().isEmpty());
}

void TestCliWhatIf::plansComeFromFiles()
{
    const QString a = m_program.profile() + u"/a.json"_s;
    const QString b = m_program.profile() + u"/b.json"_s;
    write(a, R"({"keyPattern": "(?<=//)[^/]+/[a-z]+"})");
    write(b, R"({"keyPattern": "(?<=//)[^/]+/[a-z]+", "maxRetries": 0, "openFor": 1})");
    const Ended ended = whatIf({u"--plan"_s, a, u"--plan"_s, b, u"--json"_s});
    COMPARE_CODE(ended, Done);
    const QJsonArray plans = ended.json()[u"plans"].toArray();
    QCOMPARE(plans[0][u"totals"][u"attempts"].toInt(), 9);
    // Fewer attempts of the first call; those that were blocked find the circuit closed again.
    QCOMPARE(plans[1][u"policies"][u"openFor"].toInt(), 1);
    QVERIFY(plans[1][u"totals"][u"attempts"].toInt() < 9);
}

void TestCliWhatIf::peopleReadColumns()
{
    const Ended ended = whatIf({u"--pattern"_s, m_pattern, u"--other-preset"_s, u"guarded"_s});
    COMPARE_CODE(ended, Done);
    QCOMPARE(ended.err, QByteArray());
    QStringList openings;
    for (const QByteArray &line : ended.out.split('\n')) {
        if (line.startsWith("openings  "))
            openings = QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
    }
    QCOMPARE(openings.size(), 4); // as it was, plan A, plan B
    QCOMPARE(openings[1], u"1"_s);
    QCOMPARE(openings[2], u"1"_s);
    QVERIFY(ended.out.contains("calls: 8, from "));
    QVERIFY(ended.out.contains("plan B: "));
    QVERIFY(ended.out.contains("preset=guarded"));
    QVERIFY(ended.out.contains("/down\n"));
}

void TestCliWhatIf::aRangeOrAHostIsEnough()
{
    QCOMPARE(whatIf({u"--since"_s, u"1h"_s, u"--json"_s}).json()[u"calls"].toInt(), 8);
    QCOMPARE(whatIf({u"--until"_s, u"2d"_s, u"--json"_s}).json()[u"calls"].toInt(), 0);
    QCOMPARE(
        whatIf({u"--since"_s, u"2001-01-01T00:00:00Z"_s, u"--json"_s}).json()[u"calls"].toInt(), 8);
    QCOMPARE(whatIf({u"--host"_s, u"127.0.0.1"_s, u"--json"_s}).json()[u"calls"].toInt(), 8);
    const Ended none = whatIf({u"--host"_s, u"elsewhere"_s});
    COMPARE_CODE(none, Done);
    QCOMPARE(none.out, QByteArray("No calls are recorded there.\n"));
}

void TestCliWhatIf::settingsLieUnderThem()
{
    const QString settings = m_program.profile() + u"/config/settings.json"_s;
    QVERIFY(QDir().mkpath(m_program.profile() + u"/config"_s));
    write(settings, R"({"defaults": {"keyPattern": "[a-z]+$", "maxRetries": 1}})");
    const QJsonObject plan = whatIf({u"--json"_s}).json()[u"plans"][0].toObject();
    QCOMPARE(plan[u"policies"][u"keyPattern"].toString(), u"[a-z]+$"_s);
    const QJsonObject bare
        = whatIf({u"--json"_s, u"--no-defaults"_s}).json()[u"plans"][0].toObject();
    QCOMPARE(bare[u"policies"][u"maxRetries"].toInt(), 3);
    QVERIFY(QFile::remove(settings));
}

void TestCliWhatIf::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no history there") << QStringList{u"--history"_s, u"/nowhere/history.sqlite"_s}
                                      << "/nowhere/history.sqlite: there is no history"_ba;
    QTest::newRow("no such preset")
        << QStringList{u"--other-preset"_s, u"best"_s} << "--other-preset: unknown word best"_ba;
    QTest::newRow("no time") << QStringList{u"--since"_s, u"soon"_s} << "--since: not a time"_ba;
    QTest::newRow("no plan") << QStringList{u"--plan"_s, u"/nowhere.json"_s}
                             << "/nowhere.json: "_ba;
    QTest::newRow("a policy that is none")
        << QStringList{u"--retries"_s, u"many"_s} << "--retries: not a count"_ba;
    QTest::newRow("no seed") << QStringList{u"--seed"_s, u"x"_s} << "whole numbers from 0"_ba;
    QTest::newRow("a word") << QStringList{u"now"_s} << "not understood: now"_ba;
    QTest::newRow("no Python") << QStringList{u"--python"_s, u"2.7"_s} << "unknown version 2.7"_ba;
}

void TestCliWhatIf::whatIsWrongIsNamed()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, says);
    const Ended ended = whatIf(options);
    COMPARE_CODE(ended, Usage);
    QCOMPARE(ended.out, QByteArray());
    QVERIFY2(ended.err.startsWith("recloser-cli: ") && ended.err.contains(says),
             ended.err.constData());
}

void TestCliWhatIf::anotherHistoryIsRead()
{
    const QString folder = m_program.profile() + u"/data"_s;
    QVERIFY(QFile::exists(folder + u"/history.sqlite"_s));
    Program elsewhere;
    for (const QString &name : QStringList{folder, folder + u"/history.sqlite"_s}) {
        const Ended ended = elsewhere.run({u"whatif"_s, u"--history"_s, name, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json()[u"calls"].toInt(), 8);
    }
    COMPARE_CODE(elsewhere.run({u"whatif"_s}), Usage); // none of its own, and none was made
    QVERIFY(!QFile::exists(elsewhere.profile() + u"/data/history.sqlite"_s));
}

void TestCliWhatIf::aReaderChangesNothing()
{
    const Ended first = whatIf(
        {u"--pattern"_s, m_pattern, u"--preset"_s, u"guarded"_s, u"--json"_s, u"--seed"_s, u"7"_s});
    const Ended second = whatIf(
        {u"--pattern"_s, m_pattern, u"--preset"_s, u"guarded"_s, u"--json"_s, u"--seed"_s, u"7"_s});
    COMPARE_CODE(first, Done);
    QCOMPARE(first.out, second.out);
}

QTEST_GUILESS_MAIN(TestCliWhatIf)
#include "tst_cliwhatif.moc"
