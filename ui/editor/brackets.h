// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

#include <optional>

class QTextDocument;

namespace Recloser {

/// Two brackets that belong together, as positions in a document.
struct BracketPair
{
    int at = 0;
    int partner = 0;

    bool operator==(const BracketPair &) const = default;
};

/// The bracket right or left of `position` and its partner, found by counting brackets of its kind;
/// those inside double-quoted strings of one line are passed over. Looks at no more than `limit`
/// characters; nothing when there is none within them.
std::optional<BracketPair> matchingBrackets(const QTextDocument &document, int position,
                                            int limit = 100'000);

} // namespace Recloser
