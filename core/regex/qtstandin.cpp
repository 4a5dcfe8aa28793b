// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/qtstandin.h"

#include <QChar>
#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <limits>
#include <vector>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// Lone surrogates are ordinary characters in Python and an error in PCRE2. They go to a
/// private-use block at the very end of Unicode that belongs to no class either.
char32_t withoutSurrogates(char32_t c)
{
    return c >= 0xd800 && c < 0xe000 ? c - 0xd800 + 0x10f000 : c;
}

QString toUtf16(std::u32string_view text)
{
    QString result(static_cast<qsizetype>(text.size()), Qt::Uninitialized);
    QChar *out = result.data();
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (c >= 0xd800 && (c < 0xe000 || c > 0xffff)) {
            result.truncate(static_cast<qsizetype>(i));
            for (; i < text.size(); ++i)
                result.append(QChar::fromUcs4(withoutSurrogates(text[i])));
            return result;
        }
        out[i] = QChar(static_cast<char16_t>(c));
    }
    return result;
}

/// From offsets in UTF-16 to code points. Empty, and the identity, where both are the same.
std::vector<std::size_t> codePointsAt(const QString &text, std::size_t codePoints)
{
    std::vector<std::size_t> map;
    if (static_cast<std::size_t>(text.size()) == codePoints)
        return map;
    map.reserve(static_cast<std::size_t>(text.size()) + 1);
    std::size_t count = 0;
    for (const QChar c : text) {
        map.push_back(count);
        if (!c.isHighSurrogate())
            ++count;
    }
    map.push_back(count);
    return map;
}

QRegularExpression expression(const std::u32string &translation, std::uint64_t steps,
                              std::size_t stack)
{
    // The JIT of PCRE2 in Debian 13 gives wrong results, and heeds other limits.
    const auto limit = std::clamp<std::uint64_t>(steps, 1, std::numeric_limits<quint32>::max());
    const auto heap = std::clamp<std::size_t>(stack / 1024, 1, std::numeric_limits<quint32>::max());
    const QString verbs
        = u"(*NO_JIT)(*LIMIT_MATCH=%1)(*LIMIT_DEPTH=%1)(*LIMIT_HEAP=%2)(*LF)"_s.arg(limit).arg(
            heap);
    return QRegularExpression(QString(verbs + toUtf16(translation)),
                              QRegularExpression::UseUnicodePropertiesOption);
}

} // namespace

struct StandIn::Engine
{
    QRegularExpression expression;
};

StandIn::StandIn() = default;
StandIn::~StandIn() = default;

std::expected<std::unique_ptr<const StandIn>, std::string>
StandIn::compile(const std::u32string &translation)
{
    auto engine = std::make_unique<Engine>(
        Engine{expression(translation, Budget::defaultSteps, Budget::defaultStack)});
    if (!engine->expression.isValid())
        return std::unexpected(engine->expression.errorString().toStdString());
    engine->expression.optimize();
    std::unique_ptr<StandIn> standIn(new StandIn);
    standIn->m_translation = translation;
    standIn->m_engine = std::move(engine);
    return standIn;
}

SearchResult StandIn::search(std::u32string_view subject, const Budget &budget,
                             std::size_t groupCount) const
{
    const QString text = toUtf16(subject);
    const bool usual = budget.steps == Budget::defaultSteps && budget.stack == Budget::defaultStack;
    // Limits are part of what is compiled, so other ones cost a compilation.
    const QRegularExpressionMatch found = usual
        ? m_engine->expression.match(text)
        : expression(m_translation, budget.steps, budget.stack).match(text);
    // "No match" is valid; a limit that was met is not.
    if (!found.isValid())
        return std::unexpected(GaveUp::TooSlow);
    if (!found.hasMatch())
        return std::nullopt;

    const std::vector<std::size_t> map = codePointsAt(text, subject.size());
    const auto codePoint = [&map](qsizetype offset) {
        const auto at = static_cast<std::size_t>(offset);
        return map.empty() ? at : map[at];
    };
    Match match;
    match.groups.resize(groupCount + 1);
    for (int group = 0; group <= found.lastCapturedIndex(); ++group) {
        if (found.capturedStart(group) >= 0)
            match.groups[static_cast<std::size_t>(group)]
                = Span{codePoint(found.capturedStart(group)), codePoint(found.capturedEnd(group))};
    }
    return match;
}

} // namespace Recloser
