// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/utf8text.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace Recloser {

namespace {

constexpr Utf8Character bad{0xFFFD, 1, false};

/// Bytes that the character of this lead byte takes; 0 if it leads none.
qsizetype lengthOf(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

qsizetype asciiLength(QByteArrayView bytes)
{
    constexpr quint64 high = 0x8080'8080'8080'8080ULL;
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if (word & high)
            break;
    }
    while (at < bytes.size() && !(static_cast<unsigned char>(bytes[at]) & 0x80U))
        ++at;
    return at;
}

} // namespace

bool isAscii(QByteArrayView bytes)
{
    return asciiLength(bytes) == bytes.size();
}

Utf8Character firstCharacter(QByteArrayView bytes)
{
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const qsizetype length = lengthOf(lead);
    if (length == 1)
        return {lead, 1, true};
    if (length == 0 || length > bytes.size())
        return bad;
    char32_t code = lead & (0xFFU >> unsigned(length + 1));
    for (qsizetype i = 1; i < length; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if ((byte & 0xC0U) != 0x80U)
            return bad;
        code = code << 6U | (byte & 0x3FU);
    }
    const bool isTooLong
        = (length == 3 && code < 0x800) || (length == 4 && (code < 0x10000 || code > 0x10FFFF));
    const bool isSurrogate = code >= 0xD800 && code < 0xE000;
    return isTooLong || isSurrogate ? bad : Utf8Character{code, length, true};
}

Utf8Character lastCharacter(QByteArrayView bytes)
{
    for (qsizetype length = 1; length <= std::min<qsizetype>(4, bytes.size()); ++length) {
        const Utf8Character last = firstCharacter(bytes.last(length));
        if (last.isValid && last.length == length)
            return last;
    }
    return bad;
}

MappedText mappedText(QByteArrayView bytes)
{
    MappedText mapped;
    if (isAscii(bytes)) {
        mapped.text = QString::fromLatin1(bytes);
        return mapped;
    }
    mapped.text.reserve(bytes.size());
    mapped.bytes.reserve(size_t(bytes.size()) + 1);
    for (qsizetype at = 0; at < bytes.size();) {
        const Utf8Character character = firstCharacter(bytes.sliced(at));
        if (QChar::requiresSurrogates(character.code)) {
            mapped.text += QChar(QChar::highSurrogate(character.code));
            mapped.bytes.push_back(quint32(at));
            mapped.text += QChar(QChar::lowSurrogate(character.code));
        } else {
            mapped.text += QChar(char16_t(character.code));
        }
        mapped.bytes.push_back(quint32(at));
        at += character.length;
    }
    mapped.bytes.push_back(quint32(bytes.size()));
    return mapped;
}

void Utf8Check::check(QByteArrayView piece)
{
    if (!m_held.isEmpty()) {
        // At most three bytes are missing.
        const qsizetype few = std::min<qsizetype>(3, piece.size());
        const QByteArray seam = std::exchange(m_held, {}) + piece.first(few);
        walk(seam);
        // What of the seam was held again comes from the piece in both cases.
        piece = piece.sliced(few);
        if (piece.isEmpty())
            return;
        if (!m_held.isEmpty()) {
            check(piece);
            return;
        }
    }
    walk(piece);
}

void Utf8Check::walk(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (true) {
        at += asciiLength(bytes.sliced(at));
        if (at == bytes.size())
            break;
        const QByteArrayView rest = bytes.sliced(at);
        const Utf8Character character = firstCharacter(rest);
        if (!character.isValid && lengthOf(static_cast<unsigned char>(rest[0])) > rest.size()) {
            m_held = rest.toByteArray();
            break;
        }
        if (!character.isValid) {
            if (!m_first)
                m_first = m_offset + at;
            ++m_count;
        }
        at += character.length;
    }
    m_offset += at;
}

void Utf8Check::finish()
{
    if (!m_held.isEmpty() && !m_first)
        m_first = m_offset;
    m_count += m_held.size();
    m_offset += m_held.size();
    m_held.clear();
}

} // namespace Recloser
