// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/core/redis/layouts/layouttesting.h"

#include <QRandomGenerator>
#include <QSet>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What may be written back, to the byte (BREAKER.md section 6, "Safe to write back").
class TestLayoutActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void actionsAreExact_data();
    void actionsAreExact();
    void onlyWhatIsKnownToBeSafeMayBeSent();
    void everyLayoutIsComplete_data();
    void everyLayoutIsComplete();
    void whateverComesIsSurvived_data();
    void whateverComesIsSurvived();
};

namespace {

QStringList told(const QList<LayoutAction> &actions)
{
    static const QStringList names{u"close"_s, u"force-open"_s, u"force-closed"_s, u"unforce"_s,
                                   u"expire"_s};
    QStringList lines;
    for (const LayoutAction &action : actions) {
        QStringList commands;
        for (const QByteArrayList &argv : action.commands)
            commands << QString::fromUtf8(argv.join(' '));
        lines << u"%1%2: %3"_s.arg(names[int(action.kind)], action.isSafe ? u""_s : u" (copy)"_s,
                                   commands.join(u"; "_s));
    }
    return lines;
}

} // namespace

void TestLayoutActions::actionsAreExact_data()
{
    QTest::addColumn<QString>("layout");
    QTest::addColumn<CircuitName>("name");
    QTest::addColumn<LayoutActing>("acting");
    QTest::addColumn<QStringList>("are");
    const auto row = [](const char *name, const char *layout, const CircuitName &circuit,
                        const LayoutActing &acting, const QStringList &are) {
        QTest::newRow(name) << QString::fromLatin1(layout) << circuit << acting << are;
    };
    const CircuitName pay{"app:", "pay"};
    const Circuit forced{.forced = {CircuitOverride::Kind::ForcedOpen, {}, {}}};
    const Circuit endless{.ttl = TimeToLive::Never};

    row("fynd", "fynd", {{}, "www.store1.com"}, {}, {u"close: DEL www.store1.com"_s});
    row("fynd, never expires", "fynd", {{}, "www.store1.com"}, {.circuit = endless},
        {u"close: DEL www.store1.com"_s, u"expire: PEXPIRE www.store1.com 10000"_s});
    row("circuitbox", "circuitbox", pay, {}, {u"close: DEL app:circuits:pay:open"_s});
    row("circuitbox, never expires, time told", "circuitbox", pay,
        {.circuit = endless, .settings = {.reset = 5s}},
        {u"close: DEL app:circuits:pay:open"_s, u"expire: PEXPIRE app:circuits:pay:open 5000"_s});
    row("leocarmo", "leocarmo", {{}, "ns:pay"}, {},
        {u"close: DEL circuit-breaker:ns:pay:open circuit-breaker:ns:pay:half_open "
         "circuit-breaker:ns:pay:failures"_s});
    row("gabrielanhaia", "gabrielanhaia", pay, {},
        {u"force-open: SET app:cb:pay:override open"_s,
         u"force-closed: SET app:cb:pay:override closed"_s});
    row("gabrielanhaia, for a minute, forced already", "gabrielanhaia", pay,
        {.circuit = forced, .forceFor = 60s},
        {u"force-open: SET app:cb:pay:override open EX 60"_s,
         u"force-closed: SET app:cb:pay:override closed EX 60"_s,
         u"unforce: DEL app:cb:pay:override"_s});
    row("lasier", "lasier", {":1:", "pay"}, {}, {u"close: DEL :1:circuit_pay"_s});
    row("LiteLLM", "litellm", pay, {}, {u"close: DEL app:deployment:pay:cooldown"_s});
    row("Stoplight 5", "stoplight5", pay, {},
        {u"force-open: HSET app:stoplight:v5:metadata:pay locked_state locked_red"_s,
         u"force-closed: HSET app:stoplight:v5:metadata:pay locked_state locked_green"_s});
    row("Stoplight 5, locked", "stoplight5", pay, {.circuit = forced},
        {u"force-open: HSET app:stoplight:v5:metadata:pay locked_state locked_red"_s,
         u"force-closed: HSET app:stoplight:v5:metadata:pay locked_state locked_green"_s,
         u"unforce: HSET app:stoplight:v5:metadata:pay locked_state unlocked"_s});
    row("faulty, locked", "faulty", pay, {.circuit = forced},
        {u"force-open: SET app:faulty:circuit:pay:lock open"_s,
         u"force-closed: SET app:faulty:circuit:pay:lock closed"_s,
         u"unforce: DEL app:faulty:circuit:pay:lock"_s});
    row("pybreaker", "pybreaker", {{}, "shop:"}, {},
        {u"close (copy): SET shop:pybreaker:state closed; SET shop:pybreaker:fail_counter 0"_s});
    row("gobreaker", "gobreaker", pay, {}, {u"close (copy): DEL app:gobreaker:state:pay"_s});
    row("circuit-breaker-box, never expires, time told", "circuit-breaker-box", pay,
        {.circuit = endless, .settings = {.reset = 30s}},
        {u"close (copy): DEL app:circuit-breaker-pay"_s,
         u"expire (copy): PEXPIRE app:circuit-breaker-pay 30000"_s});
}

void TestLayoutActions::actionsAreExact()
{
    QFETCH(QString, layout);
    QFETCH(CircuitName, name);
    QFETCH(LayoutActing, acting);
    QTEST(told(layoutNamed(layout).act(name, acting)), "are");
}

void TestLayoutActions::onlyWhatIsKnownToBeSafeMayBeSent()
{
    QSet<QString> safe;
    for (const CircuitLayout &layout : builtinLayouts()) {
        const LayoutActing acting{
            .circuit
            = {.ttl = TimeToLive::Never, .forced = {CircuitOverride::Kind::ForcedOpen, {}, {}}},
            .settings = {.reset = 10s, .threshold = 5}};
        const QList<LayoutAction> actions = layout.act({{}, "pay"}, acting);
        QVERIFY2(!actions.isEmpty(), qPrintable(layout.name));
        for (const LayoutAction &action : actions) {
            if (action.isSafe)
                safe.insert(layout.name);
        }
    }
    QCOMPARE(safe,
             (QSet<QString>{u"fynd"_s, u"circuitbox"_s, u"leocarmo"_s, u"gabrielanhaia"_s,
                            u"lasier"_s, u"litellm"_s, u"stoplight5"_s, u"faulty"_s}));
}

void TestLayoutActions::everyLayoutIsComplete_data()
{
    QTest::addColumn<QString>("name");
    for (const CircuitLayout &layout : builtinLayouts())
        QTest::newRow(qPrintable(layout.name)) << layout.name;
    QCOMPARE(builtinLayouts().size(), 19);
}

void TestLayoutActions::everyLayoutIsComplete()
{
    QFETCH(QString, name);
    const CircuitLayout layout = layoutNamed(name);
    QVERIFY(!layout.title.isEmpty());
    QVERIFY(!layout.anchors.isEmpty());
    QCOMPARE(layout.globs().size(), layout.anchors.size());
    const CircuitName circuit{{}, layout.anchors.first().nameEnd ? "n\n\xff:" : "n\n\xff"};
    for (const KeyTemplate &anchor : layout.anchors) {
        QCOMPARE(layout.match(anchor.key(circuit)), circuit);
        QVERIFY(matchesGlob(anchor.glob(), anchor.key(circuit)));
    }
    // Whatever is refused, there is a circuit to tell of or none, and no harm.
    const Keys refused = Keys().refuse({"GETRANGE", "PTTL", "HMGET", "ZRANGE", "ZCARD", "TIME"});
    const auto unread = readCircuit(layout, layout.anchors.first().key(circuit), refused);
    if (name == "fynd"_L1)
        QVERIFY(!unread);
    else
        QVERIFY(unread && !unread->isStateKnown && unread->unreadable.endsWith("not permitted"_L1));
}

void TestLayoutActions::whateverComesIsSurvived_data()
{
    QTest::addColumn<QString>("name");
    for (const CircuitLayout &layout : builtinLayouts())
        QTest::newRow(qPrintable(layout.name)) << layout.name;
}

/// Replies of any type and any bytes, pieces of what libraries write among them; the seed is fixed.
void TestLayoutActions::whateverComesIsSurvived()
{
    QFETCH(QString, name);
    const CircuitLayout layout = layoutNamed(name);
    static const QByteArrayList pieces{"open", "closed", "1",     "2",      "-1",         "{",
                                       "}",    "\"",     ":",     "s:4:\"", "\";",        "->",
                                       "red",  "null",   "state", "expiry", "1800000000", "locked",
                                       "\xff", "",       "["};
    QRandomGenerator random(20'261'126);
    const std::function<RespValue(int)> value = [&](int depth) {
        RespValue some{.type = RespValue::Type(random.bounded(6)),
                       .integer = qint64(random.generate64())};
        for (int i = random.bounded(8); i > 0; --i)
            some.bytes += pieces[random.bounded(pieces.size())];
        if (random.bounded(100) == 0)
            some.bytes.resize(longestValue + 1, '7');
        for (int i = random.bounded(4); some.type == RespValue::Type::Array && i > 0 && depth > 0;
             --i)
            some.elements.push_back(value(depth - 1));
        return some;
    };
    const CircuitName circuit{"p:", layout.anchors.first().nameEnd ? "n:" : "n"};
    for (int round = 0; round < 2000; ++round) {
        LayoutAnswers answers{.answeredAt = testNow()};
        if (random.bounded(4) > 0)
            answers.serverTime = milliseconds(serverSeconds * 1000);
        for (qsizetype i = layout.ask(circuit).size(); i > 0; --i) {
            if (random.bounded(8) == 0)
                answers.replies.push_back(std::unexpected(
                    RedisError{random.bounded(2) == 0 ? RedisError::Kind::WrongType
                                                      : RedisError::Kind::NoPermission,
                               {}}));
            else
                answers.replies.push_back(value(2));
        }
        const auto read = layout.read(circuit, {.reset = 60s, .threshold = 5}, answers);
        if (!read)
            continue;
        QCOMPARE(read->layout, name);
        // What is shown must hold together.
        QVERIFY(read->isStateKnown || !read->unreadable.isEmpty() || layout.needsThreshold);
        if (read->isElapsed)
            QCOMPARE(read->ttl, TimeToLive::Unknown);
        QVERIFY(!layout.act(circuit, {.circuit = *read}).isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestLayoutActions)
#include "tst_layoutactions.moc"
