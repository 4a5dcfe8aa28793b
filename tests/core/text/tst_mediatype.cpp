// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/mediatype.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestMediaType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("essence");
        QTest::addColumn<QString>("charset");
        QTest::newRow("type and subtype alone") << u"text/html"_s << u"text/html"_s << QString();
        QTest::newRow("case does not matter")
            << u"Text/HTML; Charset=UTF-8"_s << u"text/html"_s << u"UTF-8"_s;
        QTest::newRow("blanks around everything")
            << u"  text/html ;  charset = utf-8 "_s << u"text/html"_s << u"utf-8"_s;
        QTest::newRow("a quoted value")
            << u"text/html;charset=\"utf-8\""_s << u"text/html"_s << u"utf-8"_s;
        QTest::newRow("a quoted value with escapes, semicolon and comma")
            << u"text/html;x=\"a;b,\\\"\";charset=l1"_s << u"text/html"_s << u"l1"_s;
        QTest::newRow("the first of two charsets")
            << u"text/html;charset=a;charset=b"_s << u"text/html"_s << u"a"_s;
        QTest::newRow("a broken parameter is passed over")
            << u"text/html;=;;foo;charset=a"_s << u"text/html"_s << u"a"_s;
        QTest::newRow("a quote that never ends")
            << u"text/html;charset=\"a"_s << u"text/html"_s << u"a"_s;
        QTest::newRow("the last of two headers")
            << u"text/html, application/json;charset=b"_s << u"application/json"_s << u"b"_s;
        QTest::newRow("no slash") << u"html"_s << QString() << QString();
        QTest::newRow("nothing") << QString() << QString() << QString();
        QTest::newRow("a blank inside the type") << u"te xt/html"_s << QString() << QString();
        QTest::newRow("half a type") << u"text/"_s << QString() << QString();
    }
    void parses()
    {
        QFETCH(QString, text);
        const MediaType type = parseMediaType(text);
        QTEST(type.essence(), "essence");
        QTEST(type.parameter(u"charset"), "charset");
    }

    void knowsLanguages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("language");
        const auto row = [](const char *type, TextLanguage language) {
            QTest::newRow(type) << QString::fromLatin1(type) << int(language);
        };
        row("application/json", TextLanguage::Json);
        row("application/problem+json; charset=utf-8", TextLanguage::Json);
        row("application/x-ndjson", TextLanguage::Json);
        row("application/vnd.recloser.websocket+jsonl", TextLanguage::Json);
        row("application/geo+json-seq", TextLanguage::Json);
        row("application/soap+xml", TextLanguage::Xml);
        row("text/xml", TextLanguage::Xml);
        row("image/svg+xml", TextLanguage::Xml);
        row("application/xhtml+xml", TextLanguage::Html);
        row("text/html", TextLanguage::Html);
        row("application/javascript", TextLanguage::JavaScript);
        row("text/css", TextLanguage::Css);
        row("application/yaml", TextLanguage::Yaml);
        row("application/openapi+yaml", TextLanguage::Yaml);
        row("text/csv", TextLanguage::Plain);
        row("application/x-www-form-urlencoded", TextLanguage::Plain);
        row("image/png", TextLanguage::None);
        row("application/octet-stream", TextLanguage::None);
        row("application/jsonp-not", TextLanguage::None);
    }
    void knowsLanguages()
    {
        QFETCH(QString, text);
        QTEST(int(languageOf(parseMediaType(text))), "language");
    }

    void tellsJsonLines()
    {
        QVERIFY(isJsonLines(parseMediaType(u"application/x-ndjson")));
        QVERIFY(isJsonLines(parseMediaType(u"application/jsonl")));
        QVERIFY(isJsonLines(parseMediaType(u"application/vnd.x+jsonl")));
        QVERIFY(isJsonLines(parseMediaType(u"application/json-seq")));
        QVERIFY(!isJsonLines(parseMediaType(u"application/json")));
    }

    void sniffs_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("essence");
        const auto row = [](const char *name, const QByteArray &head, const char *type) {
            QTest::newRow(name) << head << QString::fromLatin1(type);
        };
        row("an object is JSON", " {\"a\": 1}", "application/json");
        row("an array is JSON", "[ 1, 2", "application/json");
        row("an empty object is JSON", "{}", "application/json");
        row("a template in braces is text", "{{name}}", "text/plain");
        row("a log line in brackets is text", "[INFO] started", "text/plain");
        row("an XML declaration", "\xef\xbb\xbf<?xml version='1.0'?><a/>", "application/xml");
        row("an element is XML", "<soap:Envelope>", "application/xml");
        row("a document type is HTML", "\n<!DOCTYPE HTML><p>", "text/html");
        row("an html element is HTML", "<HTML lang=en>", "text/html");
        row("a smaller sign is text", "<3 you", "text/plain");
        row("PNG", "\x89PNG\r\n\x1a\n....", "image/png");
        row("WebP", "RIFF1234WEBPVP8 ", "image/webp");
        row("PDF", "%PDF-1.7", "application/pdf");
        row("null bytes are binary", QByteArray("ab\0cd", 5), "application/octet-stream");
        row("UTF-16 with a mark is text",
            QByteArray("\xff\xfe"
                       "a\0",
                       4),
            "text/plain");
        row("accents are text", "h\xc3\xa9llo", "text/plain");
        row("escape sequences of terminals are text", "\x1b[31mred", "text/plain");
        row("nothing is text", "", "text/plain");
    }
    void sniffs()
    {
        QFETCH(QByteArray, head);
        QTEST(sniffMediaType(head).essence(), "essence");
    }
};

QTEST_GUILESS_MAIN(TestMediaType)
#include "tst_mediatype.moc"
