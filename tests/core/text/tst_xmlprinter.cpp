// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/xmlprinter.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using Kind = SyntaxFault::Kind;

namespace {

struct Printed
{
    QByteArray text;
    std::optional<SyntaxFault> fault;
    bool operator==(const Printed &) const = default;
};

Printed printed(QByteArrayView xml, qsizetype step)
{
    Printed result;
    XmlPrinter printer;
    for (qsizetype at = 0; at < xml.size(); at += step)
        printer.print(xml.sliced(at, std::min(step, xml.size() - at)), result.text);
    result.fault = printer.finish(result.text);
    return result;
}

} // namespace

class TestXmlPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void prints_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const char *xml, const char *text) {
            QTest::newRow(name) << QByteArray(xml) << QByteArray(text);
        };
        row("nested elements", "<a><b><c/></b><d>x</d></a>",
            "<a>\n  <b>\n    <c/>\n  </b>\n  <d>x</d>\n</a>");
        row("white space between tags is replaced", "<a>\n\n      <b/>\t<c/>   </a>\n",
            "<a>\n  <b/>\n  <c/>\n</a>");
        row("an element with text keeps its content", "<p>some <b>bold</b>  <i>x</i> text</p>",
            "<p>some <b>bold</b>  <i>x</i> text</p>");
        row("white space that is all there is stays", "<a> </a>", "<a> </a>");
        row("xml:space is obeyed", "<a xml:space=\"preserve\"> <b/> </a>",
            "<a xml:space=\"preserve\"> <b/> </a>");
        row("an empty pair", "<a></a>", "<a></a>");
        row("prolog", "<?xml version=\"1.0\"?><!-- c --><!DOCTYPE a [<!ENTITY e \">\">]><a/>",
            "<?xml version=\"1.0\"?>\n<!-- c -->\n<!DOCTYPE a [<!ENTITY e \">\">]>\n<a/>");
        row("CDATA is content", "<a><![CDATA[<b> ]] ]>]]></a>", "<a><![CDATA[<b> ]] ]>]]></a>");
        row("attributes are untouched", "<a  x = '1'\n y=\"&amp;>\" ><b/></a>",
            "<a  x = '1'\n y=\"&amp;>\" >\n  <b/>\n</a>");
        row("references", "<a>&lt;&#233;&#xE9;&é;</a>", "<a>&lt;&#233;&#xE9;&é;</a>");
        row("SOAP",
            "<s:Envelope xmlns:s=\"u\"><s:Body><m:Get><m:Id>1</m:Id></m:Get></s:Body></s:Envelope>",
            "<s:Envelope xmlns:s=\"u\">\n  <s:Body>\n    <m:Get>\n      <m:Id>1</m:Id>\n    "
            "</m:Get>\n"
            "  </s:Body>\n</s:Envelope>");
        row("a comment inside", "<a><!-- x --><b/></a>", "<a>\n  <!-- x -->\n  <b/>\n</a>");
    }
    void prints()
    {
        QFETCH(QByteArray, xml);
        for (const qsizetype step : {1, 3, 1000}) {
            const Printed result = printed(xml, step);
            QVERIFY(!result.fault);
            QTEST(result.text, "text");
        }
    }

    void saysWhereItIsBroken_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row
            = [](const char *name, const char *xml, Kind kind, int offset, int line, int column) {
                  QTest::newRow(name) << QByteArray(xml) << int(kind) << offset << line << column;
              };
        row("the wrong end tag", "<a>\n<b></a>", Kind::MismatchedTag, 7, 2, 4);
        row("an end tag without start", "</a>", Kind::MismatchedTag, 0, 1, 1);
        row("cut off in content", "<a><b>", Kind::UnexpectedEnd, 6, 1, 7);
        row("cut off in a tag", "<a x", Kind::UnexpectedEnd, 4, 1, 5);
        row("cut off before a tag's name", "<a><", Kind::UnexpectedEnd, 4, 1, 5);
        row("nothing at all", "", Kind::UnexpectedEnd, 0, 1, 1);
        row("text before the root", "x<a/>", Kind::UnexpectedCharacter, 0, 1, 1);
        row("text after the root", "<a/> x", Kind::TrailingText, 5, 1, 6);
        row("two roots", "<a/><b/>", Kind::TrailingText, 4, 1, 5);
        row("an attribute without quotes", "<a x=1>", Kind::InvalidTag, 5, 1, 6);
        row("an attribute without value", "<a x>", Kind::InvalidTag, 4, 1, 5);
        row("two attributes without blank", "<a x='1'y='2'/>", Kind::InvalidTag, 8, 1, 9);
        row("an attribute twice", "<a x='1' x='2'/>", Kind::DuplicateAttribute, 9, 1, 10);
        row("a bare ampersand", "<a>é & b</a>", Kind::InvalidReference, 6, 1, 6);
        row("a reference without semicolon", "<a>&amp</a>", Kind::InvalidReference, 3, 1, 4);
        row("a smaller sign in an attribute", "<a x='<'/>", Kind::UnexpectedCharacter, 6, 1, 7);
        row("a smaller sign in text", "<a>1 < 2</a>", Kind::InvalidTag, 6, 1, 7);
        row("a control character", "<a>\x01</a>", Kind::ControlCharacter, 3, 1, 4);
        row("a comment without end", "<a><!-- </a>", Kind::UnexpectedEnd, 12, 1, 13);
        row("JSON instead of XML", "{\"a\":1}", Kind::UnexpectedCharacter, 0, 1, 1);
    }
    void saysWhereItIsBroken()
    {
        QFETCH(QByteArray, xml);
        const auto bare = [](QByteArray text) {
            text.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
            return text;
        };
        for (const qsizetype step : {1, 2, 1000}) {
            const Printed result = printed(xml, step);
            QVERIFY(result.fault);
            QTEST(int(result.fault->kind), "kind");
            QTEST(int(result.fault->place.offset), "offset");
            QTEST(int(result.fault->place.line), "line");
            QTEST(int(result.fault->place.column), "column");
            QCOMPARE(bare(result.text), bare(xml));
        }
    }

    void randomSplitsAndRandomDamage()
    {
        QRandomGenerator random(21);
        const QByteArray sound
            = "<?xml version='1.0'?><!DOCTYPE a><a x='1&lt;' y=\"é\"><b> t <c/></b>"
              "<!--k--><d><![CDATA[x]]></d><e><f/></e>&#10;</a>";
        const auto bare = [](QByteArray text) {
            text.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
            return text;
        };
        for (int round = 0; round < 3000; ++round) {
            QByteArray xml = sound;
            if (round % 3 != 0)
                xml[qsizetype(random.bounded(int(xml.size())))] = char(random.bounded(256));
            if (round % 5 == 0)
                xml.truncate(random.bounded(int(xml.size())));
            const Printed whole = printed(xml, xml.size() + 1);
            QCOMPARE(printed(xml, 1 + random.bounded(9)), whole);
            QCOMPARE(bare(whole.text), bare(xml));
        }
    }

    void deepNestingStaysLinear()
    {
        QByteArray xml;
        for (int i = 0; i < 100'000; ++i)
            xml += "<a>";
        const Printed result = printed(xml, 65'536);
        QVERIFY(result.fault);
        QVERIFY(result.text.size() < xml.size() * 50);
    }
};

QTEST_GUILESS_MAIN(TestXmlPrinter)
#include "tst_xmlprinter.moc"
