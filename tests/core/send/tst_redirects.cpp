// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/redirects.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestRedirects : public QObject
{
    Q_OBJECT

private:
    static ResolvedRequest requestOf(const QByteArray &method,
                                     const QString &url = u"https://a.example/x/y?q=1"_s)
    {
        ResolvedRequest request;
        request.method = method;
        request.url = QUrl(url);
        request.headers = {{"Authorization"_ba, "Basic x"_ba},
                           {"Content-Type"_ba, "text/plain"_ba},
                           {"Cookie"_ba, "a=b"_ba},
                           {"X-Api-Key"_ba, "k"_ba},
                           {"Accept"_ba, "*/*"_ba},
                           {"Host"_ba, "a.example"_ba}};
        request.addedHeaders = {"content-type"_ba, "x-api-key"_ba};
        request.body = {{"body"_ba, {}, 4}};
        return request;
    }
    static QByteArray names(const ResolvedRequest &request)
    {
        QByteArrayList list;
        for (const RawHeader &header : request.headers)
            list.append(header.name);
        return list.join(' ');
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void methods_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("next");
        const auto row = [](int status, const char *method, const char *next) {
            QTest::addRow("%d makes %s a %s", status, method, next)
                << status << QByteArray(method) << QByteArray(next);
        };
        for (const int status : {301, 302}) {
            row(status, "POST", "GET");
            row(status, "PUT", "PUT");
            row(status, "HEAD", "HEAD");
            row(status, "GET", "GET");
        }
        row(303, "POST", "GET");
        row(303, "PUT", "GET");
        row(303, "DELETE", "GET");
        row(303, "HEAD", "HEAD");
        for (const int status : {307, 308}) {
            row(status, "POST", "POST");
            row(status, "PATCH", "PATCH");
        }
    }
    void methods()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, next);
        const auto result = redirected(requestOf(method), status, {{"location"_ba, "/z"_ba}});
        QVERIFY(result && *result);
        QCOMPARE((*result)->method, next);
        const bool keepsBody = next == method;
        QCOMPARE((*result)->body.isEmpty(), !keepsBody);
        QCOMPARE(names(**result),
                 keepsBody ? "Authorization Content-Type Cookie X-Api-Key Accept Host"_ba
                           : "Authorization Cookie X-Api-Key Accept Host"_ba);
    }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("target");
        QTest::newRow("a path") << "/z"_ba << u"https://a.example/z"_s;
        QTest::newRow("a relative path") << "z?b=%2F"_ba << u"https://a.example/x/z?b=%2F"_s;
        QTest::newRow("dots") << "../../z"_ba << u"https://a.example/z"_s;
        QTest::newRow("only a query") << "?b"_ba << u"https://a.example/x/y?b"_s;
        QTest::newRow("another host, same scheme")
            << "//b.example/z"_ba << u"https://b.example/z"_s;
        QTest::newRow("a whole URL")
            << "https://b.example:8443/z"_ba << u"https://b.example:8443/z"_s;
        QTest::newRow("a fragment is not sent") << "/z#part"_ba << u"https://a.example/z"_s;
        QTest::newRow("raw UTF-8") << "/\xc3\xbc z"_ba << u"https://a.example/%C3%BC%20z"_s;
        QTest::newRow("blanks around it") << "  /z "_ba << u"https://a.example/z"_s;
        QTest::newRow("credentials in it are dropped")
            << "https://u:p@a.example/z"_ba << u"https://a.example/z"_s;
    }
    void targets()
    {
        QFETCH(QByteArray, location);
        QFETCH(QString, target);
        const auto result = redirected(requestOf("GET"_ba), 302, {{"location"_ba, location}});
        QVERIFY(result && *result);
        QCOMPARE(QString::fromLatin1((*result)->url.toEncoded()), target);
        QCOMPARE((*result)->urlText, target);
    }

    void credentialsStayWithTheirOrigin_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<bool>("kept");
        QTest::newRow("same origin") << "/z"_ba << true;
        QTest::newRow("same origin with its default port") << "https://a.example:443/z"_ba << true;
        QTest::newRow("same host in capitals") << "https://A.EXAMPLE/z"_ba << true;
        QTest::newRow("another port") << "https://a.example:444/z"_ba << false;
        QTest::newRow("another host") << "https://b.example/z"_ba << false;
        QTest::newRow("a host below") << "https://c.a.example/z"_ba << false;
    }
    void credentialsStayWithTheirOrigin()
    {
        QFETCH(QByteArray, location);
        QFETCH(bool, kept);
        const auto result = redirected(requestOf("GET"_ba), 307, {{"location"_ba, location}});
        QVERIFY(result && *result);
        QCOMPARE(names(**result),
                 kept ? "Authorization Content-Type Cookie X-Api-Key Accept Host"_ba
                      : "Content-Type Accept"_ba);
    }

    void answers_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("200 with a Location") << 200 << "/z"_ba;
        QTest::newRow("201 with a Location") << 201 << "/z"_ba;
        QTest::newRow("300") << 300 << "/z"_ba;
        QTest::newRow("304") << 304 << "/z"_ba;
        QTest::newRow("302 without one") << 302 << QByteArray();
        QTest::newRow("302 with an empty one") << 302 << ""_ba;
    }
    void answers()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        const QList<RawHeader> headers
            = location.isNull() ? QList<RawHeader>{} : QList<RawHeader>{{"location"_ba, location}};
        const auto result = redirected(requestOf("GET"_ba), status, headers);
        QVERIFY(result);
        QVERIFY(!*result);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("from https to http") << "http://a.example/z"_ba;
        QTest::newRow("another scheme") << "ftp://a.example/z"_ba;
        QTest::newRow("a file") << "file:///etc/passwd"_ba;
        QTest::newRow("a host that cannot be") << "https://[zz/"_ba;
        QTest::newRow("a port that cannot be") << "https://a.example:99999/"_ba;
    }
    void refused()
    {
        QFETCH(QByteArray, location);
        const auto result = redirected(requestOf("GET"_ba), 302, {{"location"_ba, location}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, SendError::Kind::InvalidRedirect);
        QCOMPARE(result.error().subject, QString::fromUtf8(location));
        QVERIFY(!result.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRedirects)
#include "tst_redirects.moc"
