// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/fieldtext.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Which `{{name` is being written at a place of a text. `|` is the place.
class FieldTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOpenPlaceholder_data();
    void theOpenPlaceholder();
    void thereIsNone_data();
    void thereIsNone();
};

void FieldTextTest::theOpenPlaceholder_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<bool>("isClosed");
    const auto row
        = [](const char *name, const QString &text, const QString &typed, const QString &replaced,
             bool isClosed) { QTest::newRow(name) << text << typed << replaced << isClosed; };
    row("behind the braces", u"{{|"_s, u""_s, u""_s, false);
    row("a name begun", u"http://{{ho|"_s, u"ho"_s, u"ho"_s, false);
    row("a path behind it stays", u"{{ho|/path"_s, u"ho"_s, u"ho"_s, false);
    row("closing braces go with it", u"{{ho|}}/path"_s, u"ho"_s, u"ho}}"_s, true);
    row("in the middle of a name", u"{{ho|st}}"_s, u"ho"_s, u"host}}"_s, true);
    row("the second of two", u"{{a}}{{b|}}"_s, u"b"_s, u"b}}"_s, true);
    row("blanks before the name stay", u"{{ ho|}}"_s, u"ho"_s, u"ho}}"_s, true);
    row("arguments", u"{{$randomInt 1 |}}"_s, u"$randomInt 1 "_s, u"$randomInt 1 }}"_s, true);
}

void FieldTextTest::theOpenPlaceholder()
{
    QFETCH(QString, text);
    QFETCH(const QString, typed);
    QFETCH(const QString, replaced);
    QFETCH(const bool, isClosed);
    const qsizetype at = text.indexOf(u'|');
    text.remove(at, 1);
    const auto open = openPlaceholder(text, at);
    QVERIFY(open);
    QCOMPARE(open->typed, typed);
    QCOMPARE(text.sliced(open->begin, open->end - open->begin), replaced);
    QCOMPARE(open->isClosed, isClosed);
}

void FieldTextTest::thereIsNone_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("an empty text") << u"|"_s;
    QTest::newRow("one brace") << u"{|"_s;
    QTest::newRow("behind the closing braces") << u"{{a}}|"_s;
    QTest::newRow("before the opening ones") << u"|{{a}}"_s;
    QTest::newRow("between the opening ones") << u"{|{a}}"_s;
    QTest::newRow("an object in an object") << u"{{\"a|\": 1}}"_s;
    QTest::newRow("on the next line") << u"{{\na|"_s;
}

void FieldTextTest::thereIsNone()
{
    QFETCH(QString, text);
    const qsizetype at = text.indexOf(u'|');
    text.remove(at, 1);
    QVERIFY(!openPlaceholder(text, at));
}

QTEST_GUILESS_MAIN(FieldTextTest)
#include "tst_fieldtext.moc"
