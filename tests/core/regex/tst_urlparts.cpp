// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/lint/urlparts.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Parts of URLs (RFC 3986), and of what only looks like one.
class TestUrlParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void parts_data();
    void parts();
    void segmentsAndParameters_data();
    void segmentsAndParameters();
    void origins_data();
    void origins();
    void components();
    void normalisation_data();
    void normalisation();
};

namespace {

QString text(std::u32string_view view)
{
    return QString::fromUcs4(view.data(), qsizetype(view.size()));
}

} // namespace

void TestUrlParts::parts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("told"); // scheme|user|host|port|path|query|fragment, - for none
    const auto row = [](const char *name, const char *url, const char *told) {
        QTest::newRow(name) << QString::fromUtf8(url) << QString::fromUtf8(told);
    };
    row("all of them", "https://me:pw@a.b:8443/p/q?x=1#f", "https|me:pw|a.b|8443|/p/q|x=1|f");
    row("a bare origin", "http://a.b", "http||a.b|||-|-");
    row("a query at once", "http://a.b?x/y", "http||a.b|||x/y|-");
    row("a fragment at once", "http://a.b#x?y", "http||a.b|||-|x?y");
    row("an empty query and fragment", "http://a/?#", "http||a||/||");
    row("IPv6", "http://[::1]:80/", "http||[::1]|80|/|-|-");
    row("IPv6 without a port", "http://[::1]/", "http||[::1]||/|-|-");
    row("an empty port", "http://a:/", "http||a||/|-|-");
    row("a port that is none", "http://a:b/", "http||a:b||/|-|-");
    row("an @ in the password", "http://u:p@q@h/", "http|u:p@q|h||/|-|-");
    row("a host as people write it", "www.store1.com:8001/m", "||www.store1.com|8001|/m|-|-");
    row("a path", "/m_search?q=1", "||||/m_search|q=1|-");
    row("without a scheme", "//a/b", "||a||/b|-|-");
    row("a placeholder", "{{base}}/x", "||{{base}}||/x|-|-");
    row("nothing", "", "|||||-|-");
    row("a URL in a query", "http://a/?u=http://b/c#d", "http||a||/|u=http://b/c|d");
}

void TestUrlParts::parts()
{
    QFETCH(QString, url);
    QFETCH(QString, told);
    const std::u32string all = url.toStdU32String();
    const UrlParts parts = urlParts(all);
    const auto part = [&](Span span) { return text(slice(all, span)); };
    const auto maybe = [&](const std::optional<Span> &span) { return span ? part(*span) : u"-"_s; };
    const QStringList found{part(parts.scheme),   part(parts.userInfo), part(parts.host),
                            part(parts.port),     part(parts.path),     maybe(parts.query),
                            maybe(parts.fragment)};
    QCOMPARE(found.join(u'|'), told);
    QCOMPARE(parts.size, all.size());
}

void TestUrlParts::segmentsAndParameters_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("segments");
    QTest::addColumn<QString>("parameters");
    const auto row
        = [](const char *name, const char *url, const char *segments, const char *params) {
              QTest::newRow(name) << QString::fromUtf8(url) << QString::fromUtf8(segments)
                                  << QString::fromUtf8(params);
          };
    row("none", "http://a", "", "");
    row("the root", "http://a/", "<>", "");
    row("two, and a slash at the end", "http://a/b/c/", "<b><c><>", "");
    row("slashes of the query are no segments", "http://a/b?x=/y/z", "<b>", "<x=/y/z>");
    row("parameters", "http://a/?x=1&y&z=&=w&&a=b=c;d=e", "<>", "<x=1><y=><z=><=w><a=b=c><d=e>");
}

void TestUrlParts::segmentsAndParameters()
{
    QFETCH(QString, url);
    const std::u32string all = url.toStdU32String();
    const UrlParts parts = urlParts(all);
    QString segments;
    for (const Span segment : pathSegments(all, parts))
        segments += u'<' + text(slice(all, segment)) + u'>';
    QTEST(segments, "segments");
    QString parameters;
    for (const UrlParameter &parameter : queryParameters(all, parts))
        parameters += u'<' + text(slice(all, parameter.name)) + u'='
            + text(slice(all, parameter.value)) + u'>';
    QTEST(parameters, "parameters");
}

void TestUrlParts::origins_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QString>("hostAndPort");
    const auto row = [](const char *name, const char *url, const char *origin, const char *host) {
        QTest::newRow(name) << QString::fromUtf8(url) << QString::fromUtf8(origin)
                            << QString::fromUtf8(host);
    };
    row("the usual port is added", "http://a/x", "http://a:80", "a");
    row("of https too", "https://a", "https://a:443", "a");
    row("the usual port is the usual port", "https://a:443/", "https://a:443", "a");
    row("another port stays", "http://a:8001/", "http://a:8001", "a:8001");
    row("the port of the other scheme", "http://a:443/", "http://a:443", "a:443");
    row("case and the final dot do not count", "HTTP://A.b./", "http://a.b:80", "a.b");
    row("zeros do not count", "http://a:0080/", "http://a:80", "a");
    row("a scheme without a usual port", "redis://a/", "redis://a", "a");
    row("user information does not count", "http://u@a/", "http://a:80", "a");
}

void TestUrlParts::origins()
{
    QFETCH(QString, url);
    const std::u32string all = url.toStdU32String();
    QTEST(text(originOf(all, urlParts(all))), "origin");
    QTEST(text(hostAndPort(all, urlParts(all))), "hostAndPort");
}

void TestUrlParts::components()
{
    const std::u32string url = U"ab://u@h:1/p?q#f";
    const UrlParts parts = urlParts(url);
    QByteArray told;
    for (std::size_t i = 0; i < url.size(); ++i)
        told += "suhoPqf"[int(componentAt(parts, i))];
    QCOMPARE(told, "sssssuuhooPPqqff"_ba);
    QCOMPARE(componentAt(parts, url.size()), UrlComponent::Fragment);
    const std::u32string bare = U"http://a";
    QCOMPARE(componentAt(urlParts(bare), 7), UrlComponent::Host);
}

void TestUrlParts::normalisation_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::addColumn<QString>("normalized");
    const auto row = [](const char *name, const char *url, int begin, int end, const char *to) {
        QTest::newRow(name) << QString::fromUtf8(url) << begin << end << QString::fromUtf8(to);
    };
    const int whole = std::numeric_limits<int>::max();
    row("nothing to do", "http://a/b?c#d", 0, whole, "http://a/b?c#d");
    row("case of scheme and host", "HTTP://EXAMPLE.com/B", 0, whole, "http://example.com/B");
    row("the usual port", "http://a:80/", 0, whole, "http://a/");
    row("an empty port", "http://a:/", 0, whole, "http://a/");
    row("another port", "http://a:81/", 0, whole, "http://a:81/");
    row("a final dot", "http://a./b", 0, whole, "http://a/b");
    row("escapes", "http://a/%7eb%2f%c3?%41", 0, whole, "http://a/~b%2F%C3?A");
    row("dot segments", "http://a/b/./c/../d/..", 0, whole, "http://a/b/");
    row("the host alone", "http://A.b:80/x", 7, 10, "a.b");
    row("host and port", "http://A.b:80/x", 7, 13, "a.b");
    row("half a port is no port", "http://a:80/x", 7, 10, "a:8");
    row("a piece of the path keeps its case", "http://a/B/%7e", 9, 14, "B/~");
}

void TestUrlParts::normalisation()
{
    QFETCH(QString, url);
    QFETCH(int, begin);
    QFETCH(int, end);
    const std::u32string all = url.toStdU32String();
    const Span key{std::size_t(begin), std::min(std::size_t(end), all.size())};
    QTEST(text(normalizedKey(all, urlParts(all), key)), "normalized");
}

QTEST_GUILESS_MAIN(TestUrlParts)
#include "tst_urlparts.moc"
