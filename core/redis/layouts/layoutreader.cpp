// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/layoutreader.h"

#include "core/redis/layouts/values.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;
using std::chrono::milliseconds;

namespace {

/// Commands on their way at once; the connection takes more, but others use it too.
constexpr qsizetype commandsAtOnce = 2000;

QByteArrayList plainGet(const QByteArrayList &argv)
{
    return {"GET"_ba, argv[1]};
}

} // namespace

/// One call of read() on its way.
struct LayoutReader::Run
{
    struct Asked
    {
        CircuitPlace place;
        LayoutAnswers answers;
        bool isSieving = false;
    };
    QHash<QString, LayoutChoice> choices;
    Trust trust = Trust::Known;
    /// Those that passed their sieve.
    QSet<CircuitPlace> passed;
    QList<CircuitPlace> waiting;
    std::vector<Asked> asked;
    qsizetype awaited = 0;
    Clock::time_point sentAt;
    bool lostGetRange = false;
    std::optional<RedisError> error;
    QList<Reading> readings;
    Callback callback;
};

LayoutReader::LayoutReader(RedisClient &connection, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
{
}

void LayoutReader::restart()
{
    m_refused.clear();
    m_serverOffset.reset();
}

void LayoutReader::read(const QHash<QString, LayoutChoice> &choices, QList<CircuitPlace> places,
                        Trust trust, Callback callback)
{
    auto run = std::make_shared<Run>();
    run->choices = choices;
    run->trust = trust;
    run->waiting = std::move(places);
    run->callback = std::move(callback);
    QMetaObject::invokeMethod(this, [this, run] { sendNext(run); }, Qt::QueuedConnection);
}

void LayoutReader::sendNext(const RunPtr &run)
{
    run->asked.clear();
    run->sentAt = m_clock.now();
    run->lostGetRange = false;
    qsizetype commands = 0;
    std::vector<QList<QByteArrayList>> questions;
    while (!run->waiting.isEmpty() && commands < commandsAtOnce) {
        const CircuitPlace place = run->waiting.takeLast();
        const auto choice = run->choices.constFind(place.layout);
        if (choice == run->choices.constEnd())
            continue;
        const CircuitLayout &layout = choice->layout;
        const bool isSieving
            = run->trust == Trust::Sieved && layout.sieve && !run->passed.contains(place);
        questions.push_back(isSieving ? QList<QByteArrayList>{layout.sieve->ask(place.name)}
                                      : layout.ask(place.name));
        commands += questions.back().size();
        run->asked.push_back({place, {}, isSieving});
        run->asked.back().answers.replies.resize(
            size_t(questions.back().size()), std::unexpected(RedisError{Kind::NoPermission, {}}));
    }
    if (run->asked.empty()) {
        Callback callback = std::move(run->callback);
        return callback(run->error ? Result(std::unexpected(*run->error))
                                   : Result(std::move(run->readings)));
    }
    run->awaited = 1;
    const auto done = [this, run] {
        if (--run->awaited == 0)
            takeAll(run);
    };
    // Asked first, so that its answer is known when the others come.
    ++run->awaited;
    if (isRefused("TIME"_ba)) {
        --run->awaited;
    } else {
        m_connection.command({"TIME"_ba}, this,
                             [this, run, done, sentAt = run->sentAt](const RedisReply &reply) {
                                 if (!reply && !toleratesError("TIME"_ba, reply.error()))
                                     run->error = reply.error();
                                 takeTime(reply, sentAt);
                                 done();
                             });
    }
    for (size_t i = 0; i < questions.size(); ++i) {
        for (qsizetype q = 0; q < questions[i].size(); ++q)
            ask(run, i, size_t(q), questions[i][q]);
    }
    // When nothing at all may be asked the answer still comes in a later turn.
    QMetaObject::invokeMethod(this, done, Qt::QueuedConnection);
}

void LayoutReader::ask(const RunPtr &run, size_t circuit, size_t question, QByteArrayList argv)
{
    if (argv[0] == "GETRANGE" && isRefused("GETRANGE"_ba))
        argv = plainGet(argv);
    const QByteArray command = argv[0];
    if (isRefused(command))
        return;
    ++run->awaited;
    m_connection.command(argv, this, [this, run, circuit, question, command](RedisReply reply) {
        const Clock::time_point now = m_clock.now();
        Run::Asked &asked = run->asked[circuit];
        if (!reply && !toleratesError(command, reply.error()))
            run->error = reply.error();
        else if (!reply && command == "GETRANGE" && isRefused(command))
            run->lostGetRange = true;
        asked.answers.replies[question] = std::move(reply);
        // It was true about half a round trip ago.
        asked.answers.answeredAt = now - (now - run->sentAt) / 2;
        if (--run->awaited == 0)
            takeAll(run);
    });
}

void LayoutReader::takeAll(const RunPtr &run)
{
    if (run->error) {
        run->waiting.clear();
        run->asked.clear();
        Callback callback = std::move(run->callback);
        return callback(std::unexpected(*run->error));
    }
    if (run->lostGetRange) {
        // Once more, with GET.
        for (const Run::Asked &asked : run->asked)
            run->waiting.append(asked.place);
        return sendNext(run);
    }
    for (Run::Asked &asked : run->asked) {
        if (m_serverOffset) {
            asked.answers.serverTime = std::chrono::duration_cast<milliseconds>(
                                           asked.answers.answeredAt.time_since_epoch())
                + *m_serverOffset;
        }
        const LayoutChoice &choice = run->choices[asked.place.layout];
        if (asked.isSieving) {
            if (choice.layout.sieve->passes(asked.place.name, asked.answers.text(0))) {
                run->passed.insert(asked.place);
                run->waiting.append(asked.place);
            }
            continue;
        }
        run->readings.append(
            {asked.place, choice.layout.read(asked.place.name, choice.settings, asked.answers)});
    }
    sendNext(run);
}

void LayoutReader::learnTime(std::move_only_function<void(std::optional<RedisError>)> callback)
{
    if (m_serverOffset || isRefused("TIME"_ba))
        return callback(std::nullopt);
    m_connection.command({"TIME"_ba}, this,
                         [this, sentAt = m_clock.now(),
                          callback = std::move(callback)](const RedisReply &reply) mutable {
                             takeTime(reply, sentAt);
                             callback(!reply && !toleratesError("TIME"_ba, reply.error())
                                          ? std::optional(reply.error())
                                          : std::nullopt);
                         });
}

void LayoutReader::takeTime(const RedisReply &reply, Clock::time_point sentAt)
{
    if (!reply || reply->elements.size() != 2)
        return;
    const auto seconds = integerOf(reply->elements[0].bytes);
    const auto microseconds = integerOf(reply->elements[1].bytes);
    if (!seconds || !microseconds)
        return;
    const Clock::time_point now = m_clock.now();
    const auto answeredAt
        = std::chrono::duration_cast<milliseconds>((now - (now - sentAt) / 2).time_since_epoch());
    m_serverOffset = milliseconds(*seconds * 1000 + *microseconds / 1000) - answeredAt;
}

std::optional<milliseconds> LayoutReader::serverTime() const
{
    if (!m_serverOffset)
        return std::nullopt;
    return std::chrono::duration_cast<milliseconds>(m_clock.now().time_since_epoch())
        + *m_serverOffset;
}

std::optional<milliseconds> LayoutReader::skew() const
{
    const auto server = serverTime();
    return server ? std::optional(*server - milliseconds(m_clock.wallTime().toMSecsSinceEpoch()))
                  : std::nullopt;
}

QStringList LayoutReader::refused() const
{
    QStringList commands;
    for (const QByteArray &command : m_refused)
        commands << QString::fromLatin1(command).toLower();
    commands.sort();
    return commands;
}

bool LayoutReader::toleratesError(const QByteArray &command, const RedisError &error)
{
    switch (error.kind) {
    case Kind::NoPermission:
        // "... no permissions to run the 'getrange' command" (Redis 6 and 7), or to a key.
        if (error.detail.contains("to run the"_L1))
            m_refused.insert(command);
        return true;
    case Kind::UnknownCommand:
        m_refused.insert(command);
        return true;
    case Kind::WrongType:
    case Kind::ServerError:
    // In a cluster one slot may be on its way elsewhere.
    case Kind::Moved:
    case Kind::Ask:
    case Kind::TryAgain:
    case Kind::CrossSlot:
        return true;
    default:
        return false;
    }
}

} // namespace Recloser
