// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/regex/diagnosing.h"

#include "core/regex/lint/urlrules.h"

using namespace Recloser;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Recloser::Severity)

/// Rules about the keys that a pattern gives: M, A, G, E2, C, H, S, L4, L5, X.
class TestLintKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void rules_data();
    void rules();
    void fixes_data();
    void fixes();
    void slowPatterns_data();
    void slowPatterns();
    void identifiers_data();
    void identifiers();
    void secretNames_data();
    void secretNames();
};

namespace {

QString numbered(const char *url, int count, int from = 1)
{
    QString urls;
    for (int i = from; i < from + count; ++i)
        urls += QString::fromUtf8(url).arg(i) + u'\n';
    return urls;
}

} // namespace

void TestLintKeys::rules_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("urls");
    QTest::addColumn<QString>("says"); // empty: nothing
    QTest::addColumn<int>("count"); // of URLs, -1 for any
    const auto row = [](const char *name, const char *rule, const char *pattern,
                        const QString &urls, const char *says, int count = -1) {
        QTest::newRow(name) << QString::fromUtf8(rule) << QString::fromUtf8(pattern) << urls
                            << QString::fromUtf8(says) << count;
    };
    row("none matches", "M1", "ftp://.+", u"http://a\nhttp://b"_s, "2 URLs, 2 circuits", 2);
    row("how far it gets", "M1", "https?://[^/]+:\\d+", u"http://a.b/c"_s,
        "Its start, “https?://[^/]+”, finds “http://a.b” in “http://a.b/c”, before “/c”; there “:” "
        "does not fit.");
    row("how far it gets in a group", "M1", "https?://(?:[^/]+/x)", u"http://a.b/c"_s,
        "“x” does not fit");
    row("how far one of its ways gets", "M1", "ftp:x|http://b", u"http://a"_s,
        "“http://”, finds “http://” in “http://a”");
    row("not even its start", "M1", "ftp", u"http://a"_s, "is in none of them");
    row("the same URL twice is one circuit", "M1", "ftp", u"http://a\nhttp://a"_s,
        "2 URLs, 1 circuit");
    row("one matches", "M1", "http:.+", u"http://a\nftp://b"_s, "");
    row("without URLs nothing is known", "M1", "ftp", QString(), "");
    row("some do not match", "M2", "http:.+", u"http://a\nftp://b\nftp://c"_s, "2 circuits", 2);
    row("all match", "M2", "http:.+", u"http://a"_s, "");
    row("an empty key", "E2", "x*", u"http://a\nx://b"_s, "share one circuit", 1);
    row("no empty key", "E2", "h*", u"http://a"_s, "");
    row("the whole URL", "C1", ".+", u"http://a/b\nhttp://a/c"_s, "nothing is left out", 2);
    row("a bare origin has nothing to leave out", "C1", ".+", u"http://a\nhttp://b/"_s, "");
    row("fewer than four of five", "C1", "[^?]+", u"http://a/b\nhttp://a/c?d\nhttp://a/e?f"_s, "");
    row("more keys than hosts", "C2", ".+", numbered("http://a/%1", 4), "“http://a:80” has 4", 4);
    row("three keys for a host are few", "C2", ".+", numbered("http://a/%1", 3), "");
    row("one of many hosts has many", "C2", ".+",
        numbered("http://a/%1", 21) + numbered("http://a%1/", 20), "“http://a:80” has 21");
    row("a key for each host", "C2", "//[^/]+", numbered("http://a%1/x", 100), "");
    row("a query", "C3", ".+", u"http://a/b?c=d\nhttp://a"_s, "“?c=d” is in the key", 1);
    row("a fragment", "C3", ".+", u"http://a/b#c"_s, "“#c” is in the key", 1);
    row("up to the query", "C3", "[^?#]+", u"http://a/b?c=d"_s, "");
    row("a number", "C4", ".+", u"http://a/users/42/x"_s, "“42” looks like an id", 1);
    row("a UUID", "C4", ".+", u"http://a/550e8400-e29b-41d4-a716-446655440000"_s, "“550e84", 1);
    row("not in the key", "C4", "//[^/]+", u"http://a/users/42"_s, "");
    row("a version in all URLs", "C4", "//[^/]+/\\d+", numbered("http://a/2/x%1", 6), "");
    row("a version of one letter", "C4", ".+", u"http://a/v2/users"_s, "");
    row("one part varies", "C5", "//[^/]+/[^/]+/[^/]+", u"http://a/b/c\nhttp://a/b/d"_s,
        "only part 2 of the path varies: “c”, “d”");
    row("two parts vary", "C5", "//[^/]+/[^/]+/[^/]+", u"http://a/b/c\nhttp://a/d/e"_s, "");
    row("on two hosts", "C5", "//[^/]+/[^/]+", u"http://a/b\nhttp://c/d"_s, "");
    row("two hosts", "H1", "/api", u"http://a/api\nhttp://b/api"_s, "the key of 2 hosts", 2);
    row("two ports", "H1", "//[^/:]+", u"http://a:1/x\nhttp://a:2/x"_s, "“a:1”, “a:2”", 2);
    row("http and https are one host", "H1", "//[^/]+", u"http://a/x\nhttps://a/x"_s, "");
    row("upper case is the same host", "H1", "//[^/]+", u"http://a/x\nhttp://A/x"_s, "");
    row("within a name", "H2", "w.+", u"http://twitter.com/"_s, "“witter.com/”", 1);
    row("at the start of the host", "H2", "w.+", u"http://www.a.com/"_s, "");
    row("behind a dot", "H2", "[^.]+\\.com", u"http://www.a.com/"_s, "");
    row("behind user information", "H2", "(?<=@).+", u"http://u@a.com/"_s, "");
    row("the path alone", "H3", "/api.*", u"http://a/api"_s, "begins behind the host", 1);
    row("the port alone", "H3", "\\d+", u"http://a:8001/"_s, "begins behind the host", 1);
    row("with the host", "H3", "a/api", u"http://a/api"_s, "");
    row("no host at all", "H3", "/api", u"/api"_s, "");
    row("case", "H4", "^https?://[^/]+", u"http://a.com/\nhttp://A.com/"_s, "upper and lower case",
        2);
    row("the usual port", "H4", "^https?://[^/]+", u"http://a/\nhttp://a:80/"_s,
        "the usual one anyway", 2);
    row("percent-encoding", "H4", "//.+", u"http://a/%7eb\nhttp://a/~b"_s, "percent-encoding", 2);
    row("a case that counts", "H4", "//.+", u"http://a/b\nhttp://a/B"_s, "");
    row("starts here and there", "A1", "a.+", u"http://a/b\nhttp://x/a/b"_s,
        "1 in the host, 1 in the path", 1);
    row("fits once more", "A1", "\\w+", u"http://a/b"_s,
        "fits in the scheme and again in the host");
    row("at the start", "A1", "^\\w+", u"http://a/b"_s, "");
    row("behind slashes", "A1", "(?<=//)\\w+", u"http://a/?u=http://b/"_s, "");
    row("a scheme in front", "A1", "https?://\\w+", u"http://a/?u=http://b/"_s, "");
    row("a group behind the key", "G1", "api/(\\w+)", u"http://a/api/users"_s,
        "The key is the whole match, “api/users”; group 1, “users”, is not used.", 1);
    row("a group of a name", "G1", "//(?P<host>[^/]+)/", u"http://a/b"_s, "“a”, is not used", 1);
    row("the group is the match", "G1", "(http://[^/]+)", u"http://a/b"_s, "");
    row("no group", "G1", "//(?:[^/]+)/", u"http://a/b"_s, "");
    row("two ends", "G2", "a.+/", u"http://a/b/c/d"_s, "gives “a/b/c/”; as few as possible", 1);
    row("one end", "G2", "a[^/]+/", u"http://a.b/c/d"_s, "");
    row("nothing behind it", "G2", "http.+", u"http://a/b/c"_s, "");
    row("what follows may be missing", "G2", "http://[^/:]+(?::\\d+)?", u"http://a:80/b"_s, "");
    row("lazy already", "G2", "a.+?/", u"http://a/b/c"_s, "");
    row("an edge is nowhere else", "G2", "//\\w+\\b", u"http://ab/c"_s, "");
    row("never used", "L4", "//(?:a|b)/", numbered("http://a/%1", 12), "“b” takes part in no");
    row("an option that is never used", "L4", "//a(?::\\d+)?/", numbered("http://a/%1", 12),
        "“(?::\\d+)” takes part in no");
    row("used once", "L4", "//(?:a|b)/", numbered("http://a/%1", 12) + u"http://b/"_s, "");
    row("s of https is no dead part", "L4", "^https?://[^/?#]+", numbered("http://a/%1", 12), "");
    row("the end beside delimiters is none", "L4", "//a(?=[/?#]|$)", numbered("http://a/%1", 12),
        "");
    row("of a few URLs nothing follows", "L4", "//(?:a|b)/", u"http://a/"_s, "");
    row("within a word", "L5", ".+m_", u"http://a/m_search"_s, "goes on with “search”", 1);
    row("at the end of a word", "L5", ".+m_\\w+", u"http://a/m_search?x"_s, "");
    row("at the end", "L5", ".+", u"http://a"_s, "");
    row("user and password", "S1", ".+", u"http://me:pw@a/b"_s, "User name or password", 1);
    row("a token", "S1", ".+", u"http://a/b?x=1&access_token=abc"_s, "“access_token”", 1);
    row("a secret in front of the key", "S1", "(?<=@)[^/]+", u"http://me:pw@a/b"_s, "");
    row("a secret behind the key", "S1", "[^?]+", u"http://a/b?token=abc"_s, "");
    row("a parameter like any other", "S1", ".+", u"http://a/b?page=2&sort_key=x"_s, "");
    row("brackets", "S2", "//.+", u"http://[::1]/"_s, "mean something else in KEYS", 1);
    row("a hash tag", "S2", "//.+", u"http://a/{x}"_s, "hash tag", 1);
    row("a bare word", "S2", "(?<=//)\\w+", u"http://store/"_s, "is a bare word", 1);
    row("a short key", "S2", "(?<=//)[^/]+", u"http://a.b/"_s, "is so short", 1);
    row("a long key", "S2", "//.+", u"http://a.b/"_s + QString(600, u'x'), "longer than 512", 1);
    row("host and port", "S2", "(?<=//)[^/]+", u"http://www.a.com:80/"_s, "");
}

void TestLintKeys::rules()
{
    QFETCH(QString, rule);
    QFETCH(QString, pattern);
    QFETCH(QString, urls);
    QFETCH(QString, says);
    QFETCH(int, count);
    const auto findings = diagnose(pattern, urls);
    const Finding *finding = found(findings, rule);
    QVERIFY2((finding != nullptr) == !says.isEmpty(), qPrintable(told(findings)));
    if (!finding)
        return;
    QVERIFY2(QString::fromStdString(finding->detail).contains(says), finding->detail.c_str());
    if (count >= 0)
        QCOMPARE(finding->urlCount, std::size_t(count));
    static const QString errors = u"P1 M1 M2 E2 C1 H1 S1 X1"_s;
    static const QString infos = u"C5 H4 L1 L2 L4 L5 S2 V"_s;
    QCOMPARE(finding->severity,
             errors.contains(rule)      ? Severity::Error
                 : infos.contains(rule) ? Severity::Info
                                        : Severity::Warning);
}

void TestLintKeys::fixes_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("urls");
    QTest::addColumn<QString>("fixed"); // one of those offered; empty for none at all
    const auto row = [](const char *name, const char *rule, const char *pattern, const char *urls,
                        const char *fixed) {
        QTest::newRow(name) << QString::fromUtf8(rule) << QString::fromUtf8(pattern)
                            << QString::fromUtf8(urls) << QString::fromUtf8(fixed);
    };
    const char *host = "^https?://[^/?#]+";
    const char *withoutUser = "(?:(?<=//)|(?<=@))[^/?#@]+(?=[/?#]|$)";
    row("nothing matched", "M1", "ftp://.+", "http://a/b", host);
    row("nothing matched, with user information", "M1", "ftp://.+", "http://u:p@a/b", withoutUser);
    row("nothing could match", "M1", "x", "mailto:a", "");
    row("some did not match", "M2", "http://[^/]+", "http://a/b\nhttps://c/d", host);
    row("the whole URL", "C1", ".*", "http://a/b", host);
    row("the host was merged", "H1", "/api", "http://a/api\nhttp://b/api", host);
    row("no host", "H3", "/api", "http://a/api", host);
    row("within a name", "H2", "[w].+(?=/)", "https://twitter.com/1/2", host);
    row("the query", "C3", "a.+", "http://a/b?c", "a[^?#]+");
    row("the query of a negated set", "C3", "^http://a[^;]*", "http://a/b?c", "^http://a[^;?#]*");
    row("the query of \\S", "C3", "a\\S+", "http://a/b?c", "a[^\\s?#]+");
    row("an id", "C4", ".+", "https://reqres.in/api/users/1",
        "^https?://[^/?#]+(?:/[^/?#\\d]+(?=[/?#]|$))*");
    row("a start", "A1", "\\w+", "http://a/b", "(?<=//)\\w+");
    row("a group behind a text", "G1", "api/(\\w+)", "http://a/api/users", "(?<=api/)\\w+");
    row("a group between texts", "G1", "//([^/]+)/api", "http://a/api", "(?<=//)[^/]+(?=/api)");
    row("a group behind any width", "G1", "^https?://([^/]+)/", "http://a/api",
        "(?<=://)[^/]+(?=/)");
    row("a group that cannot be told from another", "G1", "\\w+/(\\d)", "http://7/8/9",
        "\\w+/(?:\\d)");
    row("up to the first", "G2", "[w].+(?=/)", "http://www.a/b/c", "[w][^/]+(?=/)");
    row("as few as possible", "G2", "w\\S+(?=/)", "http://www.a/b/c", "w\\S+?(?=/)");
    row("a secret of the query", "S1", "a.+", "http://a/b?token=1", "a[^?#]+");
    row("a secret of the user", "S1", "^http://[^/]+", "http://u:p@a/b", withoutUser);
}

void TestLintKeys::fixes()
{
    QFETCH(QString, rule);
    QFETCH(QString, pattern);
    QFETCH(QString, urls);
    QFETCH(QString, fixed);
    const auto findings = diagnose(pattern, urls);
    const Finding *finding = found(findings, rule);
    QVERIFY2(finding, qPrintable(told(findings)));
    if (fixed.isEmpty()) {
        QVERIFY2(finding->fixes.empty(), qPrintable(told(findings)));
        return;
    }
    const auto is
        = [&](const PatternFix &fix) { return QString::fromStdU32String(fix.pattern) == fixed; };
    QVERIFY2(std::ranges::any_of(finding->fixes, is), qPrintable(told(findings)));
    for (const PatternFix &fix : finding->fixes) {
        const auto after = diagnose(QString::fromStdU32String(fix.pattern), urls);
        QVERIFY2(!found(after, rule), qPrintable(told(after)));
        QVERIFY2(!found(after, u"M1"_s), qPrintable(told(after)));
    }
}

void TestLintKeys::slowPatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("severity"); // "-" for nothing
    QTest::addColumn<QString>("says");
    const QString many = u"http://a/"_s + QString(80, u'a') + u"!"_s;
    QTest::newRow("a repetition of a repetition")
        << u"/(?:a+)+$"_s << many << u"error"_s << u"practically for ever"_s;
    QTest::newRow("one that is slow on longer URLs")
        << u"/(?:a+)+$"_s << u"http://a/aaaaaaaaaaaa!"_s << u"warning"_s << u"times as long"_s;
    QTest::newRow("four in a row")
        << u"\\w*\\w*\\w*\\w*;"_s << u"http://a/aaaaaaaaaaaaaaaaaaaaaaaa!"_s << u"warning"_s
        << u"times as long"_s;
    QTest::newRow("two that do no harm") << u"//[^/]+/[^/]+;"_s << many << u"-"_s << QString();
    QTest::newRow("a good one") << u"^https?://[^/?#]+"_s << many << u"-"_s << QString();
}

void TestLintKeys::slowPatterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, url);
    QFETCH(QString, severity);
    QFETCH(QString, says);
    const auto findings = diagnose(pattern, url);
    const Finding *finding = found(findings, u"X1"_s);
    const QString found = !finding             ? u"-"_s
        : finding->severity == Severity::Error ? u"error"_s
                                               : u"warning"_s;
    QVERIFY2(found == severity, qPrintable(told(findings)));
    if (!finding)
        return;
    QVERIFY2(QString::fromStdString(finding->detail).contains(says), finding->detail.c_str());
    QVERIFY(finding->range);
    QVERIFY2(!finding->fixes.empty(), qPrintable(told(findings)));
    if (finding->severity == Severity::Error)
        QCOMPARE(findings.front().rule, "X1");
}

void TestLintKeys::identifiers_data()
{
    QTest::addColumn<QString>("segment");
    QTest::addColumn<bool>("isOne");
    const auto row = [](const char *segment, bool isOne) {
        QTest::newRow(segment) << QString::fromUtf8(segment) << isOne;
    };
    row("7", true);
    row("11211", true);
    row("550e8400-e29b-41d4-a716-446655440000", true);
    row("deadbeef0123", true);
    row("2026-02-28", true);
    row("01ARZ3NDEKTSV4RRFFQ69G5FAV", true);
    row("aGVsbG8gd29ybGQx", true);
    row("dQw4w9WgXcQ_abcd1", true);
    row("", false);
    row("users", false);
    row("v2", false);
    row("1.1", false);
    row("m_search", false);
    row("facade", false);
    row("deadbeef", false); // a word as well as a number; URLs have more words
    row("feedback", false);
    row("homeTimelineForUsers", false);
    row("2026-02", false);
    row("iso-8859-1", false);
}

void TestLintKeys::identifiers()
{
    QFETCH(QString, segment);
    QTEST(looksLikeIdentifier(segment.toStdU32String()), "isOne");
}

void TestLintKeys::secretNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isOne");
    const auto row = [](const char *name, bool isOne) {
        QTest::newRow(name) << QString::fromUtf8(name) << isOne;
    };
    for (const char *name : {"token", "key", "sig", "password", "auth", "access_token", "api_key",
                             "apikey", "X-Api-Key", "client_secret", "Signature", "sessionid"})
        row(name, true);
    for (const char *name : {"page", "sort_key", "keyword", "monkey", "author", "signal",
                             "passenger", "productId", "", "keys", "q"})
        row(name, false);
}

void TestLintKeys::secretNames()
{
    QFETCH(QString, name);
    QTEST(isSecretName(name.toStdU32String()), "isOne");
}

QTEST_GUILESS_MAIN(TestLintKeys)
#include "tst_lintkeys.moc"
