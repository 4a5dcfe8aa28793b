// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/conversation.h"

#include "core/text/jsonstrings.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using From = SocketMessage::From;
using Kind = SocketMessage::Kind;
using std::chrono::microseconds;

constexpr std::array<QByteArrayView, 6> kindNames{"text", "binary", "ping",
                                                  "pong", "close",  "fault"};

void appendEscaped(QByteArray &line, QByteArrayView text)
{
    constexpr char digits[] = "0123456789abcdef";
    qsizetype plain = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        line.append(text.sliced(plain, at - plain));
        plain = at + 1;
        line.append('\\');
        switch (c) {
        case '\n':
            line.append('n');
            break;
        case '\r':
            line.append('r');
            break;
        case '\t':
            line.append('t');
            break;
        case '"':
        case '\\':
            line.append(char(c));
            break;
        default:
            line.append("u00").append(digits[c >> 4U]).append(digits[c & 15U]);
        }
    }
    line.append(text.sliced(plain));
}

void appendMilliseconds(QByteArray &line, microseconds time)
{
    const qint64 count = std::max<qint64>(0, time.count());
    line.append(QByteArray::number(count / 1000)).append('.');
    line.append(QByteArray::number(count % 1000).rightJustified(3, '0'));
}

/// Reads what stands in front, and goes behind it.
class Cursor
{
public:
    explicit Cursor(QByteArrayView text) : m_text(text) { }

    bool take(QByteArrayView expected)
    {
        if (!m_text.sliced(m_at).startsWith(expected))
            return false;
        m_at += expected.size();
        return true;
    }
    std::optional<qint64> takeNumber()
    {
        const qsizetype begin = m_at;
        qint64 value = 0;
        while (m_at < m_text.size() && m_text[m_at] >= '0' && m_text[m_at] <= '9'
               && m_at - begin < 18)
            value = value * 10 + (m_text[m_at++] - '0');
        return m_at == begin ? std::nullopt : std::optional(value);
    }
    std::optional<microseconds> takeMilliseconds()
    {
        const auto whole = takeNumber();
        if (!whole || *whole > 1'000'000'000'000 || !take("."))
            return {};
        const qsizetype begin = m_at;
        const auto part = takeNumber();
        if (!part || m_at - begin != 3)
            return {};
        return microseconds(*whole * 1000 + *part);
    }
    std::optional<Kind> takeKind()
    {
        for (size_t i = 0; i < kindNames.size(); ++i) {
            if (take(kindNames[i]))
                return Kind(i);
        }
        return {};
    }
    qsizetype at() const { return m_at; }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

} // namespace

QByteArray conversationType()
{
    return "application/vnd.recloser.websocket+jsonl"_ba;
}

bool isConversation(const QByteArray &contentType)
{
    return contentType == conversationType();
}

QByteArray messageKindName(Kind kind)
{
    return kindNames[size_t(kind)].toByteArray();
}

QByteArray conversationLine(const SocketMessage &message)
{
    return ConversationLineWriter(message).next(message.data.size());
}

ConversationLineWriter::ConversationLineWriter(SocketMessage message)
    : m_message(std::move(message))
    , m_isText(m_message.kind == Kind::Text
               || (m_message.kind != Kind::Binary && QUtf8StringView(m_message.data).isValidUtf8()))
{
}

void ConversationLineWriter::appendHead(QByteArray &line) const
{
    line.append(R"({"at":)");
    appendMilliseconds(line, m_message.at);
    line.append(m_message.from == From::Server ? R"(,"from":"server","kind":")"
                                               : R"(,"from":"client","kind":")");
    line.append(kindNames[size_t(m_message.kind)]).append('"');
    if (m_message.kind == Kind::Close)
        line.append(R"(,"code":)").append(QByteArray::number(m_message.code));
    if (m_message.roundTrip) {
        line.append(R"(,"rtt":)");
        appendMilliseconds(line, *m_message.roundTrip);
    }
    line.append(R"(,"size":)").append(QByteArray::number(m_message.data.size()));
    line.append(m_isText ? R"(,"data":")" : R"(,"base64":")");
}

QByteArray ConversationLineWriter::next(qsizetype count)
{
    const QByteArrayView rest = QByteArrayView(m_message.data).sliced(m_written);
    // Base64 has pieces of three bytes.
    const QByteArrayView piece
        = rest.first(std::min(rest.size(), m_isText ? count : count + 2 - (count + 2) % 3));
    QByteArray line;
    line.reserve(piece.size() + (m_isText ? 0 : piece.size() / 3) + 96);
    if (!m_isBegun)
        appendHead(line);
    m_isBegun = true;
    if (m_isText)
        appendEscaped(line, piece);
    else
        line.append(QByteArray::fromRawData(piece.data(), piece.size()).toBase64());
    m_written += piece.size();
    m_isAtEnd = m_written == m_message.data.size();
    if (m_isAtEnd)
        line.append("\"}\n");
    return line;
}

std::optional<ConversationLine> readConversationLine(QByteArrayView line)
{
    ConversationLine facts;
    Cursor cursor(line);
    const auto fail = std::nullopt;
    if (!cursor.take(R"({"at":)"))
        return fail;
    if (const auto at = cursor.takeMilliseconds())
        facts.at = *at;
    else
        return fail;
    if (!cursor.take(R"(,"from":")"))
        return fail;
    facts.from = cursor.take("client") ? From::Client : From::Server;
    if (facts.from == From::Server && !cursor.take("server"))
        return fail;
    if (!cursor.take(R"(","kind":")"))
        return fail;
    const auto kind = cursor.takeKind();
    if (!kind || !cursor.take("\""))
        return fail;
    facts.kind = *kind;
    if (cursor.take(R"(,"code":)")) {
        const auto code = cursor.takeNumber();
        if (!code || *code > 65535)
            return fail;
        facts.code = int(*code);
    }
    if (cursor.take(R"(,"rtt":)")) {
        facts.roundTrip = cursor.takeMilliseconds();
        if (!facts.roundTrip)
            return fail;
    }
    if (!cursor.take(R"(,"size":)"))
        return fail;
    const auto size = cursor.takeNumber();
    if (!size)
        return fail;
    facts.size = *size;
    facts.isBase64 = cursor.take(R"(,"base64":")");
    if (!facts.isBase64 && !cursor.take(R"(,"data":")"))
        return fail;
    facts.contentBegin = cursor.at();
    facts.contentEnd = line.lastIndexOf("\"}");
    return facts.contentEnd < facts.contentBegin ? fail : std::optional(facts);
}

QByteArray contentOf(QByteArrayView line, const ConversationLine &facts, qsizetype limit)
{
    const QByteArrayView literal
        = line.sliced(facts.contentBegin, facts.contentEnd - facts.contentBegin);
    if (facts.isBase64) {
        const qsizetype taken
            = limit / 3 < literal.size() / 4 ? (limit / 3 + 1) * 4 : literal.size();
        return QByteArray::fromBase64(literal.first(taken).toByteArray());
    }
    // Escapes are six characters at most for what is one byte or more.
    qsizetype end = limit < literal.size() / 6 ? limit * 6 : literal.size();
    // Neither within an escape, of which a surrogate pair is the longest, nor within a character.
    if (end < literal.size()) {
        const qsizetype from = std::max<qsizetype>(0, end - 12);
        const qsizetype escape = literal.sliced(from, end - from).indexOf('\\');
        if (escape >= 0)
            end = from + escape;
        while (end > 0 && (static_cast<unsigned char>(literal[end]) & 0xC0U) == 0x80U)
            --end;
        // What looked like the begin of an escape may have been the second half of one.
        while (end > 0 && literal[end - 1] == '\\')
            --end;
    }
    QByteArrayView kept = literal.first(end);
    // Masks may have fallen upon what stood behind it.
    qsizetype slashes = 0;
    while (slashes < kept.size() && kept[kept.size() - 1 - slashes] == '\\')
        ++slashes;
    if (slashes % 2 == 1)
        kept.chop(1);
    if (!kept.contains('\\'))
        return kept.toByteArray();
    return jsonStringContent(QByteArray('"' + kept.toByteArray() + '"'));
}

} // namespace Recloser
