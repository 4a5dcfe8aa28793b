// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/jsonmerge.h"

#include <QJsonArray>

namespace Recloser {

namespace {

QJsonArray mergedArray(const QJsonArray &base, const QJsonArray &ours, const QJsonArray &theirs)
{
    QJsonArray merged;
    for (const QJsonValue value : ours) {
        if (theirs.contains(value) || !base.contains(value))
            merged.append(value);
    }
    for (const QJsonValue value : theirs) {
        if (!base.contains(value) && !ours.contains(value))
            merged.append(value);
    }
    return merged;
}

/// Undefined: the member is absent.
QJsonValue mergedValue(const QJsonValue &base, const QJsonValue &ours, const QJsonValue &theirs)
{
    if (ours == base)
        return theirs;
    if (theirs == base)
        return ours;
    if (ours.isObject() && theirs.isObject())
        return mergedJson(base.toObject(), ours.toObject(), theirs.toObject());
    if (ours.isArray() && theirs.isArray())
        return mergedArray(base.toArray(), ours.toArray(), theirs.toArray());
    return ours;
}

} // namespace

QJsonObject mergedJson(const QJsonObject &base, const QJsonObject &ours, const QJsonObject &theirs)
{
    QJsonObject merged;
    QStringList names = ours.keys();
    for (const QStringList others = theirs.keys(); const QString &name : others) {
        if (!ours.contains(name))
            names.append(name);
    }
    for (const QString &name : std::as_const(names)) {
        const QJsonValue value
            = mergedValue(base.value(name), ours.value(name), theirs.value(name));
        if (!value.isUndefined())
            merged.insert(name, value);
    }
    return merged;
}

} // namespace Recloser
