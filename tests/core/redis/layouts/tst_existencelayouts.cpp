// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/layouts/layouttesting.h"

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Libraries whose circuits are open while a key exists, and those that count.
class TestExistenceLayouts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void circuitsAreRead_data();
    void circuitsAreRead();
    void namesAreForPeople_data();
    void namesAreForPeople();
    void settingsTellWhatIsNotStored();
};

void TestExistenceLayouts::circuitsAreRead_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<Keys>("keys");
    QTest::addColumn<QString>("is");
    const auto row = [](const char *name, const char *layout, const QByteArray &key, Keys &&keys,
                        const char *is) {
        QTest::newRow(name) << QString::fromLatin1(layout) << key << std::move(keys)
                            << QString::fromUtf8(is);
    };
    const QByteArray marshal("\x04\x08T");

    const QByteArray host = "www.store1.com:8001";
    row("fynd: the library's own text", "fynd", host, Keys().set(host, "Url", 8000),
        "open, 8 s, of 10 s");
    row("fynd: a URL that holds the key", "fynd", host,
        Keys().set(host, "http://www.store1.com:8001/m_search?productId=11211", 500),
        "open, 0.5 s, of 10 s");
    row("fynd: a URL that does not", "fynd", "cache:7", Keys().set("cache:7", "http://a/b", 8000),
        "not mine");
    row("fynd: a URL too long to be read whole", "fynd", host,
        Keys().set(host, "http://" + QByteArray(5000, 'a'), 8000), "open, 8 s, of 10 s");
    row("fynd: a session", "fynd", "session:1", Keys().set("session:1", "{\"user\":1}", 8000),
        "not mine");
    row("fynd: never expires", "fynd", host, Keys().set(host, "Url"),
        "open, never expires, of 10 s");
    row("fynd: gone", "fynd", host, Keys(), "closed");
    row("fynd: another type", "fynd", host, Keys().hash(host, {{"a", "b"}}, 8000), "not mine");
    row("fynd: a viewer without values", "fynd", host,
        Keys().set(host, "Url", 8000).refuse({"GETRANGE"}), "open, 8 s, of 10 s");
    row("fynd: a viewer without values, no end", "fynd", host,
        Keys().set(host, "Url").refuse({"GETRANGE"}), "not mine");

    row("circuitbox: open", "circuitbox", "circuits:pay:open",
        Keys().set("circuits:pay:open", marshal, 90'000).set("circuits:pay:half_open", marshal),
        "open, 90 s, then half-opens");
    row("circuitbox: half-open alone", "circuitbox", "circuits:pay:half_open",
        Keys().set("circuits:pay:half_open", marshal), "half-open, no end known");
    row("circuitbox: closed", "circuitbox", "circuits:pay:open", Keys(), "closed");
    row("circuitbox: never expires", "circuitbox", "circuits:pay:open",
        Keys().set("circuits:pay:open", marshal), "open, never expires, then half-opens");
    row("circuitbox: a value of another serialiser", "circuitbox", "circuits:pay:open",
        Keys().set("circuits:pay:open", "\x04\x08", 1000),
        "open, 1 s, then half-opens, ! open: neither Marshal's true nor a plain one");
    row("circuitbox: a value without end", "circuitbox", "circuits:pay:open",
        Keys().set("circuits:pay:open", QByteArray(longestValue + 1, 'x'), 1000),
        "open, 1 s, then half-opens, ! open: longer than 65536 bytes");
    row("circuitbox: no PTTL for this user", "circuitbox", "circuits:pay:open",
        Keys().set("circuits:pay:open", marshal, 90'000).refuse({"PTTL"}),
        "open, no end known, then half-opens, ! time to live: not permitted");
    row("circuitbox: nothing for this user", "circuitbox", "circuits:pay:open",
        Keys().set("circuits:pay:open", marshal, 90'000).refuse({"PTTL", "GETRANGE"}),
        "unknown, no end known, ! open: not permitted");

    row("leocarmo: open", "leocarmo", "circuit-breaker:shop:pay:open",
        Keys()
            .set("circuit-breaker:shop:pay:open", "1799999990", 50'000)
            .set("circuit-breaker:shop:pay:half_open", "1799999990", 80'000)
            .set("circuit-breaker:shop:pay:failures", "5", 50'000),
        "open, 50 s, then half-opens, since 10 s, 5 failures");
    row("leocarmo: half-open", "leocarmo", "circuit-breaker:shop:pay:half_open",
        Keys().set("circuit-breaker:shop:pay:half_open", "1799999990", 20'000), "half-open, 20 s");
    row("leocarmo: never expires", "leocarmo", "circuit-breaker:shop:pay:open",
        Keys().set("circuit-breaker:shop:pay:open", "1799999990"),
        "open, never expires, then half-opens, since 10 s");
    row("leocarmo: a time that is none", "leocarmo", "circuit-breaker:shop:pay:open",
        Keys().set("circuit-breaker:shop:pay:open", "yes", 1000),
        "open, 1 s, then half-opens, ! open: no time in seconds");
    row("leocarmo: a count that is none", "leocarmo", "circuit-breaker:shop:pay:open",
        Keys().set("circuit-breaker:shop:pay:failures", "5x", 50'000),
        "closed, ! failures: no whole number");

    row("gabrielanhaia: open", "gabrielanhaia", "cb:pay:state:open",
        Keys().set("cb:pay:state:open", "1", 30'000), "open, 30 s");
    row("gabrielanhaia: half-open", "gabrielanhaia", "cb:pay:state:half_open",
        Keys().set("cb:pay:state:half_open", "1", 20'000), "half-open, 20 s");
    row("gabrielanhaia: open and half-open", "gabrielanhaia", "cb:pay:state:half_open",
        Keys().set("cb:pay:state:open", "1", 10'000).set("cb:pay:state:half_open", "1", 20'000),
        "open, 10 s");
    row("gabrielanhaia: counting failures", "gabrielanhaia", "cb:pay:state:open",
        Keys().set("cb:pay:failures", "3", 10'000), "closed, 3 failures");
    row("gabrielanhaia: forced open", "gabrielanhaia", "cb:pay:override",
        Keys().set("cb:pay:override", "open"), "open, no end known, forced");
    row("gabrielanhaia: forced open for a while", "gabrielanhaia", "cb:pay:override",
        Keys().set("cb:pay:override", "open", 60'000), "open, 60 s, forced");
    row("gabrielanhaia: forced closed while open", "gabrielanhaia", "cb:pay:override",
        Keys().set("cb:pay:override", "closed").set("cb:pay:state:open", "1", 30'000),
        "closed, forced");
    row("gabrielanhaia: forced half-open", "gabrielanhaia", "cb:pay:override",
        Keys().set("cb:pay:override", "half_open"), "half-open, no end known, forced");
    row("gabrielanhaia: forced into nothing known", "gabrielanhaia", "cb:pay:override",
        Keys().set("cb:pay:override", "ajar"),
        "unknown, no end known, ! override: none of open, closed, half_open");
    row("gabrielanhaia: never expires", "gabrielanhaia", "cb:pay:state:open",
        Keys().set("cb:pay:state:open", "1"), "open, never expires");

    row("lasier: open", "lasier", "circuit_pay",
        Keys().set("circuit_pay", "1", 40'000).set("pay", "6", 9000), "open, 40 s, 6 failures");
    row("lasier: behind Django's prefix", "lasier", ":1:circuit_pay",
        Keys().set(":1:circuit_pay", "1", 40'000).set(":1:pay", "6", 9000),
        "open, 40 s, 6 failures");
    row("lasier: never expires", "lasier", "circuit_pay", Keys().set("circuit_pay", "1"),
        "open, never expires");
    row("lasier: a stranger's key", "lasier", "circuit_pay", Keys().set("circuit_pay", "on", 10),
        "not mine");
    row("lasier: a stranger's word", "lasier", "shortcircuit_pay",
        Keys().set("shortcircuit_pay", "1", 10), "not mine");
    row("lasier: closed", "lasier", "circuit_pay", Keys(), "closed");

    row("LiteLLM: cooling down", "litellm", "deployment:gpt:cooldown",
        Keys().set("deployment:gpt:cooldown",
                   R"({"exception_received": "boom", "status_code": "500",)"
                   R"( "timestamp": 1799999997.5, "cooldown_time": 5.0})",
                   2500),
        "open, 2.5 s, since 2.5 s, of 5 s, <500 boom>");
    row("LiteLLM: throttled", "litellm", "deployment:gpt:cooldown",
        Keys().set("deployment:gpt:cooldown", R"({"status_code": 429})", 2500),
        "open, 2.5 s, throttled, <429>");
    row("LiteLLM: as Python prints a dict", "litellm", "deployment:gpt:cooldown",
        Keys().set("deployment:gpt:cooldown",
                   R"({'exception_received': "it's \"so\"\n\xe9", 'status_code': '429', )"
                   R"('timestamp': 1799999997.5, 'cooldown_time': 60})",
                   2500),
        "open, 2.5 s, since 2.5 s, of 60 s, throttled, <429 it's \"so\"\né>");
    row("LiteLLM: malformed", "litellm", "deployment:gpt:cooldown",
        Keys().set("deployment:gpt:cooldown", "{'a': [1]}", 2500),
        "open, 2.5 s, ! value: no JSON, unterminated object at 2");
    row("LiteLLM: never expires", "litellm", "deployment:gpt:cooldown",
        Keys().set("deployment:gpt:cooldown", R"({"status_code": "500"})"),
        "open, never expires, <500>");
    row("LiteLLM: closed", "litellm", "deployment:gpt:cooldown", Keys(), "closed");

    row("circuit-breaker-box: a count alone", "circuit-breaker-box", "circuit-breaker-api.host",
        Keys().set("circuit-breaker-api.host", "7", 40'000), "unknown, 40 s, 7 failures");
    row("circuit-breaker-box: never expires", "circuit-breaker-box", "circuit-breaker-api.host",
        Keys().set("circuit-breaker-api.host", "7"), "unknown, never expires, 7 failures");
    row("circuit-breaker-box: no count", "circuit-breaker-box", "circuit-breaker-api.host",
        Keys().set("circuit-breaker-api.host", "many", 40'000),
        "unknown, no end known, ! value: no whole number");
    row("circuit-breaker-box: a stranger's hash", "circuit-breaker-box", "circuit-breaker-x",
        Keys().hash("circuit-breaker-x", {{"a", "b"}}), "not mine");
    row("circuit-breaker-box: closed", "circuit-breaker-box", "circuit-breaker-api.host", Keys(),
        "closed");
}

void TestExistenceLayouts::circuitsAreRead()
{
    QFETCH(QString, layout);
    QFETCH(QByteArray, key);
    QFETCH(Keys, keys);
    QTEST(told(readCircuit(layoutNamed(layout), key, keys)), "is");
}

void TestExistenceLayouts::namesAreForPeople_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<QByteArray>("redisKey");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("prefix");
    const auto row = [](const char *name, const char *layout, const QByteArray &redisKey,
                        const QString &key, const QByteArray &prefix) {
        QTest::newRow(name) << QString::fromLatin1(layout) << redisKey << key << prefix;
    };
    row("a client's prefix", "circuitbox", "app1:circuits:pay:open", u"pay"_s, "app1:");
    row("a prefix without an end of its own", "circuitbox", "app1circuits:pay:open", u"pay"_s,
        "app1");
    row("a service with colons", "circuitbox", "circuits:http://a:80/:open", u"http://a:80/"_s, "");
    row("a service that looks like the head", "circuitbox", "circuits:circuits:x:open",
        u"circuits:x"_s, "");
    row("version 1 of leocarmo", "leocarmo", "circuit-breaker:shop:cGF5bWVudHM=:open",
        u"shop:payments"_s, "");
    row("a plain word that is Base64 by chance", "leocarmo", "circuit-breaker:shop:auth:open",
        u"shop:auth"_s, "");
    row("bytes that are no text", "circuitbox", "circuits:\xff\xe2\x82\xac:open", u"\\xff€"_s, "");
    row("a line end", "circuitbox", "circuits:a\nb:open", u"a\nb"_s, "");
    row("version 1 of leocarmo, a short name", "leocarmo", "circuit-breaker:shop:cGF5:open",
        u"shop:pay"_s, "");
    row("the key of an empty match", "fynd", "", u""_s, "");
    row("the whole key", "fynd", "www.store1.com:8001", u"www.store1.com:8001"_s, "");
}

void TestExistenceLayouts::namesAreForPeople()
{
    QFETCH(QString, layout);
    QFETCH(QByteArray, redisKey);
    const auto circuit = readCircuit(layoutNamed(layout), redisKey,
                                     Keys().set(redisKey, layout == "fynd"_L1 ? "Url" : "1", 1000));
    QVERIFY(circuit);
    QCOMPARE(circuit->layout, layout);
    QTEST(circuit->key, "key");
    QTEST(circuit->prefix, "prefix");
    QCOMPARE(circuit->redisKey, redisKey);
}

void TestExistenceLayouts::settingsTellWhatIsNotStored()
{
    const CircuitLayout box = layoutNamed(u"circuit-breaker-box"_s);
    QVERIFY(box.needsThreshold);
    const Keys keys = Keys().set("circuit-breaker-a", "5", 1000);
    QCOMPARE(told(readCircuit(box, "circuit-breaker-a", keys, {.threshold = 4})),
             u"open, 1 s, 5 failures"_s);
    QCOMPARE(told(readCircuit(box, "circuit-breaker-a", keys, {.threshold = 5})),
             u"closed, 5 failures"_s);
    const Keys open = Keys().set("circuits:a:open", "\x04\x08T", 1000);
    QCOMPARE(
        told(readCircuit(layoutNamed(u"circuitbox"_s), "circuits:a:open", open, {.reset = 120s})),
        u"open, 1 s, then half-opens, of 120 s"_s);
}

QTEST_GUILESS_MAIN(TestExistenceLayouts)
#include "tst_existencelayouts.moc"
