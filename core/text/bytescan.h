// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>

#ifdef __SSE2__
#include <immintrin.h>
#endif

namespace Recloser {

/// A byte that stands at a place of what is looked for.
struct ByteProbe
{
    std::ptrdiff_t at = 0;
    char byte = 0;
    /// `byte` is a small letter and stands for the capital too, or it is no letter.
    bool isFolded = false;

    bool isLetter() const { return byte >= 'a' && byte <= 'z'; }
    /// What to set in both before they are compared.
    char mask() const { return isFolded && isLetter() ? 0x20 : 0; }
    bool matches(const char *begin) const { return (begin[at] | mask()) == byte; }
};

#ifdef __SSE2__
/// nextCandidate() of processors that do thirty-two places at a time: goes on to where fewer than
/// sixty-four are left, or to a place that fits.
__attribute__((target("avx2"))) inline const char *
skipByAvx2(const char *begin, const char *end, const ByteProbe &first, const ByteProbe &second)
{
    const __m256i firstByte = _mm256_set1_epi8(first.byte);
    const __m256i secondByte = _mm256_set1_epi8(second.byte);
    const __m256i firstMask = _mm256_set1_epi8(first.mask());
    const __m256i secondMask = _mm256_set1_epi8(second.mask());
    for (; end - begin >= 64; begin += 64) {
        __m256i fits[2];
        for (int half = 0; half < 2; ++half) {
            const char *at = begin + half * 32;
            const __m256i a = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + first.at));
            const __m256i b = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at + second.at));
            fits[half]
                = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(a, firstMask), firstByte),
                                   _mm256_cmpeq_epi8(_mm256_or_si256(b, secondMask), secondByte));
        }
        const __m256i any = _mm256_or_si256(fits[0], fits[1]);
        if (_mm256_testz_si256(any, any))
            continue;
        const auto low = static_cast<unsigned>(_mm256_movemask_epi8(fits[0]));
        const auto high = static_cast<unsigned>(_mm256_movemask_epi8(fits[1]));
        return begin + (low != 0 ? std::countr_zero(low) : 32 + std::countr_zero(high));
    }
    return begin;
}
#endif

/// The first place in [begin, end) where both probes fit, or `end`. Bytes up to the farther probe
/// of the last place are there. Sixteen places at a time where the processor can.
inline const char *nextCandidate(const char *begin, const char *end, const ByteProbe &first,
                                 const ByteProbe &second)
{
#ifdef __SSE2__
    static const bool hasAvx2 = __builtin_cpu_supports("avx2");
    if (hasAvx2)
        begin = skipByAvx2(begin, end, first, second);
    const __m128i firstByte = _mm_set1_epi8(first.byte);
    const __m128i secondByte = _mm_set1_epi8(second.byte);
    const __m128i firstMask = _mm_set1_epi8(first.mask());
    const __m128i secondMask = _mm_set1_epi8(second.mask());
    const auto fits = [&](const char *at) {
        const auto load = [](const char *from) {
            return _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
        };
        return _mm_and_si128(
            _mm_cmpeq_epi8(_mm_or_si128(load(at + first.at), firstMask), firstByte),
            _mm_cmpeq_epi8(_mm_or_si128(load(at + second.at), secondMask), secondByte));
    };
    for (; end - begin >= 64; begin += 64) {
        const __m128i a = fits(begin);
        const __m128i b = fits(begin + 16);
        const __m128i c = fits(begin + 32);
        const __m128i d = fits(begin + 48);
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d))) == 0)
            continue;
        const auto bits = [](__m128i lanes) {
            return static_cast<unsigned long long>(static_cast<unsigned>(_mm_movemask_epi8(lanes)));
        };
        return begin + std::countr_zero(bits(a) | bits(b) << 16U | bits(c) << 32U | bits(d) << 48U);
    }
#endif
    while (begin < end && !(first.matches(begin) && second.matches(begin)))
        ++begin;
    return begin;
}

/// Finds line feeds one behind the other, sixty-four bytes at a time where the processor can: texts
/// have many, and a call for each costs more than the bytes.
class LineFeeds
{
public:
    LineFeeds(const char *begin, const char *end) : m_end(end), m_block(begin) { load(); }

    /// The first one in [from, until), null if there is none.
    const char *next(const char *from, const char *until)
    {
        if (from < m_block || from - m_block >= width) {
            m_block = from;
            load();
        }
        m_bits &= ~0ULL << unsigned(from - m_block);
        while (m_bits == 0) {
            if (until - m_block <= width)
                return nullptr;
            m_block += width;
            load();
        }
        const char *found = m_block + std::countr_zero(m_bits);
        return found < until ? found : nullptr;
    }

private:
    static constexpr std::ptrdiff_t width = 64;

    void load()
    {
        m_bits = 0;
#ifdef __SSE2__
        if (m_end - m_block >= width) {
            const __m128i feed = _mm_set1_epi8('\n');
            for (int part = 3; part >= 0; --part) {
                const __m128i bytes
                    = _mm_loadu_si128(reinterpret_cast<const __m128i *>(m_block + part * 16));
                m_bits = m_bits << 16U
                    | static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, feed)));
            }
            return;
        }
#endif
        for (std::ptrdiff_t i = std::min(width, m_end - m_block) - 1; i >= 0; --i)
            m_bits = m_bits << 1U | (m_block[i] == '\n' ? 1U : 0U);
    }

    const char *m_end;
    const char *m_block;
    unsigned long long m_bits = 0;
};

} // namespace Recloser
