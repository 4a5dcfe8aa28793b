// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/codepoints.h"
#include "core/resilience/keyindex.h"

#include <QTest>

#include <array>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestKeyIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void keysAreNumberedInTheirOrder()
    {
        KeyIndex index;
        QCOMPARE(index.add(u"b"), 0U);
        QCOMPARE(index.add(u"a"), 1U);
        QCOMPARE(index.add(u"b"), 0U);
        QCOMPARE(index.add(u""), 2U);
        QCOMPARE(index.add(u""), 2U);
        QCOMPARE(index.size(), 3);
    }

    void manyAtOnceAreTheSame()
    {
        QStringList texts;
        for (int i = 0; i < 50'000; ++i)
            texts.append(u"key %1"_s.arg(i * 7919 % 20'011));
        const QList<QStringView> keys(texts.cbegin(), texts.cend());
        KeyIndex one;
        KeyIndex many;
        QList<std::uint32_t> numbers(keys.size());
        many.add(keys, numbers);
        for (qsizetype i = 0; i < keys.size(); ++i)
            QCOMPARE(one.add(keys[i]), numbers[i]);
        QCOMPARE(one.size(), many.size());
        QCOMPARE(many.size(), 20'011);
    }

    void codePointsOfText()
    {
        std::u32string text;
        assignCodePoints(text, u"aé😀b");
        QCOMPARE(text, std::u32string(U"aé😀b"));
        assignCodePoints(text, u"http://host/");
        QCOMPARE(text, std::u32string(U"http://host/"));
        const std::array<char16_t, 4> lone{u'a', 0xdc00, 0xd800, u'b'};
        assignCodePoints(text, QStringView(lone.data(), 4));
        QCOMPARE(text, (std::u32string{U'a', char32_t(0xdc00), char32_t(0xd800), U'b'}));
        assignCodePoints(text, {});
        QVERIFY(text.empty());
    }
};

QTEST_GUILESS_MAIN(TestKeyIndex)
#include "tst_keyindex.moc"
