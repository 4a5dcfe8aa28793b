// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpfile.h"

#include "core/graphql/graphqlbody.h"
#include "core/store/httpedit.h"

#include <QUrl>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const QByteArray utf8Mark = QByteArrayLiteral("\xef\xbb\xbf");

QString keyDirectiveOf(const HttpSection &section)
{
    const auto *directive = section.directive(u"api-key");
    return directive ? directive->text : QString();
}

/// UTF-16 and UTF-32, by their marks or by every other byte of the first line being NUL.
bool isOfWideCharacters(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff")
        || bytes.startsWith(QByteArrayView("\0\0\xfe\xff", 4)))
        return true;
    return bytes.size() >= 4
        && ((bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0)
            || (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0));
}

bool isAscii(QChar c)
{
    return c.unicode() < 128;
}

/// Where in `bytes` the character at `place` of their text stands; it is an ASCII one, and these
/// correspond one to one, whatever else there is.
qsizetype byteOf(qsizetype place, const QString &text, const QByteArray &bytes)
{
    auto left = std::count_if(text.begin(), text.begin() + place, isAscii);
    qsizetype at = 0;
    while (at < bytes.size() && (uchar(bytes[at]) >= 128 || left-- > 0))
        ++at;
    return at;
}

/// `text` in UTF-8; what it has in common with the beginning and the end of `before` keeps its
/// bytes, for they may be in another encoding.
QByteArray bytesOf(const QString &text, const QByteArray &before)
{
    if (before.isValidUtf8())
        return text.toUtf8();
    const QString old = QString::fromUtf8(before);
    qsizetype begin = std::ranges::mismatch(old, text).in1 - old.begin();
    qsizetype end = 0;
    const qsizetype most = std::min(old.size(), text.size()) - begin;
    while (end < most && old[old.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    // Back to characters whose bytes can be told.
    while (begin > 0 && !(begin < old.size() && isAscii(old[begin])))
        --begin;
    while (end > 0 && !isAscii(old[old.size() - end]))
        --end;
    if (old == text)
        return before;
    const qsizetype beginByte = begin > 0 ? byteOf(begin, old, before) : 0;
    const qsizetype endByte = end > 0 ? byteOf(old.size() - end, old, before) : before.size();
    return before.first(beginByte)
        + QStringView(text).sliced(begin, text.size() - begin - end).toUtf8()
        + before.sliced(endByte);
}

} // namespace

HttpFile HttpFile::parse(const QByteArray &bytes)
{
    HttpFile file;
    if (isOfWideCharacters(bytes)) {
        file.m_isOpaque = true;
        file.m_lines.append({bytes, {}});
        file.readAgain();
        return file;
    }
    qsizetype from = 0;
    if (bytes.startsWith(utf8Mark)) {
        file.m_byteOrderMark = utf8Mark;
        from = utf8Mark.size();
    }
    const auto endOfLine = [](char c) { return c == '\n' || c == '\r'; };
    while (from < bytes.size()) {
        const qsizetype end
            = std::find_if(bytes.begin() + from, bytes.end(), endOfLine) - bytes.begin();
        // Literals, so that a million lines do not hold a million of them.
        const QByteArray ending = end == bytes.size()          ? QByteArray()
            : bytes[end] == '\n'                               ? QByteArrayLiteral("\n")
            : end + 1 < bytes.size() && bytes[end + 1] == '\n' ? QByteArrayLiteral("\r\n")
                                                               : QByteArrayLiteral("\r");
        file.m_lines.append({bytes.sliced(from, end - from), ending});
        from = end + ending.size();
    }
    file.readAgain();
    return file;
}

QByteArray HttpFile::write() const
{
    QByteArray bytes = m_byteOrderMark;
    for (const Line &line : m_lines) {
        bytes += line.text;
        bytes += line.ending;
    }
    return bytes;
}

QStringList HttpFile::texts() const
{
    QStringList lines;
    lines.reserve(m_lines.size());
    for (const Line &line : m_lines)
        lines.append(QString::fromUtf8(line.text));
    return lines;
}

void HttpFile::readAgain()
{
    m_requests.clear();
    m_variables.clear();
    m_variableLines.clear();
    m_problems.clear();
    m_unused.clear();
    m_defaults = {};
    m_defaultRedirects = {};
    m_defaultRoute = {};
    m_defaultAuth.reset();
    m_defaultsEnd = 1;
    if (m_isOpaque) {
        m_problems.append({HttpFileProblem::Kind::UnknownEncodingOfFile, 1, 1, {}});
        return;
    }
    // After an edit: "\r" before an empty line that ends in "\n" would be one ending.
    for (qsizetype i = 1; i < m_lines.size(); ++i) {
        if (m_lines[i].text.isEmpty() && m_lines[i].ending.startsWith('\n')
            && m_lines[i - 1].ending == "\r")
            m_lines[i - 1].ending = "\r\n"_ba;
    }
    const QStringList lines = texts();
    HttpFileFindings findings;
    const QList<LineRange> sections = sectionsOf(lines);
    for (const LineRange &range : sections) {
        const qsizetype known = findings.variables.size();
        HttpSection section = readSection(lines, range, findings);
        if (section.hasRequest()) {
            for (qsizetype i = known; i < findings.variables.size(); ++i)
                findings.variables[i].request = m_requests.size();
            HttpFileRequest request{.spec
                                    = withAuthRead(section.spec, keyDirectiveOf(section)).spec,
                                    .target = section.spec.url,
                                    .headers = section.spec.headers,
                                    .line = section.target.requestLine + 1,
                                    .firstLine = range.begin + 1,
                                    .endLine = range.end + 1,
                                    .unknownDirectives = std::move(section.unknownDirectives),
                                    .unused = std::move(section.unused),
                                    .scripts = std::move(section.scripts),
                                    .prompts = std::move(section.prompts)};
            for (const HttpSection::Directive &directive : std::as_const(section.directives))
                request.directives.append({directive.name, directive.text, directive.line + 1});
            m_requests.append(std::move(request));
            continue;
        }
        m_unused += section.unused;
        if (section.separator < 0) {
            m_defaults = section.spec.policy;
            m_defaultRedirects = section.spec.redirects;
            m_defaultRoute = section.spec.route;
            if (section.directive(u"auth"))
                m_defaultAuth = section.spec.auth;
            m_defaultsEnd = range.end + 1;
        }
    }
    m_variableLines = std::move(findings.variables);
    for (const HttpFileVariable &variable : std::as_const(m_variableLines))
        m_variables.insert(variable.name, variable.value);
    m_problems = std::move(findings.problems);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (!m_lines[i].text.isValidUtf8())
            m_problems.append({HttpFileProblem::Kind::InvalidText, int(i) + 1,
                               int(lines[i].indexOf(QChar::ReplacementCharacter)) + 1,
                               lines[i].trimmed().left(200)});
    }
    std::ranges::stable_sort(m_problems, {}, [](const HttpFileProblem &problem) {
        return std::pair(problem.line, problem.column);
    });
}

QByteArray HttpFile::lineEnding() const
{
    for (const Line &line : m_lines) {
        if (!line.ending.isEmpty())
            return line.ending;
    }
    return "\n"_ba;
}

HttpFileEdit HttpFile::prepared(RequestSpec &spec, const RequestSpec *before) const
{
    HttpFileEdit edit;
    // What stands in the file in plain and was not touched stays as it is.
    if (!before || before->auth != spec.auth) {
        QString owner = spec.name.isEmpty() ? QUrl(spec.url).host() : spec.name;
        if (owner.isEmpty())
            owner = spec.url.left(40);
        edit.secrets = extractSecrets(spec, secretName(owner), SecretPlaces::Auth);
    }
    // A text under this method is a query.
    const bool isText = spec.body.kind == Body::Kind::Text || spec.body.kind == Body::Kind::Json
        || spec.body.kind == Body::Kind::Xml;
    if (isText && spec.method == "GRAPHQL"_L1)
        spec.method = u"POST"_s;
    const auto isMarker = [](const HeaderField &field) {
        return field.enabled && isGraphQlMarker(field.name, field.value);
    };
    const bool isSaid = spec.body.kind == Body::Kind::GraphQl && bodyHeadOf(spec).isGraphQl;
    if (isText)
        spec.headers.removeIf(isMarker);
    else if (spec.body.kind == Body::Kind::GraphQl && !isSaid)
        spec.headers.append({u"X-REQUEST-TYPE"_s, u"GraphQL"_s});
    const QString type = contentTypeForFile(spec.body);
    const auto header = std::ranges::find_if(spec.headers, [](const HeaderField &field) {
        return field.enabled && field.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
    });
    if (header == spec.headers.end()) {
        if (!type.isEmpty() && !isSaid)
            spec.headers.append({u"Content-Type"_s, type});
    } else if (spec.body.kind == Body::Kind::Multipart
               && writtenBoundary(header->value).isEmpty()) {
        header->value += u"; boundary="_s + writtenBoundary(type);
    }
    return edit;
}

void HttpFile::replaceLines(qsizetype begin, qsizetype end, const QStringList &fresh)
{
    // A new line ends like its neighbours.
    QByteArray ending = begin > 0 ? m_lines[begin - 1].ending : QByteArray();
    if (ending.isEmpty())
        ending = lineEnding();
    const qsizetype replaced = std::min<qsizetype>(end - begin, fresh.size());
    for (qsizetype i = 0; i < replaced; ++i)
        m_lines[begin + i].text = bytesOf(fresh[i], m_lines[begin + i].text);
    if (end - begin > replaced)
        m_lines.remove(begin + replaced, end - begin - replaced);
    Lines more;
    for (qsizetype i = replaced; i < fresh.size(); ++i)
        more.append({fresh[i].toUtf8(), ending});
    const qsizetype at = begin + replaced;
    // What replaces a last line that has no ending has none either.
    const bool isOpenEnded = !more.isEmpty() && replaced > 0 && at == m_lines.size()
        && m_lines.last().ending.isEmpty();
    insertLines(at, more);
    if (isOpenEnded)
        m_lines.last().ending.clear();
}

void HttpFile::insertLines(qsizetype at, Lines lines)
{
    if (lines.isEmpty())
        return;
    // The last line of a file may be without an ending; whatever is followed needs one.
    if (at > 0 && m_lines[at - 1].ending.isEmpty())
        m_lines[at - 1].ending = lineEnding();
    if (at < m_lines.size() && lines.last().ending.isEmpty())
        lines.last().ending = lineEnding();
    m_lines.insert(at, lines.size(), Line());
    std::ranges::move(lines, m_lines.begin() + at);
}

HttpFileEdit HttpFile::update(qsizetype index, const RequestSpec &spec)
{
    if (index < 0 || index >= m_requests.size())
        return {{}, {u"request"_s}};
    const QStringList lines = texts();
    HttpFileFindings findings;
    const HttpFileRequest &request = m_requests[index];
    const HttpSection section
        = readSection(lines, {request.firstLine - 1, request.endLine - 1}, findings);
    const RequestSpec before = request.spec;
    RequestSpec written = spec;
    HttpFileEdit edit = prepared(written, &before);
    const qsizetype authRow = withAuthRead(section.spec, keyDirectiveOf(section)).headerRow;
    QString keyDirective;
    RequestSpec plain = withAuthWritten(
        written, keyDirective, authRow,
        section.spec.auth.kind == Auth::Kind::None ? AuthForm::AsUsual : AuthForm::Directive);
    // Untouched credentials keep their own way of being written.
    if (before.auth == written.auth && authRow >= 0)
        plain.headers[std::min(authRow, plain.headers.size() - 1)] = section.spec.headers[authRow];
    const Lines old = m_lines;
    const qsizetype count = m_requests.size();
    const LineEdits edits = editsOf(lines, section, plain, keyDirective);
    for (const LineEdit &change : edits)
        replaceLines(change.begin, change.end, change.lines);
    readAgain();
    if (m_requests.size() != count) {
        m_lines = old;
        readAgain();
        return {{}, {u"request"_s}};
    }
    edit.lost = lostParts(written, m_requests[index].spec);
    return edit;
}

void HttpFile::setDefaultKeyPattern(const QString &pattern)
{
    if (m_isOpaque)
        return;
    static const QString name = u"breaker-key"_s;
    const QStringList lines = texts();
    const QString text = u"# @"_s + name + u' ' + pattern;
    bool beginsWithRequest = false;
    // The last one of a name is what counts.
    int last = -1;
    HttpFileFindings findings;
    const QList<LineRange> sections = sectionsOf(lines);
    if (!sections.isEmpty()) {
        const HttpSection first = readSection(lines, sections.first(), findings);
        beginsWithRequest = first.separator < 0 && first.hasRequest();
        if (first.separator < 0 && !beginsWithRequest) {
            for (const HttpSection::Directive &directive : first.directives) {
                if (directive.name == name)
                    last = directive.line;
            }
        }
    }
    if (last >= 0)
        replaceLines(last, last + 1, {text});
    else if (beginsWithRequest)
        replaceLines(0, 0, {text, QString(), u"###"_s});
    else
        replaceLines(0, 0, {text});
    readAgain();
}

HttpFileEdit HttpFile::append(const RequestSpec &spec)
{
    return insertRequest(m_requests.size(), spec);
}

} // namespace Recloser
