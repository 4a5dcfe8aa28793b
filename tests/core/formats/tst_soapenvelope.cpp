// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/soapenvelope.h"
#include "core/resolve/resolve.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestSoapEnvelope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void wraps_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("xml");
        QTest::addColumn<QString>("envelope");
        const QString begin11
            = u"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\n"
              "  <soap:Body>\n"_s;
        const QString begin12
            = u"<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\">\n"
              "  <soap:Body>\n"_s;
        const QString end = u"  </soap:Body>\n</soap:Envelope>\n"_s;
        QTest::newRow("nothing") << u"1.1"_s << QString() << begin11 + end;
        QTest::newRow("an element")
            << u"1.2"_s << u"<a>\n b</a>\n"_s << begin12 + u"<a>\n b</a>\n"_s + end;
        QTest::newRow("without its declaration")
            << u"1.1"_s << u"<?xml version=\"1.0\"?>\n<a/>"_s << begin11 + u"<a/>\n"_s + end;
        QTest::newRow("an envelope of the other version")
            << u"1.2"_s << begin11 + u"<a/>\n"_s + end << begin12 + u"<a/>\n"_s + end;
        QTest::newRow("one of this version stays")
            << u"1.1"_s
            << u"<?xml version='1.0'?><Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'/>"_s
            << u"<?xml version='1.0'?><Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'/>"_s;
        QTest::newRow("an element that is only called so")
            << u"1.1"_s << u"<EnvelopeList/>"_s << begin11 + u"<EnvelopeList/>\n"_s + end;
    }
    void wraps()
    {
        QFETCH(QString, version);
        QFETCH(QString, xml);
        QTEST(soapEnvelope(soapVersionOf(version).value(), xml), "envelope");
    }

    void isSentAsWhatItIs()
    {
        RequestSpec spec;
        spec.url = u"http://a/"_s;
        spec.body.text = u"<a/>"_s;
        const auto old = resolve(withSoapEnvelope(SoapVersion::Soap11, spec), {});
        QVERIFY(old);
        QCOMPARE(old->method, "POST");
        QCOMPARE(old->headers,
                 (QList<RawHeader>{{"SOAPAction", "\"\""},
                                   {"Content-Type", "text/xml; charset=utf-8"}}));
        const auto recent = resolve(withSoapEnvelope(SoapVersion::Soap12, spec), {});
        QVERIFY(recent);
        QCOMPARE(recent->headers,
                 (QList<RawHeader>{{"Content-Type", "application/soap+xml; charset=utf-8"}}));
        spec.headers = {{u"soapaction"_s, u"\"x\""_s}};
        QCOMPARE(withSoapEnvelope(SoapVersion::Soap11, spec).headers, spec.headers);
    }

    void knowsItsVersions()
    {
        QVERIFY(!soapVersionOf(u"2"));
        QVERIFY(!soapVersionOf(u""));
    }
};

QTEST_GUILESS_MAIN(TestSoapEnvelope)
#include "tst_soapenvelope.moc"
