// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/duplicatekeys.h"

#include "core/text/structurepath.h"

#include <QHashFunctions>

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

/// Behind the last quote of a string that is all there.
qint64 endOfString(QByteArrayView text, qint64 begin)
{
    for (qint64 at = begin + 1; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"')
            return at + 1;
    }
    return text.size();
}

/// What two keys have in common if they are the same, however they are written.
QByteArray characters(QByteArrayView text, qint64 begin)
{
    const QByteArrayView written = text.sliced(begin, endOfString(text, begin) - begin);
    return written.contains('\\') ? jsonStringValue(written).toUtf8()
                                  : written.sliced(1).chopped(1).toByteArray();
}

} // namespace

void DuplicateKeyFinder::read(QByteArrayView text, qint64 until)
{
    while (m_at < until) {
        const qint64 count = std::min(JsonBlockReader::width, until - m_at);
        const JsonBlock block = m_reader.read(text.data() + m_at, count);
        for (quint64 bits = block.quotes | block.opens | block.closes | block.commas; bits != 0;
             bits &= bits - 1)
            takeSign(text, m_at + std::countr_zero(bits), block, bits & -bits);
        m_at += count;
    }
}

void DuplicateKeyFinder::takeSign(QByteArrayView text, qint64 at, const JsonBlock &block,
                                  quint64 bit)
{
    if ((block.quotes & bit) != 0) {
        if (!m_stringBegin)
            m_stringBegin = at;
        else if (std::exchange(m_isKeyNext, false))
            addKey(text, at + 1);
        else
            m_stringBegin.reset();
        return;
    }
    if ((block.opens & bit) != 0) {
        if (m_levels.size() >= deepest) {
            ++m_depthBeyond;
            m_isPartial = true;
            m_isKeyNext = false;
            return;
        }
        m_isKeyNext = text[at] == '{';
        m_levels.push_back({m_isKeyNext, true, m_keys.size()});
    } else if (m_depthBeyond > 0) {
        m_depthBeyond -= (block.closes & bit) != 0 ? 1 : 0;
    } else if ((block.commas & bit) != 0) {
        m_isKeyNext = !m_levels.empty() && m_levels.back().isObject;
    } else if (!m_levels.empty()) {
        compare(text, m_levels.back().firstKey);
        m_levels.pop_back();
        m_isKeyNext = false;
    }
}

void DuplicateKeyFinder::addKey(QByteArrayView text, qint64 end)
{
    const qint64 begin = *std::exchange(m_stringBegin, std::nullopt);
    Level &level = m_levels.back();
    if (!level.isCompared)
        return;
    if (m_keys.size() >= mostKeys) {
        m_keys.resize(level.firstKey);
        level.isCompared = false;
        m_isPartial = true;
        return;
    }
    const QByteArrayView written = text.sliced(begin + 1, end - begin - 2);
    if (written.contains('\\'))
        m_keys.push_back({qHash(QByteArrayView(characters(text, begin))), begin});
    else
        m_keys.push_back({qHash(written), begin});
}

void DuplicateKeyFinder::compare(QByteArrayView text, size_t first)
{
    const auto begin = m_keys.begin() + qsizetype(first);
    if (m_keys.end() - begin > 1) {
        std::sort(begin, m_keys.end(), [](const Key &a, const Key &b) {
            return a.hash != b.hash ? a.hash < b.hash : a.begin < b.begin;
        });
    }
    for (auto at = begin; at != m_keys.end();) {
        const auto next
            = std::find_if(at, m_keys.end(), [&](const Key &key) { return key.hash != at->hash; });
        // Those of one hash that are not the same key are as good as never there.
        if (next - at > 1 && characters(text, at->begin) == characters(text, (next - 1)->begin)) {
            m_total += next - at;
            for (auto key = at; key != next && m_found.size() < mostFound; ++key)
                m_found.push_back({key->begin, endOfString(text, key->begin), next - at});
        }
        at = next;
    }
    m_keys.erase(begin, m_keys.end());
}

void DuplicateKeyFinder::finish(QByteArrayView text)
{
    for (; !m_levels.empty(); m_levels.pop_back())
        compare(text, m_levels.back().firstKey);
}

std::vector<DuplicateKey> DuplicateKeyFinder::take()
{
    std::ranges::sort(m_found, {}, &DuplicateKey::begin);
    return std::exchange(m_found, {});
}

const DuplicateKey *duplicateAt(const std::vector<DuplicateKey> &found, qint64 byte)
{
    const auto at = std::ranges::lower_bound(found, byte, {}, &DuplicateKey::begin);
    return at != found.end() && at->begin == byte ? &*at : nullptr;
}

} // namespace Recloser
