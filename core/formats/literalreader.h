// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/pythonliteral.h"

#include <optional>

namespace Recloser {

/// What parsePythonLiteral() and parsePythonCall() read with, once. Recursive descent; the first
/// error ends it. The text outlives it.
class LiteralReader
{
public:
    explicit LiteralReader(QStringView text) : m_text(text) { }

    std::expected<PythonValue, FormatError> literal();
    std::expected<PythonValue, FormatError> call();

private:
    using Kind = PythonValue::Kind;
    using Result = std::expected<PythonValue, FormatError>;

    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    std::unexpected<FormatError> failed(qsizetype at, const QString &message) const;
    Result ended(PythonValue value);
    void skipBlank();
    Result read(int depth);
    Result readAt(int depth);
    Result readDict(int depth);
    Result readItems(int depth, Kind kind, QChar closing);
    Result readWord(int depth);
    /// Texts next to each other are one (Python reference, section 2.4.2).
    Result readStrings();
    std::optional<FormatError> readString(QString &text, bool isRaw);
    std::optional<FormatError> readEscape(QString &text);
    Result readNumber();

    QStringView m_text;
    qsizetype m_at = 0;
    /// How much was read that JSON has not.
    int m_pythonSigns = 0;
};

} // namespace Recloser
