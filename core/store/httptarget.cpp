// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httptarget.h"

#include "core/model/queryparameters.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isWord(QStringView text)
{
    return !text.isEmpty() && text.front().unicode() < 128 && text.front().isLetter()
        && std::ranges::all_of(
            text,
            [](QChar c) {
                return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_' || c == u'-');
            });
}

qsizetype lastBlankBefore(QStringView text, qsizetype end)
{
    while (end > 0 && !text[end - 1].isSpace())
        --end;
    return end;
}

/// `?a=b`, and no remark such as "# ? is this right".
bool isDisabledRow(QStringView text)
{
    return text.size() > 1 && (text.front() == u'?' || text.front() == u'&') && !text[1].isSpace()
        && text[1] != u'?';
}

bool goesOn(QStringView line)
{
    const QStringView text = line.trimmed();
    if (scriptKindOf(line))
        return false;
    if (text.startsWith(u'?') || text.startsWith(u'&'))
        return true;
    // Some indent their headers.
    const auto header = headerOf(text);
    return line.front().isSpace() && !(header && header->isSpaced);
}

} // namespace

RequestLine requestLineOf(QStringView line)
{
    RequestLine parts;
    qsizetype begin = 0;
    qsizetype end = line.size();
    const auto trim = [&] {
        while (end > begin && line[end - 1].isSpace())
            --end;
    };
    while (begin < end && line[begin].isSpace())
        ++begin;
    trim();
    const qsizetype lineEnd = end;
    constexpr QStringView inPlain = u"(Prior Knowledge)";
    if (line.first(end).endsWith(inPlain)) {
        end -= inPlain.size();
        trim();
    }
    const qsizetype last = std::max(begin, lastBlankBefore(line, end));
    if (line.sliced(last, end - last).startsWith(u"HTTP/", Qt::CaseInsensitive)) {
        parts.versionColumn = last + 5;
        parts.version = line.sliced(last + 5, lineEnd - last - 5).toString();
        end = last;
        trim();
    } else {
        end = lineEnd;
    }
    qsizetype word = begin;
    while (word < end && !line[word].isSpace())
        ++word;
    const QStringView method = line.sliced(begin, word - begin);
    // One word alone is an address, unless it is written like a method.
    if (isWord(method) && (word < end || method.toString() == method.toString().toUpper())) {
        parts.method = method.toString();
        begin = word;
        while (begin < end && line[begin].isSpace())
            ++begin;
    }
    parts.urlBegin = begin;
    parts.urlEnd = std::max(begin, end);
    parts.url = line.sliced(begin, parts.urlEnd - begin).toString();
    return parts;
}

std::optional<HttpVersion> httpVersionOf(QStringView text)
{
    if (text == u"1.1")
        return HttpVersion::Http1;
    if (text == u"2" || text == u"2.0")
        return HttpVersion::Http2;
    if (text.startsWith(u'2') && text.endsWith(u')'))
        return HttpVersion::Http2Direct;
    return std::nullopt;
}

/// A target in several lines has the version behind it, that is on the last of them.
static void readLastVersion(HttpTarget &target)
{
    using Kind = HttpTarget::Line::Kind;
    const auto piece = std::ranges::find(target.more.rbegin(), target.more.rend(), Kind::Piece,
                                         &HttpTarget::Line::kind);
    if (target.first.versionColumn >= 0 || piece == target.more.rend())
        return;
    // With a method before it the line reads as a request line does.
    const QString line = u"GET "_s + piece->text;
    const RequestLine read = requestLineOf(line);
    if (read.versionColumn < 0 || !httpVersionOf(read.version))
        return;
    target.lastVersion = read.version;
    piece->text = read.url;
}

HttpTarget readTarget(const QStringList &lines, int line, int end)
{
    using Kind = HttpTarget::Line::Kind;
    HttpTarget target{.requestLine = line, .first = requestLineOf(lines[line]), .end = line + 1};
    QList<HttpTarget::Line> comments;
    while (++line < end && !isBlankLine(lines[line])) {
        const QString &text = lines[line];
        const auto comment = commentOf(text);
        if (comment && !isDisabledRow(comment->trimmed())) {
            // It belongs to the target if more of that follows.
            comments.append({Kind::Comment, comment->toString(), line});
            continue;
        }
        if (!comment && !goesOn(text))
            break;
        target.more += std::exchange(comments, {});
        target.more.append({comment ? Kind::Disabled : Kind::Piece,
                            comment.value_or(text).trimmed().toString(), line});
        target.end = line + 1;
    }
    readLastVersion(target);
    return target;
}

void applyTarget(const HttpTarget &target, RequestSpec &spec)
{
    using Kind = HttpTarget::Line::Kind;
    spec.url = target.first.url;
    QList<qsizetype> places; // sizes of the URL where the disabled lines stand
    for (const HttpTarget::Line &line : target.more) {
        if (line.kind == Kind::Piece)
            spec.url += line.text;
        else if (line.kind == Kind::Disabled)
            places.append(spec.url.size());
    }
    if (places.isEmpty())
        return;
    const QList<QueryParameter> enabled = splitQuery(spec.url);
    qsizetype size = queryStart(spec.url);
    qsizetype row = 0;
    qsizetype place = 0;
    for (const HttpTarget::Line &line : target.more) {
        if (line.kind != Kind::Disabled)
            continue;
        while (row < enabled.size() && size < places[place]) {
            const QueryParameter &parameter = enabled[row++];
            size += 1 + parameter.name.size()
                + (parameter.hasEquals ? 1 + parameter.value.size() : 0);
        }
        ++place;
        for (QueryParameter parameter : splitQuery(u'?' + line.text.sliced(1))) {
            parameter.enabled = false;
            spec.disabledParameters.append({row + spec.disabledParameters.size(), parameter});
        }
    }
}

} // namespace Recloser
