// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/fyndrequest.h"

#include <QList>
#include <QString>

#include <expected>

namespace Recloser {

/// A value of a Python literal or of JSON, which is read alike. Numbers keep their text, dicts
/// their order and repeated keys.
struct PythonValue
{
    enum class Kind { None, Bool, Number, String, List, Tuple, Dict };

    Kind kind = Kind::None;
    bool isTrue = false;
    /// The source from `begin` to `end` is JSON as it stands.
    bool isJson = true;
    /// The content of a String, the text of a Number (as JSON writes it).
    QString text;
    /// Elements of List and Tuple; keys and values in turn of Dict.
    QList<PythonValue> items;
    /// Where it stands in the source, [begin, end) in UTF-16 units.
    qsizetype begin = 0;
    qsizetype end = 0;

    /// The value of the last member called `name`, as Python keeps it; nullptr if there is none.
    const PythonValue *member(QStringView name) const;
};

/// Reads one value and nothing else (Python 3 reference, section 2.4 "Literals", and RFC 8259).
/// Nesting up to 200, text up to 16 MiB.
std::expected<PythonValue, FormatError> parsePythonLiteral(const QString &text);

/// Reads a call such as `await client.request(url="...", ...)`: its keyword arguments as a Dict.
std::expected<PythonValue, FormatError> parsePythonCall(const QString &text);

QString toJsonText(const PythonValue &value);
QString toPythonText(const PythonValue &value);
/// The same, broken into lines where it is long; `indent` is that of the line it stands in.
QString toPythonLines(const PythonValue &value, const QString &indent);
QString pythonString(const QString &text);
QString jsonString(const QString &text);

} // namespace Recloser
