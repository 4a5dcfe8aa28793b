// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlschema.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\' + QString(c);
        else if (c == u'\n')
            result += u"\\n"_s;
        else
            result += c;
    }
    return result + u'"';
}

void addDescription(QString &text, const QString &description, const QString &indent)
{
    if (description.isEmpty())
        return;
    QString block = description;
    block.replace("\"\"\""_L1, "\\\"\"\""_L1).replace(u'\n', u'\n' + indent);
    text += indent + u"\"\"\"\n"_s + indent + block + u'\n' + indent + u"\"\"\"\n"_s;
}

QString deprecated(const QString &reason)
{
    if (reason.isNull())
        return {};
    return reason.isEmpty() ? u" @deprecated"_s
                            : u" @deprecated(reason: "_s + quoted(reason) + u')';
}

QString inputText(const GraphQlInput &input)
{
    const QString value
        = input.defaultValue.isNull() ? QString() : QString(u" = "_s + input.defaultValue);
    return input.name + u": "_s + input.type + value;
}

QString argumentsText(const QList<GraphQlInput> &arguments)
{
    if (arguments.isEmpty())
        return {};
    QStringList texts;
    for (const GraphQlInput &argument : arguments)
        texts.append(inputText(argument));
    return u'(' + texts.join(u", "_s) + u')';
}

QString typeText(const GraphQlType &type)
{
    using Kind = GraphQlType::Kind;
    const QString indent = u"  "_s;
    QString text;
    addDescription(text, type.description, {});
    const QString implements = type.interfaces.isEmpty()
        ? QString()
        : QString(u" implements "_s + type.interfaces.join(u" & "_s));
    switch (type.kind) {
    case Kind::Scalar:
        return text + u"scalar "_s + type.name + u'\n';
    case Kind::Union:
        return text + u"union "_s + type.name + u" = "_s + type.possibleTypes.join(u" | "_s)
            + u'\n';
    case Kind::Enum:
        text += u"enum "_s + type.name;
        break;
    case Kind::InputObject:
        text += u"input "_s + type.name;
        break;
    case Kind::Object:
        text += u"type "_s + type.name + implements;
        break;
    case Kind::Interface:
        text += u"interface "_s + type.name + implements;
        break;
    }
    text += u" {\n"_s;
    for (const GraphQlField &field : type.fields) {
        addDescription(text, field.description, indent);
        text += indent + field.name + argumentsText(field.arguments) + u": "_s + field.type
            + deprecated(field.deprecation) + u'\n';
    }
    for (const GraphQlInput &input : type.inputs) {
        addDescription(text, input.description, indent);
        text += indent + inputText(input) + u'\n';
    }
    for (const GraphQlEnumValue &value : type.values) {
        addDescription(text, value.description, indent);
        text += indent + value.name + deprecated(value.deprecation) + u'\n';
    }
    return text + u"}\n"_s;
}

bool isBuiltIn(const GraphQlType &type)
{
    static const QStringList scalars{u"Int"_s, u"Float"_s, u"String"_s, u"Boolean"_s, u"ID"_s};
    return type.name.startsWith("__"_L1)
        || (type.kind == GraphQlType::Kind::Scalar && scalars.contains(type.name));
}

bool isBuiltIn(const GraphQlDirectiveType &directive)
{
    static const QStringList names{u"include"_s, u"skip"_s, u"deprecated"_s, u"specifiedBy"_s};
    return names.contains(directive.name);
}

} // namespace

QString GraphQlSchema::toText() const
{
    QStringList parts;
    if (m_query != "Query"_L1 || (!m_mutation.isEmpty() && m_mutation != "Mutation"_L1)
        || (!m_subscription.isEmpty() && m_subscription != "Subscription"_L1)) {
        QString text = u"schema {\n  query: "_s + m_query + u'\n';
        if (!m_mutation.isEmpty())
            text += u"  mutation: "_s + m_mutation + u'\n';
        if (!m_subscription.isEmpty())
            text += u"  subscription: "_s + m_subscription + u'\n';
        parts.append(text + u"}\n"_s);
    }
    for (const GraphQlDirectiveType &directive : m_directives) {
        if (isBuiltIn(directive))
            continue;
        QString text;
        addDescription(text, directive.description, {});
        parts.append(text + u"directive @"_s + directive.name + argumentsText(directive.arguments)
                     + u" on "_s + directive.locations.join(u" | "_s) + u'\n');
    }
    QList<const GraphQlType *> sorted;
    for (const GraphQlType &type : m_types) {
        if (!isBuiltIn(type))
            sorted.append(&type);
    }
    std::ranges::sort(sorted, {}, &GraphQlType::name);
    for (const GraphQlType *type : std::as_const(sorted))
        parts.append(typeText(*type));
    return parts.join(u'\n');
}

} // namespace Recloser
