// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/search.h"
#include "core/regex/slowness.h"

#include <QTest>

#include <cmath>

using namespace Recloser;
using namespace Qt::StringLiterals;

using Growth = Slowness::Growth;
Q_DECLARE_METATYPE(Recloser::Slowness::Growth)

class TestSlowness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void growth_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("loop");
        QTest::addColumn<Growth>("growth");
        QTest::addColumn<int>("leastDegree");
        QTest::addColumn<int>("mostDegree");
        // What 3.11 took, in seconds; the estimate is held to a factor of ten.
        QTest::addColumn<double>("seconds");
        const QString a = u"a"_s;
        QTest::newRow("a loop in a loop doubles the work")
            << u"(a+)+$"_s << a.repeated(24) + u'!' << u"a+"_s << Growth::Exponential << 0 << 0
            << 1.6;
        QTest::newRow("so do two ways for one character")
            << u"(a|a)*b"_s << a.repeated(22) << u"(a|a)*"_s << Growth::Exponential << 0 << 0
            << 0.8;
        QTest::newRow("ways of one and of two take less")
            << u"(a|aa)+$"_s << a.repeated(33) + u'b' << u"(a|aa)+"_s << Growth::Exponential << 0
            << 0 << 2.3;
        QTest::newRow("behind a part that is no trouble")
            << u"(\\w+\\s?)*$"_s << u"http://"_s + a.repeated(24) + u'!' << u"\\w+"_s
            << Growth::Exponential << 0 << 0 << 4.4;
        QTest::newRow("a URL with a group that overlaps itself")
            << u"^(?:[\\w.:/?&=-]+)+!$"_s << u"http://www.store1.com:8001/"_s << u"[\\w.:/?&=-]+"_s
            << Growth::Exponential << 0 << 0 << 7.0;
        QTest::newRow("practically for ever")
            << u"(a+)+$"_s << a.repeated(80) + u'!' << u"a+"_s << Growth::Exponential << 0 << 0
            << std::numeric_limits<double>::infinity();
        QTest::newRow("the square") << u"x*y"_s << u"x"_s.repeated(20'000) << u"x*"_s
                                    << Growth::Polynomial << 2 << 2 << 0.57;
        QTest::newRow("the cube") << u".*.*x"_s << a.repeated(3'000) << u".*"_s
                                  << Growth::Polynomial << 3 << 3 << 9.3;
        QTest::newRow("the fourth power")
            << u".*.*.*x"_s << a.repeated(300) << u".*"_s << Growth::Polynomial << 4 << 4 << 0.98;
        QTest::newRow("five loops in a row") << u"a*a*a*a*a*b"_s << a.repeated(60) << u"a*"_s
                                             << Growth::Polynomial << 4 << 6 << 0.31;
        QTest::newRow("no harm") << u"^[^/]+b"_s << a.repeated(5'000) << u"[^/]+"_s
                                 << Growth::Polynomial << 1 << 1 << 2e-5;
    }

    void growth()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, subject);
        QFETCH(QString, loop);
        QFETCH(Growth, growth);
        QFETCH(int, leastDegree);
        QFETCH(int, mostDegree);
        QFETCH(double, seconds);
        const auto parsed = parse(pattern.toStdU32String());
        const auto slowness = slownessOf(*parsed, subject.toStdU32String());
        QVERIFY(slowness.has_value());
        QVERIFY(slowness->loop != noNode);
        const SourceRange range = parsed->syntax().node(slowness->loop).range;
        QCOMPARE(pattern.mid(qsizetype(range.begin), qsizetype(range.end - range.begin)), loop);
        QCOMPARE(slowness->growth, growth);
        QVERIFY(slowness->degree >= leastDegree && slowness->degree <= mostDegree);
        if (growth == Growth::Exponential)
            QVERIFY(slowness->factor > 1.4 && slowness->factor < 2.6);
        if (std::isinf(seconds))
            QCOMPARE(slowness->pythonSeconds, seconds);
        else
            QVERIFY2(slowness->pythonSeconds > seconds / 10
                         && slowness->pythonSeconds < seconds * 10,
                     qPrintable(QString::number(slowness->pythonSeconds)));
    }

    void aPatternWithoutLoops()
    {
        const auto slowness = slownessOf(*parse(U"abc"), U"xxabc");
        QVERIFY(slowness.has_value());
        QCOMPARE(slowness->loop, noNode);
        QVERIFY(slowness->pythonSeconds < 1e-3);
    }

    void anEmptySubjectIsTooShortToTell()
    {
        const auto slowness = slownessOf(*parse(U"(a+)+$"), U"");
        QVERIFY(slowness.has_value());
        QCOMPARE(slowness->growth, Growth::Unknown);
    }

    void aStopEndsIt()
    {
        std::stop_source source;
        source.request_stop();
        const auto slowness = slownessOf(*parse(U"(a+)+$"), U"aaaaaaaa!", source.get_token());
        QVERIFY(!slowness);
        QCOMPARE(slowness.error(), GaveUp::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSlowness)
#include "tst_slowness.moc"
