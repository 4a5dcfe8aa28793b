// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/patternreading.h"

#include "core/resilience/codepoints.h"

namespace Recloser {

PatternReading::PatternReading(const QString &text, PythonVersion version)
    : m_text(text)
    , m_version(version)
    , m_isRead(!text.isEmpty() && text.size() <= longest)
{
    if (!m_isRead)
        return;
    m_source = codePoints(text);
    m_isPlain = qsizetype(m_source.size()) == text.size();
    m_pattern = parse(m_source, version);
}

const SyntaxTree *PatternReading::syntax() const
{
    if (!m_isRead || !m_pattern || m_pattern->syntax().root == noNode)
        return nullptr;
    return &m_pattern->syntax();
}

qsizetype PatternReading::utf16(std::size_t codePoint) const
{
    return m_isPlain ? std::min(qsizetype(codePoint), m_text.size())
                     : utf16Index(m_text, qsizetype(codePoint));
}

} // namespace Recloser
