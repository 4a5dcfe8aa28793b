// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/regex/diagnosing.h"

#include <QElapsedTimer>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const auto m_search = u"http://www.store1.com:8001/m_search?productId=11211\n"_s;
const auto comment = u"http://www.store1.com:8001/comment/postID/11211\n"_s;
const auto users = u"https://reqres.in/api/users/1\n"_s;

/// What a service calls, in all shapes that are usual.
const QString ordinary = m_search + comment + users + uR"(https://reqres.in/api/users/2
https://reqres.in/api/users?page=2
https://api.twitter.com/1.1/statuses/home_timeline.json
http://127.0.0.1:8001/store_search?productid=1
http://localhost:3000/
https://example.com
https://example.com/
https://example.com/?next=http://other.org/a/b
https://example.com/a/b/c/d.html#part
https://example.com:8443/a
http://[::1]:8080/x
https://cdn.example.com/img/550e8400-e29b-41d4-a716-446655440000.png
https://search.example.com/q?token=abc&key=def
https://xn--bcher-kva.example/%C3%BC
)"_s;

} // namespace

/// Diagnoses as a whole: the verdict, its order, what it costs.
class TestDiagnosis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void verdicts_data();
    void verdicts();
    void everyFixIsAPattern_data();
    void everyFixIsAPattern();
    void theWorstComesFirst();
    void findingsNameUrls();
    void aStopEndsIt();
    void aMillionUrlsAreFew();
};

void TestDiagnosis::verdicts_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("urls");
    QTest::addColumn<QString>("rules"); // all, in their order
    const auto row
        = [](const char *name, const char *pattern, const QString &urls, const char *rules) {
              QTest::newRow(name) << QString::fromUtf8(pattern) << urls << QString::fromUtf8(rules);
          };
    // IPv6 addresses have brackets, which are worth an info.
    row("scheme, host and port are a good key", "^https?://[^/?#]+", ordinary, "S2");
    row("so is host and port", "(?:(?<=//)|(?<=@))[^/?#@]+(?=[/?#]|$)", ordinary, "S2");
    row("and with \\A and a class", "\\Ahttps?://[\\w.-]+(?::\\d+)?(?=[/?#]|\\Z)",
        m_search + comment + users, "");
    row("one look-behind is as good without user information", "(?<=//)[^/?#@]+(?=[/?#]|$)",
        m_search + comment + users, "");
    row("a named scheme", "https?://[^/?#]+", m_search + comment + users, "");
    row("a good pattern with one URL", "^https?://[^/?#]+", m_search, "");
    row("a good pattern with an origin", "^https?://[^/?#]+", u"http://a.com"_s, "");
    row("a good pattern without URLs", "^https?://[^/?#]+", QString(), "");
    row("Fynd: up to the last slash", "[w].+(?=/)", m_search + comment, "G2 V L1");
    row("Fynd: that shows with one URL already", "[w].+(?=/)", m_search, "G2 V L1");
    row("Fynd: up to the colon", "[w].+(?=:)", m_search + comment, "L1");
    row("Fynd: everything", ".*", m_search + comment, "C1 C4 C3 E1 V");
    row("Fynd: up to a word", ".+m_", m_search + comment, "M2 L5");
    row("Fynd: up to a word that is there", ".+m_", m_search, "L5");
    row("Fynd: an address", "[1].+(?=/)", u"http://127.0.0.1:8001/store_search?productid=1"_s,
        "G2 V L1");
    row("Fynd: never", "[1].+(?=:)", users, "M1 L1");
    row("an empty look-ahead", "[w].+(?=)/", comment, "G2 V L1 L2");
    row("twitter", "[w].+(?=/)",
        u"https://api.twitter.com/1.1/statuses\nhttps://www.store1.com/x/y\n"_s, "G2 H2 V L1");
    row("a group of the path", "api/(\\w+)", users, "H3 G1");
    row("a group of the path, two hosts", "api/(\\w+)", users + u"https://x.org/api/users/2"_s,
        "H1 H3 G1");
    row("JavaScript", "/^https:\\/\\/x/i", u"https://x/1"_s, "M1 P4");
    row("a group's name of JavaScript", "(?<host>\\w+)", users, "P1 P4");
    row("a raw string", "r'^https?://[^/?#]+'", users, "M1 P4");
    row("quotes", "\"^https?://[^/?#]+\"", users, "M1 P4");
    row("doubled backslashes", "^https?://\\\\w+", users, "M1 P4");
    row("no pattern", "", users, "C1");
}

void TestDiagnosis::verdicts()
{
    QFETCH(QString, pattern);
    QFETCH(QString, urls);
    QFETCH(QString, rules);
    const auto findings = diagnose(pattern, urls);
    QVERIFY2(rulesOf(findings) == rules, qPrintable(rulesOf(findings) + u'\n' + told(findings)));
}

void TestDiagnosis::everyFixIsAPattern_data()
{
    QTest::addColumn<QString>("pattern");
    for (const char *pattern : {"[w].+(?=/)", ".*", "[1].+(?=:)", "api/(\\w+)",
                                "/^https:\\/\\/[^/]+/i", "(?<h>\\w+)", "store1.com", "https?://.+/",
                                "\\w+", "x*", "(?x) [w] . + / # c", "[a|w].{1}+", ".+(\\d+)"})
        QTest::newRow(pattern) << QString::fromUtf8(pattern);
}

void TestDiagnosis::everyFixIsAPattern()
{
    QFETCH(QString, pattern);
    for (const Finding &finding : diagnose(pattern, ordinary)) {
        QVERIFY(!finding.title.empty() && !finding.title.ends_with('.'));
        QVERIFY2(finding.detail.ends_with('.'), finding.detail.c_str());
        QVERIFY(finding.urls.size() <= std::max<std::size_t>(finding.urlCount, 1));
        QVERIFY(std::ranges::is_sorted(finding.urls));
        if (finding.range)
            QVERIFY(finding.range->end <= std::size_t(pattern.size()));
        for (const PatternFix &fix : finding.fixes) {
            QVERIFY(!fix.label.empty());
            const QString fixed = QString::fromStdU32String(fix.pattern);
            QVERIFY2(fixed != pattern, fix.label.c_str());
            const auto after = diagnose(fixed, ordinary);
            QVERIFY2(!found(after, u"P1"_s), qPrintable(fixed));
            const Finding *same = found(after, QString::fromStdString(finding.rule));
            // Of several parts without effect, one goes at a time.
            QVERIFY2(!same || same->detail != finding.detail, qPrintable(fixed));
        }
    }
}

void TestDiagnosis::theWorstComesFirst()
{
    const auto findings = diagnose(u".*"_s, u"http://me:pw@a.com/x?token=1"_s);
    QVERIFY(std::ranges::is_sorted(findings, {}, &Finding::severity));
    QCOMPARE(findings.front().rule, "S1");
    QCOMPARE(findings.front().severity, Severity::Error);
}

void TestDiagnosis::findingsNameUrls()
{
    QString urls;
    for (int i = 0; i < 50; ++i)
        urls += i % 2 == 0 ? u"http://a.com/\n"_s : u"ftp://a.com/%1\n"_s.arg(i);
    const auto findings = diagnose(u"^http://[^/]+"_s, urls);
    const Finding *some = found(findings, u"M2"_s);
    QVERIFY(some);
    QCOMPARE(some->urlCount, 25);
    QCOMPARE(some->urls.size(), 20);
    QCOMPARE(some->urls[1], 3);
    QCOMPARE(some->title, "25 of 50 URLs do not match");
}

void TestDiagnosis::aStopEndsIt()
{
    const auto pattern = parse(U"[w].+(?=/)");
    Diagnosis diagnosis(pattern->source(), pattern);
    for (int i = 0; i < 500; ++i) {
        const auto url = u"http://www.a%1.com/b/c/%1"_s.arg(i).toStdU32String();
        diagnosis.add(url, search(*pattern, url));
    }
    std::stop_source source;
    source.request_stop();
    QVERIFY(diagnosis.findings(source.get_token()).empty());
    QVERIFY(!diagnosis.findings().empty());
}

void TestDiagnosis::aMillionUrlsAreFew()
{
    const auto pattern = parse(U".*");
    Diagnosis diagnosis(pattern->source(), pattern);
    std::u32string url = U"http://www.store1.com:8001/m_search?productId=0000000";
    QElapsedTimer timer;
    timer.start();
    constexpr int count = 80'000;
    for (int i = 0; i < count; ++i) {
        for (std::size_t digit = url.size(); url[--digit] == U'9' || !(++url[digit]);)
            url[digit] = U'0';
        diagnosis.add(url, Match{{Span{0, url.size()}}});
    }
    const double each = double(timer.nsecsElapsed()) / count;
    qInfo("%.0f ns a URL", each);
    const auto findings = diagnosis.findings();
    const Finding *whole = found(findings, u"C1"_s);
    QVERIFY(whole);
    QCOMPARE(whole->urlCount, std::size_t(count));
    const Finding *many = found(findings, u"C2"_s);
    QVERIFY(many);
    QCOMPARE(many->title, "More than 65536 keys for 1 origin");
}

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
