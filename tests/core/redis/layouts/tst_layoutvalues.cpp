// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/values.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestLayoutValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void momentsAreReadStrictly_data();
    void momentsAreReadStrictly();
    void momentsInJsonAreNumbersOrTheirText();
    void integersAreReadStrictly();
    void phpStringsAreReadStrictly();
    void pythonsDictsAreReadStrictly();
    void pathsLeadIntoJson();
    void base64IsTextOrNone();
    void bytesAreShown();
    void marshalsTrueIsThreeBytes();
};

void TestLayoutValues::momentsAreReadStrictly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<TimeUnit>("unit");
    QTest::addColumn<std::optional<qint64>>("ms");
    const auto row
        = [](const char *name, const char *text, TimeUnit unit, std::optional<qint64> ms) {
              QTest::newRow(name) << QByteArray(text) << unit << ms;
          };
    using enum TimeUnit;
    row("seconds", "1700000000", Seconds, 1'700'000'000'000);
    row("fractions of seconds", "1700000000.1234", Seconds, 1'700'000'000'123);
    row("an exponent", "1.7e9", Seconds, 1'700'000'000'000);
    row("milliseconds", "1700000000123", Milliseconds, 1'700'000'000'123);
    row("microseconds", "1700000000123999", Microseconds, 1'700'000'000'124);
    row("zero", "0", Seconds, 0);
    row("before 1970", "-1", Seconds, {});
    row("the end of 9999", "253402300799", Seconds, 253'402'300'799'000);
    row("the year 10000", "253402300800", Seconds, {});
    row("nothing", "", Seconds, {});
    row("a blank in front", " 1", Seconds, {});
    row("a line end behind", "1\n", Seconds, {});
    row("a plus", "+1", Seconds, {});
    row("hexadecimal", "0x10", Seconds, {});
    row("not a number", "nan", Seconds, {});
    row("infinite", "1e999", Seconds, {});
    row("a point at the end", "1.", Seconds, {});
    row("RFC 3339", "2027-01-15T08:00:00Z", Rfc3339, 1'800'000'000'000);
    row("with a zone", "2027-01-15T09:30:00+01:30", Rfc3339, 1'800'000'000'000);
    row("with nanoseconds", "2027-01-15T08:00:00.123456789Z", Rfc3339, 1'800'000'000'123);
    row("with tenths", "2027-01-15T08:00:00.1Z", Rfc3339, 1'800'000'000'100);
    row("Go's zero", "0001-01-01T00:00:00Z", Rfc3339, -62'135'596'800'000);
    row("a leap second", "2016-12-31T23:59:60Z", Rfc3339, 1'483'228'800'000);
    row("small letters", "2027-01-15t08:00:00z", Rfc3339, 1'800'000'000'000);
    row("no zone", "2027-01-15T08:00:00", Rfc3339, {});
    row("no such day", "2027-02-30T08:00:00Z", Rfc3339, {});
    row("no such hour", "2027-01-15T24:00:00Z", Rfc3339, {});
    row("no such zone", "2027-01-15T08:00:00+24:00", Rfc3339, {});
    row("a point without digits", "2027-01-15T08:00:00.Z", Rfc3339, {});
    row("something behind", "2027-01-15T08:00:00Zx", Rfc3339, {});
    row("signs for digits", "2027-01-15T08:00:+1Z", Rfc3339, {});
    row("seconds where a date belongs", "1700000000", Rfc3339, {});
}

void TestLayoutValues::momentsAreReadStrictly()
{
    QFETCH(QByteArray, text);
    QFETCH(TimeUnit, unit);
    QFETCH(std::optional<qint64>, ms);
    const auto moment = momentOf(text, unit);
    QCOMPARE(moment.has_value(), ms.has_value());
    if (ms)
        QCOMPARE(qint64(moment->count()), *ms);
}

void TestLayoutValues::momentsInJsonAreNumbersOrTheirText()
{
    using std::chrono::milliseconds;
    QCOMPARE(momentOf(QJsonValue(1.5), TimeUnit::Seconds), milliseconds(1500));
    QCOMPARE(momentOf(QJsonValue(u"1.5"_s), TimeUnit::Seconds), milliseconds(1500));
    QCOMPARE(momentOf(QJsonValue(u"1970-01-01T00:00:01Z"_s), TimeUnit::Rfc3339),
             milliseconds(1000));
    QVERIFY(!momentOf(QJsonValue(), TimeUnit::Seconds));
    QVERIFY(!momentOf(QJsonValue(true), TimeUnit::Seconds));
    QCOMPARE(lengthOf(QJsonValue(2), TimeUnit::Milliseconds), milliseconds(2));
    QVERIFY(!lengthOf(QJsonValue(-2), TimeUnit::Seconds));
    QVERIFY(!lengthOf(QJsonValue(1e10), TimeUnit::Seconds));
    QVERIFY(!lengthOf(QByteArrayView("1"), TimeUnit::Rfc3339));
}

void TestLayoutValues::integersAreReadStrictly()
{
    QCOMPARE(integerOf("-12"), -12);
    QCOMPARE(integerOf("999999999999999999"), 999'999'999'999'999'999);
    for (const char *text : {"", "-", "1.0", " 1", "1 ", "+1", "1e3", "9999999999999999999"})
        QVERIFY2(!integerOf(text), text);
}

void TestLayoutValues::phpStringsAreReadStrictly()
{
    QCOMPARE(phpStringOf("s:4:\"open\";"), "open"_ba);
    QCOMPARE(phpStringOf("s:2:\"\xc3\xa9\";"), "\xc3\xa9"_ba);
    QCOMPARE(phpStringOf("s:3:\"a\"b\";"), "a\"b"_ba);
    QCOMPARE(phpStringOf("s:0:\"\";"), ""_ba);
    for (const char *text :
         {"", "open", "s:", "s:4", "s::\"\";", R"(s:5:"open";)", R"(s:-1:"";)", R"(s:4:"open")",
          R"(s:4:"open";x)", R"(S:4:"open";)", R"(s:99999999999999999999:"";)", "s:1:\";"})
        QVERIFY2(!phpStringOf(text), text);
    QCOMPARE(phpIntegerOf("i:12;"), 12);
    QCOMPARE(phpIntegerOf("12"), 12);
    QVERIFY(!phpIntegerOf("i:12"));
    QVERIFY(!phpIntegerOf("i:;"));
}

void TestLayoutValues::pythonsDictsAreReadStrictly()
{
    const auto dict = pythonDictOf(
        R"({'a': 'x', "b": "it's", 'c': 1.5, 'd': -2, 'e': None, 'f': True, 'g': '\u00e9\x41\n\U0001f50c'})");
    QVERIFY(dict);
    QCOMPARE(dict->value("b"_L1).toString(), u"it's"_s);
    QCOMPARE(dict->value("c"_L1).toDouble(), 1.5);
    QCOMPARE(dict->value("d"_L1).toDouble(), -2.0);
    QVERIFY(dict->value("e"_L1).isNull());
    QCOMPARE(dict->value("f"_L1).toBool(), true);
    QCOMPARE(dict->value("g"_L1).toString(), u"éA\n🔌"_s);
    QVERIFY(pythonDictOf("{}"));
    for (const char *text :
         {"", "{", "{'a'", "{'a':", "{'a': }", "{'a': 1", "{'a': 1,}", "{a: 1}", "{'a': 1} x",
          "{'a': [1]}", "{'a': 'x}", R"({'a': '\q'})", R"({'a': '\x4'})", R"({'a': '\U00110000'})",
          "{'a': 1 'b': 2}", "{\xff}"})
        QVERIFY2(!pythonDictOf(text), text);
}

void TestLayoutValues::pathsLeadIntoJson()
{
    const auto json = jsonObjectOf(R"({"a":{"b":[{"c":7}]},"n":null})");
    QVERIFY(json);
    QCOMPARE(jsonAt(*json, u"a.b.0.c"_s).toInt(), 7);
    QVERIFY(jsonAt(*json, u"n"_s).isNull());
    for (const auto &path : {u"a.x"_s, u"a.b.1"_s, u"a.b.-1"_s, u"a.b.x"_s, u"n.a"_s, u""_s})
        QVERIFY2(jsonAt(*json, path).isUndefined(), qPrintable(path));
}

void TestLayoutValues::base64IsTextOrNone()
{
    QCOMPARE(textInBase64("cGF5bWVudHM="), "payments"_ba);
    QCOMPARE(textInBase64("cGF5"), "pay"_ba);
    for (const char *text : {"auth", "Auth", "a2Ei", "paymentS", "cGF5bWVudHM",
                             "cGF5bWVudHN=", "AAAAAAAA", "////////"})
        QVERIFY2(!textInBase64(text), text);
}

void TestLayoutValues::bytesAreShown()
{
    QCOMPARE(shown("a\xc3\xa9"), u"aé"_s);
    QCOMPARE(shown("\xff\xc3"), u"\\xff\\xc3"_s);
    QCOMPARE(shown("\xf0\x9f\x94\x8c\x80"), u"🔌\\x80"_s);
    QCOMPARE(shown(""), QString(u""_s));
}

void TestLayoutValues::marshalsTrueIsThreeBytes()
{
    QVERIFY(isMarshalTrue("\x04\x08T"));
    QVERIFY(!isMarshalTrue("\x04\x08F"));
    QVERIFY(!isMarshalTrue("\x04\x08TT"));
    QVERIFY(!isMarshalTrue(""));
}

QTEST_GUILESS_MAIN(TestLayoutValues)
#include "tst_layoutvalues.moc"
