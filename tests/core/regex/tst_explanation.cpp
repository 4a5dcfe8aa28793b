// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/explanation.h"

#include "core/regex/pattern.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Patterns in plain words.
class TestExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void lines_data();
    void lines();
    void everyPartHasItsPlace();
    void deepPatternsEnd();
};

namespace {

/// One line a part, indented, each with the part of the pattern: "text  <source>".
void tell(const Explanation &explanation, const std::u32string &source, int depth, QString &told)
{
    const auto begin = qsizetype(explanation.range.begin);
    told += QString(depth * 2, u' ') + QString::fromStdString(explanation.text) + u"  <"_s
        + QString::fromUcs4(source.data() + begin, qsizetype(explanation.range.end) - begin)
        + u">\n"_s;
    for (const Explanation &child : explanation.children)
        tell(child, source, depth + 1, told);
}

} // namespace

void TestExplanation::lines_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("told"); // without the first line
    const auto row = [](const char *name, const char *source, const char *told) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(told);
    };
    row("Fynd's example", "[w].+(?=/)", R"(the character “w”  <[w]>
any character except a line feed, one or more times, as many as possible  <.+>
followed by “/” (which is not part of the key)  <(?=/)>
)");
    row("a good default", "^https?://[^/?#]+", R"(the start of the text  <^>
the text “http”  <http>
the character “s”, or nothing  <s?>
the text “://”  <://>
any character except “/”, “?” and “#”, one or more times, as many as possible  <[^/?#]+>
)");
    row("look-behind and alternatives", "(?<=//)[^/?#@]+(?=[/?#]|$)",
        R"(preceded by “//” (which is not part of the key)  <(?<=//)>
any character except “/”, “?”, “#” and “@”, one or more times, as many as possible  <[^/?#@]+>
followed by one of “/”, “?” or “#” or the end of the text, or before a line feed that ends it (which is not part of the key)  <(?=[/?#]|$)>
)");
}

void TestExplanation::lines()
{
    QFETCH(QString, source);
    const auto pattern = parse(source.toStdU32String(), PythonVersion::Py314);
    QVERIFY(pattern);
    QString told;
    tell(explain(*pattern), pattern->source(), 0, told);
    told = told.section(u'\n', 1);
    QString flat;
    for (const QString &line : told.split(u'\n', Qt::SkipEmptyParts))
        flat += line.sliced(2) + u'\n';
    QTEST(flat, "told");
}

void TestExplanation::everyPartHasItsPlace() { }
void TestExplanation::deepPatternsEnd() { }

QTEST_GUILESS_MAIN(TestExplanation)
#include "tst_explanation.moc"
