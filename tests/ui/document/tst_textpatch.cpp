// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/document/textpatch.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TextPatchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void patch_data();
    void patch();
};

void TextPatchTest::patch_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<qsizetype>("at");
    QTest::addColumn<QString>("removed");
    QTest::addColumn<QString>("inserted");

    QTest::newRow("equal texts need nothing")
        << u"abc"_s << u"abc"_s << qsizetype(3) << QString() << QString();
    QTest::newRow("a letter typed in the middle")
        << u"abd"_s << u"abcd"_s << qsizetype(2) << QString() << u"c"_s;
    QTest::newRow("a letter taken out")
        << u"abcd"_s << u"abd"_s << qsizetype(2) << u"c"_s << QString();
    QTest::newRow("a repeated letter does not overlap itself")
        << u"aa"_s << u"aaa"_s << qsizetype(2) << QString() << u"a"_s;
    QTest::newRow("from nothing") << QString() << u"x"_s << qsizetype(0) << QString() << u"x"_s;
    QTest::newRow("to nothing") << u"x"_s << QString() << qsizetype(0) << u"x"_s << QString();
    QTest::newRow("everything is another text")
        << u"ab"_s << u"cd"_s << qsizetype(0) << u"ab"_s << u"cd"_s;
    // Both begin with the same high surrogate.
    QTest::newRow("one emoji for another of the same plane")
        << u"😀"_s << u"😁"_s << qsizetype(0) << u"😀"_s << u"😁"_s;
    // U+1F600 and U+1FA00 end in the same low surrogate.
    QTest::newRow("a shared low surrogate stays with its pair")
        << QString::fromUcs4(U"\U0001F600") << QString::fromUcs4(U"\U0001FA00") << qsizetype(0)
        << QString::fromUcs4(U"\U0001F600") << QString::fromUcs4(U"\U0001FA00");
}

void TextPatchTest::patch()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const qsizetype, at);
    QFETCH(const QString, removed);
    QFETCH(const QString, inserted);

    const TextPatch patch = patchBetween(before, after);
    QCOMPARE(patch.removed, removed);
    QCOMPARE(patch.inserted, inserted);
    if (!patch.isEmpty())
        QCOMPARE(patch.at, at);
    QCOMPARE(applied(patch, before), after);
    QCOMPARE(reverted(patch, after), before);
}

QTEST_GUILESS_MAIN(TextPatchTest)
#include "tst_textpatch.moc"
