// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policywords.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

namespace Recloser {

/// The word of `value`; the first one for a value that has none.
template<typename T, size_t N> QString nameOf(const NameOf<T> (&names)[N], T value)
{
    for (const NameOf<T> &entry : names) {
        if (entry.value == value)
            return entry.name.toString();
    }
    return names[0].name.toString();
}

/// Reads the members of one JSON object into typed places. A missing member, or null, leaves its
/// place as it is; a member of another type is an error. Only the first error is kept, with the
/// path to its member. Lives as long as one call.
class JsonReader
{
public:
    /// `error` is shared by all readers of one document and must outlive them.
    JsonReader(QJsonObject object, QString path, QString &error)
        : m_object(std::move(object))
        , m_path(std::move(path))
        , m_error(error)
    {
    }

    void read(const QString &name, QString &place)
    {
        const QJsonValue value = member(name);
        if (value.isString())
            place = value.toString();
        else if (isSet(value))
            fail(name, QStringLiteral("a text"));
    }

    void read(const QString &name, bool &place)
    {
        const QJsonValue value = member(name);
        if (value.isBool())
            place = value.toBool();
        else if (isSet(value))
            fail(name, QStringLiteral("true or false"));
    }

    void read(const QString &name, qint64 &place)
    {
        const QJsonValue value = member(name);
        if (!isSet(value))
            return;
        // Both defaults come back only when the value is no whole number.
        const qint64 number = value.toInteger(1);
        if (!value.isDouble() || number != value.toInteger(2))
            fail(name, QStringLiteral("a whole number"));
        else
            place = number;
    }

    void read(const QString &name, int &place)
    {
        qint64 wide = place;
        read(name, wide);
        if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
            fail(name, QStringLiteral("a smaller number"));
        else
            place = int(wide);
    }

    void read(const QString &name, double &place)
    {
        const QJsonValue value = member(name);
        if (value.isDouble())
            place = value.toDouble();
        else if (isSet(value))
            fail(name, QStringLiteral("a number"));
    }

    void read(const QString &name, std::chrono::milliseconds &place)
    {
        qint64 count = place.count();
        read(name, count);
        place = std::chrono::milliseconds(count);
    }

    template<typename T, size_t N>
    void read(const QString &name, T &place, const NameOf<T> (&names)[N])
    {
        const QJsonValue value = member(name);
        QStringList known;
        for (const NameOf<T> &entry : names) {
            if (value.isString() && value.toString() == entry.name) {
                place = entry.value;
                return;
            }
            known.append(QLatin1Char('"') + entry.name.toString() + QLatin1Char('"'));
        }
        if (isSet(value))
            fail(name, known.join(QStringLiteral(", ")));
    }

    template<typename T, typename... Names>
    void read(const QString &name, std::optional<T> &place, const Names &...names)
    {
        if (!isSet(member(name)))
            return;
        T value{};
        read(name, value, names...);
        place = value;
    }

    /// Keeps "path: expected ..." unless there is an error already.
    void fail(const QString &name, const QString &expected)
    {
        if (m_error.isEmpty())
            m_error = pathOf(name) + QStringLiteral(": expected ") + expected;
    }

    bool isObject(const QString &name) const { return member(name).isObject(); }

    /// Calls `read` with a reader of the member, if it is there.
    template<typename Read> void object(const QString &name, Read read)
    {
        const QJsonValue value = member(name);
        if (value.isObject()) {
            JsonReader reader(value.toObject(), pathOf(name), m_error);
            read(reader);
        } else if (isSet(value)) {
            fail(name, QStringLiteral("an object"));
        }
    }

    /// Calls `read` with a reader of each object in the member's list.
    template<typename Read> void eachObject(const QString &name, Read read)
    {
        const QJsonValue value = member(name);
        if (isSet(value) && !value.isArray())
            fail(name, QStringLiteral("a list"));
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString row = name + QLatin1Char('[') + QString::number(i) + QLatin1Char(']');
            if (!array[i].isObject()) {
                fail(row, QStringLiteral("an object"));
                return;
            }
            JsonReader reader(array[i].toObject(), pathOf(row), m_error);
            read(reader);
        }
    }

    /// Calls `read` with each name and text of the member, an object of texts.
    template<typename Read> void eachText(const QString &name, Read read)
    {
        object(name, [&read](JsonReader &reader) {
            for (auto it = reader.m_object.begin(); it != reader.m_object.end(); ++it) {
                QString text;
                reader.read(it.key(), text);
                read(it.key(), text);
            }
        });
    }

private:
    QJsonValue member(const QString &name) const { return m_object.value(name); }
    static bool isSet(const QJsonValue &value) { return !value.isUndefined() && !value.isNull(); }

    QString pathOf(const QString &name) const
    {
        return m_path.isEmpty() ? name : QString(m_path + QLatin1Char('.') + name);
    }

    QJsonObject m_object;
    QString m_path;
    QString &m_error;
};

} // namespace Recloser
