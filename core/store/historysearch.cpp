// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historysearch.h"

#include <QFile>
#include <QStringDecoder>

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

// The same classes as the index's tokenizer has ("categories 'L* N* Co So'"); marks belong to the
// letter before them.
bool isWordCharacter(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return QChar::isLetterOrNumber(c) || category == QChar::Other_PrivateUse
        || category == QChar::Symbol_Other || QChar::isMark(c);
}

QStringList wordsOf(QStringView text)
{
    QStringList words;
    QString word;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool isPair
            = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
        if (isWordCharacter(c)) {
            word += text.sliced(i, isPair ? 2 : 1);
        } else if (!word.isEmpty()) {
            words.append(word);
            word.clear();
        }
        i += isPair ? 1 : 0;
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
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

bool isTextType(const QByteArray &contentType)
{
    const QByteArray type = contentType.split(';').first().trimmed().toLower();
    static constexpr std::array<QByteArrayView, 9> words{
        "text/", "json",    "xml", "javascript", "x-www-form-urlencoded",
        "yaml",  "graphql", "csv", "ecmascript"};
    return std::ranges::any_of(words, [&type](QByteArrayView word) { return type.contains(word); });
}

QString decoded(QByteArrayView bytes, const QByteArray &contentType)
{
    const qsizetype charset = contentType.toLower().indexOf("charset=");
    if (charset >= 0) {
        const QByteArray name
            = contentType.mid(charset + 8).split(';').first().replace('"', "").trimmed();
        QStringDecoder decoder(name.constData());
        if (decoder.isValid())
            return decoder.decode(bytes);
    }
    return QString::fromUtf8(bytes);
}

/// The text of a body's beginning, or nothing where it is binary.
QString bodyText(QByteArrayView bytes, const QByteArray &contentType)
{
    bytes = bytes.first(std::min(bytes.size(), qsizetype(indexedBodySize)));
    if (contentType.isEmpty() ? bytes.first(std::min<qsizetype>(bytes.size(), 1024)).contains('\0')
                              : !isTextType(contentType))
        return {};
    QString text = decoded(bytes, contentType);
    // SQLite would end the text at the first NUL.
    text.replace(QChar::Null, u' ');
    return text;
}

QByteArray beginningOf(const ResponseBody &body)
{
    if (!body.isInFile())
        return body.bytes;
    QFile file(body.filePath());
    return file.open(QIODevice::ReadOnly) ? file.read(indexedBodySize) : QByteArray();
}

void appendHeaders(QString &text, const QList<RawHeader> &headers)
{
    for (const RawHeader &header : headers)
        text += QString::fromUtf8(header.name) + u": "_s + QString::fromUtf8(header.value) + u'\n';
}

QString letterOrDigitsOf(const QString &text)
{
    QString result;
    for (const QChar c : text) {
        if (c.isLetterOrNumber())
            result += c.toLower();
    }
    return result;
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

IndexedText indexedText(const Exchange &exchange)
{
    const HistoryRow row = historyRow(exchange);
    IndexedText text;
    text.url = row.url;
    text.parts = wordEnds(row.url);
    text.host = row.host;
    text.key = row.key;
    text.facts = u"m"_s + letterOrDigitsOf(QString::fromUtf8(row.method)) + u" is"_s
        + outcomeWord(row.outcome);
    if (row.status > 0)
        text.facts += u" s%1 s%2xx"_s.arg(row.status).arg(row.status / 100);
    if (exchange.error)
        text.headers += row.errorKind + u' ' + exchange.error->subject + u'\n';
    appendHeaders(text.headers, exchange.request.headers);

    for (const BodySegment &segment : exchange.request.body) {
        if (segment.filePath.isEmpty())
            text.body
                += bodyText(segment.bytes, headerValue(exchange.request.headers, "content-type"))
                + u'\n';
    }
    QByteArray previous;
    for (const Attempt &attempt : exchange.attempts) {
        if (!attempt.result)
            continue;
        appendHeaders(text.headers, attempt.result->headers);
        const QByteArray beginning = beginningOf(attempt.result->body);
        // Repeated attempts mostly get the same error page.
        if (beginning == previous)
            continue;
        text.body
            += bodyText(beginning, headerValue(attempt.result->headers, "content-type")) + u'\n';
        previous = beginning;
    }
    return text;
}

namespace {

/// Words are only letters, digits and the like, so quoting them leaves nothing to escape.
QString phrase(const QStringList &words)
{
    return u'"' + words.join(u' ') + u"\"*"_s;
}

/// `words` next to each other, the last one as a prefix; the first may be the end of a word of the
/// URL.
QString anywhere(const QStringList &words)
{
    const QString whole = u"{url parts headers body} : "_s + phrase(words);
    if (words.size() == 1)
        return whole;
    return u"("_s + whole + u" OR (parts : \""_s + words.first() + u"\" AND url : "_s
        + phrase(words.sliced(1)) + u"))"_s;
}

/// The condition of a filter such as "status:503", or nothing if `term` is none.
std::optional<QString> filterCondition(const QString &term)
{
    const qsizetype colon = term.indexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    const QString name = term.first(colon).toLower();
    const QString value = term.sliced(colon + 1);
    const QStringList words = wordsOf(value);
    if (name == "host"_L1 || name == "key"_L1)
        return words.isEmpty() ? QString() : QString(name + u" : "_s + phrase(words));
    static constexpr std::array<std::pair<QStringView, QStringView>, 3> facts{
        {{u"status", u"s"}, {u"method", u"m"}, {u"is", u"is"}}};
    for (const auto &[filter, prefix] : facts) {
        const QString word = letterOrDigitsOf(value);
        if (name == filter) {
            return word.isEmpty() ? QString() : QString(u"facts : \""_s + prefix + word + u"\"*"_s);
        }
    }
    return std::nullopt;
}

/// Splits at blanks; a stretch in quotation marks stays together.
QStringList termsOf(const QString &text)
{
    QStringList terms;
    QString term;
    bool isQuoted = false;
    for (const QChar c : text) {
        if (c == u'"') {
            isQuoted = !isQuoted;
        } else if (c.isSpace() && !isQuoted) {
            terms.append(term);
            term.clear();
            continue;
        }
        if (c != u'"')
            term += c;
    }
    terms.append(term);
    terms.removeAll(QString());
    return terms;
}

} // namespace

SearchCondition searchCondition(const QString &text)
{
    constexpr qsizetype longestText = 1000;
    constexpr qsizetype mostTerms = 32;
    constexpr qsizetype mostWords = 64;
    SearchCondition condition;
    QStringList conditions;
    for (const QString &term : termsOf(text.left(longestText)).mid(0, mostTerms)) {
        if (const std::optional<QString> filter = filterCondition(term)) {
            if (!filter->isEmpty())
                conditions.append(*filter);
            continue;
        }
        const QStringList words = wordsOf(term).mid(0, mostWords);
        if (words.isEmpty())
            condition.urlContains.append(term);
        else
            conditions.append(anywhere(words));
    }
    condition.match = conditions.join(u" AND "_s);
    return condition;
}

} // namespace Recloser
