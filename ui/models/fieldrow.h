// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

namespace Recloser {

/// One row of a table of named values, whatever the table is of.
struct FieldRow
{
    QString name;
    QString value;
    bool enabled = true;
    /// Query and form: false for a bare name.
    bool hasEquals = true;
    /// Multipart: `value` is the path of a file.
    bool isFile = false;
    QString fileName;
    QString mediaType;

    bool operator==(const FieldRow &) const = default;
};

inline FieldRow rowOf(const QueryParameter &parameter)
{
    return {.name = parameter.name,
            .value = parameter.value,
            .enabled = parameter.enabled,
            .hasEquals = parameter.hasEquals};
}

inline FieldRow rowOf(const HeaderField &header)
{
    return {.name = header.name, .value = header.value, .enabled = header.enabled};
}

inline FieldRow rowOf(const MultipartPart &part)
{
    return {.name = part.name,
            .value = part.value,
            .enabled = part.enabled,
            .isFile = part.isFile,
            .fileName = part.fileName,
            .mediaType = part.mediaType};
}

inline QueryParameter parameterOf(const FieldRow &row)
{
    return {row.name, row.value, row.enabled, row.hasEquals};
}

inline HeaderField headerOf(const FieldRow &row)
{
    return {row.name, row.value, row.enabled};
}

inline MultipartPart partOf(const FieldRow &row)
{
    return {row.name, row.value, row.isFile, row.fileName, row.mediaType, row.enabled};
}

template<typename List> QList<FieldRow> rowsOf(const List &list)
{
    QList<FieldRow> rows;
    rows.reserve(list.size());
    for (const auto &item : list)
        rows.append(rowOf(item));
    return rows;
}

} // namespace Recloser
