// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlvalidator.h"

#include "core/model/nearestspelling.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

template<typename T> QStringList namesOf(const QList<T> &list)
{
    QStringList names;
    names.reserve(list.size());
    for (const T &item : list)
        names.append(item.name);
    return names;
}

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
    m_faults.append({kind, span, subject, of, nearestSpelling(subject, known)});
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
    used = reached(used);
    for (const GraphQlFragment &fragment : m_document.fragments) {
        checkCycles(fragment);
        if (!used.contains(textOf(fragment.name)))
            add(Kind::UnusedFragment, fragment.name);
    }
}

void GraphQlValidator::checkCycles(const GraphQlFragment &fragment)
{
    const QString name = textOf(fragment.name);
    if (reached(m_ofFragments.value(name).fragments).contains(name))
        add(Kind::FragmentInItself, fragment.name);
}

QStringList GraphQlValidator::reached(const QStringList &names) const
{
    QStringList all;
    QStringList next = names;
    while (!next.isEmpty()) {
        const QString name = next.takeLast();
        if (all.contains(name))
            continue;
        all.append(name);
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

// ---- values ------------------------------------------------------------------------------------

void GraphQlValidator::checkArguments(const QList<GraphQlArgument> &arguments,
                                      const QList<GraphQlInput> &known, const GraphQlSpan &owner,
                                      Uses &uses)
{
    QSet<QString> given;
    for (const GraphQlArgument &argument : arguments) {
        const QString name = textOf(argument.name);
        given.insert(name);
        const auto input = std::ranges::find(known, name, &GraphQlInput::name);
        if (input == known.end())
            add(Kind::UnknownArgument, argument.name, textOf(owner), namesOf(known));
        else
            checkValue(argument.value, input->type, !input->defaultValue.isNull(), uses);
    }
    for (const GraphQlInput &input : known) {
        if (input.isRequired() && !given.contains(input.name))
            m_faults.append({Kind::MissingArgument, owner, input.name, textOf(owner), {}});
    }
}

void GraphQlValidator::checkValue(const GraphQlValue &value, const QString &type, bool hasDefault,
                                  Uses &uses)
{
    using ValueKind = GraphQlValue::Kind;
    QString bare = type;
    const bool isRequired = bare.endsWith(u'!');
    if (isRequired)
        bare.chop(1);
    if (value.kind == ValueKind::Placeholder)
        return;
    if (value.kind == ValueKind::Variable) {
        uses.variables.append({value.span, type, hasDefault});
        return;
    }
    if (value.kind == ValueKind::Null) {
        if (isRequired)
            add(Kind::WrongValue, value.span, type);
        return;
    }
    if (bare.startsWith(u'[')) {
        const QString inner = bare.sliced(1).chopped(1);
        // A single value stands for a list of one (section 3.11).
        const QList<GraphQlValue> items
            = value.kind == ValueKind::List ? value.items : QList<GraphQlValue>{value};
        for (const GraphQlValue &item : items)
            checkValue(item, inner, false, uses);
        return;
    }
    const GraphQlType *named = m_schema.type(bare);
    if (!named)
        return;
    if (named->kind == GraphQlType::Kind::InputObject && value.kind == ValueKind::Object)
        checkObject(value, *named, uses);
    else if (!fits(value, *named))
        add(Kind::WrongValue, value.span, type, namesOf(named->values));
}

void GraphQlValidator::checkObject(const GraphQlValue &value, const GraphQlType &type, Uses &uses)
{
    QSet<QString> given;
    for (const GraphQlArgument &field : value.fields) {
        given.insert(textOf(field.name));
        const auto input = std::ranges::find(type.inputs, textOf(field.name), &GraphQlInput::name);
        if (input == type.inputs.end())
            add(Kind::UnknownInputField, field.name, type.name, namesOf(type.inputs));
        else
            checkValue(field.value, input->type, !input->defaultValue.isNull(), uses);
    }
    for (const GraphQlInput &input : type.inputs) {
        if (input.isRequired() && !given.contains(input.name))
            m_faults.append({Kind::MissingInputField,
                             {value.span.begin, value.span.begin + 1},
                             input.name,
                             type.name,
                             {}});
    }
}

bool GraphQlValidator::fits(const GraphQlValue &value, const GraphQlType &type) const
{
    using ValueKind = GraphQlValue::Kind;
    switch (type.kind) {
    case GraphQlType::Kind::Enum:
        return value.kind == ValueKind::Enum
            && std::ranges::contains(type.values, textOf(value.span), &GraphQlEnumValue::name);
    case GraphQlType::Kind::InputObject:
        return false; // an object would have been looked at
    case GraphQlType::Kind::Scalar:
        break;
    default:
        return true;
    }
    if (type.name == "Int"_L1) {
        bool isNumber = false;
        textOf(value.span).toInt(&isNumber);
        return value.kind == ValueKind::Int && isNumber;
    }
    if (type.name == "Float"_L1)
        return value.kind == ValueKind::Int || value.kind == ValueKind::Float;
    if (type.name == "String"_L1)
        return value.kind == ValueKind::String;
    if (type.name == "Boolean"_L1)
        return value.kind == ValueKind::Boolean;
    if (type.name == "ID"_L1)
        return value.kind == ValueKind::String || value.kind == ValueKind::Int;
    return true; // what a server's own scalars look like, it alone knows
}

} // namespace Recloser
