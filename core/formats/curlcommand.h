// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/importnote.h"
#include "core/formats/shellwords.h"
#include "core/model/requestspec.h"

namespace Recloser {

/// What curl commands ask for.
struct CurlImport
{
    /// One for each URL, also those of `--next`, of `{a,b}` and `[1-3]` in URLs, and of several
    /// commands; at most mostRequests.
    QList<RequestSpec> requests;
    /// What is not in them; nothing is dropped silently.
    QList<ImportNote> notes;

    static constexpr int mostRequests = 100;

    bool operator==(const CurlImport &) const = default;
};

/// True when `text` begins with a call of curl, comments, a prompt or settings of environment
/// variables in front of it.
bool looksLikeCurl(QStringView text);

/// Reads curl commands as curl 8 and the shell would (curl's manual page; shellwords.h), reading
/// no file and running nothing: names of files stay names. What curl does when nothing is said
/// holds: redirects are followed with `--location` only. Placeholders in double braces are no
/// globs.
CurlImport parseCurl(const QString &text);
CurlImport parseCurl(const QString &text, Shell shell);

} // namespace Recloser
