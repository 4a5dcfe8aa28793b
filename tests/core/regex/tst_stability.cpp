// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/regex/diagnosing.h"

#include "core/regex/lint/crosscheck.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

/// What becomes of keys when URLs change, and of requests that are seen together.
class TestStability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void changes_data();
    void changes();
    void outcomes_data();
    void outcomes();
    void allUrlsAreInEachRow();
    void requestsTogether_data();
    void requestsTogether();
};

void TestStability::changes_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("changed");
    QTest::newRow("a usual one") << u"http://a.b:80/c/42?d"_s
                                 << QStringList{u"http://a.b:80/c/42/?d"_s,
                                                u"http://a.b:80/c/42?d&page=2"_s,
                                                u"http://a.b:80/c/42?d&next=/a/b"_s,
                                                u"http://a.b:80/c/53?d"_s,
                                                u"http://a.b:8002/c/42?d"_s,
                                                u"https://a.b:80/c/42?d"_s,
                                                u"http://a.b:80/c/42/more/below?d"_s,
                                                u"http://a.b:80"_s,
                                                u"http://A.B:80/c/42?d"_s};
    QTest::newRow("a bare origin") << u"https://a"_s << QStringList{u"https://a/"_s,
                                                                    u"https://a?page=2"_s,
                                                                    u"https://a?next=/a/b"_s,
                                                                    u"https://a"_s,
                                                                    u"https://a:8002"_s,
                                                                    u"http://a"_s,
                                                                    u"https://a/more/below"_s,
                                                                    u"https://a"_s,
                                                                    u"https://A"_s};
}

void TestStability::changes()
{
    QFETCH(QString, url);
    const auto rows = stabilityMatrix(*parse(U"a"), {url.toStdU32String()});
    QStringList changed;
    for (const MatrixRow &row : rows)
        changed.append(QString::fromStdU32String(row.urls.front()));
    QTEST(changed, "changed");
}

void TestStability::outcomes_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("outcomes"); // by row: Stays, Changes, Vanishes, Appears, -
    QTest::newRow("scheme, host and port") << u"^https?://[^/?#]+"_s << u"S S S S C C S S C"_s;
    QTest::newRow("Fynd's") << u"[w].+(?=/)"_s << u"C S C S C S C V V"_s;
    QTest::newRow("only with a trailing slash") << u".+/(?=$|\\?p)"_s << u"A - - - - - - - -"_s;
}

void TestStability::outcomes()
{
    QFETCH(QString, pattern);
    const auto rows = stabilityMatrix(*parse(pattern.toStdU32String()),
                                      {U"http://www.store1.com:8001/m_search?productId=11211"});
    QString outcomes;
    for (const MatrixRow &row : rows) {
        QCOMPARE(row.outcomes.size(), 1);
        outcomes += QChar(u"SCVA-T"[int(row.outcomes.front())]) + u' ';
    }
    QTEST(outcomes.trimmed(), "outcomes");
}

void TestStability::allUrlsAreInEachRow()
{
    const std::vector<std::u32string> urls{U"http://a/b", U"http://c/d", U""};
    const auto rows = stabilityMatrix(*parse(U"//[^/]+"), urls);
    QCOMPARE(rows.size(), 9);
    for (const MatrixRow &row : rows) {
        QCOMPARE(row.outcomes.size(), urls.size());
        QCOMPARE(row.keys.size(), urls.size());
        QCOMPARE(row.urls.size(), urls.size());
    }
    std::stop_source source;
    source.request_stop();
    QVERIFY(stabilityMatrix(*parse(U"a"), urls, source.get_token()).empty());
}

void TestStability::requestsTogether_data()
{
    QTest::addColumn<QStringList>("requests"); // name url pattern key
    QTest::addColumn<QString>("says");
    QTest::newRow("two hosts, one key")
        << QStringList{u"One http://a/x /x /x"_s, u"Two http://b/x /x /x"_s}
        << u"“/x” is the key of “a” (“One”), “b” (“Two”)"_s;
    QTest::newRow("two patterns, one origin")
        << QStringList{u"One http://a/x //a //a"_s, u"Two http://a:80/y //[^/]+/ //a/"_s}
        << u"“//a” (“One”), “//[^/]+/” (“Two”)"_s;
    QTest::newRow("all is well") << QStringList{u"One http://a/x P http://a"_s,
                                                u"Two http://a/y P http://a"_s,
                                                u"Three http://b/y P http://b"_s}
                                 << QString();
    QTest::newRow("http and https of one host")
        << QStringList{u"One http://a/x P //a"_s, u"Two https://a/y P //a"_s} << QString();
}

void TestStability::requestsTogether()
{
    QFETCH(QStringList, requests);
    QFETCH(QString, says);
    std::vector<KeyedRequest> keyed;
    for (const QString &request : requests) {
        const QStringList words = request.split(u' ');
        keyed.push_back({words[0].toStdU32String(), words[1].toStdU32String(),
                         words[2].toStdU32String(), words[3].toStdU32String()});
    }
    const auto findings = crossFindings(keyed);
    QCOMPARE(findings.empty(), says.isEmpty());
    if (findings.empty())
        return;
    QCOMPARE(findings.front().rule, "W");
    QCOMPARE(findings.front().severity, Severity::Warning);
    QVERIFY2(QString::fromStdString(findings.front().detail).contains(says),
             findings.front().detail.c_str());
    QCOMPARE(findings.front().urls, (std::vector<std::size_t>{0, 1}));
}

QTEST_GUILESS_MAIN(TestStability)
#include "tst_stability.moc"
