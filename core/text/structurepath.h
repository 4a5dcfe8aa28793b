// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/structuretree.h"

#include <QString>

namespace Recloser {

enum class PathStyle {
    Normalized, ///< $['a']['b c'][0] (RFC 9535 section 2.7)
    Dotted, ///< $.a['b c'][0]
};

/// The characters of a JSON string as it is written, with its quotes.
QString jsonStringValue(QByteArrayView written);

/// Where an item of JSON is. Lines of JSON are elements of an array.
QString jsonPathOf(StructureLanguage language, QByteArrayView text,
                   const std::vector<StructureStep> &steps, PathStyle style);

/// Where an item of XML is, by its place among its siblings of the same name: /r/item[2]/@id. Goes
/// through the siblings before it.
QString xmlPathOf(QByteArrayView text, const std::vector<StructureStep> &steps,
                  const std::stop_token &stop = {});

/// The way to the innermost item that a byte belongs to; its key and its brackets do. Goes through
/// the text up to there. Empty between items of the document.
std::vector<StructureStep> stepsTo(StructureLanguage language, QByteArrayView text, qint64 byte,
                                   const std::stop_token &stop = {});

} // namespace Recloser
