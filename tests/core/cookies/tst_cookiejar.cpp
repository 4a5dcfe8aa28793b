// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/cookiedate.h"
#include "core/cookies/cookiejar.h"
#include "core/cookies/cookierules.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QDateTime noon()
{
    return QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
}

QList<SetCookieReport> receive(CookieJar &jar, const QString &url, const QByteArray &line,
                               const QDateTime &now = noon())
{
    return jar.receive(QUrl(url), {{"Set-Cookie"_ba, line}}, now);
}

QByteArray sent(CookieJar &jar, const QString &url, const QDateTime &now = noon())
{
    QList<RawHeader> pairs;
    for (const QList<Cookie> cookies = jar.cookiesFor(QUrl(url), now);
         const Cookie &cookie : cookies)
        pairs.append({cookie.name, cookie.value});
    return cookieHeader(pairs);
}

} // namespace

class TestCookieJar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void verdicts_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<CookieVerdict>("verdict");
        using enum CookieVerdict;
        const QString https = u"https://shop.example.co.uk/a/b"_s;
        const QString http = u"http://shop.example.co.uk/a/b"_s;
        QTest::newRow("a plain one is kept") << http << "a=1"_ba << Kept;
        QTest::newRow("a tab is blank space") << http << "\ta\t=\t1"_ba << Kept;
        QTest::newRow("a parent may be named") << http << "a=1; Domain=example.co.uk"_ba << Kept;
        QTest::newRow("with a dot before it") << http << "a=1; Domain=.example.co.uk"_ba << Kept;
        QTest::newRow("without an equals sign it is none") << http << "a"_ba << NotACookie;
        QTest::newRow("without a name it is none") << http << "=1; Path=/"_ba << NotACookie;
        QTest::newRow("a NUL is refused") << http << QByteArray("a=1\0002", 5) << ControlCharacters;
        QTest::newRow("a DEL is refused") << http << "a=\x7f"_ba << ControlCharacters;
        QTest::newRow("4096 bytes are kept")
            << http << QByteArray("a=" + QByteArray(4095, 'x')) << Kept;
        QTest::newRow("4097 bytes are refused")
            << http << QByteArray("a=" + QByteArray(4096, 'x')) << TooLarge;
        QTest::newRow("a sibling is refused")
            << http << "a=1; Domain=pay.example.co.uk"_ba << DomainMismatch;
        QTest::newRow("a name below is refused")
            << http << "a=1; Domain=x.shop.example.co.uk"_ba << DomainMismatch;
        QTest::newRow("the end of a label is no parent")
            << http << "a=1; Domain=ample.co.uk"_ba << DomainMismatch;
        QTest::newRow("a public suffix is refused")
            << http << "a=1; Domain=co.uk"_ba << PublicSuffix;
        QTest::newRow("a top level is refused") << http << "a=1; Domain=uk"_ba << PublicSuffix;
        QTest::newRow("the end of an address is no parent")
            << u"http://10.1.2.3/"_s << "a=1; Domain=2.3"_ba << DomainMismatch;
        QTest::newRow("an address may name itself")
            << u"http://10.1.2.3/"_s << "a=1; Domain=10.1.2.3"_ba << Kept;
        QTest::newRow("localhost may name itself")
            << u"http://localhost/"_s << "a=1; Domain=localhost"_ba << Kept;
        QTest::newRow("a suffix may name itself")
            << u"http://co.uk/"_s << "a=1; Domain=co.uk"_ba << Kept;
        QTest::newRow("Secure over https is kept") << https << "a=1; Secure"_ba << Kept;
        QTest::newRow("Secure over http is refused") << http << "a=1; secure"_ba << SecureOverHttp;
        QTest::newRow("Secure over http from this machine too")
            << u"http://127.0.0.1/"_s << "a=1; Secure"_ba << SecureOverHttp;
        QTest::newRow("__Secure- with Secure is kept")
            << https << "__Secure-a=1; Secure"_ba << Kept;
        QTest::newRow("__Secure- without Secure is refused")
            << https << "__Secure-a=1"_ba << SecurePrefix;
        QTest::newRow("__secure- is the same") << https << "__secure-a=1"_ba << SecurePrefix;
        QTest::newRow("__Host- as it must be is kept")
            << https << "__Host-a=1; Secure; Path=/"_ba << Kept;
        QTest::newRow("__Host- without Path is refused")
            << https << "__Host-a=1; Secure"_ba << HostPrefix;
        QTest::newRow("__Host- with Domain is refused")
            << https << "__Host-a=1; Secure; Path=/; Domain=shop.example.co.uk"_ba << HostPrefix;
        QTest::newRow("Max-Age=0 removes") << http << "a=1; Max-Age=0"_ba << Removed;
        QTest::newRow("a past Expires removes")
            << http << "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"_ba << Removed;
        QTest::newRow("Max-Age wins over Expires")
            << http << "a=1; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT"_ba << Kept;
        QTest::newRow("an attribute of 1025 bytes is passed over")
            << http << QByteArray("a=1; Domain=" + QByteArray(1025, 'x')) << Kept;
    }
    void verdicts()
    {
        QFETCH(QString, url);
        QFETCH(QByteArray, line);
        QFETCH(CookieVerdict, verdict);
        CookieJar jar;
        const auto reports = receive(jar, url, line);
        QCOMPARE(reports.size(), 1);
        QCOMPARE(cookieVerdictName(reports.first().verdict), cookieVerdictName(verdict));
        QCOMPARE(cookieVerdictFromName(cookieVerdictName(verdict)), verdict);
        QCOMPARE(jar.size(), verdict == CookieVerdict::Kept ? 1 : 0);
    }

    void lifetimes_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<std::optional<qint64>>("seconds");
        using Seconds = std::optional<qint64>;
        const qint64 most = 400LL * 86400;
        QTest::newRow("none: the session") << ""_ba << Seconds();
        QTest::newRow("Max-Age counts from now") << "Max-Age=60"_ba << Seconds(60);
        QTest::newRow("a Max-Age that is no number is passed over") << "Max-Age=6x"_ba << Seconds();
        QTest::newRow("a plus is no number") << "Max-Age=+60"_ba << Seconds();
        QTest::newRow("400 days at most") << "Max-Age=99999999999999999999"_ba << Seconds(most);
        QTest::newRow("for Expires too")
            << "Expires=Fri, 31 Dec 9999 23:59:59 GMT"_ba << Seconds(most);
        QTest::newRow("an Expires that is no date is passed over")
            << "Expires=soon"_ba << Seconds();
        QTest::newRow("the last Max-Age holds") << "Max-Age=5; Max-Age=7"_ba << Seconds(7);
    }
    void lifetimes()
    {
        QFETCH(QByteArray, attributes);
        QFETCH(std::optional<qint64>, seconds);
        CookieJar jar;
        receive(jar, u"http://a.example/"_s, "a=1; " + attributes);
        const Cookie cookie = jar.cookies().value(0);
        QCOMPARE(cookie.expiresAt,
                 seconds ? std::optional(noon().addSecs(*seconds)) : std::nullopt);
        if (seconds) {
            QCOMPARE(sent(jar, u"http://a.example/"_s, noon().addSecs(*seconds - 1)), "a=1");
            QCOMPARE(sent(jar, u"http://a.example/"_s, noon().addSecs(*seconds)), "");
            QCOMPARE(jar.size(), 0);
        }
    }

    void secureOnesAreNotReplacedWithoutEncryption()
    {
        CookieJar jar;
        receive(jar, u"https://a.example.com/"_s, "sid=good; Secure; Domain=example.com");
        QCOMPARE(receive(jar, u"http://b.example.com/"_s, "sid=evil").first().verdict,
                 CookieVerdict::ReplacesSecure);
        QCOMPARE(sent(jar, u"https://a.example.com/"_s), "sid=good");
        QCOMPARE(sent(jar, u"http://a.example.com/"_s), "");
        QCOMPARE(receive(jar, u"http://b.example.com/"_s, "other=1").first().verdict,
                 CookieVerdict::Kept);
    }

    void replacingKeepsThePlaceInTheOrder()
    {
        CookieJar jar;
        QSignalSpy changed(&jar, &CookieJar::changed);
        receive(jar, u"http://a.example/"_s, "a=1");
        receive(jar, u"http://a.example/"_s, "b=1", noon().addSecs(1));
        receive(jar, u"http://a.example/"_s, "a=2", noon().addSecs(2));
        QCOMPARE(sent(jar, u"http://a.example/"_s, noon().addSecs(3)), "a=2; b=1");
        QCOMPARE(jar.cookies().first().createdAt, noon());
        QCOMPARE(changed.count(), 3);
        receive(jar, u"http://a.example/"_s, "a=2", noon().addSecs(4));
        QCOMPARE(changed.count(), 3); // the same again
    }

    void aDomainHasItsLimit()
    {
        CookieJar jar;
        for (int i = 0; i < CookieJar::mostOfDomain; ++i)
            receive(jar, u"http://a.example/"_s,
                    "n" + QByteArray::number(i) + "=1; Path=/" + QByteArray::number(i));
        QCOMPARE(sent(jar, u"http://a.example/0"_s), "n0=1"); // in use, so it stays
        receive(jar, u"http://a.example/"_s, "more=1");
        QCOMPARE(jar.size(), CookieJar::mostOfDomain);
        QCOMPARE(sent(jar, u"http://a.example/0"_s), "n0=1; more=1");
        QCOMPARE(sent(jar, u"http://a.example/1"_s), "more=1");
    }

    void theJarHasItsLimit()
    {
        CookieJar jar;
        for (int i = 0; i <= CookieJar::mostOfAll; ++i)
            receive(jar, u"http://h%1.example/"_s.arg(i), "a=1");
        QCOMPARE(jar.size(), CookieJar::mostOfAll);
        QCOMPARE(sent(jar, u"http://h0.example/"_s), "");
        QCOMPARE(sent(jar, u"http://h%1.example/"_s.arg(CookieJar::mostOfAll)), "a=1");
    }

    void namesBeyondAsciiAreComparedAsPunycode()
    {
        CookieJar jar;
        receive(jar, u"http://www.münchen.example/"_s, "a=1; Domain=münchen.example"_ba);
        QCOMPARE(jar.cookies().value(0).domain, "xn--mnchen-3ya.example");
        QCOMPARE(sent(jar, u"http://xn--mnchen-3ya.example/"_s), "a=1");
    }

    void whatAnEditorDoes()
    {
        CookieJar jar;
        QSignalSpy changed(&jar, &CookieJar::changed);
        Cookie cookie{.name = "a"_ba, .value = "1"_ba, .domain = "x.example"_ba};
        jar.set(cookie);
        cookie.value = "2"_ba;
        jar.set(cookie);
        QCOMPARE(jar.cookies(), QList{cookie});
        jar.set({.name = "b"_ba, .value = "1"_ba, .domain = "y.example"_ba});
        jar.remove(cookie);
        QCOMPARE(jar.size(), 1);
        jar.removeDomain("y.example"_ba);
        QCOMPARE(jar.size(), 0);
        QCOMPARE(changed.count(), 5);
        jar.clear();
        QCOMPARE(changed.count(), 5);
    }

    void publicSuffixes_data()
    {
        QTest::addColumn<bool>("isOne");
        QTest::newRow("com") << true;
        QTest::newRow("co.uk") << true;
        QTest::newRow("com.br") << true;
        QTest::newRow("example.com") << false;
        QTest::newRow("a.github.io") << false;
        QTest::newRow("nosuchtoplevel") << true;
        QTest::newRow("10.1.2.3") << false;
        QTest::newRow("::1") << false;
    }
    void publicSuffixes()
    {
        QFETCH(bool, isOne);
        QCOMPARE(isPublicSuffix(QByteArray(QTest::currentDataTag())), isOne);
    }
};

QTEST_GUILESS_MAIN(TestCookieJar)
#include "tst_cookiejar.moc"
