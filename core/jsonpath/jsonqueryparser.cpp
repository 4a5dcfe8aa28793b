// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonqueryparser.h"

#include "core/jsonpath/jsonqueryreader.h"

#include <algorithm>
#include <array>

namespace Recloser {

namespace {

struct Signature
{
    QByteArrayView name;
    JsonCall::Function function;
    size_t arguments;
    bool takesNodes;
};

constexpr std::array signatures{
    Signature{"length", JsonCall::Function::Length, 1, false},
    Signature{"count", JsonCall::Function::Count, 1, true},
    Signature{"match", JsonCall::Function::Match, 2, false},
    Signature{"search", JsonCall::Function::Search, 2, false},
    Signature{"value", JsonCall::Function::Value, 1, true},
};

QString nameOf(const JsonCall &call)
{
    return QString::fromLatin1(
        std::ranges::find(signatures, call.function, &Signature::function)->name);
}

/// Recursive descent over the grammar of RFC 9535 appendix A. What returns false has failed.
class Parser
{
public:
    explicit Parser(std::u32string_view text) : m_in(text) { }

    std::expected<JsonSubquery, JsonQueryError> parse()
    {
        JsonSubquery query;
        const bool isRead
            = m_in.skip(U"$") ? takeSegments(query.segments) : m_in.fail(Expected::Root);
        if (isRead && !m_in.isAtEnd())
            m_in.fail(Expected::SegmentOrEnd);
        if (m_in.error())
            return std::unexpected(*m_in.error());
        return query;
    }

private:
    using Kind = JsonQueryError::Kind;
    using Expected = JsonQueryError::Expected;
    static constexpr int deepest = 64;
    static constexpr size_t mostSegments = 500;

    bool takeSegments(std::vector<JsonSegment> &segments)
    {
        for (;;) {
            const qsizetype before = m_in.at();
            m_in.skipBlanks();
            if (m_in.current() != U'.' && m_in.current() != U'[') {
                // Blanks stand between segments only.
                m_in.goTo(before);
                return true;
            }
            JsonSegment segment;
            if (segments.size() == mostSegments)
                return m_in.fail(Kind::TooDeep, m_in.at());
            if (!takeSegment(segment))
                return false;
            segment.end = m_in.at();
            segments.push_back(std::move(segment));
        }
    }

    bool takeSegment(JsonSegment &segment)
    {
        segment.isDescendant = m_in.skip(U"..");
        const bool isDotted = segment.isDescendant || m_in.skip(U".");
        if (m_in.current() == U'[' && (segment.isDescendant || !isDotted))
            return takeBrackets(segment);
        JsonSelector selector;
        if (!m_in.skip(U"*")) {
            selector.kind = JsonSelector::Kind::Name;
            if (!m_in.takeName(selector.name))
                return false;
        }
        segment.selectors.push_back(std::move(selector));
        return true;
    }

    bool takeBrackets(JsonSegment &segment)
    {
        m_in.skip(U"[");
        do {
            m_in.skipBlanks();
            JsonSelector selector;
            if (!takeSelector(selector))
                return false;
            segment.selectors.push_back(std::move(selector));
            m_in.skipBlanks();
        } while (m_in.skip(U","));
        return m_in.skip(U"]")
            || m_in.fail(segment.selectors.back().kind == JsonSelector::Kind::Filter
                             ? Expected::FilterEnd
                             : Expected::SelectorEnd);
    }

    bool takeSelector(JsonSelector &selector)
    {
        const char32_t c = m_in.current();
        if (c == U'\'' || c == U'"') {
            selector.kind = JsonSelector::Kind::Name;
            return m_in.takeString(selector.name);
        }
        if (m_in.skip(U"*"))
            return true;
        if (m_in.skip(U"?")) {
            selector.kind = JsonSelector::Kind::Filter;
            m_in.skipBlanks();
            auto filter = std::make_shared<JsonFilter>();
            if (!takeExpression(*filter))
                return false;
            selector.filter = std::move(filter);
            return true;
        }
        if (c == U':' || c == U'-' || (c >= U'0' && c <= U'9'))
            return takeIndexes(selector);
        return m_in.fail(Expected::Selector);
    }

    bool takeIndexes(JsonSelector &selector)
    {
        if (m_in.current() != U':') {
            if (!m_in.takeInteger(selector.index))
                return false;
            const qsizetype before = m_in.at();
            m_in.skipBlanks();
            if (m_in.current() != U':') {
                m_in.goTo(before);
                selector.kind = JsonSelector::Kind::Index;
                return true;
            }
            selector.start = selector.index;
        }
        selector.kind = JsonSelector::Kind::Slice;
        std::optional<qint64> step;
        if (!takeBound(selector.end) || (m_in.current() == U':' && !takeBound(step)))
            return false;
        selector.step = step.value_or(1);
        return true;
    }

    /// A colon and the number behind it, if there is one.
    bool takeBound(std::optional<qint64> &bound)
    {
        m_in.skip(U":");
        m_in.skipBlanks();
        const char32_t c = m_in.current();
        if (c != U'-' && (c < U'0' || c > U'9'))
            return true;
        qint64 number = 0;
        if (!m_in.takeInteger(number))
            return false;
        bound = number;
        m_in.skipBlanks();
        return true;
    }

    bool takeExpression(JsonFilter &filter)
    {
        if (++m_depth > deepest)
            return m_in.fail(Kind::TooDeep, m_in.at());
        const bool isRead = takeJoined(filter, JsonFilter::Kind::Or);
        --m_depth;
        return isRead;
    }

    /// What is joined by ||, each part of it what is joined by &&.
    bool takeJoined(JsonFilter &filter, JsonFilter::Kind kind)
    {
        const bool isOr = kind == JsonFilter::Kind::Or;
        std::vector<JsonFilter> parts;
        for (;;) {
            JsonFilter &part = parts.emplace_back();
            if (!(isOr ? takeJoined(part, JsonFilter::Kind::And) : takeBasic(part)))
                return false;
            const qsizetype before = m_in.at();
            m_in.skipBlanks();
            if (!m_in.skip(isOr ? U"||" : U"&&")) {
                m_in.goTo(before);
                break;
            }
            m_in.skipBlanks();
        }
        if (parts.size() == 1) {
            filter = std::move(parts.front());
        } else {
            filter.kind = kind;
            filter.parts = std::move(parts);
        }
        return true;
    }

    bool takeBasic(JsonFilter &filter)
    {
        if (m_in.skip(U"!")) {
            m_in.skipBlanks();
            filter.kind = JsonFilter::Kind::Not;
            JsonFilter &part = filter.parts.emplace_back();
            if (m_in.current() == U'(')
                return takeParentheses(part);
            JsonTerm term;
            return takeTerm(term, Expected::Expression) && makeTest(part, std::move(term));
        }
        if (m_in.current() == U'(')
            return takeParentheses(filter);
        JsonTerm term;
        if (!takeTerm(term, Expected::Expression))
            return false;
        const qsizetype before = m_in.at();
        m_in.skipBlanks();
        if (!takeOperator(filter.comparison)) {
            m_in.goTo(before);
            return makeTest(filter, std::move(term));
        }
        m_in.skipBlanks();
        filter.kind = JsonFilter::Kind::Comparison;
        filter.left = std::move(term);
        return checkComparable(filter.left) && takeTerm(filter.right, Expected::Operand)
            && checkComparable(filter.right);
    }

    bool takeParentheses(JsonFilter &filter)
    {
        m_in.skip(U"(");
        m_in.skipBlanks();
        if (!takeExpression(filter))
            return false;
        m_in.skipBlanks();
        return m_in.skip(U")") || m_in.fail(Expected::ClosingParenthesis);
    }

    bool takeOperator(JsonFilter::Operator &comparison)
    {
        using enum JsonFilter::Operator;
        constexpr std::pair<std::u32string_view, JsonFilter::Operator> all[] = {
            {U"==", Equal}, {U"!=", NotEqual},       {U"<=", LessOrEqual},
            {U"<", Less},   {U">=", GreaterOrEqual}, {U">", Greater},
        };
        for (const auto &[text, meaning] : all) {
            if (m_in.skip(text)) {
                comparison = meaning;
                return true;
            }
        }
        return false;
    }

    bool makeTest(JsonFilter &filter, JsonTerm &&term)
    {
        if (term.kind == JsonTerm::Kind::Query)
            filter.kind = JsonFilter::Kind::Exists;
        else if (term.kind == JsonTerm::Kind::Call && term.call->isTest())
            filter.kind = JsonFilter::Kind::Test;
        else
            return m_in.fail(Kind::NotATest, term.at, Expected::Nothing,
                             term.call ? nameOf(*term.call) : QString());
        filter.left = std::move(term);
        return true;
    }

    bool checkComparable(const JsonTerm &term)
    {
        if (term.query && !term.query->isSingular())
            return m_in.fail(Kind::NotSingular, term.at);
        if (term.call && term.call->isTest())
            return m_in.fail(Kind::NotComparable, term.at, Expected::Nothing, nameOf(*term.call));
        return true;
    }

    bool takeTerm(JsonTerm &term, Expected expected)
    {
        term.at = m_in.at();
        const char32_t c = m_in.current();
        if (c == U'\'' || c == U'"') {
            term.kind = JsonTerm::Kind::String;
            return m_in.takeString(term.text);
        }
        if (c == U'-' || (c >= U'0' && c <= U'9')) {
            term.kind = JsonTerm::Kind::Number;
            return m_in.takeNumber(term.text);
        }
        if (c == U'@' || c == U'$') {
            m_in.goTo(m_in.at() + 1);
            auto query = std::make_shared<JsonSubquery>();
            query->isAbsolute = c == U'$';
            term.kind = JsonTerm::Kind::Query;
            if (!takeSegments(query->segments))
                return false;
            term.query = std::move(query);
            return true;
        }
        if (c < U'a' || c > U'z')
            return m_in.fail(expected);
        const QByteArray word = m_in.takeWord();
        if (m_in.current() == U'(')
            return takeCall(term, word);
        if (word == "true" || word == "false") {
            term.kind = word == "true" ? JsonTerm::Kind::True : JsonTerm::Kind::False;
            return true;
        }
        return word == "null" || m_in.fail(Kind::Unexpected, term.at, expected);
    }

    bool takeCall(JsonTerm &term, const QByteArray &name)
    {
        const auto signature = std::ranges::find(signatures, name, &Signature::name);
        if (signature == signatures.end())
            return m_in.fail(Kind::UnknownFunction, term.at, Expected::Nothing,
                             QString::fromLatin1(name));
        if (++m_depth > deepest)
            return m_in.fail(Kind::TooDeep, m_in.at());
        auto call = std::make_shared<JsonCall>(JsonCall{.function = signature->function});
        m_in.skip(U"(");
        m_in.skipBlanks();
        while (m_in.current() != U')' || !call->arguments.empty()) {
            JsonTerm &argument = call->arguments.emplace_back();
            if (!takeTerm(argument, Expected::Argument) || !checkArgument(argument, *signature))
                return false;
            m_in.skipBlanks();
            if (m_in.current() == U')')
                break;
            if (!m_in.skip(U","))
                return m_in.fail(Expected::ArgumentEnd);
            m_in.skipBlanks();
        }
        m_in.skip(U")");
        --m_depth;
        if (call->arguments.size() != signature->arguments)
            return m_in.fail(Kind::ArgumentCount, term.at, Expected::Nothing,
                             QString::fromLatin1(name), int(signature->arguments));
        term.kind = JsonTerm::Kind::Call;
        term.call = std::move(call);
        return true;
    }

    bool checkArgument(const JsonTerm &argument, const Signature &signature)
    {
        const QString name = QString::fromLatin1(signature.name);
        if (signature.takesNodes && !argument.query)
            return m_in.fail(Kind::ArgumentIsNoQuery, argument.at, Expected::Nothing, name);
        const bool isValue = argument.query ? argument.query->isSingular()
                                            : !argument.call || !argument.call->isTest();
        if (!signature.takesNodes && !isValue)
            return m_in.fail(Kind::ArgumentIsNoValue, argument.at, Expected::Nothing, name);
        return true;
    }

    JsonQueryReader m_in;
    int m_depth = 0;
};

} // namespace

bool JsonSubquery::isSingular() const
{
    return std::ranges::all_of(segments, [](const JsonSegment &segment) {
        if (segment.isDescendant || segment.selectors.size() != 1)
            return false;
        const JsonSelector::Kind kind = segment.selectors.front().kind;
        return kind == JsonSelector::Kind::Name || kind == JsonSelector::Kind::Index;
    });
}

std::expected<JsonSubquery, JsonQueryError> parseJsonQuery(const QString &text)
{
    if (text.size() > longestJsonQuery)
        return std::unexpected(
            JsonQueryError{.kind = JsonQueryError::Kind::TooDeep, .at = longestJsonQuery});
    const std::u32string characters = text.toStdU32String();
    return Parser(characters).parse();
}

} // namespace Recloser
