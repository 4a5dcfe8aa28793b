// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqldocument.h"

namespace Recloser {

/// Where a document ended too early: what could have come there, and within what. Plain value.
struct GraphQlPosition
{
    enum class Expects {
        Nothing,
        Definition,
        VariableName, ///< behind a dollar sign
        VariableType,
        Selection,
        BehindSpread, ///< `on` or a fragment's name
        TypeCondition,
        DirectiveName,
        ArgumentName,
        Value,
        ObjectField,
    };
    struct Step
    {
        enum class Kind { Operation, Type, Field, Directive, Argument, ObjectField, Variable };

        Kind kind = Kind::Operation;
        /// The name; for Operation its keyword, for Variable its type as written.
        QString text;

        bool operator==(const Step &) const = default;
    };

    Expects expects = Expects::Nothing;
    /// Outermost first.
    QList<Step> path;

    bool operator==(const GraphQlPosition &) const = default;
};

/// Reads an executable document by recursive descent, up to the first fault.
class GraphQlParser
{
public:
    /// Comments among the tokens are left out.
    GraphQlParser(QStringView text, const QList<GraphQlToken> &tokens);

    GraphQlDocument parse();
    /// After parse(): what was open where it stopped.
    const GraphQlPosition &position() const { return m_position; }

private:
    using Expects = GraphQlPosition::Expects;
    using Step = GraphQlPosition::Step;
    using FaultKind = GraphQlSyntaxFault::Kind;

    const GraphQlToken &token() const { return m_tokens[m_at]; }
    QStringView textOf(const GraphQlToken &token) const;
    bool isPunctuator(QStringView what) const;
    bool isKeyword(QStringView what) const;
    void advance();
    bool fail(const QString &expected, FaultKind kind = FaultKind::Unexpected);
    bool expect(QStringView punctuator);
    bool takeName(GraphQlSpan &name, Expects expects);

    bool parseDefinition(GraphQlDocument &document);
    bool parseOperation(GraphQlOperation &operation);
    bool parseFragment(GraphQlFragment &fragment);
    bool parseVariables(QList<GraphQlVariable> &variables);
    bool parseType(GraphQlVariable &variable);
    bool parseTypeReference(GraphQlSpan &named, int depth);
    bool parseDirectives(QList<GraphQlDirective> &directives);
    bool parseArguments(QList<GraphQlArgument> &arguments);
    bool parseSelections(QList<GraphQlSelection> &selections, int depth);
    bool parseSelection(GraphQlSelection &selection, int depth);
    bool parseField(GraphQlSelection &selection, int depth);
    bool parseValue(GraphQlValue &value, int depth);
    bool parseObject(GraphQlValue &value, int depth);

    void enter(Step::Kind kind, const QString &text) { m_position.path.append({kind, text}); }
    void leave() { m_position.path.removeLast(); }

    QStringView m_text;
    QList<GraphQlToken> m_tokens;
    qsizetype m_at = 0;
    GraphQlPosition m_position;
    std::optional<GraphQlSyntaxFault> m_fault;
};

} // namespace Recloser
