// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/pattern.h"

#include "core/regex/compiledpattern.h"
#include "core/regex/parser.h"

#include <format>

namespace Recloser {

std::string describe(const PatternError &error, std::u32string_view source)
{
    if (!error.position)
        return error.message;
    const std::string text = std::format("{} at position {}", error.message, *error.position);
    if (!source.contains(U'\n'))
        return text;
    return std::format("{} (line {}, column {})", text, error.line, error.column);
}

std::string errorTypeName(PatternError::Type type, PythonVersion version)
{
    switch (type) {
    case PatternError::Type::ReError:
        return version < PythonVersion::Py313 ? "re.error" : "re.PatternError";
    case PatternError::Type::OverflowError:
        return "OverflowError";
    case PatternError::Type::ValueError:
        return "ValueError";
    case PatternError::Type::TypeError:
        return "TypeError";
    case PatternError::Type::RecursionError:
        return "RecursionError";
    case PatternError::Type::RuntimeError:
        return "RuntimeError";
    case PatternError::Type::Verbose:
        return "sre_parse.Verbose";
    case PatternError::Type::NotSupported:
        break;
    }
    return {};
}

const std::u32string &Pattern::source() const
{
    return m_compiled->source;
}

PythonVersion Pattern::version() const
{
    return m_compiled->version;
}

std::size_t Pattern::groupCount() const
{
    return m_compiled->groupCount;
}

const std::vector<PatternWarning> &Pattern::warnings() const
{
    return m_compiled->warnings;
}

const SyntaxTree &Pattern::syntax() const
{
    return m_compiled->syntax;
}

bool Pattern::operator==(const Pattern &other) const
{
    return m_compiled == other.m_compiled
        || (version() == other.version() && source() == other.source());
}

std::expected<Pattern, PatternError> parse(std::u32string_view source, PythonVersion version)
{
    auto parsed = readPattern(source, version);
    if (!parsed)
        return std::unexpected(parsed.error());
    Program program = compileProgram(parsed->syntax, version, Shortcuts::Taken);
    return Pattern(std::make_shared<const CompiledPattern>(
        CompiledPattern{.source = std::u32string(source),
                        .version = version,
                        .groupCount = parsed->syntax.groupCount,
                        .warnings = std::move(parsed->warnings),
                        .syntax = std::move(parsed->syntax),
                        .program = std::move(program)}));
}

} // namespace Recloser
