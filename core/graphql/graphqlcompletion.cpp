// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlcompletion.h"

#include "core/graphql/graphqlparser.h"

#include <QSet>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = GraphQlSuggestion::Kind;
using Expects = GraphQlPosition::Expects;
using Step = GraphQlPosition::Step;
using TokenKind = GraphQlToken::Kind;

/// What the steps to a place lead to.
struct Surroundings
{
    /// Whose fields could be selected.
    const GraphQlType *parent = nullptr;
    /// Whose arguments or input fields could be given.
    QList<GraphQlInput> inputs;
    /// Of the value that could be written, as in the schema.
    QString valueType;
};

QList<GraphQlInput> argumentsOf(const GraphQlType *parent, const QString &name)
{
    const GraphQlField *field = parent ? parent->field(name) : nullptr;
    return field ? field->arguments : QList<GraphQlInput>();
}

const GraphQlType *typeOfField(const GraphQlSchema &schema, const GraphQlType *parent,
                               const QString &name)
{
    const GraphQlField *field = parent ? parent->field(name) : nullptr;
    return field ? schema.type(namedTypeOf(field->type)) : nullptr;
}

GraphQlOperationKind operationKind(const QString &keyword)
{
    return keyword == "mutation"_L1    ? GraphQlOperationKind::Mutation
        : keyword == "subscription"_L1 ? GraphQlOperationKind::Subscription
                                       : GraphQlOperationKind::Query;
}

Surroundings surroundingsOf(const GraphQlSchema &schema, const QList<Step> &path)
{
    Surroundings around;
    for (const Step &step : path) {
        switch (step.kind) {
        case Step::Kind::Operation:
            around.parent = schema.root(operationKind(step.text));
            break;
        case Step::Kind::Type:
            around.parent = schema.type(step.text);
            break;
        case Step::Kind::Field:
            around.inputs = argumentsOf(around.parent, step.text);
            around.parent = typeOfField(schema, around.parent, step.text);
            break;
        case Step::Kind::Directive: {
            const GraphQlDirectiveType *directive = schema.directive(step.text);
            around.inputs = directive ? directive->arguments : QList<GraphQlInput>();
            break;
        }
        case Step::Kind::Argument:
        case Step::Kind::ObjectField:
        case Step::Kind::Variable: {
            const auto input = std::ranges::find(around.inputs, step.text, &GraphQlInput::name);
            around.valueType = step.kind == Step::Kind::Variable ? step.text
                : input == around.inputs.end()                   ? QString()
                                                                 : input->type;
            const GraphQlType *type = schema.type(namedTypeOf(around.valueType));
            around.inputs = type ? type->inputs : QList<GraphQlInput>();
            break;
        }
        }
    }
    return around;
}

/// The fragments and variables that the whole of a document knows.
struct KnownNames
{
    QList<GraphQlSuggestion> fragments;
    QList<GraphQlSuggestion> variables;
};

KnownNames knownNames(QStringView text, const QList<GraphQlToken> &tokens)
{
    KnownNames names;
    const auto textAt = [&](qsizetype i) {
        return i < tokens.size() ? text.sliced(tokens[i].begin, tokens[i].end - tokens[i].begin)
                                 : QStringView();
    };
    QSet<QString> seen;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        if (textAt(i) == u"fragment" && textAt(i + 2) == u"on") {
            names.fragments.append({.kind = Kind::Fragment,
                                    .text = textAt(i + 1).toString(),
                                    .type = textAt(i + 3).toString()});
        } else if (textAt(i) == u"$" && textAt(i + 2) == u":"
                   && !seen.contains(textAt(i + 1).toString())) {
            QString type;
            for (qsizetype t = i + 3; t < tokens.size(); ++t) {
                const QStringView part = textAt(t);
                if (part != u"[" && part != u"]" && part != u"!"
                    && (tokens[t].kind != TokenKind::Name || namedTypeOf(type) != QString()))
                    break;
                type += part;
            }
            seen.insert(textAt(i + 1).toString());
            names.variables.append(
                {.kind = Kind::Variable, .text = textAt(i + 1).toString(), .type = type});
        }
    }
    return names;
}

class Suggesting
{
public:
    Suggesting(const GraphQlSchema &schema, const Surroundings &around, const KnownNames &names)
        : m_schema(schema)
        , m_around(around)
        , m_names(names)
    {
    }

    QList<GraphQlSuggestion> at(Expects place)
    {
        switch (place) {
        case Expects::Nothing:
            break;
        case Expects::Definition:
            addKeywords({u"query"_s, u"mutation"_s, u"subscription"_s, u"fragment"_s});
            break;
        case Expects::VariableName:
            m_list += m_names.variables;
            break;
        case Expects::VariableType:
            addTypes([](const GraphQlType &type) { return type.isInput(); });
            break;
        case Expects::Selection:
            addFields();
            break;
        case Expects::BehindSpread:
            addKeywords({u"on"_s});
            addFragments();
            break;
        case Expects::TypeCondition:
            addTypes([this](const GraphQlType &type) {
                return type.isComposite()
                    && (!m_around.parent || m_schema.overlaps(*m_around.parent, type));
            });
            break;
        case Expects::DirectiveName:
            for (const GraphQlDirectiveType &directive : m_schema.directives())
                m_list.append({.kind = Kind::Directive,
                               .text = directive.name,
                               .description = directive.description});
            break;
        case Expects::ArgumentName:
            addInputs(Kind::Argument);
            break;
        case Expects::ObjectField:
            addInputs(Kind::InputField);
            break;
        case Expects::Value:
            addValues();
            break;
        }
        return m_list;
    }

private:
    void addKeywords(const QStringList &words)
    {
        for (const QString &word : words)
            m_list.append({.kind = Kind::Keyword, .text = word});
    }

    template<typename IsWanted> void addTypes(IsWanted isWanted)
    {
        for (const GraphQlType &type : m_schema.types()) {
            if (isWanted(type) && !type.name.startsWith("__"_L1))
                m_list.append(
                    {.kind = Kind::Type, .text = type.name, .description = type.description});
        }
    }

    void addFields()
    {
        if (!m_around.parent || !m_around.parent->isComposite())
            return;
        for (const GraphQlField &field : m_around.parent->fields)
            m_list.append({.kind = Kind::Field,
                           .text = field.name,
                           .type = field.type,
                           .description = field.description,
                           .isDeprecated = !field.deprecation.isNull()});
        m_list.append({.kind = Kind::Field, .text = u"__typename"_s, .type = u"String!"_s});
    }

    void addFragments()
    {
        for (const GraphQlSuggestion &fragment : m_names.fragments) {
            const GraphQlType *type = m_schema.type(fragment.type);
            if (!type || !m_around.parent || m_schema.overlaps(*m_around.parent, *type))
                m_list.append(fragment);
        }
    }

    void addInputs(Kind kind)
    {
        for (const GraphQlInput &input : m_around.inputs)
            m_list.append({.kind = kind,
                           .text = input.name,
                           .type = input.type,
                           .description = input.description,
                           .isRequired = input.isRequired()});
    }

    void addValues()
    {
        const QString named = namedTypeOf(m_around.valueType);
        if (const GraphQlType *type = m_schema.type(named)) {
            for (const GraphQlEnumValue &value : type->values)
                m_list.append({.kind = Kind::EnumValue,
                               .text = value.name,
                               .type = type->name,
                               .description = value.description,
                               .isDeprecated = !value.deprecation.isNull()});
        }
        QStringList literals;
        if (named == "Boolean"_L1)
            literals = {u"true"_s, u"false"_s};
        if (!m_around.valueType.isEmpty() && !m_around.valueType.endsWith(u'!'))
            literals.append(u"null"_s);
        for (const QString &literal : std::as_const(literals))
            m_list.append({.kind = Kind::Literal, .text = literal});
        for (GraphQlSuggestion variable : m_names.variables) {
            if (!named.isEmpty() && namedTypeOf(variable.type) != named)
                continue;
            variable.text.prepend(u'$');
            m_list.append(variable);
        }
    }

    const GraphQlSchema &m_schema;
    const Surroundings &m_around;
    const KnownNames &m_names;
    QList<GraphQlSuggestion> m_list;
};

} // namespace

GraphQlCompletion graphQlCompletion(const GraphQlSchema &schema, QStringView document,
                                    qsizetype position)
{
    position = std::clamp<qsizetype>(position, 0, document.size());
    GraphQlCompletion completion{position, position, {}};
    QList<GraphQlToken> tokens = graphQlTokens(document);
    tokens.removeIf([](const GraphQlToken &token) { return token.kind == TokenKind::Comment; });
    const KnownNames names = knownNames(document, tokens);

    // All that stands before the place, without the word at it.
    QList<GraphQlToken> before;
    for (const GraphQlToken &token : graphQlTokens(document)) {
        const bool isWord = token.kind == TokenKind::Name;
        if (token.kind == TokenKind::End || token.begin > position
            || (token.begin == position && !isWord))
            break;
        if (token.end < position
            || (token.end == position && token.kind == TokenKind::Punctuator)) {
            before.append(token);
            continue;
        }
        if (!isWord)
            return completion; // within a string, a number, a comment
        completion.begin = token.begin;
        completion.end = token.end;
        break;
    }
    before.append({TokenKind::End, completion.begin, completion.begin});
    GraphQlParser parser(document, before);
    const GraphQlDocument read = parser.parse();
    const bool isAtPlace = !read.fault
        || (read.fault->kind == GraphQlSyntaxFault::Kind::UnexpectedEnd
            && read.fault->span.begin == completion.begin);
    if (!isAtPlace)
        return completion;
    const Surroundings around = surroundingsOf(schema, parser.position().path);
    completion.suggestions = Suggesting(schema, around, names).at(parser.position().expects);
    return completion;
}

} // namespace Recloser
