// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/placeholders.h"

#include <QDateTime>
#include <QProcessEnvironment>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

/// Deeper nesting is taken for an endless one that no name repeats in.
constexpr qsizetype deepest = 64;

struct Placeholder
{
    qsizetype begin = 0;
    qsizetype end = 0;
    QString name;
};

bool isNameText(QStringView text)
{
    return !text.trimmed().isEmpty() && std::none_of(text.begin(), text.end(), [](QChar c) {
        return c == u'{' || c == u'}' || c == u'"' || c == u'\'' || c == u'\n' || c == u'\r';
    });
}

std::optional<Placeholder> nextPlaceholder(QStringView text, qsizetype from)
{
    for (qsizetype begin = text.indexOf(u"{{", from); begin >= 0;
         begin = text.indexOf(u"{{", begin + 1)) {
        const qsizetype end = text.indexOf(u"}}", begin + 2);
        if (end < 0)
            return std::nullopt;
        const QStringView name = text.sliced(begin + 2, end - begin - 2);
        if (isNameText(name))
            return Placeholder{begin, end + 2, name.trimmed().toString()};
    }
    return std::nullopt;
}

qsizetype editDistance(QStringView one, QStringView other)
{
    std::vector<qsizetype> row(static_cast<size_t>(other.size()) + 1);
    for (size_t i = 0; i < row.size(); ++i)
        row[i] = static_cast<qsizetype>(i);
    for (qsizetype i = 0; i < one.size(); ++i) {
        qsizetype diagonal = row[0];
        row[0] = i + 1;
        for (qsizetype j = 0; j < other.size(); ++j) {
            const auto at = static_cast<size_t>(j) + 1;
            const qsizetype replaced = diagonal + (one.at(i) == other.at(j) ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({replaced, row[at] + 1, row[at - 1] + 1});
        }
    }
    return row.back();
}

std::expected<QString, QString> randomInt(const QStringList &arguments)
{
    qint64 from = 0;
    qint64 to = 1000;
    if (arguments.size() == 2) {
        bool fromIsNumber = false;
        bool toIsNumber = false;
        from = arguments.at(0).toLongLong(&fromIsNumber);
        to = arguments.at(1).toLongLong(&toIsNumber);
        if (!fromIsNumber || !toIsNumber)
            return std::unexpected(u"its limits must be whole numbers"_s);
    } else if (!arguments.isEmpty()) {
        return std::unexpected(u"it takes two limits, as in {{$randomInt 1 10}}"_s);
    }
    if (from >= to)
        return std::unexpected(u"its first limit must be below its second"_s);
    const quint64 span = static_cast<quint64>(to) - static_cast<quint64>(from);
    return QString::number(static_cast<qint64>(static_cast<quint64>(from)
                                               + QRandomGenerator::global()->generate64() % span));
}

} // namespace

Placeholders::Placeholders(const Scope &scope) : m_scope(scope) { }

std::expected<QString, SendError> Placeholders::expand(const QString &text,
                                                       const QString &place) const
{
    if (!text.contains("{{"_L1))
        return text;
    QStringList path;
    return expand(text, place, path);
}

std::expected<QString, SendError> Placeholders::expand(const QString &text, const QString &place,
                                                       QStringList &path) const
{
    QString result;
    qsizetype done = 0;
    while (const auto found = nextPlaceholder(text, done)) {
        auto value = valueOf(found->name, place, path);
        if (!value)
            return value;
        result += QStringView(text).sliced(done, found->begin - done);
        result += *value;
        done = found->end;
    }
    result += QStringView(text).sliced(done);
    return result;
}

std::expected<QString, SendError> Placeholders::valueOf(const QString &name, const QString &place,
                                                        QStringList &path) const
{
    if (name.startsWith(u'$'))
        return dynamicValue(name, place);
    if (path.contains(name) || path.size() >= deepest) {
        const QString circle
            = (path.sliced(std::max<qsizetype>(0, path.indexOf(name))) + QStringList{name})
                  .join(u" -> "_s);
        return std::unexpected(SendError{Kind::UnresolvedVariable, name,
                                         u"in %1; it refers to itself: %2"_s.arg(place, circle)});
    }
    for (const ScopeLayer &layer : m_scope.layers) {
        const auto value = layer.values.constFind(name);
        if (value == layer.values.cend())
            continue;
        if (!value->contains("{{"_L1))
            return *value;
        path.append(name);
        auto expanded = expand(*value, place, path);
        path.removeLast();
        return expanded;
    }
    return std::unexpected(missing(name, place));
}

std::expected<QString, SendError> Placeholders::dynamicValue(const QString &name,
                                                             const QString &place) const
{
    QStringList words = name.simplified().split(u' ');
    const QString function = words.takeFirst();
    const auto failed = [&](const QString &why) {
        return std::unexpected(
            SendError{Kind::UnresolvedVariable, name, u"in %1; %2"_s.arg(place, why)});
    };
    if (function == "$uuid"_L1 || function == "$guid"_L1)
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (function == "$timestamp"_L1)
        return QString::number(QDateTime::currentSecsSinceEpoch());
    if (function == "$isoTimestamp"_L1)
        return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    if (function == "$randomInt"_L1) {
        auto number = randomInt(words);
        return number ? std::expected<QString, SendError>(*number) : failed(number.error());
    }
    if (function == "$processEnv"_L1) {
        if (words.size() != 1)
            return failed(u"it takes the name of an environment variable"_s);
        const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!environment.contains(words.first()))
            return failed(u"the environment of this program has no such variable"_s);
        return environment.value(words.first());
    }
    if (function == "$secret"_L1) {
        const QString secret = words.join(u' ');
        const auto value = m_scope.secrets.constFind(secret);
        if (value != m_scope.secrets.cend())
            return *value;
        const QString nearest = nearestSpelling(secret, m_scope.secrets.keys());
        return failed(nearest.isEmpty() ? u"there is no such secret"_s
                                        : u"there is no such secret; nearest: %1"_s.arg(nearest));
    }
    const QStringList known{u"$secret"_s,       u"$uuid"_s,      u"$guid"_s,      u"$timestamp"_s,
                            u"$isoTimestamp"_s, u"$randomInt"_s, u"$processEnv"_s};
    const QString nearest = nearestSpelling(function, known);
    return failed(nearest.isEmpty() ? u"known are %1"_s.arg(known.join(u", "_s))
                                    : u"nearest: %1"_s.arg(nearest));
}

SendError Placeholders::missing(const QString &name, const QString &place) const
{
    QStringList known;
    QStringList titles;
    for (const ScopeLayer &layer : m_scope.layers) {
        known += layer.values.keys();
        titles += layer.title;
    }
    QString detail = u"in %1"_s.arg(place);
    if (!titles.isEmpty())
        detail += u"; not in %1"_s.arg(titles.join(u", "_s));
    if (const QString nearest = nearestSpelling(name, known); !nearest.isEmpty())
        detail += u"; nearest: %1"_s.arg(nearest);
    return {Kind::UnresolvedVariable, name, detail};
}

bool isOnlyPlaceholders(QStringView text)
{
    qsizetype done = 0;
    while (const auto found = nextPlaceholder(text, done)) {
        if (!text.sliced(done, found->begin - done).trimmed().isEmpty())
            return false;
        done = found->end;
    }
    return text.sliced(done).trimmed().isEmpty();
}

QString nearestSpelling(const QString &name, const QStringList &known)
{
    QString nearest;
    qsizetype best = std::max<qsizetype>(2, name.size() / 3) + 1;
    QStringList candidates = known;
    // A hash gives its keys in any order; the answer shall be the same every time.
    candidates.sort();
    for (const QString &candidate : std::as_const(candidates)) {
        if (std::abs(candidate.size() - name.size()) >= best)
            continue;
        const qsizetype distance = editDistance(name.toLower(), candidate.toLower());
        if (distance < best && distance < std::max(name.size(), candidate.size())) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace Recloser
