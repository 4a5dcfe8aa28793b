// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

namespace Recloser {

/// One section of a `.http` file, between two `###` lines, with the lines its parts stand on. Lines
/// are counted from 0 in the file; -1 is nowhere.
struct HttpSection
{
    struct Directive
    {
        QString name;
        QString text;
        int line = -1;
    };
    struct HeaderRow
    {
        HeaderField field;
        int line = -1;
    };

    /// [begin, end), the separator line included.
    int begin = 0;
    int end = 0;
    int separator = -1;
    int requestLine = -1;
    /// The lines of the target after the request line, disabled rows of the query included;
    /// [requestLine + 1, targetEnd).
    int targetEnd = -1;
    /// The first line after the head: the blank one, or `end`.
    int headEnd = -1;
    /// [bodyBegin, bodyEnd), without blank lines at its ends.
    int bodyBegin = -1;
    int bodyEnd = -1;
    QList<Directive> directives;
    QList<HeaderRow> headers;
    /// As in the file: authentication still a header.
    RequestSpec spec;
    QStringList unknownDirectives;

    const Directive *directive(QStringView name) const;
};

/// What a file holds.
struct HttpSections
{
    QList<HttpSection> sections;
    QHash<QString, QString> variables;
    QList<HttpFileProblem> problems;
};

/// Finds the sections of a file and reads each; never fails.
HttpSections readSections(const QStringList &lines);

/// Authentication as headers and parameters of the request itself, as a file holds it; and back.
/// `keyDirective` is the text of
/// `@api-key`, "header NAME" or "query NAME".
RequestSpec withAuthWritten(const RequestSpec &spec, QString &keyDirective, qsizetype headerRow);
RequestSpec withAuthRead(const RequestSpec &spec, const QString &keyDirective);

} // namespace Recloser
