// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonoutlinereader.h"

#include "core/text/jsonstrings.h"

#include <cstring>

namespace Recloser {

namespace {

constexpr qint64 pause = 8 * 1024 * 1024;
/// More large containers than this and only larger ones are noted.
constexpr size_t mostLarge = 4'000'000;

/// One of eight bytes ends a run of ordinary characters of a string: a quote, a backslash or a
/// control character. Some that are none may be taken for one, never the other way round.
bool hasSpecial(const char *at)
{
    constexpr quint64 ones = 0x0101'0101'0101'0101ULL;
    constexpr quint64 high = 0x8080'8080'8080'8080ULL;
    quint64 word = 0;
    std::memcpy(&word, at, sizeof word);
    const auto hasZero = [](quint64 value) { return (value - ones) & ~value & high; };
    return (hasZero(word ^ (ones * '"')) | hasZero(word ^ (ones * '\\'))
            | ((word - ones * 0x20) & ~word & high))
        != 0;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// In a sequence nothing else would tell 01 from 0 and 1, or 1true from two values.
bool isBoundary(char next)
{
    return !isDigit(next) && next != '.' && next != '-' && next != '+'
        && !((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
}

} // namespace

JsonOutlineReader::JsonOutlineReader(JsonOutline &outline, qint64 begin,
                                     const std::stop_token &stop)
    : m_outline(outline)
    , m_begin(outline.text().data())
    , m_end(m_begin + outline.text().size())
    , m_at(m_begin + begin)
    , m_stop(stop)
    , m_nextPause(m_at + std::min<qint64>(pause, m_end - m_at))
{
    outline.m_root = {begin, outline.text().size()};
}

std::optional<JsonOutline::Failure::Kind> JsonOutlineReader::read()
{
    skipBlanks();
    if (!m_outline.m_isSequence)
        m_outline.m_root.begin = m_at - m_begin;
    bool isAny = false;
    while (m_at < m_end || !m_open.empty()) {
        if (m_at >= m_nextPause && isStopped())
            return FailureKind::Stopped;
        if (!m_open.empty() && m_open.back().isObject && !readKey())
            return FailureKind::Syntax;
        if (const auto failure = readValue())
            return failure;
        isAny = true;
        if (!readEnds())
            return FailureKind::Syntax;
        if (m_open.empty() && !m_outline.m_isSequence && m_at < m_end)
            return FailureKind::Syntax;
    }
    if (!isAny && !m_outline.m_isSequence)
        return FailureKind::Syntax;
    m_outline.m_large = std::make_shared<const std::vector<JsonSpan>>(std::move(m_large));
    return {};
}

bool JsonOutlineReader::isStopped()
{
    const qint64 done = m_at - m_begin;
    m_outline.m_text.release(std::max<qint64>(0, done - 2 * pause), done);
    m_nextPause = m_at + std::min<qint64>(pause, m_end - m_at);
    return m_stop.stop_requested();
}

void JsonOutlineReader::skipBlanks()
{
    while (m_at < m_end
           && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'
               || (*m_at == '\x1e' && isWithinSequence())))
        ++m_at;
}

std::optional<JsonOutline::Failure::Kind> JsonOutlineReader::readValue()
{
    const char c = current();
    if (c == '{' || c == '[') {
        if (m_open.size() >= JsonOutline::deepest)
            return FailureKind::TooDeep;
        open(c == '{');
        return {};
    }
    bool isRead = false;
    if (c == '"') {
        isRead = readString();
    } else if (c == 't' || c == 'f' || c == 'n') {
        const QByteArrayView word = c == 't' ? "true" : c == 'f' ? "false" : "null";
        isRead = QByteArrayView(m_at, m_end).startsWith(word);
        m_at += isRead ? word.size() : 0;
        isRead = isRead && isBoundary(current());
    } else {
        isRead = readNumber();
    }
    if (!isRead)
        return FailureKind::Syntax;
    if (m_open.empty() && !m_outline.m_isSequence)
        m_outline.m_root.end = m_at - m_begin;
    return {};
}

/// Whatever stands between this value and the next.
bool JsonOutlineReader::readEnds()
{
    for (;;) {
        skipBlanks();
        if (m_open.empty())
            return true;
        const char closing = m_open.back().isObject ? '}' : ']';
        if (current() == closing && m_at < m_end) {
            ++m_at;
            close();
            m_isFresh = false;
            continue;
        }
        if (m_isFresh) {
            m_isFresh = false;
            return true;
        }
        if (current() != ',')
            return false;
        ++m_at;
        skipBlanks();
        return true;
    }
}

bool JsonOutlineReader::readKey()
{
    if (current() != '"' || !readString())
        return false;
    skipBlanks();
    if (current() != ':')
        return false;
    ++m_at;
    skipBlanks();
    return true;
}

bool JsonOutlineReader::readString()
{
    ++m_at;
    for (;;) {
        while (m_end - m_at >= 8 && !hasSpecial(m_at))
            m_at += 8;
        if (m_at >= m_end)
            return false;
        const auto c = static_cast<unsigned char>(*m_at++);
        if (c == '"')
            return true;
        if (c < 0x20)
            return false;
        if (c != '\\')
            continue;
        const char escape = current();
        if (escape == 'u') {
            if (jsonHexAt(QByteArrayView(m_at, m_end), 1) < 0)
                return false;
            m_at += 5;
        } else if (escape == '\0' || !QByteArrayView("\"\\/bfnrt").contains(escape)) {
            return false;
        } else {
            ++m_at;
        }
    }
}

bool JsonOutlineReader::readDigits()
{
    const char *begin = m_at;
    while (m_at < m_end && isDigit(*m_at))
        ++m_at;
    return m_at > begin;
}

bool JsonOutlineReader::readNumber()
{
    if (current() == '-')
        ++m_at;
    if (current() == '0')
        ++m_at;
    else if (!readDigits())
        return false;
    if (current() == '.') {
        ++m_at;
        if (!readDigits())
            return false;
    }
    if (current() == 'e' || current() == 'E') {
        ++m_at;
        if (current() == '+' || current() == '-')
            ++m_at;
        if (!readDigits())
            return false;
    }
    return isBoundary(current());
}

void JsonOutlineReader::open(bool isObject)
{
    m_open.push_back({m_large.size(), isObject});
    m_large.push_back({m_at - m_begin, 0});
    ++m_at;
    m_isFresh = true;
}

void JsonOutlineReader::close()
{
    const size_t entry = m_open.back().entry;
    m_open.pop_back();
    JsonSpan &span = m_large[entry];
    span.end = m_at - m_begin;
    if (m_open.empty() && !m_outline.m_isSequence)
        m_outline.m_root.end = span.end;
    // Those within are smaller, and gone already.
    if (span.end - span.begin < m_outline.m_threshold)
        m_large.resize(entry);
    else if (m_large.size() > mostLarge)
        coarsen();
}

void JsonOutlineReader::coarsen()
{
    while (m_large.size() > mostLarge / 2) {
        m_outline.m_threshold *= 2;
        std::erase_if(m_large, [this](const JsonSpan &span) {
            return span.end != 0 && span.end - span.begin < m_outline.m_threshold;
        });
    }
    size_t entry = 0;
    for (Open &open : m_open) {
        while (m_large[entry].end != 0)
            ++entry;
        open.entry = entry++;
    }
}

} // namespace Recloser
