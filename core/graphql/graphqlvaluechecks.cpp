// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlvalidator.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

// The part of GraphQlValidator that looks at arguments and values.

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
