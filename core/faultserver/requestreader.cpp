// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/requestreader.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// tchar of RFC 9110, 5.6.2.
bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// Digits only: QByteArray::toLongLong() would take signs and blanks.
std::optional<qint64> lengthFrom(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 18
        || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return text.toLongLong();
}

template<typename Visit> void forEachListItem(QByteArrayView list, Visit visit)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        visit((comma < 0 ? list : list.first(comma)).trimmed());
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
}

} // namespace

void RequestReader::append(QByteArrayView bytes)
{
    if (m_position == m_input.size()) {
        m_input.resize(0);
        m_position = 0;
    } else if (m_position > 64 * 1024) {
        m_input.remove(0, m_position);
        m_position = 0;
    }
    m_input.append(bytes);
}

RequestReader::Progress RequestReader::advance()
{
    for (;;) {
        switch (m_stage) {
        case Stage::Head: {
            const Progress progress = readHead();
            if (progress != Progress::Head || m_stage != Stage::Complete)
                return progress;
            break;
        }
        case Stage::Length:
            if (!readBytes())
                return Progress::NeedsMore;
            m_stage = Stage::Complete;
            break;
        case Stage::ChunkSize: {
            const auto line = readLine();
            if (!line)
                return m_stage == Stage::Refused ? Progress::Refused : Progress::NeedsMore;
            if (!readChunkSize(*line))
                return Progress::Refused;
            break;
        }
        case Stage::ChunkData:
            if (!readBytes())
                return Progress::NeedsMore;
            m_stage = Stage::ChunkEnd;
            break;
        case Stage::ChunkEnd: {
            const auto line = readLine();
            if (!line)
                return m_stage == Stage::Refused ? Progress::Refused : Progress::NeedsMore;
            if (!line->isEmpty()) {
                refuse(400, "a chunk is longer than its size says"_ba);
                return Progress::Refused;
            }
            m_stage = Stage::ChunkSize;
            break;
        }
        case Stage::Trailer: {
            const auto line = readLine();
            if (!line)
                return m_stage == Stage::Refused ? Progress::Refused : Progress::NeedsMore;
            m_trailerSize += line->size();
            if (m_trailerSize > headLimit) {
                refuse(431, "the trailer fields are too large"_ba);
                return Progress::Refused;
            }
            if (line->isEmpty())
                m_stage = Stage::Complete;
            break;
        }
        case Stage::Complete:
            return complete();
        case Stage::Refused:
            return Progress::Refused;
        }
    }
}

RequestReader::Progress RequestReader::readHead()
{
    // RFC 9112, 2.2: blank lines before a request line are skipped.
    while (m_scanned == 0 && m_position < m_input.size()
           && (m_input.at(m_position) == '\r' || m_input.at(m_position) == '\n'))
        ++m_position;
    const QByteArrayView input = QByteArrayView(m_input).sliced(m_position);

    // A line feed ends a line, with or without a carriage return before it.
    qsizetype end = -1;
    for (qsizetype at = m_scanned; (at = input.indexOf('\n', at)) >= 0; ++at) {
        if (at + 1 < input.size() && input.at(at + 1) == '\n')
            end = at + 2;
        else if (at + 2 < input.size() && input.at(at + 1) == '\r' && input.at(at + 2) == '\n')
            end = at + 3;
        if (end >= 0)
            break;
    }
    if ((end < 0 ? input.size() : end) > headLimit) {
        refuse(431, "the request line and headers are larger than 64 KiB"_ba);
        return Progress::Refused;
    }
    if (end < 0) {
        m_scanned = std::max<qsizetype>(0, input.size() - 2);
        return Progress::NeedsMore;
    }
    m_scanned = 0;
    m_position += end;
    if (!parseHead(input.first(end)) || !parseFraming())
        return Progress::Refused;
    return Progress::Head;
}

bool RequestReader::parseHead(QByteArrayView head)
{
    m_request = {};
    bool first = true;
    while (!head.isEmpty()) {
        const qsizetype feed = head.indexOf('\n');
        QByteArrayView line = head.first(feed);
        head = head.sliced(feed + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.isEmpty())
            break;
        if (first) {
            if (!parseRequestLine(line))
                return false;
            first = false;
            m_request.headers.reserve(12);
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.first(colon)))
            return refuse(400, "a header line is not NAME: VALUE"_ba);
        m_request.headers.emplaceBack(line.first(colon).toByteArray(),
                                      line.sliced(colon + 1).trimmed().toByteArray());
    }
    return true;
}

bool RequestReader::parseRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first + 1 || !isToken(line.first(first)))
        return refuse(400, "the request line is not METHOD TARGET VERSION"_ba);
    const QByteArrayView version = line.sliced(last + 1);
    if (!version.startsWith("HTTP/"))
        return refuse(400, "the request line is not METHOD TARGET VERSION"_ba);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(505, "only HTTP/1.1 and HTTP/1.0 are spoken here"_ba);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    if (target.contains(' '))
        return refuse(400, "the target of the request has a blank in it"_ba);
    m_request.method = line.first(first).toByteArray();
    m_request.target = target.toByteArray();
    m_request.version = version.toByteArray();
    return true;
}

bool RequestReader::parseFraming()
{
    const bool modern = m_request.version == "HTTP/1.1";
    std::optional<QByteArray> length;
    std::optional<QByteArray> coding;
    m_keepsAlive = modern;
    m_expectsContinue = false;
    for (const auto &[name, value] : std::as_const(m_request.headers)) {
        // The length of a name decides most of the comparisons.
        if (name.size() == 14 && name.compare("content-length", Qt::CaseInsensitive) == 0) {
            if (length && *length != value)
                return refuse(400, "two Content-Length headers disagree"_ba);
            length = value;
        } else if (name.size() == 17
                   && name.compare("transfer-encoding", Qt::CaseInsensitive) == 0) {
            if (coding)
                return refuse(501, "more than one Transfer-Encoding"_ba);
            coding = value;
        } else if (name.size() == 10 && name.compare("connection", Qt::CaseInsensitive) == 0) {
            forEachListItem(value, [this, modern](QByteArrayView option) {
                if (option.compare("close", Qt::CaseInsensitive) == 0)
                    m_keepsAlive = false;
                else if (!modern && option.compare("keep-alive", Qt::CaseInsensitive) == 0)
                    m_keepsAlive = true;
            });
        } else if (name.size() == 6 && name.compare("expect", Qt::CaseInsensitive) == 0) {
            m_expectsContinue = modern && value.compare("100-continue", Qt::CaseInsensitive) == 0;
        }
    }
    m_remaining = 0;
    if (coding) {
        // RFC 9112, 6.1: both together look like request smuggling.
        if (length)
            return refuse(400, "both Content-Length and Transfer-Encoding"_ba);
        if (coding->compare("chunked", Qt::CaseInsensitive) != 0)
            return refuse(501, "the only transfer coding known here is chunked"_ba);
        m_stage = Stage::ChunkSize;
    } else if (length) {
        const auto size = lengthFrom(*length);
        if (!size)
            return refuse(400, "Content-Length is not a number"_ba);
        m_remaining = *size;
        m_stage = m_remaining > 0 ? Stage::Length : Stage::Complete;
    } else {
        m_stage = Stage::Complete;
    }
    if (m_stage == Stage::Complete)
        m_expectsContinue = false;
    return true;
}

bool RequestReader::readBytes()
{
    const qsizetype size
        = static_cast<qsizetype>(std::min<qint64>(m_remaining, m_input.size() - m_position));
    keep(QByteArrayView(m_input).sliced(m_position, size));
    m_position += size;
    m_remaining -= size;
    return m_remaining == 0;
}

void RequestReader::keep(QByteArrayView bytes)
{
    m_hash.addData(bytes);
    const qint64 room = ReceivedRequest::keptBodySize - m_request.body.size();
    m_request.body.append(bytes.first(std::min<qint64>(room, bytes.size())));
    m_request.bodySize += bytes.size();
}

std::optional<QByteArrayView> RequestReader::readLine()
{
    constexpr qsizetype limit = 8 * 1024;
    const qsizetype feed = m_input.indexOf('\n', m_position);
    if ((feed < 0 ? m_input.size() : feed) - m_position > limit) {
        refuse(400, "a line of a chunked body is too long"_ba);
        return std::nullopt;
    }
    if (feed < 0)
        return std::nullopt;
    QByteArrayView line = QByteArrayView(m_input).sliced(m_position, feed - m_position);
    m_position = feed + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool RequestReader::readChunkSize(QByteArrayView line)
{
    const qsizetype extension = line.indexOf(';');
    if (extension >= 0)
        line = line.first(extension);
    line = line.trimmed();
    const bool digits = std::all_of(line.begin(), line.end(),
                                    [](unsigned char c) { return std::isxdigit(c) != 0; });
    if (line.isEmpty() || line.size() > 15 || !digits)
        return refuse(400, "the size of a chunk is not a hexadecimal number"_ba);
    m_remaining = line.toLongLong(nullptr, 16);
    m_trailerSize = 0;
    m_stage = m_remaining > 0 ? Stage::ChunkData : Stage::Trailer;
    return true;
}

RequestReader::Progress RequestReader::complete()
{
    m_expectsContinue = false;
    return Progress::Complete;
}

ReceivedRequest RequestReader::takeRequest()
{
    if (m_request.bodySize > 0) {
        m_request.bodySha256 = m_hash.result().toHex();
        m_hash.reset();
    }
    m_stage = Stage::Head;
    return std::exchange(m_request, {});
}

bool RequestReader::refuse(int status, const QByteArray &reason)
{
    m_stage = Stage::Refused;
    m_refusal = {status, reason};
    m_keepsAlive = false;
    return false;
}

} // namespace Recloser
