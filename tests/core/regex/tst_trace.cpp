// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"
#include "core/regex/trace.h"

#include <QTest>

#include <numeric>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

struct Traced
{
    Pattern pattern;
    SearchResult result;
    Trace trace;
};

Traced traced(const QString &source, const QString &subject, std::size_t limit = 1000,
              const Budget &budget = {})
{
    Traced traced{*parse(source.toStdU32String()), std::nullopt, {.limit = limit}};
    traced.result = search(traced.pattern, subject.toStdU32String(), budget, &traced.trace);
    return traced;
}

QString partOf(const Traced &traced, NodeId node)
{
    if (node == noNode)
        return {};
    const SourceRange range = traced.pattern.syntax().node(node).range;
    return QString::fromStdU32String(
        traced.pattern.source().substr(range.begin, range.end - range.begin));
}

/// "start 0 | + a 0-1 | ? x 1 | < 2 1 | found 0-1": steps in the order in which they came.
QString stepsOf(const Traced &traced)
{
    QStringList words;
    for (const TraceStep &step : traced.trace.steps) {
        const QString span = u"%1-%2"_s.arg(step.at).arg(step.end);
        const QString part = partOf(traced, step.node);
        switch (step.kind) {
        case TraceStep::Kind::Start:
            words.append(u"start %1"_s.arg(step.at));
            break;
        case TraceStep::Kind::Match:
            words.append(u"+ "_s + part + u' ' + span);
            break;
        case TraceStep::Kind::Fail:
            words.append(u"- "_s + part + u' ' + QString::number(step.at));
            break;
        case TraceStep::Kind::Choice:
            words.append(u"? "_s + part + u' ' + QString::number(step.at));
            break;
        case TraceStep::Kind::Backtrack:
            words.append(u"back to %1 at %2"_s.arg(step.back).arg(step.at));
            break;
        case TraceStep::Kind::Found:
            words.append(u"found "_s + span);
            break;
        case TraceStep::Kind::NotFound:
            words.append(u"not found"_s);
            break;
        case TraceStep::Kind::GaveUp:
            words.append(u"gave up"_s);
            break;
        }
    }
    return words.join(u" | "_s);
}

/// The parts that took part in the match, in the order of the tree's nodes.
QString usedOf(const Traced &traced)
{
    QStringList parts;
    for (NodeId id = 0; id < traced.trace.isUsed.size(); ++id) {
        if (traced.trace.isUsed[id])
            parts.append(partOf(traced, id));
    }
    return parts.join(u' ');
}

} // namespace

class TestTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void steps_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("steps");
        QTest::addColumn<QString>("used");
        QTest::newRow("one start after the other")
            << u"b"_s << u"ab"_s << u"start 0 | - b 0 | start 1 | + b 1-2 | found 1-2"_s << u"b"_s;
        QTest::newRow("nothing found")
            << u"b"_s << u"a"_s << u"start 0 | - b 0 | start 1 | - b 1 | not found"_s << u""_s;
        QTest::newRow("back to another way")
            << u"ab|ac"_s << u"ac"_s
            << u"start 0 | ? ab|ac 0 | + a 0-1 | - b 1 | back to 1 at 0 | + a 0-1 | + c 1-2 | "
               u"+ ab|ac 0-2 | found 0-2"_s
            << u"a c ac ab|ac"_s;
        QTest::newRow("a loop gives one turn back")
            << u"a*a"_s << u"aa"_s
            << u"start 0 | ? a* 0 | + a 0-1 | ? a* 1 | + a 1-2 | ? a* 2 | - a 2 | back to 5 at 2 | "
               u"+ a* 0-2 | - a 2 | back to 3 at 1 | + a* 0-1 | + a 1-2 | found 0-2"_s
            << u"a a* a a*a"_s;
        QTest::newRow("a lazy loop takes one more turn")
            << u"a*?b"_s << u"ab"_s
            << u"start 0 | ? a*? 0 | + a*? 0-0 | - b 0 | back to 1 at 0 | + a 0-1 | ? a*? 1 | "
               u"+ a*? 0-1 | + b 1-2 | found 0-2"_s
            << u"a a*? b a*?b"_s;
        QTest::newRow("a negative look finds nothing")
            << u"(?!b)a"_s << u"a"_s << u"start 0 | - b 0 | + (?!b) 0-0 | + a 0-1 | found 0-1"_s
            << u"(?!b) a (?!b)a"_s;
        QTest::newRow("a negative look finds something")
            << u"(?!a)."_s << u"ab"_s
            << u"start 0 | + a 0-1 | - (?!a) 0 | start 1 | - a 1 | + (?!a) 1-1 | + . 1-2 | "
               u"found 1-2"_s
            << u"(?!a) . (?!a)."_s;
        QTest::newRow("an optional part that took none")
            << u"(a)?b"_s << u"b"_s
            << u"start 0 | ? (a)? 0 | - a 0 | back to 1 at 0 | + (a)? 0-0 | + b 0-1 | found 0-1"_s
            << u"(a)? b (a)?b"_s;
        QTest::newRow("an alternative that takes nothing takes part")
            << u"(?:a|)b"_s << u"b"_s
            << u"start 0 | ? a| 0 | - a 0 | back to 1 at 0 | + a| 0-0 | + (?:a|) 0-0 | + b 0-1 | "
               u"found 0-1"_s
            << u" a| (?:a|) b (?:a|)b"_s;
    }

    void steps()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, subject);
        const Traced is = traced(pattern, subject);
        QTEST(stepsOf(is), "steps");
        QTEST(usedOf(is), "used");
        QVERIFY(!is.trace.isCut);
    }

    void everyBacktrackPointsToItsChoice()
    {
        const Traced is = traced(u"(?:(a+)|(?>b|c)|\\w(?=x)){1,5}?!"_s, u"aabbcaxaa?"_s, 100'000);
        QVERIFY(!is.trace.isCut);
        int backtracks = 0;
        for (std::size_t i = 0; i < is.trace.steps.size(); ++i) {
            const TraceStep &step = is.trace.steps[i];
            if (step.kind != TraceStep::Kind::Backtrack)
                continue;
            ++backtracks;
            QVERIFY(step.back < i);
            const TraceStep &choice = is.trace.steps[step.back];
            QCOMPARE(choice.kind, TraceStep::Kind::Choice);
            QCOMPARE(choice.node, step.node);
            QCOMPARE(choice.at, step.at);
        }
        QVERIFY(backtracks > 20);
    }

    void stepsAreCountedForEachPart()
    {
        const Traced is = traced(u"(a+)+$"_s, u"aaaaaaaaaaaa!"_s, 100);
        QVERIFY(is.trace.isCut);
        QCOMPARE(is.trace.steps.size(), std::size_t(100));
        QVERIFY(is.trace.total > 1000);
        QCOMPARE(std::reduce(is.trace.stepsPerNode.begin(), is.trace.stepsPerNode.end()),
                 is.trace.total);
        const auto &nodes = is.pattern.syntax().nodes;
        QCOMPARE(is.trace.stepsPerNode.size(), nodes.size());
        // All is tried most often at the innermost part.
        const auto most = std::ranges::max_element(is.trace.stepsPerNode);
        QCOMPARE(partOf(is, NodeId(most - is.trace.stepsPerNode.begin())), u"a"_s);
        QVERIFY(std::ranges::none_of(is.trace.isUsed, [](bool used) { return used; }));
    }

    void aTraceEndsWithTheBudget()
    {
        const Traced is = traced(u"(a+)+$"_s, u"aaaaaaaaaaaa!"_s, 100'000, {.steps = 500});
        QVERIFY(!is.result);
        QCOMPARE(is.trace.steps.back().kind, TraceStep::Kind::GaveUp);
        QVERIFY(is.trace.total <= 500);
    }

    void aTraceIsFilledAnew()
    {
        Trace trace;
        QVERIFY(search(*parse(U"(a|b)+"), U"abab", {}, &trace).has_value());
        const std::size_t steps = trace.steps.size();
        QVERIFY(search(*parse(U"c"), U"c", {}, &trace).has_value());
        QVERIFY(trace.steps.size() < steps);
        QCOMPARE(trace.stepsPerNode.size(), std::size_t(1));
        QCOMPARE(trace.total, std::uint64_t(1));
    }
};

QTEST_GUILESS_MAIN(TestTrace)
#include "tst_trace.moc"
