// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keydiagnosis.h"

#include "core/resilience/codepoints.h"

namespace Recloser {

KeyDiagnosing::KeyDiagnosing(KeyQuestion question,
                             const std::expected<Pattern, PatternError> &pattern)
    : m_question(std::move(question))
    , m_pattern(pattern)
    , m_diagnosis(codePoints(m_question.policy.keyPattern), m_pattern, {}, m_question.version)
{
}

void KeyDiagnosing::add(std::u32string_view url, const SearchResult &found)
{
    // No pattern is not a wrong one: there is nothing to say of it.
    if (!m_question.policy.keyPattern.isEmpty())
        m_diagnosis.add(url, found);
}

KeyDiagnosisPtr KeyDiagnosing::diagnosis(const UrlList &urls, const std::stop_token &stop) const
{
    auto result = std::make_shared<KeyDiagnosis>();
    result->question = m_question;
    if (m_question.policy.keyPattern.isEmpty())
        return result;
    result->findings = m_diagnosis.findings(stop);
    if (!m_pattern)
        return result;
    std::vector<std::u32string> asked;
    for (const QString &url : urls.first(mostMatrixUrls))
        asked.push_back(codePoints(url));
    result->matrixUrls = qsizetype(asked.size());
    result->matrix = stabilityMatrix(*m_pattern, asked, stop);
    return result;
}

} // namespace Recloser
