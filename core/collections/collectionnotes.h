// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collectionresult.h"

namespace Recloser {

/// A request, or a copy of it, that went from one file to another.
struct RequestJourney
{
    const HttpFile &from;
    QString fromPath;
    qsizetype index = 0;
    /// With the request in it.
    const HttpFile &to;
    QString toPath;
    qsizetype toIndex = 0;
};

/// What is different for the request there. Reads the `folder.http` files of both, so blocks on the
/// disk.
QList<CollectionNote> notesOf(const RequestJourney &journey);

/// The same for all requests of a file that goes to another folder.
QList<CollectionNote> notesOfFile(const HttpFile &file, const QString &fromPath,
                                  const QString &toPath);

} // namespace Recloser
