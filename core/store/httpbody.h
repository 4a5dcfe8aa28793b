// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QStringList>

#include <expected>

namespace Recloser {

/// Why the body of a `.http` request is only text.
struct HttpBodyProblem
{
    enum class Kind { NoBoundary, InvalidPart, PlaceholdersInFile };
    Kind kind = Kind::NoBoundary;
    /// From 0, among the body's lines.
    int line = 0;
};

/// A body as it stands in a file.
struct HttpBody
{
    Body body;
    QList<HttpBodyProblem> problems;
};

/// The body that `lines` (without endings) mean under this Content-Type. Whatever cannot be
/// understood is text.
HttpBody bodyFromLines(const QStringList &lines, const QString &contentType);

/// The lines of the active kind's content under this Content-Type, whose boundary multipart takes.
QStringList linesOfBody(const Body &body, const QString &contentType);

/// The Content-Type that `body` needs in a file to be read back as what it is; empty if none.
QString contentTypeForFile(const Body &body);

/// The boundary parameter (RFC 2046 section 5.1.1); empty if there is none.
QString writtenBoundary(const QString &contentType);

} // namespace Recloser
