// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/searchedtext.h"

#include "core/store/searchwords.h"

#include <QFile>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isTextType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    static constexpr std::array<QByteArrayView, 9> words{
        "text/", "json",    "xml", "javascript", "x-www-form-urlencoded",
        "yaml",  "graphql", "csv", "ecmascript"};
    return std::ranges::any_of(words, [&type](QByteArrayView word) { return type.contains(word); });
}

/// The text as UTF-8; mostly it is already.
QByteArray asUtf8(QByteArrayView bytes, const QByteArray &contentType)
{
    const qsizetype charset = contentType.toLower().indexOf("charset=");
    if (charset >= 0) {
        const QByteArray name
            = contentType.mid(charset + 8).split(';').first().replace('"', "").trimmed();
        QStringDecoder decoder(name.constData());
        if (decoder.isValid())
            return QString(decoder.decode(bytes)).toUtf8();
    }
    return bytes.isValidUtf8() ? bytes.toByteArray() : QString::fromUtf8(bytes).toUtf8();
}

void appendBody(QByteArray &text, QByteArrayView bytes, const QByteArray &contentType)
{
    bytes = bytes.first(std::min(bytes.size(), qsizetype(searchedBodySize)));
    const bool isText = contentType.isEmpty()
        ? !bytes.first(std::min<qsizetype>(bytes.size(), 1024)).contains('\0')
        : isTextType(contentType);
    if (isText)
        text += asUtf8(bytes, contentType) + '\n';
}

QByteArray beginningOf(const ResponseBody &body)
{
    if (!body.isInFile())
        return body.bytes;
    QFile file(body.filePath());
    return file.open(QIODevice::ReadOnly) ? file.read(searchedBodySize) : QByteArray();
}

void appendHeaders(QByteArray &text, const QList<RawHeader> &headers)
{
    for (const RawHeader &header : headers)
        text += header.name + ' ' + header.value + '\n';
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return u"success"_s;
    case Outcome::Failed:
        return u"failed"_s;
    case Outcome::Exception:
        return u"exception"_s;
    case Outcome::Blocked:
        return u"blocked"_s;
    case Outcome::Cancelled:
        return u"cancelled"_s;
    }
    return {};
}

} // namespace

namespace {

HistoryRow::CircuitNote circuitNote(const CircuitReport &circuit)
{
    using Note = HistoryRow::CircuitNote;
    if (circuit.openedByThisCall)
        return Note::Opened;
    if (circuit.closedByThisCall)
        return Note::Closed;
    return circuit.settledLate ? Note::Late : Note::None;
}

} // namespace

HistoryRow historyRow(const Exchange &exchange)
{
    const Response *response = exchange.response();
    const ResolvedRequest &request = exchange.request;
    return {
        .id = exchange.id,
        .startedAt = exchange.startedAt,
        .method = request.method.isEmpty() ? exchange.spec.method.toUtf8() : request.method,
        .url = request.urlText.isEmpty() ? exchange.spec.url : request.urlText,
        .host = request.url.host(),
        .key = exchange.key.key,
        .outcome = exchange.outcome,
        .status = response ? response->status : 0,
        .errorKind = exchange.error ? kindName(exchange.error->kind) : QString(),
        .attempts = int(exchange.attempts.size()),
        .elapsed = exchange.elapsed,
        .bodySize = response ? response->body.size : 0,
        .ending = exchange.ending,
        .circuitNote = circuitNote(exchange.circuit),
    };
}

QString wordEnds(const QString &url)
{
    // A word of n letters has n - 2 ends; the bounds keep long tokens in URLs from filling the
    // index.
    constexpr qsizetype longestEnd = 32;
    constexpr qsizetype longestText = 4096;
    QString ends;
    for (const QString &word : wordsOf(url)) {
        const qsizetype count = std::min(word.size() - 1, longestEnd);
        for (qsizetype from = 1; from < count && ends.size() < longestText; ++from) {
            if (word[from].isLowSurrogate())
                continue;
            ends += QStringView(word).sliced(from, std::min(longestEnd, word.size() - from));
            ends += u' ';
        }
    }
    return ends;
}

QString filterValue(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
}

QString signFact(QStringView signs)
{
    return u'p'
        + QString::fromLatin1(signs.first(std::min(signs.size(), longestSigns)).toUtf8().toHex());
}

QString signFacts(const QString &url)
{
    constexpr qsizetype mostFacts = 256;
    QStringList facts;
    const QStringList stretches = signsOf(url);
    for (const QString &stretch : stretches) {
        for (qsizetype from = 0; from < stretch.size() && facts.size() < mostFacts; ++from) {
            if (!stretch[from].isLowSurrogate())
                facts.append(signFact(QStringView(stretch).sliced(from)));
        }
    }
    facts.removeDuplicates();
    return facts.join(u' ');
}

QString filterFacts(const HistoryRow &row)
{
    QString facts
        = u"m"_s + filterValue(QString::fromUtf8(row.method)) + u" is"_s + outcomeWord(row.outcome);
    if (row.status > 0)
        facts += u" s%1 s%2xx"_s.arg(row.status).arg(row.status / 100);
    return facts;
}

SearchedTexts searchedTexts(const Exchange &exchange)
{
    QByteArray headers;
    QByteArray bodies;
    if (exchange.error)
        headers += QString(kindName(exchange.error->kind) + u' ' + exchange.error->subject + u'\n')
                       .toUtf8();
    appendHeaders(headers, exchange.request.headers);
    for (const BodySegment &segment : exchange.request.body) {
        if (segment.filePath.isEmpty())
            appendBody(bodies, segment.bytes,
                       headerValue(exchange.request.headers, "content-type"));
    }
    QByteArray previous;
    for (const Attempt &attempt : exchange.attempts) {
        if (!attempt.result)
            continue;
        appendHeaders(headers, attempt.result->headers);
        const QByteArray beginning = beginningOf(attempt.result->body);
        // Repeated attempts mostly get the same error page.
        if (beginning == previous)
            continue;
        appendBody(bodies, beginning, headerValue(attempt.result->headers, "content-type"));
        previous = beginning;
    }
    if (!headers.isValidUtf8())
        headers = QString::fromUtf8(headers).toUtf8();
    return {condensed(headers), condensed(bodies)};
}

} // namespace Recloser
