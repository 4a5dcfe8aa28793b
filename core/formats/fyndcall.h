// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/pythonliteral.h"

#include <optional>

namespace Recloser {

inline bool isUnset(const PythonValue *value)
{
    return !value || value->kind == PythonValue::Kind::None;
}

/// The text that Python's str() gives for a scalar.
inline QString scalarText(const PythonValue &value)
{
    return value.kind == PythonValue::Kind::String ? value.text : toPythonText(value);
}

inline bool isScalar(const PythonValue &value)
{
    return value.kind == PythonValue::Kind::String || value.kind == PythonValue::Kind::Number
        || value.kind == PythonValue::Kind::Bool;
}

/// Turns what the Fynd library is given, a dict or the keyword arguments of its `request()`, into a
/// request. Used once.
class FyndReader
{
public:
    explicit FyndReader(const QString &source) : m_source(source) { }

    std::expected<ImportedRequest, FormatError> readDict(const PythonValue &dict);
    std::expected<ImportedRequest, FormatError> readCall(const PythonValue &arguments);

private:
    void readUrl(const PythonValue *value);
    void readVerb(const PythonValue *value);
    void readData(const PythonValue *value);
    void readHeaders(const PythonValue *value);
    void addHeader(const PythonValue &name, const PythonValue &value);
    void readAuth(const PythonValue *value);
    void readPair(const PythonValue &value);
    void readConfig(const PythonValue *value);
    void readProtocol(const PythonValue *value);
    /// A file beside the data: parts of a form.
    void readUpload(const PythonValue &arguments);
    /// The library takes no other authentication object than Basic; a token is a header.
    void takeBearer();
    void readCookies(const PythonValue *value);
    void readBreaker(const PythonValue *value);
    void readRetries(const PythonValue *value);
    std::optional<milliseconds> seconds(const PythonValue &value, const QString &name);
    std::optional<int> count(const PythonValue &value, const QString &name, int most);

    void fail(const PythonValue &value, const QString &message);
    void warn(const QString &warning) { m_request.warnings.append(warning); }
    /// Names members that nothing here reads.
    void warnOfOthers(const PythonValue &dict, const QString &path, const QStringList &known);
    std::expected<ImportedRequest, FormatError> result();

    const QString &m_source;
    ImportedRequest m_request;
    std::optional<FormatError> m_error;
};

} // namespace Recloser
