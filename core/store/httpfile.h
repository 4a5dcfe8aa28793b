// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/store/secretfields.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace Recloser {

/// Something in a `.http` file that is kept as it is but not understood.
struct HttpFileProblem
{
    enum class Kind {
        NoTarget, ///< a method without an address
        InvalidHeader, ///< a line of the head that is no header
        UnknownOption, ///< a word of one of our directives
        UnknownVersion, ///< after "HTTP/"
        NoBoundary, ///< multipart without one
        InvalidPart,
        PlaceholdersInFile, ///< `<@ file`: it would be sent as it is
        UnclosedScript,
    };

    Kind kind = Kind::InvalidHeader;
    /// From 1; columns count UTF-16 units.
    int line = 1;
    int column = 1;
    /// The text in question.
    QString subject;

    bool operator==(const HttpFileProblem &) const = default;
};

/// One request of a file.
struct HttpFileRequest
{
    RequestSpec spec;
    /// Lines from 1: the request line, and the whole section (half-open).
    int line = 1;
    int firstLine = 1;
    int endLine = 1;
    /// Names of directives that mean nothing to us.
    QStringList unknownDirectives;

    bool operator==(const HttpFileRequest &) const = default;
};

/// What an edit did besides changing lines.
struct HttpFileEdit
{
    /// Literal secrets that were replaced by placeholders: to be kept in the SecretStore.
    QList<ExtractedSecret> secrets;
    /// Parts of the request that the format cannot hold ("name", "url", "body", "auth"), and so
    /// differ when read again.
    QStringList lost;

    bool operator==(const HttpFileEdit &) const = default;
};

/// A `.http` file (FORMATS.md section 1) as its lines, with the requests found in them. `write()`
/// of what was parsed gives the same bytes, whatever they were; an edit changes only the lines
/// whose meaning changes. Plain value.
class HttpFile
{
public:
    static HttpFile parse(const QByteArray &bytes);
    QByteArray write() const;

    const QList<HttpFileRequest> &requests() const { return m_requests; }
    /// Values as written, by name; a later one of the same name wins.
    const QHash<QString, QString> &variables() const { return m_variables; }
    const QList<HttpFileProblem> &problems() const { return m_problems; }
    /// Policies of the directives before the first `###` where no request stands there.
    const PolicyOverrides &defaults() const { return m_defaults; }
    /// The line, from 1, behind those that defaults() was read from; 1 where there are none.
    int defaultsEnd() const { return m_defaultsEnd; }

    /// Makes the request at `index`, in [0, requests().size()), what `spec` says.
    HttpFileEdit update(qsizetype index, const RequestSpec &spec);
    /// Adds a request at the end of the file.
    HttpFileEdit append(const RequestSpec &spec);
    /// Makes `pattern` the breaker key of all requests of the file (of the folder, in a
    /// `folder.http`) that have none of their own: defaults().keyPattern.
    void setDefaultKeyPattern(const QString &pattern);

private:
    struct Line
    {
        QByteArray text;
        /// "\n", "\r\n", or nothing at the end of the file.
        QByteArray ending;
    };

    void readAgain();
    void replaceLines(int begin, int end, const QStringList &texts);
    QByteArray lineEnding() const;
    HttpFileEdit prepared(RequestSpec &spec, const RequestSpec *before) const;

    QByteArray m_byteOrderMark;
    QList<Line> m_lines;
    QList<HttpFileRequest> m_requests;
    QHash<QString, QString> m_variables;
    QList<HttpFileProblem> m_problems;
    PolicyOverrides m_defaults;
    int m_defaultsEnd = 1;
};

} // namespace Recloser
