// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/importnote.h"

namespace Recloser {

/// What happened to a part of a curl command, and what to do where something can be done.
struct NoteWords
{
    QString what;
    QString remedy;
};

NoteWords explain(const ImportNote &note);

/// On stderr; `where` is the file or option that the command came from.
void printNote(const QString &where, const ImportNote &note);

} // namespace Recloser
