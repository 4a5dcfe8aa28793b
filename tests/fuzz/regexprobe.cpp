// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
//
// Answers what our own `re` makes of patterns and subjects, for differential.py to compare with
// CPython:
//
//     regexprobe [STEPS]
//
// reads batches, each a line with a count and so many lines "VERSION<TAB>PATTERN<TAB>SUBJECT"
// (escaped as answertext.h says), and writes a line for each once it has read the whole batch.
// STEPS is the budget of a search.

#include "tests/fuzz/answertext.h"

#include <charconv>
#include <iostream>
#include <string>
#include <vector>

using namespace Recloser;

namespace {

/// Parses a pattern once for all of its subjects, which come one after the other.
class Probe
{
public:
    explicit Probe(const Budget &budget) : m_budget(budget) { }

    std::string answer(std::string_view line)
    {
        const std::size_t first = line.find('\t');
        const std::size_t last = line.rfind('\t');
        if (first == std::string_view::npos || first == last)
            return "bad line";
        const std::string_view head = line.substr(0, last);
        if (head != m_head) {
            m_head = head;
            const auto version = Fuzz::versionOf(line.substr(0, first));
            const auto source = Fuzz::unescaped(line.substr(first + 1, last - first - 1));
            m_isGood = version && source;
            if (m_isGood) {
                m_source = *source;
                m_version = *version;
                m_pattern = parse(m_source, m_version);
            }
        }
        const auto subject = Fuzz::unescaped(line.substr(last + 1));
        if (!m_isGood || !subject)
            return "bad line";
        return Fuzz::answerText(m_pattern, m_source, m_version, *subject, m_budget);
    }

private:
    Budget m_budget;
    std::string m_head;
    bool m_isGood = false;
    std::u32string m_source;
    PythonVersion m_version = PythonVersion::Py311;
    std::expected<Pattern, PatternError> m_pattern = std::unexpected(PatternError{});
};

std::uint64_t numberIn(std::string_view text)
{
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

int main(int argc, char **argv)
{
    std::ios::sync_with_stdio(false);
    Budget budget{.steps = 20 * Budget::defaultSteps};
    if (argc > 1)
        budget.steps = numberIn(argv[1]);
    Probe probe(budget);
    std::string line;
    while (std::getline(std::cin, line)) {
        std::vector<std::string> batch(numberIn(line));
        for (std::string &pair : batch)
            std::getline(std::cin, pair);
        for (const std::string &pair : batch)
            std::cout << probe.answer(pair) << '\n';
        std::cout.flush();
    }
    return 0;
}
