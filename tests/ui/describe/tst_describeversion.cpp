// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describeversion.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestDescribeVersion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<HttpVersion>("asked");
        QTest::addColumn<QByteArray>("spoken");
        QTest::addColumn<QString>("elsewhere");
        QTest::addColumn<QString>("words");
        const QString plain = u"http://a/"_s;
        const QString encrypted = u"https://a/"_s;
        QTest::newRow("agreed on within TLS")
            << encrypted << HttpVersion::Automatic << "2"_ba << QString() << u"HTTP/2, agreed on"_s;
        QTest::newRow("prior knowledge")
            << plain << HttpVersion::Http2Direct << "2"_ba << QString() << u"HTTP/2 without TLS"_s;
        QTest::newRow("not taken") << encrypted << HttpVersion::Http2 << "1.1"_ba << QString()
                                   << u"HTTP/1.1: HTTP/2 was offered"_s;
        QTest::newRow("without TLS") << plain << HttpVersion::Automatic << "1.1"_ba << QString()
                                     << u"HTTP/1.1: HTTP/2 is only offered within TLS"_s;
        QTest::newRow("asked for") << encrypted << HttpVersion::Http1 << "1.1"_ba << QString()
                                   << u"HTTP/1.1, as asked for"_s;
        QTest::newRow("elsewhere") << encrypted << HttpVersion::Automatic << "1.1"_ba << u"b:1"_s
                                   << u"HTTP/1.1: HTTP/2 is not offered"_s;
        QTest::newRow("nothing was sent")
            << plain << HttpVersion::Automatic << QByteArray() << QString() << QString();
    }
    void words()
    {
        QFETCH(QString, url);
        QFETCH(HttpVersion, asked);
        QFETCH(QByteArray, spoken);
        QFETCH(QString, elsewhere);
        QFETCH(QString, words);
        Exchange exchange;
        exchange.request.url = QUrl(url);
        exchange.request.httpVersion = asked;
        Attempt failed;
        failed.httpVersion = spoken;
        failed.connection.connectedTo = elsewhere;
        Attempt answered = failed;
        Response response;
        response.httpVersion = spoken;
        response.url = exchange.request.url;
        answered.result = response;
        for (const Attempt &attempt : {failed, answered}) {
            const QString told = describeVersion(exchange, attempt);
            QVERIFY2(told.startsWith(words) && told.isEmpty() == words.isEmpty(), qPrintable(told));
        }
    }
};

QTEST_GUILESS_MAIN(TestDescribeVersion)
#include "tst_describeversion.moc"
