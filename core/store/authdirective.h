// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QStringList>

#include <optional>

namespace Recloser {

// `# @auth kind name=value …`: authentication that no header of a file can say, and what a folder
// or a file gives those of its requests that ask for it by `# @auth inherit`.

/// Applies the directive's text to `auth`; a value stands in quotes where it has blanks outside of
/// placeholders. Returns the words that were not understood; an unknown kind changes nothing.
QStringList readAuthDirective(const QString &text, Auth &auth);

/// What stands after `@auth`: the kind, and every value that is not as usual.
QString authDirective(const Auth &auth);

/// False for what stands in the request itself: Basic, Bearer, Digest and AWS as a header, an API
/// key as a header or a parameter.
bool needsAuthDirective(const Auth &auth);

/// `text` in words; blanks in quotes and in placeholders divide nothing, and quotes are taken off.
QStringList authWords(const QString &text);

} // namespace Recloser
