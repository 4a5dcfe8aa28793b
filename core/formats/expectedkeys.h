// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/formaterror.h"

#include <QByteArray>
#include <QList>

#include <expected>
#include <optional>

namespace Recloser {

/// The key that a URL must give.
struct ExpectedKey
{
    QString url;
    std::optional<QString> key; ///< nothing: the pattern must not match
    /// Comments and empty lines that stand before it in the file, line feeds included.
    QString before;
    /// Its line as it was read, without the line feed. Written again when it says the same still.
    QString line;
    int number = 0; ///< of that line, from 1; 0 for one that was not read

    bool operator==(const ExpectedKey &) const = default;
};

/// A pattern and the keys it must give: a text file for git, which Key Lab and
/// `recloser-cli key --check` read. UTF-8, one URL a line, a tab between URL and key:
///
///     # Comments have lines of their own.
///     pattern: ^https?://[^/?#]+
///     python: 3.11
///
///     http://www.store1.com:8001/m_search    http://www.store1.com:8001
///     ftp://store1.com/                      (no match)
///
/// The pattern stands as it is up to the end of its line. What cannot stand so (a blank at an end,
/// a control character, a quote in front, half a surrogate pair, the empty key) is a JSON string
/// instead, in every place. A plain value.
struct ExpectedKeys
{
    QString pattern;
    QString python; ///< "3.8" to "3.14", empty for the usual one; not checked here
    QList<ExpectedKey> rows;
    QString header; ///< lines of comment before `pattern`
    QString middle; ///< between `pattern` and `python`
    QString after; ///< behind the last row
    bool hasReturns = false; ///< lines end in CR LF

    bool operator==(const ExpectedKeys &) const = default;
};

/// @return or the line and column of the first thing that is wrong
std::expected<ExpectedKeys, FormatError> parseExpectedKeys(const QByteArray &file);

/// What parseExpectedKeys() reads as the same. Lines that did not change are the same bytes.
QByteArray toFile(const ExpectedKeys &keys);

} // namespace Recloser
