// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/lint/diagnosis.h"
#include "ui/keylab/keygroups.h"

namespace Recloser {

/// What is wrong with a pattern over a list of URLs. Never changed once published.
struct KeyDiagnosis
{
    KeyQuestion question;
    std::vector<Finding> findings; ///< the worst first
    std::vector<MatrixRow> matrix; ///< of the first `matrixUrls` URLs; empty without a pattern
    qsizetype matrixUrls = 0;
};

using KeyDiagnosisPtr = std::shared_ptr<const KeyDiagnosis>;

/// Gathers what the diagnosis needs, URL by URL. One thread; diagnosis() may be asked from another
/// when nothing is added any more.
class KeyDiagnosing
{
public:
    /// Enough to see whether a change of URLs moves keys; few enough to be read.
    static constexpr qsizetype mostMatrixUrls = 50;

    KeyDiagnosing(KeyQuestion question, const std::expected<Pattern, PatternError> &pattern);

    void add(std::u32string_view url, const SearchResult &found);
    KeyDiagnosisPtr diagnosis(const UrlList &urls, const std::stop_token &stop) const;

private:
    KeyQuestion m_question;
    std::expected<Pattern, PatternError> m_pattern;
    Diagnosis m_diagnosis;
};

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::KeyDiagnosisPtr)
