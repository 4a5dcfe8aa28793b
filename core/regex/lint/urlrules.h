// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/urlparts.h"

#include <optional>
#include <string_view>

namespace Recloser {

// Rules about one URL and its key (KEYS.md section 5). Pure, and cheap: they see every URL.

/// C1: the key is the URL, which is more than scheme, host and port.
bool isWholeUrl(std::u32string_view url, const UrlParts &parts, Span key);

/// C3: the key reaches into the query or the fragment.
bool reachesBeyondPath(const UrlParts &parts, Span key);

/// C4: a segment of the path that looks like an id, and that the key has something of.
std::optional<Span> identifierIn(std::u32string_view url, const UrlParts &parts, Span key);
/// A number, a UUID, a ULID, a date, 8 or more hexadecimal digits, or 16 or more letters and digits
/// mixed.
bool looksLikeIdentifier(std::u32string_view segment);

/// H2: the key begins within a label of the host.
bool startsMidHost(std::u32string_view url, const UrlParts &parts, Span key);

/// H3: the key has nothing of a host that is there.
bool startsBehindHost(const UrlParts &parts, Span key);

/// S1: user information or the value of a parameter that is named like a secret is in the key.
/// @return the name of the parameter; an empty span for user information
std::optional<Span> secretIn(std::u32string_view url, const UrlParts &parts, Span key);
bool isSecretName(std::u32string_view name);

/// L5: the key ends within a word.
bool cutsWord(std::u32string_view url, Span key);

/// S2: why the text of a key is inconvenient in Redis; nothing when it is not. UTF-8, as in "it
/// ..."
std::optional<std::string> oddityOf(std::u32string_view key, std::size_t size, std::size_t longKey,
                                    std::size_t shortKey);

} // namespace Recloser
