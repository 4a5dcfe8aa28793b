// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlparser.h"

#include <QStringList>

namespace Recloser {

using namespace Qt::StringLiterals;

using TokenKind = GraphQlToken::Kind;

GraphQlParser::GraphQlParser(QStringView text, const QList<GraphQlToken> &tokens) : m_text(text)
{
    for (const GraphQlToken &token : tokens) {
        if (token.kind != TokenKind::Comment)
            m_tokens.append(token);
    }
}

QStringView GraphQlParser::textOf(const GraphQlToken &token) const
{
    return m_text.sliced(token.begin, token.end - token.begin);
}

bool GraphQlParser::isPunctuator(QStringView what) const
{
    return token().kind == TokenKind::Punctuator && textOf(token()) == what;
}

bool GraphQlParser::isKeyword(QStringView what) const
{
    return token().kind == TokenKind::Name && textOf(token()) == what;
}

void GraphQlParser::advance()
{
    if (token().kind != TokenKind::End)
        ++m_at;
}

bool GraphQlParser::fail(const QString &expected, FaultKind kind)
{
    if (m_fault)
        return false;
    const GraphQlToken &found = token();
    if (kind == FaultKind::Unexpected && found.kind == TokenKind::End)
        kind = FaultKind::UnexpectedEnd;
    if (kind == FaultKind::Unexpected && found.kind == TokenKind::Bad)
        kind = FaultKind::BadToken;
    m_fault = GraphQlSyntaxFault{kind, {found.begin, found.end}, expected};
    return false;
}

bool GraphQlParser::expect(QStringView punctuator)
{
    m_position.expects = Expects::Nothing;
    if (!isPunctuator(punctuator))
        return fail(punctuator.toString());
    advance();
    return true;
}

bool GraphQlParser::takeName(GraphQlSpan &name, Expects expects)
{
    m_position.expects = expects;
    if (token().kind != TokenKind::Name && token().kind != TokenKind::Placeholder)
        return fail(u"a name"_s);
    name = {token().begin, token().end};
    advance();
    m_position.expects = Expects::Nothing;
    return true;
}

GraphQlDocument GraphQlParser::parse()
{
    GraphQlDocument document;
    do
        m_position.expects = Expects::Definition;
    while (token().kind != TokenKind::End && parseDefinition(document));
    document.fault = m_fault;
    return document;
}

bool GraphQlParser::parseDefinition(GraphQlDocument &document)
{
    static const QStringList ofTypes{u"schema"_s,    u"scalar"_s,    u"type"_s,
                                     u"interface"_s, u"union"_s,     u"enum"_s,
                                     u"input"_s,     u"directive"_s, u"extend"_s};
    if (isKeyword(u"fragment"))
        return parseFragment(document.fragments.emplace_back());
    if (isPunctuator(u"{") || isKeyword(u"query") || isKeyword(u"mutation")
        || isKeyword(u"subscription"))
        return parseOperation(document.operations.emplace_back());
    const bool isOfTypes = token().kind == TokenKind::Name && ofTypes.contains(textOf(token()));
    return fail(u"query, mutation, subscription or fragment"_s,
                isOfTypes ? FaultKind::NotExecutable : FaultKind::Unexpected);
}

bool GraphQlParser::parseOperation(GraphQlOperation &operation)
{
    operation.begin = token().begin;
    operation.name = {token().begin, token().begin};
    const QString keyword = isPunctuator(u"{") ? u"query"_s : textOf(token()).toString();
    enter(Step::Kind::Operation, keyword);
    if (!isPunctuator(u"{")) {
        operation.kind = keyword == "mutation"_L1 ? GraphQlOperationKind::Mutation
            : keyword == "subscription"_L1        ? GraphQlOperationKind::Subscription
                                                  : GraphQlOperationKind::Query;
        advance();
        m_position.expects = Expects::Nothing;
        if (token().kind == TokenKind::Name) {
            operation.name = {token().begin, token().end};
            advance();
        }
        if (isPunctuator(u"(") && !parseVariables(operation.variables))
            return false;
        if (!parseDirectives(operation.directives))
            return false;
    }
    if (!parseSelections(operation.selections, 1))
        return false;
    leave();
    return true;
}

bool GraphQlParser::parseFragment(GraphQlFragment &fragment)
{
    advance();
    m_position.expects = Expects::Nothing;
    if (isKeyword(u"on"))
        return fail(u"the fragment's name"_s);
    if (!takeName(fragment.name, Expects::Nothing))
        return false;
    if (!isKeyword(u"on"))
        return fail(u"on"_s);
    advance();
    if (!takeName(fragment.type, Expects::TypeCondition))
        return false;
    enter(Step::Kind::Type, fragment.type.in(m_text).toString());
    if (!parseDirectives(fragment.directives) || !parseSelections(fragment.selections, 1))
        return false;
    leave();
    return true;
}

bool GraphQlParser::parseVariables(QList<GraphQlVariable> &variables)
{
    advance();
    do {
        GraphQlVariable &variable = variables.emplace_back();
        if (!expect(u"$") || !takeName(variable.name, Expects::Nothing) || !expect(u":")
            || !parseType(variable))
            return false;
        if (isPunctuator(u"=")) {
            advance();
            enter(Step::Kind::Variable, variable.type.in(m_text).toString());
            GraphQlValue value;
            if (!parseValue(value, 1))
                return false;
            variable.defaultValue = value;
            leave();
        }
        QList<GraphQlDirective> directives;
        if (!parseDirectives(directives))
            return false;
    } while (!isPunctuator(u")") && token().kind != TokenKind::End);
    return expect(u")");
}

bool GraphQlParser::parseType(GraphQlVariable &variable)
{
    variable.type.begin = token().begin;
    if (!parseTypeReference(variable.namedType, 1))
        return false;
    variable.type.end = m_tokens[m_at - 1].end;
    return true;
}

bool GraphQlParser::parseTypeReference(GraphQlSpan &named, int depth)
{
    if (depth > GraphQlDocument::deepest)
        return fail({}, FaultKind::TooDeep);
    if (isPunctuator(u"[")) {
        advance();
        if (!parseTypeReference(named, depth + 1) || !expect(u"]"))
            return false;
    } else if (!takeName(named, Expects::VariableType)) {
        return false;
    }
    if (isPunctuator(u"!"))
        advance();
    return true;
}

bool GraphQlParser::parseDirectives(QList<GraphQlDirective> &directives)
{
    while (isPunctuator(u"@")) {
        advance();
        GraphQlDirective &directive = directives.emplace_back();
        if (!takeName(directive.name, Expects::DirectiveName))
            return false;
        enter(Step::Kind::Directive, directive.name.in(m_text).toString());
        if (isPunctuator(u"(") && !parseArguments(directive.arguments))
            return false;
        leave();
    }
    return true;
}

bool GraphQlParser::parseArguments(QList<GraphQlArgument> &arguments)
{
    advance();
    do {
        GraphQlArgument &argument = arguments.emplace_back();
        if (!takeName(argument.name, Expects::ArgumentName) || !expect(u":"))
            return false;
        enter(Step::Kind::Argument, argument.name.in(m_text).toString());
        if (!parseValue(argument.value, 1))
            return false;
        leave();
        m_position.expects = Expects::ArgumentName;
    } while (!isPunctuator(u")") && token().kind != TokenKind::End);
    if (token().kind == TokenKind::End)
        return fail(u")"_s);
    return expect(u")");
}

bool GraphQlParser::parseSelections(QList<GraphQlSelection> &selections, int depth)
{
    if (depth > GraphQlDocument::deepest)
        return fail({}, FaultKind::TooDeep);
    if (!expect(u"{"))
        return false;
    do {
        m_position.expects = Expects::Selection;
        if (!parseSelection(selections.emplace_back(), depth))
            return false;
        m_position.expects = Expects::Selection;
    } while (!isPunctuator(u"}") && token().kind != TokenKind::End);
    if (token().kind == TokenKind::End)
        return fail(u"}"_s);
    return expect(u"}");
}

bool GraphQlParser::parseSelection(GraphQlSelection &selection, int depth)
{
    if (!isPunctuator(u"..."))
        return parseField(selection, depth);
    advance();
    m_position.expects = Expects::BehindSpread;
    if (token().kind == TokenKind::Name && !isKeyword(u"on")) {
        selection.kind = GraphQlSelection::Kind::Spread;
        return takeName(selection.name, Expects::BehindSpread)
            && parseDirectives(selection.directives);
    }
    if (token().kind == TokenKind::End)
        return fail({});
    selection.kind = GraphQlSelection::Kind::Inline;
    selection.name = {token().begin, token().begin};
    const bool hasType = isKeyword(u"on");
    if (hasType) {
        advance();
        if (!takeName(selection.name, Expects::TypeCondition))
            return false;
        enter(Step::Kind::Type, selection.name.in(m_text).toString());
    }
    if (!parseDirectives(selection.directives) || !parseSelections(selection.selections, depth + 1))
        return false;
    if (hasType)
        leave();
    return true;
}

bool GraphQlParser::parseField(GraphQlSelection &selection, int depth)
{
    if (!takeName(selection.name, Expects::Selection))
        return false;
    if (isPunctuator(u":")) {
        advance();
        selection.alias = selection.name;
        if (!takeName(selection.name, Expects::Selection))
            return false;
    }
    enter(Step::Kind::Field, selection.name.in(m_text).toString());
    if (isPunctuator(u"(") && !parseArguments(selection.arguments))
        return false;
    if (!parseDirectives(selection.directives))
        return false;
    if (isPunctuator(u"{") && !parseSelections(selection.selections, depth + 1))
        return false;
    leave();
    return true;
}

bool GraphQlParser::parseValue(GraphQlValue &value, int depth)
{
    using Kind = GraphQlValue::Kind;
    if (depth > GraphQlDocument::deepest)
        return fail({}, FaultKind::TooDeep);
    m_position.expects = Expects::Value;
    value.span = {token().begin, token().end};
    if (isPunctuator(u"$")) {
        advance();
        value.kind = Kind::Variable;
        return takeName(value.span, Expects::VariableName);
    }
    if (isPunctuator(u"[")) {
        advance();
        value.kind = Kind::List;
        for (m_position.expects = Expects::Value; !isPunctuator(u"]");
             m_position.expects = Expects::Value) {
            if (!parseValue(value.items.emplace_back(), depth + 1))
                return false;
        }
        value.span.end = token().end;
        return expect(u"]");
    }
    if (isPunctuator(u"{"))
        return parseObject(value, depth);
    switch (token().kind) {
    case TokenKind::Int:
        value.kind = Kind::Int;
        break;
    case TokenKind::Float:
        value.kind = Kind::Float;
        break;
    case TokenKind::String:
    case TokenKind::BlockString:
        value.kind = Kind::String;
        break;
    case TokenKind::Placeholder:
        value.kind = Kind::Placeholder;
        break;
    case TokenKind::Name:
        value.kind = isKeyword(u"true") || isKeyword(u"false") ? Kind::Boolean
            : isKeyword(u"null")                               ? Kind::Null
                                                               : Kind::Enum;
        break;
    default:
        return fail(u"a value"_s);
    }
    advance();
    m_position.expects = Expects::Nothing;
    return true;
}

bool GraphQlParser::parseObject(GraphQlValue &value, int depth)
{
    value.kind = GraphQlValue::Kind::Object;
    advance();
    for (m_position.expects = Expects::ObjectField; !isPunctuator(u"}");
         m_position.expects = Expects::ObjectField) {
        GraphQlArgument &field = value.fields.emplace_back();
        if (!takeName(field.name, Expects::ObjectField) || !expect(u":"))
            return false;
        enter(Step::Kind::ObjectField, field.name.in(m_text).toString());
        if (!parseValue(field.value, depth + 1))
            return false;
        leave();
    }
    value.span.end = token().end;
    return expect(u"}");
}

} // namespace Recloser
