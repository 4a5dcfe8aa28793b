// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Recloser {

/// The Python whose `re` module is followed; its language changed a little with most versions.
enum class PythonVersion { Py38, Py39, Py310, Py311, Py312, Py313, Py314 };

/// Why Python would not compile a pattern. A plain value.
struct PatternError
{
    /// The Python exception, or NotSupported for a valid pattern that cannot be matched here yet.
    enum class Type {
        ReError,
        OverflowError,
        ValueError,
        TypeError,
        RecursionError,
        RuntimeError,
        Verbose, ///< what Python up to 3.10 throws for `(?-x:(?x))`, without a message
        NotSupported
    };

    Type type = Type::ReError;
    std::string message; ///< UTF-8, Python's own words, without the position
    std::optional<std::size_t> position; ///< code points from the start; Python gives none for some
    std::size_t line = 1; ///< of the position, from 1
    std::size_t column = 1; ///< of the position, from 1

    bool operator==(const PatternError &) const = default;
};

/// The exception's name as Python prints it: "re.error", from 3.13 on "re.PatternError"; empty for
/// what is no exception of Python.
std::string errorTypeName(PatternError::Type type, PythonVersion version);

/// The error as Python prints it: "MESSAGE at position N", with "(line L, column C)" behind it
/// where the pattern has a line feed.
std::string describe(const PatternError &error, std::u32string_view source);

/// A warning Python gives while it compiles. A plain value.
struct PatternWarning
{
    std::string category; ///< "FutureWarning" or "DeprecationWarning"
    std::string message; ///< UTF-8, Python's own words, without the position
    std::optional<std::size_t> position;

    bool operator==(const PatternWarning &) const = default;
};

struct CompiledPattern;
struct SyntaxTree;

/// A pattern that Python's `re.compile` accepts. A value, cheap to copy; copies share what was
/// compiled, which never changes, so any number of threads may search with it.
class Pattern
{
public:
    const std::u32string &source() const;
    PythonVersion version() const;
    std::size_t groupCount() const; ///< capturing groups, group 0 not counted
    const std::vector<PatternWarning> &warnings() const;

    /// The pattern as written, for explanation, diagnostics and traces.
    const SyntaxTree &syntax() const;

    const CompiledPattern &compiled() const { return *m_compiled; }

    /// Two patterns are the same when they were parsed from the same text for the same version.
    bool operator==(const Pattern &other) const;

private:
    friend std::expected<Pattern, PatternError> parse(std::u32string_view, PythonVersion);
    explicit Pattern(std::shared_ptr<const CompiledPattern> compiled)
        : m_compiled(std::move(compiled))
    {
    }

    std::shared_ptr<const CompiledPattern> m_compiled;
};

/// Compiles `source` as `re.compile(source)` does, without flags (docs.python.org/library/re).
std::expected<Pattern, PatternError> parse(std::u32string_view source,
                                           PythonVersion version = PythonVersion::Py311);

} // namespace Recloser
