// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httplines.h"

#include <QStringList>

namespace Recloser {

/// The parts of a request line, as columns of it.
struct RequestLine
{
    /// Empty: not written.
    QString method;
    qsizetype urlBegin = 0;
    qsizetype urlEnd = 0;
    QString url;
    /// After "HTTP/"; -1: not written.
    qsizetype versionColumn = -1;
    QString version;
};

RequestLine requestLineOf(QStringView line);

/// Nothing for one we do not know.
std::optional<HttpVersion> httpVersionOf(QStringView text);

/// The request line and the lines in which its target goes on.
struct HttpTarget
{
    struct Line
    {
        enum class Kind { Piece, Disabled, Comment };
        Kind kind = Kind::Piece;
        /// Without what makes it a comment.
        QString text;
        int number = 0;
    };

    /// From 0 in the file; -1 is nowhere.
    int requestLine = -1;
    RequestLine first;
    QList<Line> more;
    /// Behind the last piece, where the first line has none: "HTTP/2", as written. Empty: not
    /// there.
    QString lastVersion;
    int end = -1;
};

/// Reads the target that begins at `line`, before `end`.
HttpTarget readTarget(const QStringList &lines, int line, int end);

/// URL and disabled parameters of a target.
void applyTarget(const HttpTarget &target, RequestSpec &spec);

enum class TargetLayout { OneLine, LinePerParameter };

/// The request line and those that belong to its target, written anew.
QStringList linesOfTarget(const RequestSpec &spec, TargetLayout layout, const QString &indent);

} // namespace Recloser
