// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/circuitscommand.h"

#include "app/cli/layoutcircuits.h"
#include "app/cli/layoutoption.h"
#include "app/cli/sendarguments.h"

#include <QHash>
#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

QString CircuitsCommand::synopsis() const
{
    return u"[KEY | close KEY | open KEY --for DURATION | force KEY open|closed|metrics-only | unforce KEY | reset KEY]"_s;
}

QString CircuitsCommand::description() const
{
    return u"Lists the open circuits of a Redis server with the time left, or looks at one key "
           u"(also where listing is not permitted), closes one\n"
           "now or opens one by hand, holds one in a state (--for: only for so long; --note says "
           "why), takes that back, or resets one: closed,\n"
           "without trips and counts. --all shows those held closed too. --prefix names the keys' "
           "prefix; an empty one is the layout of the Fynd library.\n"
           "--json prints one object a line: {\"key\", \"layout\", \"state\", \"remaining_ms\", "
           "\"opened_at\", \"reason\", \"opened_by\", \"cause\":\n"
           "\"failures|throttled|by-hand\", \"trips\", \"forced\": "
           "null|\"open|closed|metrics-only\", \"probe\", \"redis_key\", "
           "\"ttl\": \"finite|never|unknown\"}. Exit code 5 when the server cannot be asked.\n\n"
           "--layout NAME looks for the circuits of another library instead (--layout list names "
           "them), all for every one: the keyspace is\n"
           "gone through once with SCAN, never KEYS; a KEY, the Redis key as it stands, is looked "
           "at "
           "without. Their times are measured by\n"
           "the server's clock. Some libraries do not store how long a circuit stays open or from "
           "how many failures on: without\n"
           "--reset-seconds or --threshold that is unknown. --decoder FILE reads layouts of your "
           "own: a JSON object, an array of them or\n"
           "{\"decoders\": [...]}, each such as {\"name\": \"shop\", \"archetype\": \"B\", "
           "\"key\": "
           "\"cb:{name}:state\",\n"
           "\"state\": {\"source\": \"string|json|hash|existence\", \"field\": \"a.b\", \"open\": "
           "[\"open\"], \"half_open\": [], \"closed\": []},\n"
           "\"time\": {\"key\": \"cb:{name}:opened_at\", \"unit\": \"s|ms|us|rfc3339\", \"means\": "
           "\"opened_at|until|remaining\"},\n"
           "\"reset_seconds\": 30}; archetype A: the key exists while open; C has \"count\": "
           "{\"threshold\": 5, \"compare\": \">=|>\"} for \"state\".\n"
           "Lines are: key, state, time left, layout, reason. --json adds {\"elapsed\", "
           "\"forced\": "
           "null|\"open|closed|half-open\", \"throttled\",\n"
           "\"in_flight\", \"failures\", \"prefix\", \"unreadable\": null or why}, \"state\" may "
           "be "
           "\"unknown\", and \"redis_key_base64\" stands beside\n"
           "a key that is no UTF-8. --commands adds what may be done, as redis-cli lines to copy "
           "({\"actions\": [{\"action\", \"safe\", \"commands\"}]});\n"
           "what is not safe races with running services. Nothing is written.\n\n"
           "Example: recloser-cli circuits --redis redis://127.0.0.1:6379/0 --watch\n"
           "         recloser-cli circuits --redis 127.0.0.1 --layout pybreaker --reset-seconds "
           "60 "
           "--json"_s;
}

void CircuitsCommand::addOptions(QCommandLineParser &parser) const
{
    RedisOption::add(parser);
    LayoutOption::add(parser);
    parser.addOptions({
        {u"for"_s, u"With open (10s unless given) and force (for ever): how long."_s,
         u"DURATION"_s},
        {u"note"_s, u"With open and force: why."_s, u"TEXT"_s, u"by hand"_s},
        {u"watch"_s, u"Lists again every second, until interrupted."_s},
        {u"all"_s,
         u"Those that block nobody too: held closed, metrics only; with --layout closed ones."_s},
        {u"commands"_s, u"With --layout: how to close, force or repair each, to copy."_s},
        {u"json"_s, u"One JSON object a line."_s},
    });
}

void CircuitsCommand::run(const QCommandLineParser &parser)
{
    m_json = parser.isSet(u"json"_s);
    m_watch = parser.isSet(u"watch"_s);
    if (LayoutOption::isUsed(parser))
        return runLayouts(parser);
    auto redis = RedisOption::from(parser, m_clock);
    if (!redis)
        return fail(ExitCode::Usage, u"--redis"_s, redis.error());
    if (!*redis)
        return fail(ExitCode::Usage, u"circuits"_s, u"no server named"_s,
                    u"give --redis URL; circuits in memory end with the program that holds them"_s);
    m_redis = *std::move(redis);

    const QStringList words = parser.positionalArguments();
    if (words.size() > 1)
        return write(words, parser);
    m_key = words.value(0);
    m_all = parser.isSet(u"all"_s);
    list();
}

void CircuitsCommand::write(const QStringList &words, const QCommandLineParser &parser)
{
    using Forced = CircuitOverride::Kind;
    BreakerStore &store = m_redis->store();
    const QString &verb = words[0];
    const QString &key = words[1];
    const bool hasFor = parser.isSet(u"for"_s);
    const auto duration = durationOf(hasFor ? parser.value(u"for"_s) : u"10s"_s);
    if (!duration || *duration <= 0ms)
        return fail(ExitCode::Usage, u"--for"_s,
                    u"not a duration: %1"_s.arg(parser.value(u"for"_s)), u"write 30s or 2min"_s);
    const auto tell = [this](const QString &what) {
        return [this, what](const StoreWrite &result) { take(result, what); };
    };
    if (words.size() == 2) {
        if (verb == "close"_L1)
            return void(store.close(key).then(this, tell(u"closed "_s + key)));
        if (verb == "open"_L1)
            return void(store.open(key, *duration, parser.value(u"note"_s))
                            .then(this, tell(u"opened "_s + key)));
        if (verb == "reset"_L1)
            return void(store.reset(key).then(this, tell(u"reset "_s + key)));
        if (verb == "unforce"_L1)
            return void(store.force(key, {}, {}).then(this, tell(u"no longer forced: "_s + key)));
    }
    static const QHash<QString, Forced> kinds{{u"open"_s, Forced::ForcedOpen},
                                              {u"closed"_s, Forced::ForcedClosed},
                                              {u"metrics-only"_s, Forced::MetricsOnly}};
    if (words.size() == 3 && verb == "force"_L1 && kinds.contains(words[2])) {
        const CircuitOverride forced{kinds.value(words[2]), {}, parser.value(u"note"_s)};
        return void(store.force(key, forced, hasFor ? duration : std::nullopt)
                        .then(this, tell(u"forced %1: %2"_s.arg(words[2], key))));
    }
    fail(
        ExitCode::Usage, u"circuits"_s, u"what is \"%1\"?"_s.arg(words.join(u' ')),
        u"use close KEY, open KEY, force KEY open|closed|metrics-only, unforce KEY, reset KEY or KEY"_s);
}

void CircuitsCommand::runLayouts(const QCommandLineParser &parser)
{
    if (LayoutOption::isList(parser)) {
        const auto known = LayoutOption::known(parser);
        if (!known)
            return fail(ExitCode::Usage, u"circuits"_s, known.error());
        printLayouts(*known, m_json);
        Q_EMIT done(ExitCode::Done);
        return;
    }
    const auto choices = LayoutOption::choices(parser);
    if (!choices)
        return fail(ExitCode::Usage, u"circuits"_s, choices.error(), u"see --layout list"_s);
    const auto endpoint = RedisOption::endpoint(parser);
    if (!endpoint)
        return fail(ExitCode::Usage, u"--redis"_s, endpoint.error());
    if (!*endpoint)
        return fail(ExitCode::Usage, u"circuits"_s, u"no server named"_s, u"give --redis URL"_s);
    const QStringList words = parser.positionalArguments();
    if (words.size() > 1)
        return fail(ExitCode::Usage, u"circuits"_s, u"what is \"%1\"?"_s.arg(words.join(u' ')),
                    u"with --layout there is one KEY to look at; --commands shows how to close and "
                    "force circuits"_s);
    m_layouts = new LayoutCircuits(**endpoint, *choices,
                                   {.key = words.value(0).toUtf8(),
                                    .json = m_json,
                                    .watch = m_watch,
                                    .all = parser.isSet(u"all"_s),
                                    .commands = parser.isSet(u"commands"_s)},
                                   m_clock, this);
    connect(m_layouts, &LayoutCircuits::done, this, &CircuitsCommand::done);
    m_layouts->start();
}

void CircuitsCommand::interrupt()
{
    if (m_layouts)
        m_layouts->interrupt();
    else
        Command::interrupt();
}

void CircuitsCommand::list()
{
    const auto again = [this] {
        if (m_watch)
            m_next = m_clock.schedule(1s, [this] { list(); });
        else
            Q_EMIT done(ExitCode::Done);
    };
    if (!m_key.isEmpty()) {
        m_redis->store().circuit(m_key).then(this, [this, again](const CircuitLookup &circuit) {
            if (!circuit)
                return unavailable(circuit.error());
            print(*circuit ? QList<Circuit>{**circuit} : QList<Circuit>());
            again();
        });
        return;
    }
    m_redis->store().circuits().then(this, [this, again](const CircuitList &circuits) {
        if (!circuits)
            return unavailable(circuits.error());
        print(*circuits);
        sayWhatIsMissing();
        again();
    });
}

void CircuitsCommand::sayWhatIsMissing()
{
    const BreakerStoreStatus status = m_redis->store().status();
    if (std::exchange(m_missing, status.missing) != status.missing && !status.missing.isEmpty())
        printError(status.server, u"the list is partial: "_s + status.missing,
                   u"the other servers' circuits are all here"_s);
}

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString forcedName(CircuitOverride::Kind kind)
{
    using Forced = CircuitOverride::Kind;
    return kind == Forced::ForcedOpen    ? u"open"_s
        : kind == Forced::ForcedClosed   ? u"closed"_s
        : kind == Forced::MetricsOnly    ? u"metrics-only"_s
        : kind == Forced::ForcedHalfOpen ? u"half-open"_s
                                         : QString();
}

QString timeText(const Circuit &circuit, qint64 left)
{
    const bool isForced = circuit.forced.kind != CircuitOverride::Kind::None;
    switch (circuit.ttl) {
    case TimeToLive::Finite:
        return u"%1 s"_s.arg(double(left) / 1000.0, 0, 'f', 1);
    case TimeToLive::Never:
        return u"never expires"_s;
    case TimeToLive::Unknown:
        break;
    }
    return isForced                               ? u"until unforced"_s
        : circuit.state == BreakerState::HalfOpen ? u"a probe is due"_s
                                                  : u"unknown"_s;
}

} // namespace

void CircuitsCommand::print(const QList<Circuit> &circuits)
{
    static const QString states[] = {u"closed"_s, u"open"_s, u"half-open"_s};
    static const QString lives[] = {u"finite"_s, u"never"_s, u"unknown"_s};
    static const QString causes[] = {u"failures"_s, u"throttled"_s, u"by-hand"_s};
    const auto now = m_clock.now();
    for (const Circuit &circuit : circuits) {
        // What only counts, or is held closed, blocks nobody.
        if (circuit.state == BreakerState::Closed && !m_all && m_key.isEmpty())
            continue;
        const auto left = remaining(circuit, now).count();
        const bool isFinite = circuit.ttl == TimeToLive::Finite;
        const QString forced = forcedName(circuit.forced.kind);
        if (m_json) {
            printJson({{u"key"_s, circuit.key},
                       {u"layout"_s, circuit.layout},
                       {u"state"_s, states[int(circuit.state)]},
                       {u"remaining_ms"_s, isFinite ? QJsonValue(qint64(left)) : QJsonValue()},
                       {u"opened_at"_s,
                        circuit.openedAt.isValid()
                            ? QJsonValue(circuit.openedAt.toUTC().toString(Qt::ISODateWithMs))
                            : QJsonValue()},
                       {u"reason"_s, circuit.reason},
                       {u"opened_by"_s, circuit.openedBy},
                       {u"cause"_s, causes[int(circuit.cause)]},
                       {u"trips"_s, circuit.trips},
                       {u"forced"_s, orNull(forced)},
                       {u"probe"_s, orNull(circuit.probe)},
                       {u"redis_key"_s, QString::fromUtf8(circuit.redisKey)},
                       {u"ttl"_s, lives[int(circuit.ttl)]}});
            continue;
        }
        const QString state = forced.isEmpty() ? states[int(circuit.state)] : u"forced "_s + forced;
        printLine(
            u"%1\t%2\t%3\t%4"_s.arg(circuit.key, state, timeText(circuit, left), circuit.reason));
    }
}

void CircuitsCommand::take(const StoreWrite &result, const QString &what)
{
    if (!result)
        return unavailable(result.error());
    if (m_json)
        printJson({{u"done"_s, what}});
    else
        printLine(what);
    m_redis->store().flush().then(this, [this] { Q_EMIT done(ExitCode::Done); });
}

void CircuitsCommand::unavailable(const StoreError &error)
{
    const bool isObserved = error.kind == StoreError::Kind::ReadOnly
        && m_redis->store().status().scope == StoreScope::Observe;
    fail(ExitCode::StoreUnavailable, error.subject.isEmpty() ? u"redis"_s : error.subject,
         error.detail,
         isObserved ? u"give --scope join, or private for circuits of your own"_s
                    : u"check --redis, the password and the rights of the user"_s);
}

} // namespace Recloser
