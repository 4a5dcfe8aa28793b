// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/store/secretfields.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <optional>

namespace Recloser {

/// Something in a `.http` file that is kept as it is but not understood.
struct HttpFileProblem
{
    enum class Kind {
        NoTarget, ///< a method without an address
        InvalidHeader, ///< a line of the head that is no header
        InvalidVariable, ///< `@` without a name and `=`
        UnknownOption, ///< a word of one of our directives
        UnknownVersion, ///< after "HTTP/"
        NoBoundary, ///< multipart without one
        InvalidPart,
        FileAmongText, ///< `< file` beside other lines: it would be sent as these characters
        UnknownEncoding, ///< of `<@encoding file`
        UnclosedScript,
        StrayText, ///< behind the scripts that follow a body
        CurlCommand, ///< a request written as a call of curl
        InvalidText, ///< bytes that are not UTF-8
        UnknownEncodingOfFile, ///< UTF-16 or UTF-32; nothing in the file is read
    };

    Kind kind = Kind::InvalidHeader;
    /// From 1; columns count UTF-16 units.
    int line = 1;
    int column = 1;
    /// The text in question, at most 200 characters.
    QString subject;

    bool operator==(const HttpFileProblem &) const = default;
};

/// A construct of another tool that is known and kept, and has no effect here.
struct HttpFileUnused
{
    enum class Why {
        NoQuestions, ///< nobody is asked before a request is sent
        NoRunner, ///< it concerns the order and repetition of requests
        HoldsAnyway, ///< everything works like that here
        NoCounterpart,
        OtherProtocol, ///< GraphQL, gRPC, WebSocket: it is sent as plain HTTP
    };

    /// The directive, method, header or word.
    QString name;
    /// From 1.
    int line = 1;
    Why why = Why::NoCounterpart;

    bool operator==(const HttpFileUnused &) const = default;
};

/// What a request does before it is sent or with its response; kept and shown, not run.
struct HttpFileScript
{
    enum class Kind {
        Before, ///< `< {% ... %}`
        BeforeFile, ///< `< file.js` before the request line
        After, ///< `> {% ... %}`
        AfterFile, ///< `> file.js`
        SaveTo, ///< `>> file`
        Replace, ///< `>>! file`
        Response, ///< `<> file`: an earlier response
        Assertion, ///< httpYac's `?? status == 200`
        Block, ///< httpYac's `{{ ... }}`
    };

    Kind kind = Kind::After;
    /// Lines from 1, half-open.
    int line = 1;
    int endLine = 1;
    /// The script between its signs, or the path.
    QString text;

    bool operator==(const HttpFileScript &) const = default;
};

/// `# @name text`, whatever the name.
struct HttpFileDirective
{
    QString name;
    QString text;
    /// From 1.
    int line = 1;

    bool operator==(const HttpFileDirective &) const = default;
};

/// `@name = value`.
struct HttpFileVariable
{
    QString name;
    /// As written.
    QString value;
    /// From 1.
    int line = 1;
    /// Index of the request in whose section it stands; -1: in none.
    qsizetype request = -1;

    bool operator==(const HttpFileVariable &) const = default;
};

/// `# @prompt name text`: a value that is asked for before the request is sent.
struct HttpFilePrompt
{
    QString name;
    /// What to ask; may be empty.
    QString text;
    /// From 1.
    int line = 1;

    bool operator==(const HttpFilePrompt &) const = default;
};

/// One request of a file.
struct HttpFileRequest
{
    RequestSpec spec;
    /// As written, authentication among them.
    QString target;
    QList<HeaderField> headers;
    QList<HttpFileDirective> directives;
    /// Lines from 1: the request line, and the whole section (half-open).
    int line = 1;
    int firstLine = 1;
    int endLine = 1;
    /// Names of directives that mean nothing to us nor to any tool we know.
    QStringList unknownDirectives;
    QList<HttpFileUnused> unused;
    QList<HttpFileScript> scripts;
    QList<HttpFilePrompt> prompts;

    bool operator==(const HttpFileRequest &) const = default;
};

/// What an edit did besides changing lines.
struct HttpFileEdit
{
    /// Literal secrets that were replaced by placeholders: to be kept in the SecretStore.
    QList<ExtractedSecret> secrets;
    /// Parts of the request that the format cannot hold ("name", "method", "url", "headers",
    /// "body", "auth", "policy"), and so differ when read again. "request": it cannot be written at
    /// all and the file is as it was.
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
    /// Each of them where it stands, by line. One in the section of a request wins there over those
    /// of the same name elsewhere.
    const QList<HttpFileVariable> &variableLines() const { return m_variableLines; }
    /// By line.
    const QList<HttpFileProblem> &problems() const { return m_problems; }
    /// What stands in sections without a request.
    const QList<HttpFileUnused> &unused() const { return m_unused; }
    /// Policies of the directives before the first `###` where no request stands there.
    const PolicyOverrides &defaults() const { return m_defaults; }
    /// Their redirects; what is as usual says nothing.
    const RedirectPolicy &defaultRedirects() const { return m_defaultRedirects; }
    const Route &defaultRoute() const { return m_defaultRoute; }
    /// What `# @auth inherit` means in this file, or under a `folder.http`; unset: not said.
    const std::optional<Auth> &defaultAuth() const { return m_defaultAuth; }
    /// The line, from 1, behind those that defaults() was read from; 1 where there are none.
    int defaultsEnd() const { return m_defaultsEnd; }

    /// Makes the request at `index`, in [0, requests().size()), what `spec` says.
    HttpFileEdit update(qsizetype index, const RequestSpec &spec);
    /// Adds a request at the end of the file.
    HttpFileEdit append(const RequestSpec &spec);
    /// Adds a request so that it is the one at `index`, in [0, requests().size()].
    HttpFileEdit insertRequest(qsizetype index, const RequestSpec &spec);
    /// Makes `pattern` the breaker key of all requests of the file (of the folder, in a
    /// `folder.http`) that have none of their own: defaults().keyPattern.
    void setDefaultKeyPattern(const QString &pattern);

    // Whole sections, their lines as they are. Each does nothing and says so where an index is none
    // of a request.

    /// Takes the section out, its variables with it. Before the first `###` variables and imports
    /// stay, for they concern the whole file.
    bool removeRequest(qsizetype index);
    /// Afterwards the request stands at `to`.
    bool moveRequest(qsizetype from, qsizetype to);
    /// A copy right behind the original, called `name`.
    bool duplicateRequest(qsizetype index, const QString &name);
    /// False also where the file cannot hold the name.
    bool renameRequest(qsizetype index, const QString &name);
    /// The section's lines, without those before the first `###` that concern the whole file.
    QByteArray sectionText(qsizetype index) const;
    /// Adds a section, as another file's sectionText() gives it, so that its request is the one at
    /// `index`, in [0, requests().size()]; its lines end as this file's do. False where that is not
    /// one request here.
    bool insertSection(qsizetype index, const QByteArray &section);

private:
    struct Line
    {
        QByteArray text;
        /// "\n", "\r\n", "\r", or nothing at the end of the file.
        QByteArray ending;
    };
    using Lines = QList<Line>;

    void readAgain();
    QStringList texts() const;
    QByteArray lineEnding() const;
    HttpFileEdit prepared(RequestSpec &spec, const RequestSpec *before) const;
    void replaceLines(qsizetype begin, qsizetype end, const QStringList &texts);
    void insertLines(qsizetype at, Lines lines);
    struct SectionLines
    {
        Lines own;
        Lines ofFile;
    };
    SectionLines sectionLines(qsizetype index) const;
    Lines takeSection(qsizetype index);
    void separate(qsizetype line);
    qsizetype beginOf(qsizetype index) const;

    QByteArray m_byteOrderMark;
    /// Nothing in it can be read, so nothing is edited.
    bool m_isOpaque = false;
    Lines m_lines;
    QList<HttpFileRequest> m_requests;
    QHash<QString, QString> m_variables;
    QList<HttpFileVariable> m_variableLines;
    QList<HttpFileProblem> m_problems;
    QList<HttpFileUnused> m_unused;
    PolicyOverrides m_defaults;
    RedirectPolicy m_defaultRedirects;
    Route m_defaultRoute;
    std::optional<Auth> m_defaultAuth;
    int m_defaultsEnd = 1;
};

} // namespace Recloser
