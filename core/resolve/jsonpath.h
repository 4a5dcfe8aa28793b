// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

#include <expected>

namespace Recloser {

/// Why a path gives nothing.
struct PathError
{
    enum class Kind {
        BadPath, ///< not of the forms that are understood; `subject` is what is left of it
        NotThere, ///< `subject` is the first step that leads nowhere
        BadDocument, ///< `subject` says where it is not JSON, or not XML
    };

    Kind kind = Kind::NotThere;
    QString subject;

    bool operator==(const PathError &) const = default;
};

/// The first value that `path` leads to in a JSON text: a string's text, anything else as it is
/// written, so that long numbers keep every digit. A path is a query of RFC 9535 (core/jsonpath),
/// whose `$` may be left out and whose names behind dots may have any characters but dots and
/// brackets, as other clients have it.
std::expected<QString, PathError> jsonPathValue(const QByteArray &json, const QString &path);

} // namespace Recloser
