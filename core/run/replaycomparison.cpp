// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/replaycomparison.h"

#include <QFile>

#include <algorithm>
#include <map>

namespace Recloser {

namespace {

ReplaySide sideOf(const Exchange &exchange)
{
    const Response *response = exchange.response();
    return {exchange.outcome, response ? response->status : 0,
            exchange.error,   exchange.attempts.size(),
            exchange.elapsed, exchange.key.key};
}

/// A body as a stream of pieces.
class BodyReader
{
public:
    explicit BodyReader(const ResponseBody &body)
    {
        if (!body.isInFile()) {
            m_bytes = body.bytes;
            m_isKept = !body.bytes.isEmpty() || body.size == 0;
            return;
        }
        m_file.setFileName(body.filePath());
        m_isKept = m_file.open(QIODevice::ReadOnly);
    }

    bool isKept() const { return m_isKept; }
    qint64 size() const { return m_file.isOpen() ? m_file.size() : m_bytes.size(); }
    QByteArray next()
    {
        constexpr qint64 piece = 256 * 1024;
        if (m_file.isOpen())
            return m_file.read(piece);
        const QByteArray bytes
            = m_bytes.sliced(m_at, std::min<qint64>(piece, m_bytes.size() - m_at));
        m_at += bytes.size();
        return bytes;
    }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
    QFile m_file;
    bool m_isKept = false;
};

BodyVerdict verdictOf(const Response *then, const Response *now)
{
    if (!then || !now)
        return BodyVerdict::Unknown;
    BodyReader left(then->body);
    BodyReader right(now->body);
    if (!left.isKept() || !right.isKept())
        return BodyVerdict::Unknown;
    if (left.size() != right.size())
        return BodyVerdict::Different;
    for (QByteArray piece = left.next(); !piece.isEmpty(); piece = left.next()) {
        if (piece != right.next())
            return BodyVerdict::Different;
    }
    return BodyVerdict::Equal;
}

QStringList otherHeaders(const Response *then, const Response *now)
{
    if (!then || !now)
        return {};
    using Values = std::map<QByteArray, std::pair<QList<QByteArray>, QList<QByteArray>>>;
    Values values;
    for (const RawHeader &header : then->headers)
        values[header.name.toLower()].first.append(header.value);
    for (const RawHeader &header : now->headers)
        values[header.name.toLower()].second.append(header.value);
    QStringList names;
    for (const auto &[name, both] : values) {
        if (both.first != both.second && name != "date" && name != "age")
            names.append(QString::fromLatin1(name));
    }
    return names;
}

} // namespace

bool ReplayRow::isSame() const
{
    return then.outcome == now.outcome && then.status == now.status && then.key == now.key
        && body != BodyVerdict::Different;
}

bool ReplayRow::isNotSent() const
{
    return now.attempts == 0 && now.outcome != Outcome::Blocked;
}

bool ReplayRow::isThenKnown() const
{
    return !now.error || now.error->kind != SendError::Kind::ExchangeNotKept;
}

void ReplayTotals::count(const ReplayRow &row)
{
    ++replayed;
    if (row.isNotSent()) {
        ++notSent;
        return;
    }
    same += row.isSame() ? 1 : 0;
    otherResult += row.then.outcome != row.now.outcome || row.then.status != row.now.status ? 1 : 0;
    otherKey += row.then.key != row.now.key ? 1 : 0;
    otherBody += row.body == BodyVerdict::Different ? 1 : 0;
    unknownBody += row.body == BodyVerdict::Unknown ? 1 : 0;
    elapsedThen += row.then.elapsed;
    elapsedNow += row.now.elapsed;
}

ReplayRow replayRow(const Exchange &then, const Exchange &now)
{
    return {.thenId = then.id,
            .nowId = now.id,
            .method = then.request.method,
            .url = then.request.urlText.isEmpty() ? then.spec.url : then.request.urlText,
            .then = sideOf(then),
            .now = sideOf(now),
            .body = verdictOf(then.response(), now.response()),
            .headers = otherHeaders(then.response(), now.response())};
}

} // namespace Recloser
