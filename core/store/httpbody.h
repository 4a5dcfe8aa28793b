// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httplines.h"

#include <QStringList>

namespace Recloser {

/// Why a body, or part of one, is only text.
struct HttpBodyProblem
{
    HttpFileProblem::Kind kind = HttpFileProblem::Kind::NoBoundary;
    /// From 0, among the body's lines.
    int line = 0;
};

/// Lines of a body, from 0 among them, that hold `count` rows of a form, or one part of multipart.
struct BodyItem
{
    LineRange lines;
    int count = 1;
};

/// A body as it stands in a file.
struct HttpBody
{
    Body body;
    QList<BodyItem> items;
    QList<HttpBodyProblem> problems;
};

/// What the head of a request in a file says of its body.
struct HttpBodyHead
{
    QString contentType;
    /// Its text is a query: the method is GRAPHQL, or a header marks it.
    bool isGraphQl = false;

    bool operator==(const HttpBodyHead &) const = default;
};
HttpBodyHead bodyHeadOf(const RequestSpec &spec);

/// The body that `lines` (without endings) mean under this head. Whatever cannot be
/// understood is text.
HttpBody bodyFromLines(const QStringList &lines, const HttpBodyHead &head);

/// The lines of the active kind's content under this head, whose boundary multipart takes.
QStringList linesOfBody(const Body &body, const HttpBodyHead &head);

/// The same, with those of `lines` that hold unchanged items of `old` as they are there.
QStringList editedBody(const Body &body, const Body &old, const QList<BodyItem> &items,
                       const QStringList &lines, const HttpBodyHead &head);

/// `lines` of a body with a blank in front of each that would end it or begin something else.
QStringList guardedBody(QStringList lines, const Body &body);

/// The Content-Type that `body` needs in a file to be read back as what it is; empty if none.
QString contentTypeForFile(const Body &body);

// ---- forms -------------------------------------------------------------------------------------

/// application/x-www-form-urlencoded over lines, which may begin or end with `&`; `#` is a row that
/// is off.
HttpBody formFromLines(const QStringList &lines);
QStringList linesOfForm(const QList<QueryParameter> &form);

// ---- multipart ---------------------------------------------------------------------------------

/// multipart/form-data with this boundary; text with a problem when it is none.
HttpBody multipartFromLines(const QStringList &lines, const QString &boundary);
QStringList linesOfPart(const MultipartPart &part, const QString &boundary);

/// The boundary parameter (RFC 2046 section 5.1.1); empty if there is none.
QString writtenBoundary(const QString &contentType);

} // namespace Recloser
