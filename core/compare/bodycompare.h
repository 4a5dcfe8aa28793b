// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/ignoring.h"
#include "core/compare/jsoncompare.h"
#include "core/model/response.h"
#include "core/text/heldbytes.h"
#include "core/text/mediatype.h"
#include "core/text/textdecoder.h"

namespace Recloser {

/// A body with the type it was sent with.
struct ComparedBody
{
    HeldBytes bytes;
    /// Content-Type as received; empty if there was none.
    QByteArray declaredType;
};

/// The body of a response, from memory or mapped from its file.
std::expected<HeldBytes, StoreError> bytesOf(const ResponseBody &body);
/// The body of a request; of files that were sent their names and sizes stand in it.
HeldBytes bytesOf(const QList<BodySegment> &body);

enum class BodyMethod {
    Structure, ///< JSON by its values
    LaidOut, ///< JSON or XML, laid out, as text
    Text,
    Bytes,
};

struct BodyCompareOptions
{
    /// How to compare; unset: by structure where both are JSON, laid out where both are XML, as
    /// bytes where one is no text, else as text.
    std::optional<BodyMethod> method;
    Ignoring ignoring;
};

/// What is to be said about one side.
struct BodySideNotes
{
    MediaType type;
    qint64 size = 0;
    bool isBinary = false;
    bool hasByteOrderMark = false;
    DecodingNotes decoding;
    /// Why it is not JSON or XML, though its type says so.
    std::optional<SyntaxFault> fault;
};

struct BodyComparison
{
    /// Why bodies that were to be compared by structure were not.
    enum class NoStructure { None, NotJson, Invalid, TooDeep, TooLarge };

    BodyMethod method = BodyMethod::Text;
    NoStructure noStructure = NoStructure::None;
    /// Byte by byte.
    bool isIdentical = false;
    BodySideNotes left;
    BodySideNotes right;
    /// Both side by side; for bytes hexadecimal digits from shortly before the first difference.
    AlignedRows rows;
    /// For Structure; its rows are in `rows`.
    std::vector<JsonDifference> differences;
    std::array<qint64, JsonDifference::kinds> counts{};
    qint64 ignored = 0;
    qint64 reordered = 0;
    /// For Bytes: the first that differs, and how many do; what one side has more is not counted.
    std::optional<qint64> firstDifference;
    qint64 differingBytes = 0;

    /// Nothing is to be told. Identical bodies are equal, others may be: ignored values, order of
    /// keys, white space between JSON values.
    bool isEqual() const;
};

/// Compares two bodies of any size; on a thread of its own. Nothing once `stop` asked for it; an
/// error when temporary files cannot be written.
std::expected<std::optional<BodyComparison>, StoreError>
compareBodies(const ComparedBody &left, const ComparedBody &right,
              const BodyCompareOptions &options = {}, const std::stop_token &stop = {});

} // namespace Recloser
