// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// What introspection nests types in, as the language writes it. Servers nest at most as deeply as
/// the query asks.
QString typeText(const QJsonValue &type, int depth = 0)
{
    const QString kind = type["kind"_L1].toString();
    if (depth < 16 && kind == "NON_NULL"_L1)
        return typeText(type["ofType"_L1], depth + 1) + u'!';
    if (depth < 16 && kind == "LIST"_L1)
        return u'[' + typeText(type["ofType"_L1], depth + 1) + u']';
    return type["name"_L1].toString();
}

GraphQlInput inputFrom(const QJsonValue &value)
{
    const QJsonValue defaultValue = value["defaultValue"_L1];
    return {.name = value["name"_L1].toString(),
            .type = typeText(value["type"_L1]),
            .defaultValue = defaultValue.isString() ? defaultValue.toString() : QString(),
            .description = value["description"_L1].toString()};
}

QString deprecationOf(const QJsonValue &value)
{
    if (!value["isDeprecated"_L1].toBool())
        return {};
    return value["deprecationReason"_L1].toString(u""_s);
}

template<typename T, typename Read> QList<T> listFrom(const QJsonValue &value, Read read)
{
    QList<T> list;
    const QJsonArray array = value.toArray();
    list.reserve(array.size());
    for (const QJsonValue &item : array)
        list.append(read(item));
    return list;
}

QString nameFrom(const QJsonValue &value)
{
    return value["name"_L1].toString();
}

GraphQlField fieldFrom(const QJsonValue &value)
{
    return {.name = nameFrom(value),
            .type = typeText(value["type"_L1]),
            .arguments = listFrom<GraphQlInput>(value["args"_L1], inputFrom),
            .description = value["description"_L1].toString(),
            .deprecation = deprecationOf(value)};
}

std::optional<GraphQlType::Kind> kindFrom(const QString &name)
{
    using Kind = GraphQlType::Kind;
    static const QHash<QString, Kind> kinds{
        {u"SCALAR"_s, Kind::Scalar},       {u"OBJECT"_s, Kind::Object},
        {u"INTERFACE"_s, Kind::Interface}, {u"UNION"_s, Kind::Union},
        {u"ENUM"_s, Kind::Enum},           {u"INPUT_OBJECT"_s, Kind::InputObject}};
    const auto kind = kinds.constFind(name);
    return kind == kinds.cend() ? std::nullopt : std::optional(*kind);
}

GraphQlType typeFrom(const QJsonValue &value, GraphQlType::Kind kind)
{
    return {.kind = kind,
            .name = nameFrom(value),
            .description = value["description"_L1].toString(),
            .fields = listFrom<GraphQlField>(value["fields"_L1], fieldFrom),
            .inputs = listFrom<GraphQlInput>(value["inputFields"_L1], inputFrom),
            .values = listFrom<GraphQlEnumValue>(
                value["enumValues"_L1],
                [](const QJsonValue &item) {
                    return GraphQlEnumValue{nameFrom(item), item["description"_L1].toString(),
                                            deprecationOf(item)};
                }),
            .interfaces = listFrom<QString>(value["interfaces"_L1], nameFrom),
            .possibleTypes = listFrom<QString>(value["possibleTypes"_L1], nameFrom)};
}

/// What the server said was wrong, the first of it.
QString messageOf(const QJsonValue &errors)
{
    const QJsonArray array = errors.toArray();
    return array.isEmpty() ? QString() : array.first()["message"_L1].toString();
}

} // namespace

const GraphQlField *GraphQlType::field(QStringView fieldName) const
{
    const auto found = std::ranges::find(fields, fieldName, &GraphQlField::name);
    return found == fields.end() ? nullptr : &*found;
}

QString namedTypeOf(QStringView type)
{
    while (type.startsWith(u'['))
        type = type.sliced(1);
    while (type.endsWith(u'!') || type.endsWith(u']'))
        type.chop(1);
    return type.toString();
}

std::expected<GraphQlSchema, QString> GraphQlSchema::fromIntrospection(const QByteArray &json)
{
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(json, &fault);
    if (fault.error != QJsonParseError::NoError)
        return std::unexpected(u"offset %1: %2"_s.arg(fault.offset).arg(fault.errorString()));
    const QJsonObject whole = document.object();
    const QJsonValue data = whole.contains("data"_L1) ? whole["data"_L1] : QJsonValue(whole);
    const QJsonValue described = data["__schema"_L1];
    if (!described.isObject()) {
        const QString message = messageOf(whole["errors"_L1]);
        return std::unexpected(message.isEmpty() ? u"it has no \"__schema\""_s : message);
    }
    GraphQlSchema schema;
    schema.m_query = nameFrom(described["queryType"_L1]);
    schema.m_mutation = nameFrom(described["mutationType"_L1]);
    schema.m_subscription = nameFrom(described["subscriptionType"_L1]);
    const QJsonArray types = described["types"_L1].toArray();
    for (qsizetype i = 0; i < types.size(); ++i) {
        const auto kind = kindFrom(types[i]["kind"_L1].toString());
        const QString name = nameFrom(types[i]);
        if (!kind || name.isEmpty())
            return std::unexpected(u"\"types\"[%1] has no known kind, or no name"_s.arg(i));
        schema.m_byName.insert(name, schema.m_types.size());
        schema.m_types.append(typeFrom(types[i], *kind));
    }
    if (!schema.root(GraphQlOperationKind::Query))
        return std::unexpected(u"the type of queries is not among its types"_s);
    schema.m_directives
        = listFrom<GraphQlDirectiveType>(described["directives"_L1], [](const QJsonValue &value) {
              return GraphQlDirectiveType{
                  nameFrom(value), value["description"_L1].toString(),
                  listFrom<GraphQlInput>(value["args"_L1], inputFrom),
                  listFrom<QString>(value["locations"_L1], [](const QJsonValue &location) {
                      return location.toString();
                  })};
          });
    return schema;
}

QString GraphQlSchema::introspectionQuery()
{
    return QString::fromLatin1(R"(query IntrospectionQuery {
  __schema {
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types {
      kind
      name
      description
      fields(includeDeprecated: true) {
        name
        description
        args { ...Input }
        type { ...Type }
        isDeprecated
        deprecationReason
      }
      inputFields { ...Input }
      interfaces { name }
      enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
      possibleTypes { name }
    }
    directives { name description locations args { ...Input } }
  }
}

fragment Input on __InputValue { name description type { ...Type } defaultValue }

fragment Type on __Type {
  kind
  name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name
    ofType { kind name ofType { kind name ofType { kind name } } } } } } }
}
)");
}

const GraphQlType *GraphQlSchema::type(QStringView name) const
{
    const auto index = m_byName.constFind(name.toString());
    return index == m_byName.cend() ? nullptr : &m_types[*index];
}

const GraphQlDirectiveType *GraphQlSchema::directive(QStringView name) const
{
    const auto found = std::ranges::find(m_directives, name, &GraphQlDirectiveType::name);
    return found == m_directives.end() ? nullptr : &*found;
}

const GraphQlType *GraphQlSchema::root(GraphQlOperationKind kind) const
{
    switch (kind) {
    case GraphQlOperationKind::Query:
        return type(m_query);
    case GraphQlOperationKind::Mutation:
        return type(m_mutation);
    case GraphQlOperationKind::Subscription:
        return type(m_subscription);
    }
    return nullptr;
}

bool GraphQlSchema::overlaps(const GraphQlType &one, const GraphQlType &other) const
{
    const auto possible = [](const GraphQlType &type) {
        return type.kind == GraphQlType::Kind::Object ? QStringList{type.name} : type.possibleTypes;
    };
    const QStringList others = possible(other);
    return std::ranges::any_of(possible(one),
                               [&others](const QString &name) { return others.contains(name); });
}

} // namespace Recloser
