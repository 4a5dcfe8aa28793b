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
    std::u32string source;
    assignCodePoints(source, pattern);
    return *m_patterns.insert(pattern, {parse(source, m_version), {}, {}});
}

KeyResult KeyReader::read(const BreakerPolicy &policy, const QString &url,
                          const std::stop_token &stop)
{
    if (policy.keyPattern.isEmpty())
        return keyOf(policy, url, std::unexpected(PatternError()), {});
    Known &known = this->known(policy.keyPattern);
    if (known.pattern && known.url != url) {
        assignCodePoints(m_url, url);
        known.found = m_searcher.find(*known.pattern, m_url, Budget{.stop = stop});
        // What was given up may have been stopped: it is not an answer to remember.
        known.url = known.found ? std::optional(url) : std::nullopt;
    }
    return keyOf(policy, url, known.pattern, known.found);
}

KeyResult keyOf(const BreakerPolicy &policy, const QString &url,
                const std::expected<Pattern, PatternError> &pattern, const FoundSpan &found)
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
    result.span = spanOf(**found);
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
