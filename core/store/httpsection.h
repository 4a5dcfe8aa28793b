// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpbody.h"
#include "core/store/httplines.h"
#include "core/store/httptarget.h"

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
        /// Where the text begins in its line.
        qsizetype column = 0;
    };
    struct HeaderRow
    {
        HeaderField field;
        /// More than one where the value goes on in indented lines (obs-fold, RFC 9112 section
        /// 5.2).
        LineRange lines;
    };

    /// The separator line included.
    LineRange lines;
    int separator = -1;
    HttpTarget target;
    /// The first line after the head: the blank one, or the section's end.
    int headEnd = -1;
    /// Without blank lines at its ends.
    LineRange body;
    QList<BodyItem> bodyItems;
    QList<Directive> directives;
    QList<HeaderRow> headers;
    /// Lines that concern the whole file: variables, imports.
    QList<LineRange> fileLines;
    /// As in the file: authentication still a header, unless `@auth` gives it.
    RequestSpec spec;
    QStringList unknownDirectives;
    QList<HttpFileUnused> unused;
    QList<HttpFileScript> scripts;
    QList<HttpFilePrompt> prompts;

    bool hasRequest() const { return target.requestLine >= 0; }
    /// The one of this name that counts: the last one with a text, or the last one.
    const Directive *directive(QStringView name) const;
};

/// What sections add to the whole file.
struct HttpFileFindings
{
    /// Without the request they belong to.
    QList<HttpFileVariable> variables;
    QList<HttpFileProblem> problems;
};

/// The sections of a file: what stands before the first `###`, then one for each.
QList<LineRange> sectionsOf(const QStringList &lines);

/// Reads one section; never fails.
HttpSection readSection(const QStringList &lines, LineRange range, HttpFileFindings &findings);

/// Authentication as headers and parameters of the request itself, as a file holds it; and back.
/// `keyDirective` is the text of `@api-key`, "header NAME" or "query NAME"; the header goes to
/// `headerRow`, or to the end where that is -1.
/// What neither can hold stays in the request's `auth`, for `@auth`.
enum class AuthForm {
    AsUsual,
    Directive, ///< all of it, since the section has a `@auth` already
};
RequestSpec withAuthWritten(const RequestSpec &spec, QString &keyDirective, qsizetype headerRow,
                            AuthForm form = AuthForm::AsUsual);
struct ReadAuth
{
    RequestSpec spec;
    /// The header that was authentication; -1: none.
    qsizetype headerRow = -1;
};
ReadAuth withAuthRead(const RequestSpec &spec, const QString &keyDirective);

} // namespace Recloser
