// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlformat.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestGraphQlFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void lays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("formatted");
        QTest::newRow("fields") << u"{a,b{c d}}"_s << u"{\n  a\n  b {\n    c\n    d\n  }\n}\n"_s;
        QTest::newRow("an operation with variables and directives")
            << u"query   A($b:[Int!]!=[1 2],$c:D@e){f@g(h:$b)}"_s
            << u"query A($b: [Int!]! = [1, 2], $c: D @e) {\n  f @g(h: $b)\n}\n"_s;
        QTest::newRow("arguments, objects, lists and aliases")
            << u"{x:a(b:{c:1 d:[\"e\" {f:null}]},g:H)}"_s
            << u"{\n  x: a(b: {c: 1, d: [\"e\", {f: null}]}, g: H)\n}\n"_s;
        QTest::newRow("fragments") << u"{...A ...on B{c}...@d(e:1){f}...G@h}fragment A on B{c}"_s
                                   << u"{\n  ...A\n  ... on B {\n    c\n  }\n  ... @d(e: 1) {\n    "
                                      u"f\n  }\n  ...G @h\n}\n\n"
                                      "fragment A on B {\n  c\n}\n"_s;
        QTest::newRow("two definitions")
            << u"query A{a} query B{b}"_s << u"query A {\n  a\n}\n\nquery B {\n  b\n}\n"_s;
        QTest::newRow("comments")
            << u"# first\nquery A{a # behind\n# before\nb}\n# of B\nquery B{b}# end"_s
            << u"# first\nquery A {\n  a # behind\n  # before\n  b\n}\n\n# of B\nquery B {\n  b\n} "
               u"# "
               "end\n"_s;
        QTest::newRow("a block string stays as it is")
            << u"{a(b:\"\"\"\n  x\n y\"\"\")}"_s << u"{\n  a(b: \"\"\"\n  x\n y\"\"\")\n}\n"_s;
        QTest::newRow("a field called on") << u"{on ...a on}"_s << u"{\n  on\n  ...a\n  on\n}\n"_s;
        QTest::newRow("placeholders")
            << u"{a(b:{{c}}){ {{d}} }}"_s << u"{\n  a(b: {{c}}) {\n    {{d}}\n  }\n}\n"_s;
        QTest::newRow("nothing but comments") << u"#a\n#b"_s << u"#a\n#b\n"_s;
    }
    void lays()
    {
        QFETCH(QString, text);
        const auto formatted = formattedGraphQl(text);
        QVERIFY(formatted);
        QTEST(*formatted, "formatted");
        QCOMPARE(formattedGraphQl(*formatted).value(), *formatted);
        const auto words = [](const QString &document) {
            QStringList list;
            for (const GraphQlToken &token : graphQlTokens(document))
                list.append(document.sliced(token.begin, token.end - token.begin).trimmed());
            return list;
        };
        QCOMPARE(words(*formatted), words(text));
    }

    void leavesBrokenAlone() { QVERIFY(!formattedGraphQl(u"{ a"_s)); }
};

QTEST_GUILESS_MAIN(TestGraphQlFormat)
#include "tst_graphqlformat.moc"
