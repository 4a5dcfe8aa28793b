// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/multipart.h"

#include <QByteArrayMatcher>
#include <QUrl>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// RFC 2046 section 5.1.1; a blank is no last character.
bool isBoundary(const QByteArray &boundary)
{
    constexpr QByteArrayView others("'()+_,-./:=? ");
    return !boundary.isEmpty() && boundary.size() <= 70 && !boundary.endsWith(' ')
        && std::ranges::all_of(boundary, [&](char c) {
               return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
                   || others.contains(c);
           });
}

/// A line with a boundary.
struct Delimiter
{
    /// With the line end in front of it, which belongs to it.
    qint64 begin = 0;
    qint64 end = 0;
    bool isLast = false;
};

class Reader
{
public:
    Reader(QByteArrayView body, const QByteArray &boundary, const std::stop_token &stop)
        : m_body(body)
        , m_mark("--" + boundary)
        , m_matcher(m_mark)
        , m_stop(stop)
    {
    }

    std::optional<MultipartBody> read()
    {
        std::optional<Delimiter> at = nextDelimiter(0);
        m_read.preambleEnd = m_read.epilogueBegin = at ? at->begin : m_body.size();
        if (!at && !m_stop.stop_requested())
            note(MultipartFault::Kind::NoDelimiter, 0);
        while (at && !at->isLast) {
            if (m_read.parts.size() == MultipartBody::mostParts) {
                note(MultipartFault::Kind::TooManyParts, at->begin);
                break;
            }
            const auto next = nextDelimiter(at->end);
            takePart(at->end, next ? next->begin : m_body.size());
            if (!next)
                note(MultipartFault::Kind::NotClosed, m_body.size());
            m_read.parts.back().isCut = !next;
            at = next;
            m_read.epilogueBegin = at ? at->end : m_body.size();
        }
        if (m_stop.stop_requested())
            return {};
        return std::move(m_read);
    }

private:
    /// The first one at or behind `from`, the beginning of a line.
    std::optional<Delimiter> nextDelimiter(qint64 from)
    {
        const qint64 lineBegin = from;
        while (!m_stop.stop_requested()) {
            const qint64 found = m_matcher.indexIn(m_body, from);
            if (found < 0)
                return {};
            from = found + m_mark.size();
            if (found != lineBegin && m_body[found - 1] != '\n')
                continue;
            Delimiter delimiter{found, from, m_body.sliced(from).startsWith("--")};
            delimiter.end += delimiter.isLast ? 2 : 0;
            while (delimiter.end < m_body.size()
                   && (m_body[delimiter.end] == ' ' || m_body[delimiter.end] == '\t'))
                ++delimiter.end;
            if (delimiter.end < m_body.size() && m_body[delimiter.end] == '\r')
                ++delimiter.end;
            const bool isLineEnd = delimiter.end < m_body.size() && m_body[delimiter.end] == '\n';
            if (!isLineEnd && delimiter.end != m_body.size())
                continue;
            delimiter.end += isLineEnd ? 1 : 0;
            // The line end in front belongs to the delimiter, if it is not that of the one before.
            if (found > lineBegin && m_body[found - 1] == '\n') {
                --delimiter.begin;
                if (delimiter.begin > lineBegin && m_body[delimiter.begin - 1] == '\r')
                    --delimiter.begin;
            }
            return delimiter;
        }
        return {};
    }

    void takePart(qint64 begin, qint64 end)
    {
        MultipartSection part{.begin = begin, .contentBegin = end, .end = end};
        end = std::max(begin, end);
        part.end = end;
        qint64 at = begin;
        bool isBlankSeen = false;
        while (at < end && !isBlankSeen) {
            const qsizetype feed = m_body.first(end).indexOf('\n', at);
            const qint64 next = feed < 0 ? end : feed + 1;
            QByteArrayView line = m_body.sliced(at, next - at);
            while (line.endsWith('\n') || line.endsWith('\r'))
                line.chop(1);
            if (line.isEmpty())
                isBlankSeen = true;
            else
                takeHeader(line, at, part);
            at = next;
        }
        if (!isBlankSeen && begin < end)
            note(MultipartFault::Kind::NoBlankLine, begin);
        part.contentBegin = at;
        m_read.parts.push_back(std::move(part));
    }

    void takeHeader(QByteArrayView line, qint64 at, MultipartSection &part)
    {
        if ((line.front() == ' ' || line.front() == '\t') && !part.headers.isEmpty()) {
            part.headers.last().value += ' ' + line.trimmed().toByteArray();
            return;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon < 1)
            return note(MultipartFault::Kind::BadHeader, at);
        part.headers.append({line.first(colon).trimmed().toByteArray(),
                             line.sliced(colon + 1).trimmed().toByteArray()});
    }

    void note(MultipartFault::Kind kind, qint64 at)
    {
        if (m_read.faults.size() < MultipartBody::mostFaults)
            m_read.faults.push_back({kind, at, qsizetype(m_read.parts.size())});
    }

    QByteArrayView m_body;
    QByteArray m_mark;
    QByteArrayMatcher m_matcher;
    const std::stop_token &m_stop;
    MultipartBody m_read;
};

const RawHeader *headerNamed(const MultipartSection &part, QByteArrayView name)
{
    const auto found = std::ranges::find_if(
        part.headers, [name](const RawHeader &header) { return isNamed(header, name); });
    return found == part.headers.end() ? nullptr : &*found;
}

} // namespace

MediaType MultipartSection::type() const
{
    const RawHeader *header = headerNamed(*this, "Content-Type");
    const MediaType type = parseMediaType(header ? QString::fromLatin1(header->value) : QString());
    return type.isValid() ? type : MediaType{u"text"_s, u"plain"_s, {}};
}

QString MultipartSection::dispositionParameter(QStringView name) const
{
    const RawHeader *header = headerNamed(*this, "Content-Disposition");
    if (!header)
        return {};
    // Parameters are written as those of a media type.
    const QString value = QString::fromUtf8(header->value);
    const MediaType read = parseMediaType(QString(u"x/"_s + value));
    const QString extended = read.parameter(QString(name + u'*'));
    if (extended.startsWith("utf-8''"_L1, Qt::CaseInsensitive))
        return QUrl::fromPercentEncoding(extended.sliced(7).toLatin1());
    QString text = read.parameter(name);
    // Browsers write what would end the quotes so (WHATWG HTML, multipart/form-data).
    return text.isNull()
        ? text
        : text.replace("%22"_L1, "\""_L1).replace("%0D"_L1, "\r"_L1).replace("%0A"_L1, "\n"_L1);
}

std::optional<MultipartBody> readMultipart(QByteArrayView body, const MediaType &type,
                                           const std::stop_token &stop)
{
    const QByteArray boundary = type.parameter(u"boundary").toLatin1();
    if (!isBoundary(boundary)) {
        MultipartBody none;
        none.preambleEnd = none.epilogueBegin = body.size();
        none.faults.push_back({MultipartFault::Kind::NoBoundary, 0, 0});
        return none;
    }
    return Reader(body, boundary, stop).read();
}

} // namespace Recloser
