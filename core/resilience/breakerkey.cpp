// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/breakerkey.h"

#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(const QString &url)
{
    const QString path = QUrl(url).path(QUrl::FullyEncoded);
    return path.isEmpty() ? u"/"_s : path;
}

void fallBack(KeyResult &result, const BreakerPolicy &policy, const QString &url)
{
    switch (policy.fallback) {
    case KeyFallback::WholeUrl:
        result.key = url;
        break;
    case KeyFallback::PathOnly:
        result.key = pathOf(url);
        break;
    case KeyFallback::Error:
    case KeyFallback::NoBreaker:
        result.key = QString();
        break;
    }
}

QString textOf(const PatternWarning &warning)
{
    QString text = QString::fromStdString(warning.category) + u": "_s
        + QString::fromStdString(warning.message);
    if (warning.position)
        text += u" at position "_s + QString::number(*warning.position);
    return text;
}

TextSpan spanOf(const Span &span)
{
    return {qsizetype(span.begin), qsizetype(span.end)};
}

KeyError errorOf(const PatternError &error)
{
    KeyError result{QString::fromStdString(error.message), {}};
    if (error.position)
        result.position = qsizetype(*error.position);
    return result;
}

} // namespace

std::u32string codePoints(QStringView text)
{
    std::u32string result;
    result.reserve(size_t(text.size()));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            result.push_back(QChar::surrogateToUcs4(c, text[i + 1].unicode()));
            ++i;
        } else {
            result.push_back(c);
        }
    }
    return result;
}

QString fromCodePoints(std::u32string_view text)
{
    // Not QString::fromUcs4(), which replaces lone surrogates.
    QString result;
    result.reserve(qsizetype(text.size()));
    for (const char32_t c : text) {
        if (QChar::requiresSurrogates(c))
            result += QChar(QChar::highSurrogate(c)) + QChar(QChar::lowSurrogate(c));
        else
            result += QChar(char16_t(c));
    }
    return result;
}

qsizetype utf16Index(QStringView text, qsizetype codePointCount)
{
    qsizetype i = 0;
    for (qsizetype n = 0; n < codePointCount && i < text.size(); ++n)
        i += text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate() ? 2
                                                                                              : 1;
    return i;
}

qsizetype codePointIndex(QStringView text, qsizetype utf16)
{
    qsizetype n = 0;
    for (qsizetype i = 0; i < utf16 && i < text.size(); ++n)
        i += text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate() ? 2
                                                                                              : 1;
    return n;
}

KeyReader::KeyReader(PythonVersion version) : m_version(version) { }

KeyReader::Known &KeyReader::known(const QString &pattern)
{
    const auto known = m_patterns.find(pattern);
    if (known != m_patterns.end())
        return *known;
    // Typing makes a new pattern with every key; a few hundred are plenty.
    constexpr qsizetype enough = 256;
    if (m_patterns.size() >= enough)
        m_patterns.clear();
    return *m_patterns.insert(pattern,
                              {parse(codePoints(pattern), m_version), {}, std::unexpected(GaveUp())});
}

KeyResult KeyReader::read(const BreakerPolicy &policy, const QString &url,
                          const std::stop_token &stop)
{
    if (policy.keyPattern.isEmpty())
        return keyOf(policy, url, std::unexpected(PatternError()), std::unexpected(GaveUp()));
    Known &known = this->known(policy.keyPattern);
    if (known.pattern && known.url != url) {
        known.found = search(*known.pattern, codePoints(url), Budget{.stop = stop});
        // What was given up may have been stopped: it is not an answer to remember.
        known.url = known.found ? std::optional(url) : std::nullopt;
    }
    return keyOf(policy, url, known.pattern, known.found);
}

KeyResult keyOf(const BreakerPolicy &policy, const QString &url,
                const std::expected<Pattern, PatternError> &pattern, const SearchResult &found)
{
    KeyResult result;
    if (policy.keyPattern.isEmpty()) {
        result.source = KeySource::Missing;
        fallBack(result, policy, url);
        return result;
    }
    if (!pattern) {
        result.source = KeySource::Invalid;
        result.error = errorOf(pattern.error());
        fallBack(result, policy, url);
        return result;
    }
    for (const PatternWarning &warning : pattern->warnings())
        result.warnings.append(textOf(warning));
    if (!found || !*found) {
        result.source = found ? KeySource::NoMatch : KeySource::TooSlow;
        fallBack(result, policy, url);
        return result;
    }
    result.span = spanOf(*(*found)->groups.front());
    if (result.span->begin == result.span->end) {
        result.source = KeySource::Empty;
        if (policy.emptyMatch == EmptyMatch::Strict) {
            result.key = u""_s;
            result.warnings.append(u"the key is empty: one circuit for every such URL"_s);
        } else {
            fallBack(result, policy, url);
            result.warnings.append(u"empty match"_s);
        }
        return result;
    }
    result.source = KeySource::Match;
    const qsizetype begin = utf16Index(url, result.span->begin);
    result.key = url.sliced(begin, utf16Index(url, result.span->end) - begin);
    return result;
}

} // namespace Recloser
