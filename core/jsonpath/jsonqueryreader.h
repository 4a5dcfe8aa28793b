// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonqueryerror.h"

#include <optional>
#include <string>
#include <string_view>

namespace Recloser {

/// The characters of a query one by one, and what is made of them alone: blanks, names, strings,
/// numbers (RFC 9535 appendix A). What returns false has noted the error; the first one stays.
class JsonQueryReader
{
public:
    using Kind = JsonQueryError::Kind;
    using Expected = JsonQueryError::Expected;

    explicit JsonQueryReader(std::u32string_view text) : m_text(text) { }

    qsizetype at() const { return qsizetype(m_at); }
    void goTo(qsizetype at) { m_at = size_t(at); }
    bool isAtEnd() const { return m_at == m_text.size(); }
    /// 0 at the end.
    char32_t current() const { return isAtEnd() ? 0 : m_text[m_at]; }
    char32_t following() const { return m_at + 1 < m_text.size() ? m_text[m_at + 1] : 0; }
    bool isHere(std::u32string_view text) const { return m_text.substr(m_at).starts_with(text); }
    /// Passes over it where it is there.
    bool skip(std::u32string_view text);
    void skipBlanks();

    bool takeName(QByteArray &name);
    /// A name in small letters, which begins here.
    QByteArray takeWord();
    bool takeString(QByteArray &content);
    bool takeInteger(qint64 &number);
    bool takeNumber(QByteArray &number);

    /// Always false.
    bool fail(Expected expected) { return fail(Kind::Unexpected, at(), expected); }
    bool fail(Kind kind, qsizetype at, Expected expected = Expected::Nothing,
              const QString &subject = {}, int count = 0);
    const std::optional<JsonQueryError> &error() const { return m_error; }

private:
    bool takeEscape(char32_t quote, QByteArray &content);
    bool takeUnicode(QByteArray &content);
    bool takeHex(char32_t &code);
    bool takeDigits();

    std::u32string_view m_text;
    size_t m_at = 0;
    std::optional<JsonQueryError> m_error;
};

} // namespace Recloser
