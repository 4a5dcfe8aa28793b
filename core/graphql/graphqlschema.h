// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqldocument.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <expected>
#include <memory>

namespace Recloser {

/// An argument, or a field of an input object.
struct GraphQlInput
{
    QString name;
    /// As written in the language, such as "[ID!]!".
    QString type;
    /// The default value in the language; null: none.
    QString defaultValue;
    QString description;

    /// It must be given (section 5.4.2.1).
    bool isRequired() const { return type.endsWith(u'!') && defaultValue.isNull(); }
    bool operator==(const GraphQlInput &) const = default;
};

struct GraphQlField
{
    QString name;
    QString type;
    QList<GraphQlInput> arguments;
    QString description;
    /// Null: it is not deprecated.
    QString deprecation;

    bool operator==(const GraphQlField &) const = default;
};

struct GraphQlEnumValue
{
    QString name;
    QString description;
    QString deprecation;

    bool operator==(const GraphQlEnumValue &) const = default;
};

struct GraphQlType
{
    enum class Kind { Scalar, Object, Interface, Union, Enum, InputObject };

    Kind kind = Kind::Scalar;
    QString name;
    QString description;
    /// Of objects and interfaces.
    QList<GraphQlField> fields;
    /// Of input objects.
    QList<GraphQlInput> inputs;
    QList<GraphQlEnumValue> values;
    QStringList interfaces;
    /// What an interface or a union can be.
    QStringList possibleTypes;

    bool isComposite() const
    {
        return kind == Kind::Object || kind == Kind::Interface || kind == Kind::Union;
    }
    bool isInput() const
    {
        return kind == Kind::Scalar || kind == Kind::Enum || kind == Kind::InputObject;
    }
    const GraphQlField *field(QStringView fieldName) const;

    bool operator==(const GraphQlType &) const = default;
};

struct GraphQlDirectiveType
{
    QString name;
    QString description;
    QList<GraphQlInput> arguments;
    /// As in introspection: "FIELD", "QUERY", ...
    QStringList locations;

    bool operator==(const GraphQlDirectiveType &) const = default;
};

/// "User" of "[User!]!".
QString namedTypeOf(QStringView type);

/// What a server can be asked for, as its introspection tells (section 4). Plain value.
class GraphQlSchema
{
public:
    /// From the answer to introspectionQuery(), or from what is in its "data". The error names the
    /// place in the JSON, or is the server's own message.
    static std::expected<GraphQlSchema, QString> fromIntrospection(const QByteArray &json);

    /// Asks for all of it. `deprecated` ones among arguments are left out, since older servers know
    /// none.
    static QString introspectionQuery();

    const QList<GraphQlType> &types() const { return m_types; }
    const QList<GraphQlDirectiveType> &directives() const { return m_directives; }
    const GraphQlType *type(QStringView name) const;
    const GraphQlDirectiveType *directive(QStringView name) const;
    /// Null where the server has no such operations.
    const GraphQlType *root(GraphQlOperationKind kind) const;

    /// Whether something of type `one` can be of type `other` (section 5.5.2.3).
    bool overlaps(const GraphQlType &one, const GraphQlType &other) const;

    /// In the schema language (section 3), sorted by name, without built-in types.
    QString toText() const;

    bool operator==(const GraphQlSchema &) const = default;

private:
    QList<GraphQlType> m_types;
    QHash<QString, qsizetype> m_byName;
    QList<GraphQlDirectiveType> m_directives;
    QString m_query;
    QString m_mutation;
    QString m_subscription;
};

using GraphQlSchemaPtr = std::shared_ptr<const GraphQlSchema>;

} // namespace Recloser
