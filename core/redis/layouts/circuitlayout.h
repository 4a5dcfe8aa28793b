// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "core/redis/layouts/keytemplate.h"
#include "core/redis/respvalue.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace Recloser {

/// How a library keeps circuits in Redis (BREAKER.md section 6).
enum class Archetype {
    Existence, ///< A: a key exists while its circuit is open, its time to live is the time left
    State, ///< B: the state is written down, with a time; time to live says nothing
    Counter, ///< C: a count of failures; from how many on the circuit is open may not be stored
};

/// What a library does not write down and people know. Plain value.
struct LayoutSettings
{
    /// How long a circuit stays open.
    std::optional<std::chrono::milliseconds> reset;
    /// Failures that open a circuit.
    std::optional<qint64> threshold;

    bool operator==(const LayoutSettings &) const = default;
};

/// The replies to the questions of one circuit, in their order, and when they came.
struct LayoutAnswers
{
    std::vector<RedisReply> replies;
    /// The server's TIME, milliseconds since 1970; never this machine's clock. Nothing where TIME
    /// was refused.
    std::optional<std::chrono::milliseconds> serverTime;
    /// The moment, on the monotonic clock, at which the server answered.
    std::chrono::steady_clock::time_point answeredAt{};

    enum class Part { Missing, Present, OtherType, Refused, TooLong };
    struct Text
    {
        Part part = Part::Missing;
        QByteArray bytes;
    };
    /// The answer to valueOf(); an empty value cannot be told from none and is Missing.
    Text text(size_t number) const;
    /// The answer to timeLeftOf(), in milliseconds: -2 where there is no key, -1 where it never
    /// expires; nothing where it was refused.
    std::optional<std::chrono::milliseconds> timeLeft(size_t number) const;
    /// The answer to fieldsOf(): one for each field.
    std::vector<Text> fields(size_t number, size_t count) const;
    /// The answer to newestOf(): member and score; Missing where there is none.
    std::pair<Text, Text> newest(size_t number) const;
    /// The answer to sizeOf().
    std::optional<qint64> size(size_t number) const;
};

/// The longest value that is read; a longer one is no circuit's.
inline constexpr qsizetype longestValue = 65'536;

// Questions: commands that change nothing and whose replies are bounded.

/// GETRANGE of `longestValue` bytes and one more. Where that is refused GET may stand in.
QByteArrayList valueOf(const QByteArray &key);
QByteArrayList timeLeftOf(const QByteArray &key);
/// HMGET.
QByteArrayList fieldsOf(const QByteArray &hash, const QByteArrayList &fields);
/// The member of a sorted set with the highest score.
QByteArrayList newestOf(const QByteArray &sortedSet);
/// ZCARD.
QByteArrayList sizeOf(const QByteArray &sortedSet);

/// Something to do with a circuit. Plain value.
struct LayoutAction
{
    enum class Kind {
        Close,
        ForceOpen,
        ForceClosed,
        Unforce, ///< takes a forcing back
        Expire, ///< gives a key that never expires a time to live
    };
    Kind kind = Kind::Close;
    /// To be shown before they are sent, in this order.
    QList<QByteArrayList> commands;
    /// False: only to be copied, because a write of ours would race with running services.
    bool isSafe = false;

    bool operator==(const LayoutAction &) const = default;
};

/// What decides which actions there are, and how they are written.
struct LayoutActing
{
    Circuit circuit;
    LayoutSettings settings;
    /// How long a forcing is to hold; nothing for until it is taken back. Not every library can.
    std::optional<std::chrono::seconds> forceFor;
};

/// A decoder: how the circuits of one library are found, read and written. Value of pure functions;
/// no connection is known here.
struct CircuitLayout
{
    /// Stable; for --layout and settings.
    QString name;
    QString title;
    Archetype archetype = Archetype::Existence;
    /// A key that fits one of these names a circuit.
    QList<KeyTemplate> anchors;
    /// What the library waits unless told otherwise; offered, never assumed.
    std::optional<std::chrono::milliseconds> usualReset;
    /// The library does not store it, so without LayoutSettings::reset the time left is unknown.
    bool needsReset = false;
    /// The same of LayoutSettings::threshold; without it nothing tells whether a circuit is open.
    bool needsThreshold = false;

    std::function<QList<QByteArrayList>(const CircuitName &)> ask;
    /// Nothing when the keys are somebody else's. A closed circuit is a Circuit too. `layout`,
    /// `prefix` and `service` are filled in by read().
    std::function<std::optional<Circuit>(const CircuitName &, const LayoutSettings &,
                                         const LayoutAnswers &)>
        decode;
    std::function<QList<LayoutAction>(const CircuitName &, const LayoutActing &)> act;

    /// For a layout whose anchors fit strangers' keys too: one question that most of them fail.
    struct Sieve
    {
        std::function<QByteArrayList(const CircuitName &)> ask;
        std::function<bool(const CircuitName &, const LayoutAnswers::Text &)> passes;
    };
    std::optional<Sieve> sieve;

    /// Where a library keeps names itself. The replies are those of SSCAN or HSCAN.
    struct Index
    {
        /// All: whatever may still name a circuit; Latest: where new names appear.
        enum class Extent { All, Latest };
        std::function<QList<QByteArrayList>(const QByteArray &prefix,
                                            std::chrono::milliseconds serverTime, Extent extent)>
            ask;
        /// Elements of the reply for one name.
        size_t stride = 1;
    };
    std::optional<Index> index;

    /// The circuit that `key` belongs to; the keys of companions do not count.
    std::optional<CircuitName> match(const QByteArray &key) const;
    /// decode(), complete with what every circuit tells.
    std::optional<Circuit> read(const CircuitName &name, const LayoutSettings &settings,
                                const LayoutAnswers &answers) const;
    QStringList globs() const;
};

/// "A", "B" or "C".
QString archetypeName(Archetype archetype);

} // namespace Recloser
