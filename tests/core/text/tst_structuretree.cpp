// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/structuretree.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Language = StructureLanguage;

namespace {

/// One child a line: its kind, its name and its value as they are written.
QByteArray childrenOf(const QByteArray &text, Language language, const StructureItem &container,
                      qsizetype step)
{
    static constexpr const char *kinds[]
        = {"document", "object",    "array", "string", "number",  "true",        "false",  "null",
           "element",  "attribute", "text",  "cdata",  "comment", "instruction", "doctype"};
    QByteArray lines;
    StructureWalk walk(language, container);
    StructureItem item;
    for (qsizetype known = std::min(step, text.size());;) {
        switch (walk.next(QByteArrayView(text).first(known), item)) {
        case StructureWalk::Step::Item:
            lines += QByteArray(kinds[int(item.kind)]) + ' '
                + text.mid(item.nameBegin, item.nameEnd - item.nameBegin) + ' '
                + text.mid(item.valueBegin, endOfItem(language, item, text) - item.valueBegin)
                + '\n';
            continue;
        case StructureWalk::Step::End:
            return lines + "end\n";
        case StructureWalk::Step::More:
            if (known == text.size())
                return lines;
            known = std::min(known + step, text.size());
        }
    }
}

StructureItem firstOf(const QByteArray &text, Language language)
{
    StructureWalk walk(language, {});
    StructureItem item;
    while (walk.next(text, item) == StructureWalk::Step::Item && !item.isContainer()) { }
    return item;
}

/// All of it, opened where `opens` says so, a line a row.
QByteArray drawn(const StructureTree &tree)
{
    QByteArray lines;
    const QByteArrayView text = tree.text().view();
    for (qint64 row = 0; row < tree.rowCount(); ++row) {
        // One by one, so that nothing depends on the row before.
        const StructureRow at = tree.rows(row, 1).at(0);
        lines += QByteArray(at.depth, '.')
            + text.sliced(at.item.nameBegin, at.item.nameEnd - at.item.nameBegin).toByteArray();
        lines += at.item.isContainer() ? QByteArray(at.isOpen ? "-" : "+")
                                       : '='
                + text.sliced(at.item.valueBegin,
                              endOfItem(tree.language(), at.item, text) - at.item.valueBegin)
                      .toByteArray();
        lines += '\n';
    }
    return lines;
}

void fill(StructureTree &tree, StructureNode &node)
{
    ItemScanner scanner(tree.language(), node.item);
    tree.add(node, scanner.scan(tree.text().view(), true));
}

StructureTree treeOf(const QByteArray &text, Language language)
{
    StructureTree tree;
    tree.setLanguage(language);
    tree.setText(HeldBytes(text));
    fill(tree, *tree.root());
    return tree;
}

void open(StructureTree &tree, qint64 row)
{
    const auto node = tree.open(row);
    if (node)
        fill(tree, *node);
}

} // namespace

class TestStructureTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void walks_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("children");
        const auto row = [](const char *name, Language language, const QByteArray &text,
                            const char *children) {
            QTest::newRow(name) << language << text << QByteArray(children);
        };
        row("members in order, numbers as sent", Language::Json,
            "{ \"b\" : 1.50e+1 , \"a\":{\"x\":[1,2]},\"b\":null}",
            "number \"b\" 1.50e+1\nobject \"a\" {\"x\":[1,2]}\nnull \"b\" null\nend\n");
        row("elements", Language::Json, "[true, false,\"]\",[[]],{}]",
            "true  true\nfalse  false\nstring  \"]\"\narray  [[]]\nobject  {}\nend\n");
        row("brackets, quotes and backslashes in strings", Language::Json,
            "[[\"\\\\\\\"]\",\"\"],\"a\\\\\",\"[{\\\"\",0]",
            "array  [\"\\\\\\\"]\",\"\"]\nstring  \"a\\\\\"\nstring  \"[{\\\"\"\nnumber  0\nend\n");
        row("nothing within", Language::Json, "[ ]", "end\n");
        row("what stands before the end of a text cut off", Language::Json, "[1,{\"a\":[2",
            "number  1\nobject  {\"a\":[2\n");
        row("attributes, elements, text and the rest", Language::Xml,
            "<r a='1' b = \"<>\"> <x/>hi &amp; <y z='/>'><y>1</y></y><!-- > --><![CDATA[<r>]]>"
            "<?p i?></r>",
            "attribute a 1\nattribute b <>\nelement x <x/>\ntext  hi &amp; \n"
            "element y <y z='/>'><y>1</y></y>\ncomment   > \ncdata  <r>\ninstruction  p i\nend\n");
        row("an empty element", Language::Xml, "<r a='1'/>", "attribute a 1\nend\n");
    }
    void walks()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, text);
        const StructureItem item = firstOf(text, language);
        QVERIFY(item.isContainer());
        for (const qsizetype step : {1, 2, 7, 1000})
            QTEST(childrenOf(text, language, item, step), "children");
    }

    void aDocumentHasWhatIsAroundItsRoot()
    {
        QCOMPARE(childrenOf("<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY a '>'>]>\n<!-- c --><r>"
                            "</r>\n",
                            Language::Xml, {}, 5),
                 QByteArray("instruction  xml version='1.0'\ndoctype  DOCTYPE r [<!ENTITY a '>'>\n"
                            "comment   c \nelement r <r></r>\n"));
        QCOMPARE(childrenOf("{\"a\":1}\n\x1e[2]\n3\n", Language::JsonLines, {}, 3),
                 QByteArray("object  {\"a\":1}\narray  [2]\nnumber  3\n"));
    }

    void randomJsonIsWalkedAsQtReadsIt()
    {
        QRandomGenerator random(17);
        const auto string = [&]() -> QByteArray {
            static const QByteArray parts[]
                = {"a", "\\\\", "\\\"", "{", "}", "[", "]", ",", ":", "\\u005b", "  "};
            QByteArray made;
            for (quint32 i = random.bounded(90); i > 0; --i)
                made += parts[random.bounded(int(std::size(parts)))];
            return '"' + made + '"';
        };
        std::function<QByteArray(int)> value = [&](int depth) -> QByteArray {
            switch (depth > 4 ? random.bounded(2) : random.bounded(5)) {
            case 0:
                return QByteArray::number(random.bounded(100000));
            case 1:
                return string();
            case 2:
                return "null";
            case 3: {
                QByteArray array = "[";
                for (int i = random.bounded(6); i > 0; --i)
                    array += value(depth + 1) + (i > 1 ? " ," : "");
                return array + ']';
            }
            default: {
                QByteArray object = "{";
                for (int i = random.bounded(6); i > 0; --i)
                    object += "\"k" + QByteArray::number(i) + "\": " + value(depth + 1)
                        + (i > 1 ? "," : "");
                return object + '}';
            }
            }
        };
        for (int round = 0; round < 300; ++round) {
            const QByteArray text = '[' + value(0) + ',' + value(0) + ',' + value(0) + ']';
            const QJsonArray array = QJsonDocument::fromJson(text).array();
            QCOMPARE(array.size(), 3);
            StructureWalk walk(Language::Json, firstOf(text, Language::Json));
            StructureItem item;
            for (const QJsonValue &expected : array) {
                QCOMPARE(walk.next(text, item), StructureWalk::Step::Item);
                const QByteArray part = text.mid(
                    item.valueBegin, endOfItem(Language::Json, item, text) - item.valueBegin);
                QCOMPARE(QJsonDocument::fromJson('[' + part + ']').array().at(0), expected);
            }
            QCOMPARE(walk.next(text, item), StructureWalk::Step::End);
        }
    }

    void randomDamageEndsTheWalk()
    {
        QRandomGenerator random(5);
        const QByteArray sound[]
            = {"{\"k\":[1,-2.5e+3,\"a\\u12ab\\\\é\",{\"x\":null}], \"z\":\"\"}",
               "<?x?><a b='c'><!-- --><d/>t<![CDATA[]]><e f=\"\">&lt;</e></a>"};
        for (int round = 0; round < 6000; ++round) {
            QByteArray text = sound[round % 2];
            for (int hit = 0; hit <= round % 3; ++hit)
                text[qsizetype(random.bounded(int(text.size())))] = char(random.bounded(256));
            text.truncate(random.bounded(int(text.size())) + 1);
            const Language language = round % 2 == 0 ? Language::Json : Language::Xml;
            const auto top = openedBelow(language, HeldBytes(text), {}, {});
            QVERIFY(top->rows >= 0 && top->rows <= text.size());
        }
    }

    void opensAndCloses()
    {
        StructureTree tree = treeOf("{\"a\":[1,[2,3],4],\"b\":{\"c\":5},\"d\":6}", Language::Json);
        QCOMPARE(drawn(tree), QByteArray("+\n"));
        open(tree, 0);
        QCOMPARE(drawn(tree), QByteArray("-\n.\"a\"+\n.\"b\"+\n.\"d\"=6\n"));
        open(tree, 2);
        open(tree, 1);
        open(tree, 3);
        const QByteArray all = "-\n.\"a\"-\n..=1\n..-\n...=2\n...=3\n..=4\n.\"b\"-\n..\"c\"=5\n"
                               ".\"d\"=6\n";
        QCOMPARE(drawn(tree), all);
        QCOMPARE(tree.parentRow(4), 3);
        QCOMPARE(tree.parentRow(6), 1);
        QCOMPARE(tree.parentRow(0), -1);
        QVERIFY(!tree.open(2) && !tree.open(3));
        const auto path = tree.path(5);
        QCOMPARE(path.size(), size_t(4));
        QCOMPARE(path[3].ordinal, 1);
        QCOMPARE(path[2].container, ItemKind::Array);
        for (qint64 row = 0; row < tree.rowCount(); ++row) {
            const StructureRow at = tree.rows(row, 1).at(0);
            QCOMPARE(tree.rowOf(*at.container, at.ordinal), row);
        }
        QCOMPARE(tree.rows(0, 100).size(), size_t(10));
        tree.close(1);
        QCOMPARE(drawn(tree), QByteArray("-\n.\"a\"+\n.\"b\"-\n..\"c\"=5\n.\"d\"=6\n"));
        // As one: the same as one by one.
        const StructureRow top = tree.rows(0, 1).at(0);
        tree.graft(top, openedBelow(Language::Json, tree.text(), top.item, {}));
        QCOMPARE(drawn(tree), all);
        tree.close(0);
        QCOMPARE(tree.rowCount(), 1);
    }

    void openingAllHasABound()
    {
        QByteArray text = "[";
        for (int i = 0; i < 1000; ++i)
            text += i > 0 ? ",[[]]" : "[[]]";
        text += ']';
        StructureTree tree = treeOf(text, Language::Json);
        const StructureRow top = tree.rows(0, 1).at(0);
        tree.graft(top, openedBelow(Language::Json, tree.text(), top.item, {100, 1 << 20}));
        // The first level is whole, and some of the second one is open.
        QVERIFY(tree.rowCount() >= 1001 && tree.rowCount() < 1200);
    }

    void whatGrowsIsScannedOnce()
    {
        QByteArray text = "[";
        for (int i = 0; i < 30'000; ++i)
            text += QByteArray::number(i) + (i % 7 == 0 ? ",[1,2]," : ",{\"k\":\"v]\"},");
        text += "0]";
        StructureTree tree;
        tree.setText(HeldBytes(text));
        ItemScanner document(Language::Json, {});
        ItemScanner scanner(Language::Json, firstOf(text, Language::Json));
        std::shared_ptr<StructureNode> node;
        for (qsizetype known = 1; !node || !node->index.isComplete();
             known = std::min(known + 5'001, text.size())) {
            const QByteArrayView part = QByteArrayView(text).first(known);
            tree.add(*tree.root(), document.scan(part, known == text.size()));
            if (!node)
                node = tree.open(0);
            tree.add(*node, scanner.scan(part, known == text.size()));
        }
        QCOMPARE(node->index.count(), 60'001);
        QCOMPARE(tree.rowCount(), 60'002);
        for (const qint64 row : {1LL, 2LL, 31'111LL, 59'998LL, 60'001LL}) {
            const StructureItem item = tree.rows(row, 1).at(0).item;
            const qint64 ordinal = row - 1;
            if (ordinal % 2 == 0 && ordinal < 60'000)
                QCOMPARE(text.mid(item.valueBegin, QByteArray::number(ordinal / 2).size()),
                         QByteArray::number(ordinal / 2));
            QCOMPARE(node->index.ordinalAt(Language::Json, node->item, text, item.valueBegin),
                     ordinal);
        }
    }

    void aHundredMegabytesTakeLittle()
    {
        const QByteArray part
            = "{\"id\":1234567,\"name\":\"Some \\\"name\\\"\",\"tags\":[\"a\",\"b\"],\"n\":null},";
        QByteArray text = "[" + part.repeated(8'000'000 / part.size());
        text.back() = ']';
        QElapsedTimer clock;
        clock.start();
        ItemScanner scanner(Language::Json, firstOf(text, Language::Json));
        ItemIndex index;
        index.add(scanner.scan(text, true));
        qInfo("8 MB in %lld items scanned in %lld ms", index.count(), clock.elapsed());
        QCOMPARE(index.count(), 8'000'000 / part.size());
        QVERIFY(index.isComplete());
    }
};

QTEST_GUILESS_MAIN(TestStructureTree)
#include "tst_structuretree.moc"
