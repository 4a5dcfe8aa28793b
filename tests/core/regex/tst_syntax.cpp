// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/pattern.h"
#include "core/regex/syntax.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

Q_DECLARE_METATYPE(Recloser::PythonVersion)

namespace {

QString number(std::uint64_t count)
{
    return count == repeatLimit ? u"*"_s : QString::number(count);
}

QString text(std::u32string_view from)
{
    return QString::fromUcs4(from.data(), static_cast<qsizetype>(from.size()));
}

QString range(SourceRange range)
{
    return u"%1-%2"_s.arg(range.begin).arg(range.end);
}

/// What belongs to the node's kind.
QString details(const Node &node)
{
    const QString name = node.name.empty() ? QString() : u' ' + text(node.name);
    switch (node.kind) {
    case NodeKind::Sequence:
        return u"Sequence"_s;
    case NodeKind::Alternation:
        return u"Alternation"_s;
    case NodeKind::Literal:
        return u"Literal "_s + text({&node.character, 1});
    case NodeKind::Any:
        return u"Any"_s;
    case NodeKind::Category:
        return u"Category "_s + text({&node.letter, 1});
    case NodeKind::Position:
        return u"Position "_s + text({&node.letter, 1});
    case NodeKind::Set: {
        QString items = node.negated ? u"Set ^"_s : u"Set"_s;
        for (const SetItem &item : node.items) {
            items += u' ' + QString(item.kind == SetItem::Kind::Category ? u"\\"_s : QString())
                + text({&item.first, 1})
                + (item.kind == SetItem::Kind::Range ? u'-' + text({&item.last, 1}) : QString())
                + u':' + range(item.range);
        }
        return items;
    }
    case NodeKind::Group:
        return u"Group"_s + (node.group > 0 ? u" %1"_s.arg(node.group) : QString()) + name;
    case NodeKind::AtomicGroup:
        return u"Atomic"_s;
    case NodeKind::Look:
        return (node.behind ? u"Behind"_s : u"Ahead"_s) + (node.negated ? u" not"_s : QString());
    case NodeKind::Repeat:
        return u"Repeat %1..%2%3 %4"_s.arg(number(node.least), number(node.most),
                                           node.mode == RepeatMode::Lazy ? u" lazy"_s
                                               : node.mode == RepeatMode::Possessive
                                               ? u" possessive"_s
                                               : QString(),
                                           range(node.quantifier));
    case NodeKind::BackReference:
        return u"Reference %1"_s.arg(node.group) + name;
    case NodeKind::Conditional:
        return u"If %1"_s.arg(node.group) + name;
    case NodeKind::GlobalFlags:
        return u"Flags"_s;
    case NodeKind::Comment:
        return u"Comment"_s;
    }
    return {};
}

QString letters(FlagSet flags)
{
    QString result;
    for (const auto &[flag, letter] :
         {std::pair(Flag::Ascii, u'a'), std::pair(Flag::IgnoreCase, u'i'),
          std::pair(Flag::MultiLine, u'm'), std::pair(Flag::DotAll, u's'),
          std::pair(Flag::Verbose, u'x')}) {
        if ((flags & flag) != 0)
            result += letter;
    }
    // One of the two is always on.
    if (((flags & Flag::Ascii) != 0) == ((flags & Flag::Unicode) != 0))
        result += u'?';
    return result;
}

QString dump(const SyntaxTree &tree, NodeId id)
{
    const Node &node = tree.node(id);
    QString result = details(node) + u' ' + range(node.range);
    if (const QString flags = letters(node.flags); !flags.isEmpty())
        result += u" +"_s + flags;
    QStringList children;
    for (const NodeId child : node.children)
        children.append(child < id ? dump(tree, child) : u"a child behind its parent"_s);
    return children.isEmpty() ? result : result + u" ["_s + children.join(u", "_s) + u']';
}

} // namespace

class TestSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void trees_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<PythonVersion>("version");
        QTest::addColumn<QString>("tree");
        const auto row = [](const char *name, const char *source, const char *tree,
                            PythonVersion version = PythonVersion::Py311) {
            QTest::newRow(name) << QString::fromUtf8(source) << version << QString::fromUtf8(tree);
        };
        row("nothing is an empty sequence", "", "Sequence 0-0");
        row("a sequence of one is that one", "a", "Literal a 0-1");
        row("characters one after the other", "ab", "Sequence 0-2 [Literal a 0-1, Literal b 1-2]");
        row("ranges count code points", "😀b", "Sequence 0-2 [Literal 😀 0-1, Literal b 1-2]");
        row("any character", ".", "Any 0-1");
        row("positions", "^$\\b\\A",
            "Sequence 0-6 [Position ^ 0-1, Position $ 1-2, Position b 2-4, Position A 4-6]");
        row("\\z from 3.14", "\\z", "Position z 0-2", PythonVersion::Py314);
        row("classes", "\\d\\W", "Sequence 0-4 [Category d 0-2, Category W 2-4]");
        row("escaped characters have the range of the escape", "\\x41\\u0042\\.\\103\\07",
            "Sequence 0-19 [Literal A 0-4, Literal B 4-10, Literal . 10-12, Literal C 12-16, "
            "Literal \a 16-19]");
        row("alternatives, empty ones too", "a|bc|",
            "Alternation 0-5 [Literal a 0-1, Sequence 2-4 [Literal b 2-3, Literal c 3-4], "
            "Sequence 5-5]");
        row("a set", "[^a-c\\d_]", "Set ^ a-c:2-5 \\d:5-7 _:7-8 0-9");
        row("a set of escapes", "[\\x41-\\103\\b-]", "Set A-C:1-10 \b:10-12 -:12-13 0-14");
        row("a bracket and a minus as characters", "[]-]", "Set ]:1-2 -:2-3 0-4");
        row("a class before the last minus", "[\\w-]", "Set \\w:1-3 -:3-4 0-5");
        row("a star covers what it repeats", "ab*",
            "Sequence 0-3 [Literal a 0-1, Repeat 0..* 2-3 1-3 [Literal b 1-2]]");
        row("counts", "a{2,3}", "Repeat 2..3 1-6 0-6 [Literal a 0-1]");
        row("a count of one number", "a{2}", "Repeat 2..2 1-4 0-4 [Literal a 0-1]");
        row("counts without numbers", "a{,}", "Repeat 0..* 1-4 0-4 [Literal a 0-1]");
        row("lazy", "a+?", "Repeat 1..* lazy 1-3 0-3 [Literal a 0-1]");
        row("possessive", "a{1,}+", "Repeat 1..* possessive 1-6 0-6 [Literal a 0-1]");
        row("a brace that is none", "a{1, 2}",
            "Sequence 0-7 [Literal a 0-1, Literal { 1-2, Literal 1 2-3, Literal , 3-4, "
            "Literal   4-5, Literal 2 5-6, Literal } 6-7]");
        row("groups", "(a)(?:b)(?P<n>c)",
            "Sequence 0-16 [Group 1 0-3 [Literal a 1-2], Group 3-8 [Literal b 6-7], "
            "Group 2 n 8-16 [Literal c 14-15]]");
        row("a group in a group", "((a))", "Group 1 0-5 [Group 2 1-4 [Literal a 2-3]]");
        row("an empty group", "()", "Group 1 0-2 [Sequence 1-1]");
        row("an atomic group", "(?>a)", "Atomic 0-5 [Literal a 3-4]");
        row("lookarounds", "(?=a)(?!b)(?<=c)(?<!d)",
            "Sequence 0-22 [Ahead 0-5 [Literal a 3-4], Ahead not 5-10 [Literal b 8-9], "
            "Behind 10-16 [Literal c 14-15], Behind not 16-22 [Literal d 20-21]]");
        row("references by number and name", "(?P<n>a)\\1(?P=n)",
            "Sequence 0-16 [Group 1 n 0-8 [Literal a 6-7], Reference 1 8-10, "
            "Reference 1 n 10-16]");
        row("a condition", "(a)?(?(1)b|c)",
            "Sequence 0-13 [Repeat 0..1 3-4 0-4 [Group 1 0-3 [Literal a 1-2]], "
            "If 1 4-13 [Literal b 9-10, Literal c 11-12]]");
        row("a condition by name without an else", "(?P<n>a)(?(n)b)",
            "Sequence 0-15 [Group 1 n 0-8 [Literal a 6-7], If 1 n 8-15 [Literal b 13-14]]");
        row("global flags are everywhere", "(?i)a",
            "Sequence 0-5 +i [Flags 0-4 +i, Literal a 4-5 +i]");
        row("also before them, where that was allowed", "a(?s).",
            "Sequence 0-6 +s [Literal a 0-1 +s, Flags 1-5 +s, Any 5-6 +s]", PythonVersion::Py310);
        row("a group's flags are those inside it", "a(?i-s:b)c",
            "Sequence 0-10 [Literal a 0-1, Group 1-9 +i [Literal b 7-8 +i], Literal c 9-10]");
        row("a class flag takes the place of the other", "(?a)\\w(?u:\\w)",
            "Sequence 0-13 +a [Flags 0-4 +a, Category w 4-6 +a, Group 6-13 [Category w 10-12]]");
        row("flags are taken away from global ones", "(?im)(?-i:a)",
            "Sequence 0-12 +im [Flags 0-5 +im, Group 5-12 +m [Literal a 10-11 +m]]");
        row("blanks and comments are not there", "(?x) a # b\n c",
            "Sequence 0-13 +x [Flags 0-4 +x, Literal a 5-6 +x, Literal c 12-13 +x]");
        row("blanks in an escape and in a set are", "(?x:\\ [ ])",
            "Group 0-10 +x [Sequence 4-9 +x [Literal   4-6 +x, Set  :7-8 6-9 +x]]");
        row("a repeat reaches over blanks", "(?x:a *)",
            "Group 0-8 +x [Repeat 0..* 6-7 4-7 +x [Literal a 4-5 +x]]");
        row("a comment", "a(?#b)c", "Sequence 0-7 [Literal a 0-1, Comment 1-6, Literal c 6-7]");
        row("a comment before a quantifier stands behind the repeat", "a(?#b)+",
            "Sequence 0-7 [Repeat 1..* 6-7 0-7 [Literal a 0-1], Comment 1-6]");
    }

    void trees()
    {
        QFETCH(QString, source);
        QFETCH(PythonVersion, version);
        QFETCH(QString, tree);
        const auto pattern = parse(source.toStdU32String(), version);
        if (!pattern)
            QFAIL(pattern.error().message.c_str());
        const SyntaxTree &syntax = pattern->syntax();
        QCOMPARE(dump(syntax, syntax.root), tree);
        QCOMPARE(syntax.root, syntax.nodes.size() - 1);
    }

    void widths_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("width");
        QTest::newRow("nothing") << "" << "0..0";
        QTest::newRow("a sequence adds up") << "a.\\d[b]" << "4..4";
        QTest::newRow("alternatives span") << "a|bcd|ef" << "1..3";
        QTest::newRow("a star has no end") << "ab*" << "1..*";
        QTest::newRow("counts multiply") << "(?:ab){2,3}" << "4..6";
        QTest::newRow("a count of none") << "(?:a*){0}" << "0..0";
        QTest::newRow("positions are nothing wide") << "^a$" << "1..1";
        QTest::newRow("lookarounds are nothing wide") << "(?=abc)(?<!de)f" << "1..1";
        QTest::newRow("a reference is as wide as its group") << "(ab?)\\1" << "2..4";
        QTest::newRow("a condition without an else may be nothing") << "()(?(1)ab)" << "0..2";
        QTest::newRow("a condition with an else") << "()(?(1)ab|c)" << "1..2";
        QTest::newRow("comments and flags") << "(?i)(?#c)a" << "1..1";
    }

    void widths()
    {
        QFETCH(QString, source);
        QFETCH(QString, width);
        const auto pattern = parse(source.toStdU32String());
        QVERIFY(pattern);
        const MatchWidth root = pattern->syntax().top().width;
        QCOMPARE(number(root.least) + u".."_s + number(root.most), width);
    }

    void groupsAreNamed()
    {
        const auto pattern = parse(U"(?P<first>a)(b)(?P<third>c)");
        QVERIFY(pattern);
        QCOMPARE(pattern->syntax().groupCount, 3U);
        const std::vector<std::u32string> names{U"", U"first", U"", U"third"};
        QCOMPARE(pattern->syntax().groupNames, names);
    }
};

QTEST_GUILESS_MAIN(TestSyntax)
#include "tst_syntax.moc"
