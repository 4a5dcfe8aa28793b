// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/slowness.h"

#include "core/regex/compiledpattern.h"
#include "core/regex/matcher.h"
#include "core/regex/trace.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <vector>

namespace Recloser {

namespace {

/// The steps of one measurement; a dozen or two are made.
constexpr std::uint64_t mostSteps = 500'000;

/// What CPython takes for one of our steps without short cuts: the median over patterns like those
/// of tst_slowness, measured with 3.11 on a machine of 2023.
constexpr double secondsOfAStep = 2.2e-9;

constexpr double hundredYears = 100 * 365.25 * 86400;

struct Point
{
    double length = 0;
    double steps = 0; ///< natural logarithm
};

/// steps = base + slope * x, by least squares.
struct Line
{
    double base = 0;
    double slope = 0;
    double error = std::numeric_limits<double>::infinity(); ///< mean square
};

template<typename X> Line fit(const std::vector<Point> &points, X x)
{
    double sumX = 0;
    double sumY = 0;
    double sumXX = 0;
    double sumXY = 0;
    for (const Point &point : points) {
        const double at = x(point.length);
        sumX += at;
        sumY += point.steps;
        sumXX += at * at;
        sumXY += at * point.steps;
    }
    const auto count = static_cast<double>(points.size());
    const double spread = count * sumXX - sumX * sumX;
    if (spread <= 0)
        return {};
    Line line;
    line.slope = (count * sumXY - sumX * sumY) / spread;
    line.base = (sumY - line.slope * sumX) / count;
    line.error = 0;
    for (const Point &point : points) {
        const double off = line.base + line.slope * x(point.length) - point.steps;
        line.error += off * off / count;
    }
    return line;
}

class Investigation
{
public:
    Investigation(const Pattern &pattern, std::u32string_view subject, const std::stop_token &stop)
        : m_pattern(pattern)
        , m_subject(subject)
        , m_stop(stop)
        , m_program(compileProgram(pattern.syntax(), pattern.version(), Shortcuts::None))
    {
    }

    std::expected<Slowness, GaveUp> run()
    {
        followTrace();
        if (m_ended)
            return std::unexpected(*m_ended);
        chooseTail();
        const std::size_t longest = longestWithin();
        std::vector<Point> points = measure(longest);
        const std::uint64_t whole = stepsOf(m_subject);
        if (m_ended)
            return std::unexpected(*m_ended);
        judge(std::move(points), whole);
        return m_slowness;
    }

private:
    /// The loop at fault, and how far into the subject the search came.
    void followTrace()
    {
        Trace trace;
        const SearchResult result
            = Searcher().search(m_pattern, m_subject, {.steps = mostSteps, .stop = m_stop}, &trace);
        // Running out of steps or stack is what this is about.
        if (!result && result.error() != GaveUp::TooSlow
            && (result.error() == GaveUp::Cancelled || trace.steps.empty())) {
            m_ended = result.error();
            return;
        }
        std::uint64_t most = 0;
        const SyntaxTree &tree = m_pattern.syntax();
        for (NodeId id = 0; id < tree.nodes.size(); ++id) {
            if (tree.node(id).kind == NodeKind::Repeat && trace.stepsPerNode[id] > most) {
                most = trace.stepsPerNode[id];
                m_slowness.loop = id;
            }
        }
        for (const TraceStep &step : trace.steps)
            m_reach = std::max(m_reach, std::max(step.at, step.end));
    }

    std::uint64_t stepsOf(std::u32string_view text)
    {
        if (m_ended)
            return 0;
        const Budget budget{.steps = mostSteps, .stop = m_stop};
        Matcher matcher(m_program, text, budget, m_scratch, nullptr);
        const auto result = matcher.search();
        if (!result && result.error() == GaveUp::Cancelled)
            m_ended = GaveUp::Cancelled;
        return !result ? mostSteps : matcher.steps();
    }

    std::uint64_t stepsOf(std::size_t length)
    {
        return stepsOf(std::u32string(m_subject.substr(0, length)) + m_tail);
    }

    /// What behind a part of the subject keeps it from matching, which is when it is slow.
    void chooseTail()
    {
        constexpr std::size_t few = 16;
        const std::array<std::u32string, 4> tails{std::u32string(m_subject.substr(m_reach, few)),
                                                  std::u32string(), U"\U0010fffd", U"\n\n"};
        std::uint64_t most = 0;
        for (const std::u32string &tail : tails) {
            m_tail = tail;
            const std::uint64_t steps = stepsOf(m_reach) + stepsOf(m_reach / 2);
            if (steps > most) {
                most = steps;
                m_bestTail = tail;
            }
            if (steps >= mostSteps)
                break;
        }
        m_tail = m_bestTail;
    }

    /// The longest part of the subject that can be measured.
    std::size_t longestWithin()
    {
        std::size_t within = 0;
        std::size_t over = m_reach + 1;
        while (over - within > 1 && !m_ended) {
            const std::size_t middle = within + (over - within) / 2;
            (stepsOf(middle) < mostSteps ? within : over) = middle;
        }
        return within;
    }

    std::vector<Point> measure(std::size_t longest)
    {
        std::set<std::size_t> lengths;
        for (std::size_t less = 0; less < 10 && less < longest; ++less)
            lengths.insert(longest - less);
        for (std::size_t tenths = 2; tenths < 10; ++tenths)
            lengths.insert(longest * tenths / 10);
        std::vector<Point> points;
        for (const std::size_t length : lengths)
            points.push_back(
                {static_cast<double>(length), std::log(static_cast<double>(stepsOf(length) + 1))});
        // What is far below the last one says only what it costs to begin.
        const double least = points.back().steps - std::log(500);
        std::erase_if(points, [least](const Point &point) { return point.steps < least; });
        return points;
    }

    void judge(std::vector<Point> points, std::uint64_t whole)
    {
        const auto reach = static_cast<double>(m_reach);
        double steps = std::log(static_cast<double>(whole + 1));
        if (points.size() >= 4 && points.back().length >= 4) {
            const Line exponential = fit(points, [](double length) { return length; });
            Line polynomial;
            double start = 0;
            // The loop may begin behind the start of the subject.
            for (int tenths = 0; tenths < 9; ++tenths) {
                const double from = points.front().length * tenths / 10;
                const Line line
                    = fit(points, [from](double length) { return std::log(length - from + 1); });
                if (line.error < polynomial.error) {
                    polynomial = line;
                    start = from;
                }
            }
            constexpr double noticeable = 0.05; // a factor of 1.05 for a character
            const bool isExponential
                = exponential.error < polynomial.error && exponential.slope > noticeable;
            m_slowness.growth
                = isExponential ? Slowness::Growth::Exponential : Slowness::Growth::Polynomial;
            double expected = 0;
            if (isExponential) {
                // Its last part is what goes on.
                points.erase(points.begin(), points.end() - 4);
                const Line last = fit(points, [](double length) { return length; });
                m_slowness.factor = std::exp(last.slope);
                expected = last.base + last.slope * reach;
            } else {
                m_slowness.degree = std::max(1, static_cast<int>(std::lround(polynomial.slope)));
                expected = polynomial.base + polynomial.slope * std::log(reach - start + 1);
            }
            if (whole >= mostSteps)
                steps = std::max(steps, expected);
        }
        const double seconds = std::exp(steps) * secondsOfAStep;
        m_slowness.pythonSeconds
            = seconds < hundredYears ? seconds : std::numeric_limits<double>::infinity();
    }

    const Pattern &m_pattern;
    const std::u32string_view m_subject;
    const std::stop_token m_stop;
    const Program m_program;
    Scratch m_scratch;
    Slowness m_slowness;
    std::optional<GaveUp> m_ended;
    std::size_t m_reach = 0; ///< behind it nothing was looked at
    std::u32string m_tail;
    std::u32string m_bestTail;
};

} // namespace

std::expected<Slowness, GaveUp> slownessOf(const Pattern &pattern, std::u32string_view subject,
                                           const std::stop_token &stop)
{
    return Investigation(pattern, subject, stop).run();
}

} // namespace Recloser
