// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/duplicatekeys.h"
#include "core/text/structurepath.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Language = StructureLanguage;

class TestDuplicateKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void finds_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char *name, const QByteArray &json, const char *found) {
            QTest::newRow(name) << json << QByteArray(found);
        };
        row("none", "{\"a\":1,\"b\":{\"a\":2},\"c\":[{\"a\":3},{\"a\":4}]}", "");
        row("two of one key", "{\"a\":1,\"b\":2,\"a\":3}", "1:\"a\"x2 13:\"a\"x2 ");
        row("within an array", "[0,{\"k\":[],\"k\":{}}]", "4:\"k\"x2 11:\"k\"x2 ");
        row("written in different ways", "{\"a\":1,\"\\u0061\":2}", "1:\"a\"x2 7:\"\\u0061\"x2 ");
        row("values and signs in strings are no keys", "{\"a\":\"a\",\"b\":\"{\\\"a\\\":1,\"}", "");
        row("three, and what is inside them", "{\"a\":{\"b\":1,\"b\":2},\"a\":0,\"a\":0}",
            "1:\"a\"x3 6:\"b\"x2 12:\"b\"x2 19:\"a\"x3 25:\"a\"x3 ");
        row("empty keys", "{\"\":1,\"\":2}", "1:\"\"x2 6:\"\"x2 ");
        row("in what was cut off", "{\"a\":1,\"b\":[{\"k\":1,\"k\":2", "13:\"k\"x2 19:\"k\"x2 ");
        row("behind a long text", "{\"long\":\"" + QByteArray(200, 'x') + "\",\"k\":1,\"k\":2}",
            "211:\"k\"x2 217:\"k\"x2 ");
    }
    void finds()
    {
        QFETCH(QByteArray, json);
        for (const qsizetype step : {1, 5, 64, 1000}) {
            DuplicateKeyFinder finder;
            for (qsizetype at = 0; at < json.size(); at += step)
                finder.read(json, std::min(json.size(), at + step));
            finder.finish(json);
            QByteArray found;
            for (const DuplicateKey &key : finder.take())
                found += QByteArray::number(key.begin) + ':'
                    + json.mid(key.begin, key.end - key.begin) + 'x' + QByteArray::number(key.count)
                    + ' ';
            QTEST(found, "found");
            QVERIFY(!finder.isPartial());
        }
    }

    void depthIsBounded()
    {
        const QByteArray json = QByteArray("{\"k\":").repeated(20'000) + "{\"a\":1,\"a\":2}"
            + QByteArray(20'000, '}');
        DuplicateKeyFinder finder;
        finder.read(json, json.size());
        QVERIFY(finder.isPartial());
        QCOMPARE(finder.total(), 0);
    }

    void paths_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("mark");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("dotted");
        const QByteArray json = "{\"a\":[1,{\"b c\":\"x\",\"it's\":{\"\\n\":[true]}}],\"d\":7}";
        QTest::newRow("the root") << Language::Json << json << QByteArray("{\"a\"") << u"$"_s
                                  << u"$"_s;
        QTest::newRow("an element")
            << Language::Json << json << QByteArray("1,") << u"$['a'][0]"_s << u"$.a[0]"_s;
        QTest::newRow("a key stands for its value") << Language::Json << json << QByteArray("b c")
                                                    << u"$['a'][1]['b c']"_s << u"$.a[1]['b c']"_s;
        QTest::newRow("signs that are escaped")
            << Language::Json << json << QByteArray("true") << u"$['a'][1]['it\\'s']['\\n'][0]"_s
            << u"$.a[1]['it\\'s']['\\n'][0]"_s;
        QTest::newRow("a closing bracket is its container's")
            << Language::Json << json << QByteArray("],\"d\"") << u"$['a']"_s << u"$.a"_s;
        QTest::newRow("lines are elements") << Language::JsonLines << QByteArray("{}\n{\"k\":1}\n")
                                            << QByteArray("1}") << u"$[1]['k']"_s << u"$[1].k"_s;
        const QByteArray xml = "<?xml version='1.0'?><r><i a='1'/>t<i><j>x</j></i>u</r>";
        QTest::newRow("an element by its name")
            << Language::Xml << xml << QByteArray("<j>") << u"/r/i[2]/j[1]"_s << QString();
        QTest::newRow("an attribute")
            << Language::Xml << xml << QByteArray("a='1'/") << u"/r/i[1]/@a"_s << QString();
        QTest::newRow("a text") << Language::Xml << xml << QByteArray("u<") << u"/r/text()[2]"_s
                                << QString();
    }
    void paths()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, mark);
        const auto steps = stepsTo(language, text, text.indexOf(mark));
        if (language == Language::Xml) {
            QTEST(xmlPathOf(text, steps), "path");
            return;
        }
        QTEST(jsonPathOf(language, text, steps, PathStyle::Normalized), "path");
        QTEST(jsonPathOf(language, text, steps, PathStyle::Dotted), "dotted");
    }
};

QTEST_GUILESS_MAIN(TestDuplicateKeys)
#include "tst_duplicatekeys.moc"
