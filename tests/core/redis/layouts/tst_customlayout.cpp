// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/customlayout.h"
#include "tests/core/redis/layouts/layouttesting.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Decoders that users write as JSON.
class TestCustomLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void circuitsAreRead_data();
    void circuitsAreRead();
    void faultsNameTheirPlace_data();
    void faultsNameTheirPlace();
    void faultsOfListsNameTheirPlace_data();
    void faultsOfListsNameTheirPlace();
    void settingsGoBeforeWhatTheDecoderSays();
};

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        qFatal("%s in %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

QByteArray decoder(const QByteArray &rest)
{
    return R"({"name": "mine", )" + rest + '}';
}

const QByteArray stateful = R"("key": "cb:{name}:state", "archetype": "B",
    "state": {"open": ["open", 2, true], "half_open": "half", "closed": "closed"})";

QByteArray timed(const QByteArray &time)
{
    return decoder(stateful + R"(, "reset_seconds": 30, "time": )" + time);
}

} // namespace

void TestCustomLayout::circuitsAreRead_data()
{
    QTest::addColumn<QByteArray>("decoder");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<QString>("is");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &key,
                        Keys &&keys, const char *is) {
        QTest::newRow(name) << text << key << std::move(keys) << QString::fromUtf8(is);
    };
    const QByteArray existence = decoder(R"("key": "*cb:{name}", "archetype": "A")");
    row("A: open", existence, "x:cb:pay", Keys().set("x:cb:pay", "1", 4000), "open, 4 s");
    row("A: never expires", existence, "cb:pay", Keys().set("cb:pay", "1"), "open, never expires");
    row("A: gone", existence, "cb:pay", Keys(), "closed");
    row("A: any type", existence, "cb:pay", Keys().hash("cb:pay", {{"a", "b"}}, 4000), "open, 4 s");
    row("A: not permitted", existence, "cb:pay", Keys().set("cb:pay", "1", 4000).refuse({"PTTL"}),
        "unknown, no end known, ! key: not permitted");

    const QByteArray state = "cb:pay:state";
    row("B: open without a time", decoder(stateful), state, Keys().set(state, "open"),
        "open, no end known");
    row("B: a time to live that ends", decoder(stateful), state, Keys().set(state, "open", 4000),
        "open, 4 s");
    row("B: a number for a word", decoder(stateful), state, Keys().set(state, "2"),
        "open, no end known");
    row("B: half-open", decoder(stateful), state, Keys().set(state, "half"),
        "half-open, no end known");
    row("B: closed", decoder(stateful), state, Keys().set(state, "closed"), "closed");
    row("B: gone", decoder(stateful), state, Keys(), "closed");
    row("B: no word of these", decoder(stateful), state, Keys().set(state, "ajar"),
        "unknown, no end known, ! state: none of the words");
    row("B: whatever is left is closed where no word is",
        decoder(R"("key": "cb:{name}", "archetype": "B", "state": {"open": "open"})"), "cb:pay",
        Keys().set("cb:pay", "ajar"), "closed");
    row("B: another type", decoder(stateful), state, Keys().hash(state, {{"a", "b"}}), "not mine");

    const QByteArray since = timed(R"({"key": "cb:{name}:at", "unit": "s", "means": "opened_at"})");
    row("opened at, in seconds", since, state,
        Keys().set(state, "open").set("cb:pay:at", "1799999990"),
        "open, 20 s, then waits, since 10 s, of 30 s");
    row("opened at, elapsed", since, state,
        Keys().set(state, "open").set("cb:pay:at", "1799999900"),
        "open, elapsed, then waits, since 100 s, of 30 s");
    row("opened at, malformed", since, state, Keys().set(state, "open").set("cb:pay:at", "x"),
        "open, no end known, then waits, of 30 s, ! time: not in its unit");
    row("opened at, missing", since, state, Keys().set(state, "open"),
        "open, no end known, then waits, of 30 s");
    row("until, in milliseconds",
        timed(R"({"key": "cb:{name}:until", "unit": "ms", "means": "until"})"), state,
        Keys().set(state, "open").set("cb:pay:until", "1800000005500"), "open, 5.5 s, then waits");
    row("until, in microseconds",
        timed(R"({"key": "cb:{name}:until", "unit": "us", "means": "until"})"), state,
        Keys().set(state, "open").set("cb:pay:until", "1800000005500000"),
        "open, 5.5 s, then waits");
    row("left", timed(R"({"key": "cb:{name}:left", "unit": "s", "means": "remaining"})"), state,
        Keys().set(state, "open").set("cb:pay:left", "7"), "open, 7 s");

    const QByteArray record = decoder(
        R"("key": "cb:{name}", "archetype": "B",
           "state": {"source": "json", "field": "circuit.state", "open": 2, "closed": [0, 1]},
           "time": {"source": "json", "field": "circuit.until", "unit": "rfc3339", "means": "until"})");
    row("JSON, open", record, "cb:pay",
        Keys().set("cb:pay", R"({"circuit":{"state":2,"until":"2027-01-15T08:00:09Z"}})"),
        "open, 9 s, then waits");
    row("JSON, null for none", record, "cb:pay",
        Keys().set("cb:pay", R"({"circuit":{"state":null}})"), "closed");
    row("JSON, malformed", record, "cb:pay", Keys().set("cb:pay", "{"),
        "unknown, no end known, ! state: no JSON, unterminated object at 1");

    const QByteArray hash = decoder(
        R"("key": "circuit:{name}", "archetype": "B",
           "state": {"source": "hash", "field": "state", "open": "open"},
           "time": {"source": "hash", "field": "opened_until", "means": "until"})");
    row("a hash, open", hash, "circuit:pay",
        Keys().hash("circuit:pay", {{"state", "open"}, {"opened_until", "1800000011.5"}}),
        "open, 11.5 s, then waits");
    row("a hash, closed", hash, "circuit:pay", Keys().hash("circuit:pay", {{"state", "shut"}}),
        "closed");
    row("a string for a hash", hash, "circuit:pay", Keys().set("circuit:pay", "open"), "not mine");

    const QByteArray count
        = decoder(R"("key": "fails:{name}", "archetype": "C", "count": {"threshold": 5})");
    row("C: at the threshold", count, "fails:pay", Keys().set("fails:pay", "5", 6000),
        "open, 6 s, 5 failures");
    row("C: below it", count, "fails:pay", Keys().set("fails:pay", "4", 6000),
        "closed, 4 failures");
    row("C: above is meant", decoder(R"("key": "fails:{name}", "archetype": "C",
        "count": {"threshold": 5, "compare": ">"})"),
        "fails:pay", Keys().set("fails:pay", "5", 6000), "closed, 5 failures");
    row("C: no threshold", decoder(R"("key": "fails:{name}", "archetype": "C", "count": {})"),
        "fails:pay", Keys().set("fails:pay", "5", 6000), "unknown, 6 s, 5 failures");
    row("C: never expires", count, "fails:pay", Keys().set("fails:pay", "5"),
        "open, never expires, 5 failures");
    row("C: malformed", count, "fails:pay", Keys().set("fails:pay", "5.5"),
        "unknown, no end known, ! count: no whole number");
    row("C: gone", count, "fails:pay", Keys(), "closed");
}

void TestCustomLayout::circuitsAreRead()
{
    QFETCH(QByteArray, decoder);
    QFETCH(QByteArray, key);
    QFETCH(Keys, keys);
    const auto layout = layoutFromJson(json(decoder));
    QVERIFY2(layout,
             layout ? "" : qPrintable(layout.error().place + u' ' + layout.error().problem));
    QTEST(told(readCircuit(*layout, key, keys)), "is");
}

void TestCustomLayout::faultsNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("decoder");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &text, const char *fault) {
        QTest::newRow(name) << text << QString::fromUtf8(fault);
    };
    row("no name", R"({"key": "a:{name}", "archetype": "A"})",
        "name: lower-case letters, digits, '.', '_' and '-', at most 64");
    row("a name that is none", R"({"name": "My own", "key": "a:{name}", "archetype": "A"})",
        "name: lower-case letters, digits, '.', '_' and '-', at most 64");
    row("no key", decoder(R"("archetype": "A")"), "key: has no {name}");
    row("a key that is a number", decoder(R"("key": 7, "archetype": "A")"), "key: no string");
    row("no archetype", decoder(R"("key": "a:{name}")"), "archetype: none of A, B, C");
    row("another archetype", decoder(R"("key": "a:{name}", "archetype": "D")"),
        "archetype: none of A, B, C");
    row("an unknown member", decoder(R"("key": "a:{name}", "archetype": "A", "resetSeconds": 5)"),
        "resetSeconds: unknown, known are name, title, key, archetype, state, count, time, "
        "reset_seconds");
    row("no state", decoder(R"("key": "a:{name}", "archetype": "B")"),
        "state: missing for this archetype");
    row("a state of A", decoder(R"("key": "a:{name}", "archetype": "A", "state": {})"),
        "state: not for this archetype");
    row("no count", decoder(R"("key": "a:{name}", "archetype": "C")"),
        "count: missing for this archetype");
    row("a state that is a list", decoder(R"("key": "a:{name}", "archetype": "B", "state": [])"),
        "state: no object");
    row("no word for open", decoder(R"("key": "a:{name}", "archetype": "B", "state": {})"),
        "state.open: no word means open");
    row("a word that is an object",
        decoder(R"("key": "a:{name}", "archetype": "B", "state": {"open": ["x", {}]})"),
        "state.open[1]: no string, number or truth value");
    row("another source",
        decoder(R"("key": "a:{name}", "archetype": "B", "state": {"open": "x", "source": "list"})"),
        "state.source: none of existence, string, json, hash");
    row("JSON without a path",
        decoder(R"("key": "a:{name}", "archetype": "B", "state": {"open": "x", "source": "json"})"),
        "state.field: missing for json and hash");
    row("a path without JSON",
        decoder(R"("key": "a:{name}", "archetype": "B", "state": {"open": "x", "field": "a"})"),
        "state.field: only for json and hash");
    row("a key within",
        decoder(R"("key": "a:{name}", "archetype": "B", "state": {"open": "x", "key": "b"})"),
        "state.key: has no {name}");
    row("a time that means nothing",
        decoder(R"("key": "a:{name}", "archetype": "A", "time": {"unit": "s"})"),
        "time.means: none of opened_at, until, remaining");
    row("another unit",
        decoder(
            R"("key": "a:{name}", "archetype": "A", "time": {"unit": "min", "means": "until"})"),
        "time.unit: none of s, ms, us, rfc3339");
    row("a date for a length",
        decoder(
            R"("key": "a:{name}", "archetype": "A", "time": {"unit": "rfc3339", "means": "remaining"})"),
        "time.unit: a time left is no date");
    row("existence for a time",
        decoder(
            R"("key": "a:{name}", "archetype": "A", "time": {"source": "existence", "means": "until"})"),
        "time.source: a time is string, json or hash");
    row("a negative reset", decoder(R"("key": "a:{name}", "archetype": "A", "reset_seconds": -1)"),
        "reset_seconds: no length of time");
    row("a threshold that is a text",
        decoder(R"("key": "a:{name}", "archetype": "C", "count": {"threshold": "5"})"),
        "count.threshold: no number");
    row("another comparison",
        decoder(R"("key": "a:{name}", "archetype": "C", "count": {"compare": "<"})"),
        "count.compare: none of >=, >");
}

void TestCustomLayout::faultsNameTheirPlace()
{
    QFETCH(QByteArray, decoder);
    const auto layout = layoutFromJson(json(decoder));
    QVERIFY(!layout);
    QTEST(QString(layout.error().place + u": "_s + layout.error().problem), "fault");
}

void TestCustomLayout::faultsOfListsNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QString>("place");
    QTest::addColumn<int>("count");
    const QByteArray good = decoder(R"("key": "a:{name}", "archetype": "A")");
    QTest::newRow("one") << good << QString() << 1;
    QTest::newRow("an array of one") << "[" + good + "]" << QString() << 1;
    QTest::newRow("an array within") << R"({"decoders": [)" + good + "]}" << QString() << 1;
    QTest::newRow("none") << "[]"_ba << QString() << 0;
    QTest::newRow("the second is wrong") << "[" + good + ", {}]" << u"[1].name"_s << 0;
    QTest::newRow("the first within is wrong")
        << R"({"decoders": [7]})"_ba << u"decoders[0]"_s << 0;
    QTest::newRow("twice the same name") << "[" + good + "," + good + "]" << u"[1].name"_s << 0;
    QTest::newRow("a name that is taken")
        << R"([{"name": "fynd", "key": "a:{name}", "archetype": "A"}])"_ba << u"[0].name"_s << 0;
    QTest::newRow("no list") << R"({"decoders": 7})"_ba << u"decoders"_s << 0;
}

void TestCustomLayout::faultsOfListsNameTheirPlace()
{
    QFETCH(QByteArray, list);
    QFETCH(int, count);
    const QJsonDocument document = QJsonDocument::fromJson(list);
    const auto layouts = layoutsFromJson(document.isArray() ? QJsonValue(document.array())
                                                            : QJsonValue(document.object()));
    QTEST(layouts ? QString() : layouts.error().place, "place");
    if (layouts)
        QCOMPARE(layouts->size(), count);
    QVERIFY(!layoutsFromJson(QJsonValue(7)));
}

void TestCustomLayout::settingsGoBeforeWhatTheDecoderSays()
{
    const auto layout = layoutFromJson(
        json(timed(R"({"key": "cb:{name}:at", "unit": "s", "means": "opened_at"})")));
    QVERIFY(layout);
    QVERIFY(!layout->needsReset);
    const Keys keys = Keys().set("cb:pay:state", "open").set("cb:pay:at", "1799999990");
    QCOMPARE(told(readCircuit(*layout, "cb:pay:state", keys, {.reset = 60s})),
             u"open, 50 s, then waits, since 10 s, of 60 s"_s);
}

QTEST_GUILESS_MAIN(TestCustomLayout)
#include "tst_customlayout.moc"
