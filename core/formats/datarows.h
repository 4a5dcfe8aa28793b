// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/formaterror.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QList>
#include <QStringList>

#include <expected>

namespace Recloser {

/// Rows of variables from a table: one run of a series for each. Plain value.
class DataRows
{
public:
    /// CSV (RFC 4180) with names in its first line, in UTF-8, with or without byte-order mark;
    /// comma, semicolon or tab separate, whichever the first line has most of. Empty lines are
    /// passed over. The error says in which line a row has more or fewer fields than there are
    /// names, a name is missing or occurs twice, or a quote is not closed.
    static std::expected<DataRows, FormatError> fromCsv(const QByteArray &bytes);
    /// An array of objects, or one object a line. Texts are taken as they are, everything else as
    /// JSON.
    static std::expected<DataRows, FormatError> fromJson(const QByteArray &bytes);

    qsizetype size() const { return m_objects.isEmpty() ? m_starts.size() : m_objects.size(); }
    /// `index` is in [0, size()).
    QHash<QString, QString> row(qsizetype index) const;

private:
    // A table stays as its bytes, a million rows of it too.
    QByteArray m_bytes;
    char m_separator = ',';
    QStringList m_names;
    QList<qsizetype> m_starts;
    QJsonArray m_objects;
};

} // namespace Recloser
