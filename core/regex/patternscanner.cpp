// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/patternscanner.h"

#include <algorithm>
#include <format>

namespace Recloser {

namespace {

/// What Python takes as "any number of times".
constexpr std::uint64_t unlimited = 4294967295;
/// The largest count the engine takes.
constexpr std::uint64_t engineLimit = 65535;
/// Python's own recursion gives up near this depth (it depends on the caller).
constexpr int deepest = 480;

std::uint64_t times(std::uint64_t width, std::uint64_t count)
{
    return width != 0 && count > unlimited / width ? unlimited : std::min(width * count, unlimited);
}

std::uint64_t plus(std::uint64_t a, std::uint64_t b)
{
    return std::min(a + b, unlimited);
}

} // namespace

std::expected<ScannedPattern, PatternError> scanPattern(std::u32string_view source,
                                                        PythonVersion version)
{
    // Inline flags count for the whole pattern, before them too where they may stand there.
    FlagSet flags = 0;
    std::vector<PatternWarning> warnings;
    for (;;) {
        PatternScanner scanner(source, version, flags, std::move(warnings));
        scanner.scan();
        if (scanner.error())
            return std::unexpected(*scanner.error());
        if (scanner.globalFlags() == flags)
            return scanner.take();
        flags = scanner.globalFlags();
        warnings = scanner.take().warnings;
    }
}

PatternScanner::PatternScanner(std::u32string_view source, PythonVersion version,
                               FlagSet globalFlags, std::vector<PatternWarning> warnings)
    : m_source(source)
    , m_version(version)
    , m_globalFlags(globalFlags)
    , m_flags(globalFlags)
    , m_warnings(std::move(warnings))
{
    load();
}

void PatternScanner::scan()
{
    if ((m_flags & Flag::IgnoreCase) != 0)
        m_translation = U"(?i)";
    readAlternatives(true);
    if (m_restarts)
        m_error.reset();
    else if (!failed())
        checkAtEnd();
}

ScannedPattern PatternScanner::take()
{
    return {std::move(m_translation), {}, m_groups.size() - 1, std::move(m_warnings)};
}

void PatternScanner::checkAtEnd()
{
    if ((m_globalFlags & Flag::Ascii) != 0 && (m_globalFlags & Flag::Unicode) != 0)
        return fail("ASCII and UNICODE flags are incompatible", {}, PatternError::Type::ValueError);
    if (tell() < m_source.size())
        return fail("unbalanced parenthesis", tell());
    for (const auto &[group, position] : m_conditions) {
        if (group < m_groups.size())
            continue;
        if (m_version == PythonVersion::Py38)
            return fail("invalid SRE code", {}, PatternError::Type::RuntimeError);
        return fail(std::format("invalid group reference {}", group), position);
    }
    if (m_lateError)
        m_error = m_lateError;
}

void PatternScanner::fail(const std::string &message, std::optional<std::size_t> position,
                          PatternError::Type type)
{
    // The first error counts; nothing is read behind it.
    const std::size_t end = m_source.size();
    m_at = end;
    m_end = end;
    if (m_error)
        return;
    PatternError error{.type = type, .message = message, .position = position};
    if (position) {
        const std::u32string_view before = m_source.substr(0, *position);
        error.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), U'\n')) + 1;
        const std::size_t lineFeed = before.rfind(U'\n');
        error.column = lineFeed == std::u32string_view::npos ? *position + 1 : *position - lineFeed;
    }
    m_error = std::move(error);
}

void PatternScanner::warn(const char *category, const std::string &message,
                          std::optional<std::size_t> position)
{
    // Python shows the same warning once.
    const PatternWarning warning{category, message, position};
    if (std::find(m_warnings.begin(), m_warnings.end(), warning) == m_warnings.end())
        m_warnings.push_back(warning);
}

void PatternScanner::load()
{
    if (m_at >= m_source.size()) {
        m_end = m_at;
    } else if (m_source[m_at] != U'\\') {
        m_end = m_at + 1;
    } else if (m_at + 1 < m_source.size()) {
        m_end = m_at + 2;
    } else {
        fail("bad escape (end of pattern)", m_at);
    }
}

PatternScanner::Token PatternScanner::get()
{
    const Token token = m_source.substr(m_at, m_end - m_at);
    m_at = m_end;
    load();
    return token;
}

void PatternScanner::seek(std::size_t position)
{
    m_at = position;
    load();
}

bool PatternScanner::nextIs(char32_t character) const
{
    return m_end == m_at + 1 && m_source[m_at] == character;
}

bool PatternScanner::nextIsDigit() const
{
    return m_end == m_at + 1 && isAsciiDigit(m_source[m_at]);
}

bool PatternScanner::nextIsOctal() const
{
    return m_end == m_at + 1 && isOctalDigit(m_source[m_at]);
}

bool PatternScanner::match(char32_t character)
{
    if (!nextIs(character))
        return false;
    get();
    return !failed();
}

std::u32string PatternScanner::getUntil(char32_t terminator, const std::string &what)
{
    std::u32string result;
    for (;;) {
        const Token token = get();
        if (failed())
            return {};
        if (token.empty()) {
            if (result.empty())
                fail("missing " + what, tell());
            else
                fail(std::format("missing {}, unterminated name", static_cast<char>(terminator)),
                     tell() - result.size());
            return {};
        }
        if (token.size() == 1 && token.front() == terminator) {
            if (result.empty())
                fail("missing " + what, tell() - 1);
            return result;
        }
        result += token;
    }
}

PatternScanner::Width PatternScanner::readAlternatives(bool first)
{
    if (++m_depth > deepest)
        fail("maximum recursion depth exceeded", {}, PatternError::Type::RecursionError);
    Width width = readSequence(first);
    while (match(U'|')) {
        m_translation += U'|';
        const Width other = readSequence(false);
        width = {std::min(width.least, other.least), std::max(width.most, other.most)};
    }
    --m_depth;
    return width;
}

PatternScanner::Width PatternScanner::readSequence(bool first)
{
    Sequence sequence{.first = first};
    while (!failed() && tell() < m_source.size() && !nextIs(U'|') && !nextIs(U')')) {
        const Token token = get();
        if (failed() || skipsBlank(token))
            continue;
        const std::size_t start = m_translation.size();
        if (token.size() == 2) {
            const Escape escape = readEscape(token);
            switch (escape.kind) {
            case EscapeKind::Literal:
                appendLiteral(m_translation, escape.character);
                add(sequence, ItemKind::Other, start, {1, 1});
                break;
            case EscapeKind::Category:
                m_translation += categoryText(escape.character, m_flags).set;
                add(sequence, ItemKind::Other, start, {1, 1});
                break;
            case EscapeKind::Position:
                m_translation += positionText(escape.character, m_flags, m_version);
                add(sequence, ItemKind::Position, start, {});
                break;
            case EscapeKind::GroupReference:
                referTo(sequence, escape.group);
                break;
            }
            continue;
        }
        switch (token.front()) {
        case U'[':
            readSet(sequence);
            break;
        case U'(':
            readGroup(sequence);
            break;
        case U'*':
        case U'+':
        case U'?':
        case U'{':
            readRepeat(sequence, token);
            break;
        case U'.':
            m_translation += (m_flags & Flag::DotAll) != 0 ? U"(?s:.)" : U"[^\\n]";
            add(sequence, ItemKind::Other, start, {1, 1});
            break;
        case U'^':
        case U'$':
            m_translation += positionText(token.front(), m_flags, m_version);
            add(sequence, ItemKind::Position, start, {});
            break;
        default:
            appendLiteral(m_translation, token.front());
            add(sequence, ItemKind::Other, start, {1, 1});
            break;
        }
    }
    return sequence.width;
}

void PatternScanner::add(Sequence &sequence, ItemKind kind, std::size_t start, Width width)
{
    sequence.last = {kind, start, width};
    sequence.width
        = {plus(sequence.width.least, width.least), plus(sequence.width.most, width.most)};
}

bool PatternScanner::skipsBlank(Token token)
{
    if ((m_flags & Flag::Verbose) == 0 || token.size() != 1)
        return false;
    if (std::u32string_view(U" \t\n\r\v\f").contains(token.front()))
        return true;
    if (token.front() != U'#')
        return false;
    for (;;) {
        const Token rest = get();
        if (rest.empty() || rest == U"\n")
            return true;
    }
}

PatternScanner::Bounds PatternScanner::readBounds(std::size_t brace)
{
    const auto digits = [this](std::optional<std::uint64_t> &number) {
        while (nextIsDigit()) {
            const std::uint64_t digit = get().front() - U'0';
            // Saturated far above every limit, however many digits there are.
            number = std::min<std::uint64_t>(number.value_or(0) * 10 + digit, 1ULL << 40);
        }
    };
    if (nextIs(U'}'))
        return {.literal = true};
    std::optional<std::uint64_t> least;
    std::optional<std::uint64_t> most;
    digits(least);
    if (match(U','))
        digits(most);
    else
        most = least;
    if (!match(U'}')) {
        if (!failed())
            seek(brace + 1);
        return {.literal = true};
    }
    if (least.value_or(0) >= unlimited || (most && *most >= unlimited)) {
        fail("the repetition number is too large", {}, PatternError::Type::OverflowError);
        return {};
    }
    if (most && *most < least.value_or(0))
        fail("min repeat greater than max repeat", brace + 1);
    return {.least = least.value_or(0), .most = most.value_or(unlimited)};
}

void PatternScanner::readRepeat(Sequence &sequence, Token token)
{
    const std::size_t here = static_cast<std::size_t>(token.data() - m_source.data());
    Bounds bounds;
    switch (token.front()) {
    case U'?':
        bounds = {0, 1};
        break;
    case U'*':
        bounds = {0, unlimited};
        break;
    case U'+':
        bounds = {1, unlimited};
        break;
    default:
        bounds = readBounds(here);
        break;
    }
    if (failed())
        return;
    Item &item = sequence.last;
    if (bounds.literal) {
        const std::size_t start = m_translation.size();
        m_translation += U"\\{";
        return add(sequence, ItemKind::Other, start, {1, 1});
    }
    if (item.kind == ItemKind::None || item.kind == ItemKind::Position)
        return fail("nothing to repeat", here);
    if (item.kind == ItemKind::Repeat)
        return fail("multiple repeat", here);
    const bool lazy = match(U'?');
    const bool possessive = !lazy && m_version >= PythonVersion::Py311 && match(U'+');
    if (failed())
        return;
    if (bounds.least > engineLimit || (bounds.most > engineLimit && bounds.most != unlimited))
        return fail("a repetition of more than 65535 times cannot be matched here", here,
                    PatternError::Type::NotSupported);

    // Each iteration of a possessive loop is atomic in Python, not only the loop.
    if (possessive) {
        m_translation.insert(item.start, U"(?>");
        m_translation += U')';
    }
    m_translation += U'{';
    appendNumber(m_translation, bounds.least);
    m_translation += U',';
    if (bounds.most != unlimited)
        appendNumber(m_translation, bounds.most);
    m_translation += U'}';
    if (lazy || possessive)
        m_translation += lazy ? U'?' : U'+';

    const Width before = item.width;
    const Width width{times(before.least, bounds.least), times(before.most, bounds.most)};
    item.kind = ItemKind::Repeat;
    sequence.width = {plus(sequence.width.least - before.least, width.least),
                      plus(sequence.width.most - before.most, width.most)};
    item.width = width;
}

} // namespace Recloser
