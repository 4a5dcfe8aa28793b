// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QStringView>

namespace Recloser {

/// A lexical token of a GraphQL document. Plain value.
struct GraphQlToken
{
    enum class Kind {
        Punctuator, ///< one of ! $ & ( ) : = @ [ ] { | } or ...
        Name,
        Int,
        Float,
        String,
        BlockString,
        Placeholder, ///< {{name}}, which our variables put something in the place of
        Comment,
        Bad, ///< no token: a stray character, an unfinished string
        End,
    };

    Kind kind = Kind::End;
    /// In UTF-16 units of the document: [begin, end).
    qsizetype begin = 0;
    qsizetype end = 0;

    bool operator==(const GraphQlToken &) const = default;
};

/// The tokens of `document` with comments, without white space and commas, and an End behind them
/// (GraphQL specification of October 2021, section 2.1). Never fails: what is none becomes Bad.
QList<GraphQlToken> graphQlTokens(QStringView document);

} // namespace Recloser
