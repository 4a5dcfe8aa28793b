// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlcheck.h"

#include <QHash>
#include <QSet>

namespace Recloser {

/// The names of fields, arguments, types.
template<typename T> QStringList namesOf(const QList<T> &list)
{
    QStringList names;
    names.reserve(list.size());
    for (const T &item : list)
        names.append(item.name);
    return names;
}

/// One validation of a document whose syntax is right. Fragments are looked at once each; the
/// variables they use count for every operation that reaches them.
class GraphQlValidator
{
public:
    GraphQlValidator(QStringView text, const GraphQlDocument &document,
                     const GraphQlSchema &schema);

    QList<GraphQlFault> validate();

private:
    using Kind = GraphQlFault::Kind;

    /// A variable where it is used, and the type that is wanted there.
    struct VariableUse
    {
        GraphQlSpan span;
        QString type;
        /// The place has a default value, so that null does no harm.
        bool hasDefault = false;
    };
    /// What the selections of an operation or a fragment use.
    struct Uses
    {
        QList<VariableUse> variables;
        QStringList fragments;
    };

    QString textOf(const GraphQlSpan &span) const { return span.in(m_text).toString(); }
    bool isPlaceholder(const GraphQlSpan &span) const { return span.in(m_text).startsWith(u"{{"); }
    void add(Kind kind, const GraphQlSpan &span, const QString &of = {},
             const QStringList &known = {});

    void checkOperations();
    void checkOperation(const GraphQlOperation &operation);
    void checkVariables(const GraphQlOperation &operation, const Uses &own);
    void checkFragments();
    void checkCycles();
    void checkSelections(const QList<GraphQlSelection> &selections, const GraphQlType *parent,
                         Uses &uses);
    void checkField(const GraphQlSelection &selection, const GraphQlType &parent, Uses &uses);
    void checkSpread(const GraphQlSelection &selection, const GraphQlType *parent, Uses &uses);
    void checkInline(const GraphQlSelection &selection, const GraphQlType *parent, Uses &uses);
    void checkDirectives(const QList<GraphQlDirective> &directives, Uses &uses);
    void checkArguments(const QList<GraphQlArgument> &arguments, const QList<GraphQlInput> &known,
                        const GraphQlSpan &owner, Uses &uses);
    void checkValue(const GraphQlValue &value, const QString &type, bool hasDefault, Uses &uses);
    void checkObject(const GraphQlValue &value, const GraphQlType &type, Uses &uses);
    bool fits(const GraphQlValue &value, const GraphQlType &type) const;
    const GraphQlFragment *fragment(const QString &name) const;
    const GraphQlType *compositeType(const GraphQlSpan &name);
    QStringList typeNames() const;
    /// The fragments that selections reach, through others too.
    QSet<QString> reached(const QStringList &names) const;

    QStringView m_text;
    const GraphQlDocument &m_document;
    const GraphQlSchema &m_schema;
    QHash<QString, Uses> m_ofFragments;
    QList<GraphQlFault> m_faults;
};

} // namespace Recloser
