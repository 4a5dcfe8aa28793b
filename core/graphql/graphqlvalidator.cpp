// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlvalidator.h"

#include "core/model/nearestspelling.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of so many faults more is said than that they are there.
constexpr qsizetype mostLooked = 50;

QString keywordOf(GraphQlOperationKind kind)
{
    return kind == GraphQlOperationKind::Mutation    ? u"mutation"_s
        : kind == GraphQlOperationKind::Subscription ? u"subscription"_s
                                                     : u"query"_s;
}

/// Whether a variable of the type `variable` may stand where `wanted` is (section 5.8.5).
bool isTypeAllowed(QStringView variable, bool variableHasDefault, QStringView wanted,
                   bool hasDefault)
{
    if (wanted.endsWith(u'!')) {
        if (!variable.endsWith(u'!') && !variableHasDefault && !hasDefault)
            return false;
        wanted.chop(1);
    }
    if (variable.endsWith(u'!'))
        variable.chop(1);
    if (wanted.startsWith(u'[') != variable.startsWith(u'['))
        return false;
    if (!wanted.startsWith(u'['))
        return wanted == variable;
    return isTypeAllowed(variable.sliced(1).chopped(1), false, wanted.sliced(1).chopped(1), false);
}

} // namespace

GraphQlValidator::GraphQlValidator(QStringView text, const GraphQlDocument &document,
                                   const GraphQlSchema &schema)
    : m_text(text)
    , m_document(document)
    , m_schema(schema)
{
}

QList<GraphQlFault> GraphQlValidator::validate()
{
    checkFragments();
    checkOperations();
    std::ranges::stable_sort(m_faults, {},
                             [](const GraphQlFault &fault) { return fault.span.begin; });
    return m_faults;
}

void GraphQlValidator::add(Kind kind, const GraphQlSpan &span, const QString &of,
                           const QStringList &known)
{
    if (isPlaceholder(span))
        return;
    const QString subject = textOf(span);
    // Spellings are compared with every name there is, which takes its time.
    const bool isFirst = m_faults.size() < mostLooked;
    m_faults.append(
        {kind, span, subject, of, isFirst ? nearestSpelling(subject, known) : QString()});
}

// ---- operations --------------------------------------------------------------------------------

void GraphQlValidator::checkOperations()
{
    QSet<QString> names;
    QStringList used;
    for (const GraphQlOperation &operation : m_document.operations) {
        const QString name = textOf(operation.name);
        if (name.isEmpty() && m_document.operations.size() > 1)
            m_faults.append({Kind::NotAlone, {operation.begin, operation.begin + 1}, {}, {}, {}});
        else if (!name.isEmpty() && names.contains(name))
            add(Kind::DuplicateOperation, operation.name);
        names.insert(name);
        checkOperation(operation);
    }
}

void GraphQlValidator::checkOperation(const GraphQlOperation &operation)
{
    const GraphQlType *root = m_schema.root(operation.kind);
    const QString keyword = keywordOf(operation.kind);
    if (!root) {
        m_faults.append({Kind::NoSuchOperations,
                         {operation.begin, operation.begin + keyword.size()},
                         keyword,
                         {},
                         {}});
        return;
    }
    Uses uses;
    checkDirectives(operation.directives, uses);
    checkSelections(operation.selections, root, uses);
    checkVariables(operation, uses);
}

void GraphQlValidator::checkVariables(const GraphQlOperation &operation, const Uses &own)
{
    QList<VariableUse> uses = own.variables;
    for (const QString &name : reached(own.fragments))
        uses += m_ofFragments.value(name).variables;
    for (const GraphQlVariable &variable : operation.variables) {
        const QString name = textOf(variable.name);
        const GraphQlType *type = m_schema.type(variable.namedType.in(m_text));
        if (!type)
            add(Kind::UnknownType, variable.namedType, {}, typeNames());
        else if (!type->isInput())
            add(Kind::NotInputType, variable.namedType);
        if (variable.defaultValue) {
            Uses none;
            checkValue(*variable.defaultValue, textOf(variable.type), false, none);
        }
        bool isUsed = false;
        for (const VariableUse &use : std::as_const(uses)) {
            if (textOf(use.span) != name)
                continue;
            isUsed = true;
            if (type && !use.type.isEmpty()
                && !isTypeAllowed(variable.type.in(m_text), variable.defaultValue.has_value(),
                                  use.type, use.hasDefault))
                add(Kind::WrongVariableType, use.span, use.type);
        }
        if (!isUsed)
            add(Kind::UnusedVariable, variable.name);
    }
    QStringList known;
    for (const GraphQlVariable &variable : operation.variables)
        known.append(textOf(variable.name));
    for (const VariableUse &use : std::as_const(uses)) {
        if (!known.contains(textOf(use.span)))
            add(Kind::UnknownVariable, use.span, {}, known);
    }
}

// ---- fragments ---------------------------------------------------------------------------------

void GraphQlValidator::checkFragments()
{
    for (const GraphQlFragment &fragment : m_document.fragments) {
        Uses uses;
        checkDirectives(fragment.directives, uses);
        checkSelections(fragment.selections, compositeType(fragment.type), uses);
        m_ofFragments.insert(textOf(fragment.name), uses);
    }
    QStringList used;
    const auto spreadsIn = [&](auto &&self, const QList<GraphQlSelection> &selections) -> void {
        for (const GraphQlSelection &selection : selections) {
            if (selection.kind == GraphQlSelection::Kind::Spread)
                used.append(textOf(selection.name));
            self(self, selection.selections);
        }
    };
    for (const GraphQlOperation &operation : m_document.operations)
        spreadsIn(spreadsIn, operation.selections);
    checkCycles();
    const QSet<QString> all = reached(used);
    for (const GraphQlFragment &fragment : m_document.fragments) {
        if (!all.contains(textOf(fragment.name)))
            add(Kind::UnusedFragment, fragment.name);
    }
}

/// In time that grows with the document alone as long as there is no cycle.
void GraphQlValidator::checkCycles()
{
    QHash<QString, qsizetype> open;
    QHash<QString, QStringList> users;
    QStringList ended;
    for (auto uses = m_ofFragments.cbegin(); uses != m_ofFragments.cend(); ++uses) {
        open.insert(uses.key(), uses->fragments.size());
        if (uses->fragments.isEmpty())
            ended.append(uses.key());
        for (const QString &used : uses->fragments)
            users[used].append(uses.key());
    }
    while (!ended.isEmpty()) {
        for (const QString &user : users.value(ended.takeLast())) {
            if (--open[user] == 0)
                ended.append(user);
        }
    }
    qsizetype looked = 0;
    for (const GraphQlFragment &fragment : m_document.fragments) {
        const QString name = textOf(fragment.name);
        if (open.value(name) == 0 || ++looked > mostLooked)
            continue;
        if (reached(m_ofFragments.value(name).fragments).contains(name))
            add(Kind::FragmentInItself, fragment.name);
    }
}

QSet<QString> GraphQlValidator::reached(const QStringList &names) const
{
    QSet<QString> all;
    QStringList next = names;
    while (!next.isEmpty()) {
        const QString name = next.takeLast();
        if (all.contains(name))
            continue;
        all.insert(name);
        next += m_ofFragments.value(name).fragments;
    }
    return all;
}

const GraphQlFragment *GraphQlValidator::fragment(const QString &name) const
{
    for (const GraphQlFragment &fragment : m_document.fragments) {
        if (fragment.name.in(m_text) == name)
            return &fragment;
    }
    return nullptr;
}

const GraphQlType *GraphQlValidator::compositeType(const GraphQlSpan &name)
{
    const GraphQlType *type = m_schema.type(name.in(m_text));
    if (!type || !type->isComposite())
        add(Kind::UnknownType, name, {}, typeNames());
    return type && type->isComposite() ? type : nullptr;
}

QStringList GraphQlValidator::typeNames() const
{
    return namesOf(m_schema.types());
}

// ---- selections --------------------------------------------------------------------------------

void GraphQlValidator::checkSelections(const QList<GraphQlSelection> &selections,
                                       const GraphQlType *parent, Uses &uses)
{
    for (const GraphQlSelection &selection : selections) {
        checkDirectives(selection.directives, uses);
        switch (selection.kind) {
        case GraphQlSelection::Kind::Field:
            if (parent)
                checkField(selection, *parent, uses);
            break;
        case GraphQlSelection::Kind::Spread:
            checkSpread(selection, parent, uses);
            break;
        case GraphQlSelection::Kind::Inline:
            checkInline(selection, parent, uses);
            break;
        }
    }
}

void GraphQlValidator::checkField(const GraphQlSelection &selection, const GraphQlType &parent,
                                  Uses &uses)
{
    const QString name = textOf(selection.name);
    const bool isRoot = &parent == m_schema.root(GraphQlOperationKind::Query);
    if (name == "__typename"_L1 || (isRoot && (name == "__schema"_L1 || name == "__type"_L1)))
        return;
    const GraphQlField *field = parent.field(name);
    if (!field) {
        add(Kind::UnknownField, selection.name, parent.name, namesOf(parent.fields));
        return;
    }
    checkArguments(selection.arguments, field->arguments, selection.name, uses);
    const GraphQlType *type = m_schema.type(namedTypeOf(field->type));
    if (!type)
        return;
    if (type->isComposite() && selection.selections.isEmpty())
        add(Kind::NeedsSelection, selection.name, field->type);
    else if (!type->isComposite() && !selection.selections.isEmpty())
        add(Kind::HasNoFields, selection.name, field->type);
    else
        checkSelections(selection.selections, type, uses);
}

void GraphQlValidator::checkSpread(const GraphQlSelection &selection, const GraphQlType *parent,
                                   Uses &uses)
{
    const QString name = textOf(selection.name);
    const GraphQlFragment *target = fragment(name);
    if (!target) {
        QStringList known;
        for (const GraphQlFragment &one : m_document.fragments)
            known.append(textOf(one.name));
        add(Kind::UnknownFragment, selection.name, {}, known);
        return;
    }
    uses.fragments.append(name);
    const GraphQlType *type = m_schema.type(target->type.in(m_text));
    if (parent && type && type->isComposite() && !m_schema.overlaps(*parent, *type))
        m_faults.append({Kind::FragmentNeverFits, selection.name, type->name, parent->name, {}});
}

void GraphQlValidator::checkInline(const GraphQlSelection &selection, const GraphQlType *parent,
                                   Uses &uses)
{
    const GraphQlType *type = selection.name.isEmpty() ? parent : compositeType(selection.name);
    if (parent && type && !m_schema.overlaps(*parent, *type))
        add(Kind::FragmentNeverFits, selection.name, parent->name);
    checkSelections(selection.selections, type, uses);
}

void GraphQlValidator::checkDirectives(const QList<GraphQlDirective> &directives, Uses &uses)
{
    for (const GraphQlDirective &directive : directives) {
        if (const GraphQlDirectiveType *type = m_schema.directive(directive.name.in(m_text)))
            checkArguments(directive.arguments, type->arguments, directive.name, uses);
        else
            add(Kind::UnknownDirective, directive.name, {}, namesOf(m_schema.directives()));
    }
}

} // namespace Recloser
