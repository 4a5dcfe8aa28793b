// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/structurepath.h"
#include "core/xpath/xpathquery.h"
#include "core/xpath/xpathrun.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Expected = XPathError::Expected;
using ErrorKind = XPathError::Kind;

namespace {

const QByteArray shop
    = "<?xml version='1.0'?><!-- shop --><shop open='yes'>"
      "<book id='1' price='8.95'><title>Sayings &amp; more</title><by>Rees</by></book>"
      "<book id='2' price='12.99'><title lang='en'>Sword</title><by>Waugh</by><by>Two</by></book>"
      "<x:cd xmlns:x='u'><title>Moby</title><![CDATA[<raw>]]></x:cd>"
      "<box xml:lang='en-GB'><?go on?><box><book id='3'/></box></box></shop>";

QString found(const QByteArray &xml, const QString &expression)
{
    const auto query = XPathQuery::compile(expression);
    if (!query)
        return u"error at %1"_s.arg(query.error().at);
    QStringList paths;
    QString value;
    const auto ending = query->evaluate(xml,
                                        [&](const std::vector<StructureStep> &steps) {
                                            paths += xmlPathOf(xml, steps);
                                            return true;
                                        },
                                        value, {});
    if (ending != XPathQuery::Ending::Done)
        paths += u"not done"_s;
    return value.isNull() ? paths.join(u' ') : value;
}

} // namespace

class TestXPathQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void finds_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *expression, const QString &result) {
            QTest::newRow(expression) << QString::fromUtf8(expression) << result;
        };
        row("/shop/book/title", u"/shop/book[1]/title[1] /shop/book[2]/title[1]"_s);
        row("shop/book[2]/by", u"/shop/book[2]/by[1] /shop/book[2]/by[2]"_s);
        row("//by[2]", u"/shop/book[2]/by[2]"_s);
        row("//book[last()]/@id", u"/shop/book[2]/@id /shop/box[1]/box[1]/book[1]/@id"_s);
        row("//title/@lang", u"/shop/book[2]/title[1]/@lang"_s);
        row("//book[@price > 10]/title/text()", u"/shop/book[2]/title[1]/text()[1]"_s);
        row("//book[by='Two']/@id", u"/shop/book[2]/@id"_s);
        row("//book[not(@price)]", u"/shop/box[1]/box[1]/book[1]"_s);
        row("//title[contains(., '&')]", u"/shop/book[1]/title[1]"_s);
        row("//cd/title", u"/shop/x:cd[1]/title[1]"_s);
        row("//x:*", u"/shop/x:cd[1]"_s);
        row("//y:cd", QString());
        row("//box//book", u"/shop/box[1]/box[1]/book[1]"_s);
        row("//by/..", u"/shop/book[1] /shop/book[2]"_s);
        row("/shop/*[position() < 2]/@*", u"/shop/book[1]/@id /shop/book[1]/@price"_s);
        row("//book[@id=1] | //book[@id='3']", u"/shop/book[1] /shop/box[1]/box[1]/book[1]"_s);
        row("/comment()", u"/comment()"_s);
        row("//cd/text()", u"/shop/x:cd[1]/text()[1]"_s);
        row("//book[@id='2' and by='Waugh' or @id=7]/@id", u"/shop/book[2]/@id"_s);
        row("/", u"/"_s);
        row("count(//book)", u"3"_s);
        row("sum(//@price) > 20", u"true"_s);
        row("string(//book[1]/title)", u"Sayings & more"_s);
        row("concat(/shop/@open, '-', name(//book[1]/..))", u"yes-shop"_s);
        row("substring('12345', 2, 3)", u"234"_s);
        row("substring('12345', 1.5, 2.6)", u"234"_s);
        row("translate('bar','abc','AB')", u"BAr"_s);
        row("normalize-space('  a  b ')", u"a b"_s);
        row("7 mod 3 + 2 * -1 div 2", u"0"_s);
        row("1 div 0", u"Infinity"_s);
        row("'a' = \"a\"", u"true"_s);
        row("string-length('\xF0\x9F\x98\x80')", u"1"_s);
        // Filters, whose positions count over all.
        row("(//by)[2]", u"/shop/book[2]/by[1]"_s);
        row("(//title)[last()]/text()", u"/shop/x:cd[1]/title[1]/text()[1]"_s);
        row("(//book[@id=3] | //book[1])[1]/@price", u"/shop/book[1]/@price"_s);
        row("(//box)//@id", u"/shop/box[1]/box[1]/book[1]/@id"_s);
        row("((//by))[position() > 1][2]", u"/shop/book[2]/by[2]"_s);
        row("/descendant::by[2]", u"/shop/book[2]/by[1]"_s);
        // Axes, whose positions count from the node.
        row("//book[2]/preceding-sibling::*/@id", u"/shop/book[1]/@id"_s);
        row("//cd/preceding-sibling::book[1]/@id", u"/shop/book[2]/@id"_s);
        row("//cd/following-sibling::*", u"/shop/box[1]"_s);
        row("//book[@id=3]/ancestor::*", u"/shop /shop/box[1] /shop/box[1]/box[1]"_s);
        row("//book[@id=3]/ancestor::box[1]", u"/shop/box[1]/box[1]"_s);
        row("//book[@id=3]/ancestor-or-self::node()",
            u"/ /shop /shop/box[1] /shop/box[1]/box[1] /shop/box[1]/box[1]/book[1]"_s);
        row("//cd/following::*", u"/shop/box[1] /shop/box[1]/box[1] /shop/box[1]/box[1]/book[1]"_s);
        row("//cd/preceding::by", u"/shop/book[1]/by[1] /shop/book[2]/by[1] /shop/book[2]/by[2]"_s);
        row("//cd/preceding::by[1]", u"/shop/book[2]/by[2]"_s);
        row("//book[2]/@id/following::title", u"/shop/book[2]/title[1] /shop/x:cd[1]/title[1]"_s);
        row("//box/descendant-or-self::box", u"/shop/box[1] /shop/box[1]/box[1]"_s);
        row("/shop/child::book/attribute::id", u"/shop/book[1]/@id /shop/book[2]/@id"_s);
        row("count(//node())", u"22"_s);
        row("/processing-instruction()", QString());
        row("//processing-instruction('none')", QString());
        row("name(//processing-instruction('go'))", u"go"_s);
        row("string(//box/processing-instruction())", u"on"_s);
        row("namespace-uri(//x:cd)", u"u"_s);
        row("namespace-uri(/shop)", u""_s);
        row("//*[lang('EN')][last()]",
            u"/shop/box[1] /shop/box[1]/box[1] /shop/box[1]/box[1]/book[1]"_s);
        row("//box[lang('e')]", QString());
        row("number('1e3')", u"NaN"_s);
        row("1000000 * 1000000 * 1000000 * 100", u"100000000000000000000"_s);
        row("1 div 10000000", u"0.0000001"_s);
        row("0.1 + 0.2 = 0.3", u"false"_s);
        row("string-length(normalize-space(' \xC2\xA0 a\t\n b '))", u"5"_s);
    }
    void finds()
    {
        QFETCH(QString, expression);
        QTEST(found(shop, expression), "result");
    }

    /// Whatever is nested in what.
    void comesInTheOrderOfTheDocument_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *expression, const QString &result) {
            QTest::newRow(expression) << QString::fromUtf8(expression) << result;
        };
        row("//n", u"1 2 3 4 5 6"_s);
        row("//a/n", u"2 3 4"_s);
        row("//a//n", u"2 3 4 5"_s);
        row("//a/@i", u"2 3"_s);
        row("//n/.. | //a", u"0 2 3 5"_s);
        row("//n[. > 2] | //n[. < 3]", u"1 2 3 4 5 6"_s);
        row("//a[1]/n[last()]", u"2 4"_s);
        row("//n/following::n", u"2 3 4 5 6"_s);
        row("//n[. = 4]/preceding::n[2]", u"2"_s);
    }
    void comesInTheOrderOfTheDocument()
    {
        QFETCH(QString, expression);
        const QByteArray xml = "<r i='0'><n>1</n><a i='2'><n>2</n><a i='3'><n>3</n><n>4</n></a>"
                               "<b i='5'><n>5</n></b></a><n>6</n></r>";
        const auto query = XPathQuery::compile(expression);
        QVERIFY(query);
        QStringList values;
        QString value;
        const auto take = [&](const std::vector<StructureStep> &steps) {
            const StructureItem &item = steps.back().item;
            const qint64 end = endOfItem(StructureLanguage::Xml, item, xml);
            const QByteArrayView written
                = QByteArrayView(xml).sliced(item.valueBegin, end - item.valueBegin);
            const qsizetype mark = item.kind == ItemKind::Attribute ? 0
                : written.startsWith("<n>")                         ? 3
                                                                    : written.indexOf("i='") + 3;
            values += QString::fromUtf8(written.sliced(mark, 1));
            return true;
        };
        query->evaluate(xml, take, value, {});
        QTEST(values.join(u' '), "result");
    }

    /// Looked for once, not once for each.
    void theLastOfManyIsFoundSoon()
    {
        const QByteArray xml = "<r>" + QByteArray("<a/>").repeated(20'000) + "</r>";
        const auto query = XPathQuery::compile(u"/r/a[last()]"_s);
        QVERIFY(query);
        int count = 0;
        QString value;
        const auto ending = query->evaluate(xml,
                                            [&](const auto &) {
                                                ++count;
                                                return true;
                                            },
                                            value, {1'000'000, 10});
        QCOMPARE(ending, XPathQuery::Ending::Done);
        QCOMPARE(count, 1);
    }

    /// More than are ever kept.
    void veryManyAreCountedAndPassed()
    {
        const qsizetype many = qsizetype(XPathRun::mostNodes) + 10;
        const QByteArray xml = "<r>" + QByteArray("<a/>").repeated(many) + "<b/></r>";
        QCOMPARE(found(xml, u"count(//a)"_s), QString::number(many));
        QCOMPARE(found(xml, u"(//a)[%1]"_s.arg(many)), u"/r/a[%1]"_s.arg(many));
        QCOMPARE(found(xml, u"(//a)[0]"_s), QString());
        // All of these had to be put in order.
        QCOMPARE(found(xml, u"count(//b/preceding::a)"_s), u"not done"_s);
    }

    void saysWhereItIsWrong_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *expression, ErrorKind kind, int at, Expected expected) {
            QTest::newRow(expression)
                << QString::fromUtf8(expression) << int(kind) << at << int(expected);
        };
        row("", ErrorKind::Unexpected, 0, Expected::Step);
        row("//", ErrorKind::Unexpected, 2, Expected::Step);
        row("/a/", ErrorKind::Unexpected, 3, Expected::Step);
        row("//a[1", ErrorKind::Unexpected, 5, Expected::PredicateEnd);
        row("//a['x]", ErrorKind::Unexpected, 7, Expected::StringEnd);
        row("//@", ErrorKind::Unexpected, 3, Expected::Name);
        row("a b", ErrorKind::Unexpected, 2, Expected::End);
        row("count(//a", ErrorKind::Unexpected, 9, Expected::ClosingParenthesis);
        row("id('x')", ErrorKind::UnknownFunction, 0, Expected::Nothing);
        row("namespace::a", ErrorKind::UnknownAxis, 0, Expected::Nothing);
        row("//a/nearby::b", ErrorKind::UnknownAxis, 4, Expected::Nothing);
        row("child::child::a", ErrorKind::Unexpected, 12, Expected::End);
        row("(//a)[1", ErrorKind::Unexpected, 7, Expected::PredicateEnd);
        row("(//a)/", ErrorKind::Unexpected, 6, Expected::Step);
        row("(1)[1]", ErrorKind::Unexpected, 3, Expected::End);
        row("processing-instruction('a", ErrorKind::Unexpected, 25, Expected::StringEnd);
        row("contains('a')", ErrorKind::ArgumentCount, 0, Expected::Nothing);
    }
    void saysWhereItIsWrong()
    {
        QFETCH(QString, expression);
        const auto query = XPathQuery::compile(expression);
        QVERIFY(!query);
        QTEST(int(query.error().kind), "kind");
        QTEST(int(query.error().at), "at");
        QTEST(int(query.error().expected), "expected");
    }

    void nestingIsBounded()
    {
        const QString many = u"("_s.repeated(5'000) + u"1"_s + u")"_s.repeated(5'000);
        QVERIFY(!XPathQuery::compile(many));
        QVERIFY(!XPathQuery::compile(u"-"_s.repeated(5'000) + u"1"_s));
        QVERIFY(!XPathQuery::compile(u"a["_s.repeated(5'000)));
        const QByteArray deep = QByteArray("<a>").repeated(5'000);
        QCOMPARE(found(deep, u"//b"_s), u"not done"_s);
    }

    void randomExpressionsEnd()
    {
        static const QString parts[]
            = {u"/"_s,  u"//"_s, u"book"_s,  u"*"_s, u"["_s,      u"]"_s,     u"@"_s,      u"id"_s,
               u"="_s,  u"1"_s,  u"'x'"_s,   u"("_s, u")"_s,      u"count"_s, u"last()"_s, u"."_s,
               u".."_s, u"|"_s,  u" and "_s, u"-"_s, u"text()"_s, u":"_s};
        QRandomGenerator random(11);
        int sound = 0;
        for (int round = 0; round < 20'000; ++round) {
            QString expression;
            for (int i = random.bounded(1, 9); i > 0; --i)
                expression += parts[random.bounded(int(std::size(parts)))];
            const auto query = XPathQuery::compile(expression);
            if (!query) {
                QVERIFY(query.error().at >= 0 && query.error().at <= expression.size());
                continue;
            }
            ++sound;
            QString value;
            query->evaluate(shop, [](const auto &) { return true; }, value, {200'000, 100});
        }
        QVERIFY(sound > 500);
    }
};

QTEST_GUILESS_MAIN(TestXPathQuery)
#include "tst_xpathquery.moc"
