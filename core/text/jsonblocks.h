// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace Recloser {

/// Where up to sixty-four bytes of JSON have their signs: bit n is byte n.
struct JsonBlock
{
    /// Of strings: first and last in turn.
    quint64 quotes = 0;
    /// Outside of strings.
    quint64 opens = 0;
    quint64 closes = 0;
    quint64 commas = 0;
};

/// Reads JSON in blocks, which tells strings from what is outside of them faster than going byte by
/// byte. Begins outside of strings. Plain value.
class JsonBlockReader
{
public:
    static constexpr qint64 width = 64;

    /// `count` is in [1, width].
    JsonBlock read(const char *at, qint64 count)
    {
        JsonBlock block;
        quint64 backslashes = 0;
#ifdef __SSE2__
        if (count == width) {
            for (int part = 3; part >= 0; --part) {
                const __m128i bytes
                    = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at + part * 16));
                // [ and { differ in one bit, and so do ] and }.
                const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
                push(block.quotes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
                push(backslashes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
                push(block.opens, _mm_cmpeq_epi8(folded, _mm_set1_epi8('{')));
                push(block.closes, _mm_cmpeq_epi8(folded, _mm_set1_epi8('}')));
                push(block.commas, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')));
            }
            return finished(block, backslashes, count);
        }
#endif
        for (qint64 i = 0; i < count; ++i) {
            const quint64 bit = 1ULL << unsigned(i);
            const char c = at[i];
            block.quotes |= c == '"' ? bit : 0;
            backslashes |= c == '\\' ? bit : 0;
            block.opens |= c == '{' || c == '[' ? bit : 0;
            block.closes |= c == '}' || c == ']' ? bit : 0;
            block.commas |= c == ',' ? bit : 0;
        }
        return finished(block, backslashes, count);
    }

private:
#ifdef __SSE2__
    static void push(quint64 &bits, __m128i lanes)
    {
        bits = bits << 16U | static_cast<unsigned>(_mm_movemask_epi8(lanes));
    }
#endif
    JsonBlock finished(JsonBlock block, quint64 backslashes, qint64 count)
    {
        quint64 escaped = m_isEscaped ? 1 : 0;
        m_isEscaped = false;
        for (; backslashes != 0; backslashes &= backslashes - 1) {
            const auto at = unsigned(std::countr_zero(backslashes));
            if ((escaped >> at & 1U) != 0)
                continue;
            if (qint64(at) + 1 == count)
                m_isEscaped = true;
            else
                escaped |= 2ULL << at;
        }
        block.quotes &= ~escaped;
        quint64 inside = block.quotes;
        for (unsigned step = 1; step < 64; step *= 2)
            inside ^= inside << step;
        if (m_isInString)
            inside = ~inside;
        m_isInString = (inside >> unsigned(count - 1) & 1U) != 0;
        block.opens &= ~inside;
        block.closes &= ~inside;
        block.commas &= ~inside;
        return block;
    }

    bool m_isEscaped = false;
    bool m_isInString = false;
};

} // namespace Recloser
