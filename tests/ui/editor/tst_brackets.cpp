// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/brackets.h"

#include <QTest>
#include <QTextDocument>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestBrackets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("at");
        QTest::addColumn<int>("partner");
        QTest::newRow("left of an opening one") << u"{}"_s << 0 << 0 << 1;
        QTest::newRow("right of a closing one") << u"{}"_s << 2 << 1 << 0;
        QTest::newRow("over lines and nesting") << u"{\n \"a\": {\n }\n}"_s << 0 << 0 << 13;
        QTest::newRow("back over lines") << u"[\n [],\n 1\n]"_s << 11 << 10 << 0;
        QTest::newRow("brackets in strings do not count") << u"{\"}\": 1}"_s << 0 << 0 << 7;
        QTest::newRow("escaped quotes do not end strings") << u"[\"\\\"]\", 1]"_s << 0 << 0 << 9;
        QTest::newRow("inside a string there are none") << u"[\"{}\"]"_s << 3 << -1 << -1;
        QTest::newRow("unmatched") << u"[1, 2"_s << 0 << -1 << -1;
        QTest::newRow("no bracket near") << u"abc"_s << 1 << -1 << -1;
        QTest::newRow("empty") << QString() << 0 << -1 << -1;
    }
    void finds()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        QTextDocument document(text);
        const auto pair = matchingBrackets(document, position);
        QTEST(pair ? pair->at : -1, "at");
        QTEST(pair ? pair->partner : -1, "partner");
    }

    void givesUpAfterTheLimit()
    {
        QTextDocument document(u"[" + QString(50, u'\n') + u"]");
        QVERIFY(matchingBrackets(document, 0));
        QVERIFY(!matchingBrackets(document, 0, 20));
    }
};

QTEST_MAIN(TestBrackets)
#include "tst_brackets.moc"
