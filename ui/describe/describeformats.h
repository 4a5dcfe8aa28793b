// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/copyas.h"
#include "core/formats/importnote.h"

#include <QList>
#include <QString>

namespace Recloser {

/// What became of a part of a curl command that the request does not hold.
QString describe(const ImportNote &note);

/// The notes as one text, each sentence once, at most five of them and how many there are besides.
QString describe(const QList<ImportNote> &notes);

/// The format as menus name it.
QString copyFormatName(CopyFormat format);

} // namespace Recloser
