// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpbody.h"

#include "core/graphql/graphqlbody.h"
#include "core/store/commonrows.h"

#include <QStringConverter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using ProblemKind = HttpFileProblem::Kind;

QString firstWritten(const QStringList &lines, LineRange range)
{
    for (int line = range.begin; line < range.end; ++line) {
        if (!isBlankLine(lines[line]))
            return lines[line].trimmed();
    }
    return {};
}

/// For each of `fresh` rows the item of the old lines that begins with it and is unchanged; -1 for
/// none.
template<typename Row>
QList<qsizetype> keptItems(const QList<Row> &fresh, const QList<Row> &old,
                           const QList<BodyItem> &items)
{
    QList<qsizetype> place(old.size(), -1);
    for (const auto &[from, to] :
         commonRows(old.size(), fresh.size(),
                    [&](qsizetype one, qsizetype other) { return old[one] == fresh[other]; }))
        place[from] = to;
    QList<qsizetype> kept(fresh.size(), -1);
    qsizetype row = 0;
    for (qsizetype item = 0; item < items.size(); ++item) {
        const qsizetype begin = row;
        row += items[item].count;
        if (row > old.size())
            break;
        bool isWhole = place[begin] >= 0;
        for (qsizetype i = begin + 1; i < row; ++i)
            isWhole = isWhole && place[i] == place[begin] + (i - begin);
        if (isWhole)
            kept[place[begin]] = item;
    }
    return kept;
}

QStringList editedForm(const Body &body, const Body &old, const QList<BodyItem> &items,
                       const QStringList &lines)
{
    const QList<qsizetype> kept = keptItems(body.form, old.form, items);
    QStringList result;
    QString before; // the enabled line in front
    for (qsizetype row = 0; row < body.form.size(); ++row) {
        const QueryParameter &field = body.form[row];
        if (kept[row] >= 0) {
            const BodyItem &item = items[kept[row]];
            const bool isJoined = before.isEmpty() || before.endsWith(u'&')
                || firstWritten(lines, item.lines).startsWith(u'&');
            if (!field.enabled || isJoined) {
                for (int line = item.lines.begin; line < item.lines.end; ++line) {
                    result.append(lines[line]);
                    if (field.enabled && !isBlankLine(lines[line]))
                        before = lines[line].trimmed();
                }
                row += item.count - 1;
                continue;
            }
        }
        QString text = linesOfForm({field}).first();
        if (field.enabled) {
            if (!before.isEmpty())
                text.prepend(u'&');
            before = text;
        }
        result.append(text);
    }
    return result;
}

QStringList editedMultipart(const Body &body, const Body &old, const QList<BodyItem> &items,
                            const QStringList &lines, const QString &boundary)
{
    const QList<qsizetype> kept = keptItems(body.parts, old.parts, items);
    QStringList result = lines.first(items.first().lines.begin);
    for (qsizetype row = 0; row < body.parts.size(); ++row) {
        if (kept[row] < 0) {
            result += linesOfPart(body.parts[row], boundary);
        } else {
            const LineRange range = items[kept[row]].lines;
            result += lines.sliced(range.begin, range.end - range.begin);
        }
    }
    const int end = items.last().lines.end;
    if (end < lines.size())
        return result + lines.sliced(end);
    result.append(u"--"_s + boundary + u"--"_s);
    return result;
}

QStringList linesOfText(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    QStringList lines = text.split(u'\n');
    while (!lines.isEmpty() && isBlankLine(lines.last()))
        lines.removeLast();
    return lines;
}

void noteFiles(HttpBody &result, const QStringList &lines)
{
    for (int i = 0; i < lines.size(); ++i) {
        if (fileReferenceOf(lines[i]))
            result.problems.append({ProblemKind::FileAmongText, i});
    }
}

} // namespace

HttpBodyHead bodyHeadOf(const RequestSpec &spec)
{
    HttpBodyHead head{.contentType = {}, .isGraphQl = spec.method == "GRAPHQL"_L1};
    for (const HeaderField &header : spec.headers) {
        if (!header.enabled)
            continue;
        const bool isType = header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
        if (isType && head.contentType.isEmpty())
            head.contentType = header.value;
        head.isGraphQl = head.isGraphQl || isGraphQlMarker(header.name, header.value);
    }
    return head;
}

HttpBody bodyFromLines(const QStringList &lines, const HttpBodyHead &head)
{
    HttpBody result;
    if (lines.isEmpty()) {
        if (head.isGraphQl)
            result.body.kind = Body::Kind::GraphQl;
        return result;
    }
    const QString &contentType = head.contentType;
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    if (const auto file = lines.size() == 1 ? fileReferenceOf(lines.first()) : std::nullopt) {
        result.body = {.kind = Body::Kind::File,
                       .filePath = file->path,
                       .fileContent = file->content,
                       .fileEncoding = file->encoding};
        if (!file->encoding.isEmpty() && !QStringDecoder(file->encoding).isValid())
            result.problems.append({ProblemKind::UnknownEncoding, 0});
        return result;
    }
    if (head.isGraphQl) {
        const GraphQlRequest request = graphQlRequestFromText(lines.join(u'\n'));
        result.body
            = {.kind = Body::Kind::GraphQl, .text = request.query, .variables = request.variables};
        return result;
    }
    const QString boundary
        = type == "multipart/form-data"_L1 ? writtenBoundary(contentType) : QString();
    if (!boundary.isEmpty()) {
        result = multipartFromLines(lines, boundary);
        if (result.body.kind == Body::Kind::Multipart)
            return result;
    } else if (type == "application/x-www-form-urlencoded"_L1) {
        return formFromLines(lines);
    }
    result.body.kind = type.endsWith("/json"_L1) || type.endsWith("+json"_L1) ? Body::Kind::Json
        : type.endsWith("/xml"_L1) || type.endsWith("+xml"_L1)                ? Body::Kind::Xml
                                                                              : Body::Kind::Text;
    result.body.text = lines.join(u'\n');
    if (type == "multipart/form-data"_L1 && boundary.isEmpty())
        result.problems.append({ProblemKind::NoBoundary, 0});
    noteFiles(result, lines);
    return result;
}

QStringList linesOfBody(const Body &body, const HttpBodyHead &head)
{
    switch (body.kind) {
    case Body::Kind::None:
        return {};
    case Body::Kind::Text:
    case Body::Kind::Json:
    case Body::Kind::Xml:
        return linesOfText(body.text);
    case Body::Kind::GraphQl:
        return linesOfText(textOf(GraphQlRequest{body.text, body.variables, {}}));
    case Body::Kind::Form:
        return linesOfForm(body.form);
    case Body::Kind::Multipart: {
        const QString boundary = writtenBoundary(head.contentType);
        QStringList lines;
        for (const MultipartPart &part : body.parts)
            lines += linesOfPart(part, boundary);
        lines.append(u"--"_s + boundary + u"--"_s);
        return lines;
    }
    case Body::Kind::File:
        if (body.filePath.isEmpty())
            return {};
        return {textOf(
            {QString(body.filePath).replace(u'\n', u' '), body.fileContent, body.fileEncoding})};
    }
    return {};
}

QStringList editedBody(const Body &body, const Body &old, const QList<BodyItem> &items,
                       const QStringList &lines, const HttpBodyHead &head)
{
    const QStringList anew = linesOfBody(body, head);
    if (body.kind != old.kind || items.isEmpty())
        return anew;
    QStringList edited;
    if (body.kind == Body::Kind::Form)
        edited = editedForm(body, old, items, lines);
    else if (body.kind == Body::Kind::Multipart)
        edited = editedMultipart(body, old, items, lines, writtenBoundary(head.contentType));
    else
        return anew;
    // Old lines say what they said only among the right neighbours.
    const bool isSame = bodyFromLines(edited, head).body == bodyFromLines(anew, head).body;
    return isSame ? edited : anew;
}

QStringList guardedBody(QStringList lines, const Body &body)
{
    if (body.kind == Body::Kind::File)
        return lines;
    const bool isOneLine = lines.size() == 1;
    ScriptLines scripts(lines, lines.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (isSeparator(lines[i]) || scripts.beginsAt(i)
            || (isOneLine && fileReferenceOf(lines[i])))
            lines[i].prepend(u' ');
    }
    return lines;
}

QString contentTypeForFile(const Body &body)
{
    QString type = body.mediaType;
    switch (body.kind) {
    case Body::Kind::None:
    case Body::Kind::Text:
    case Body::Kind::File:
        return type;
    case Body::Kind::Json:
    case Body::Kind::GraphQl:
        return type.isEmpty() ? u"application/json"_s : type;
    case Body::Kind::Xml:
        return type.isEmpty() ? u"application/xml"_s : type;
    case Body::Kind::Form:
        return type.isEmpty() ? u"application/x-www-form-urlencoded"_s : type;
    case Body::Kind::Multipart:
        break;
    }
    if (type.isEmpty())
        type = u"multipart/form-data"_s;
    if (!writtenBoundary(type).isEmpty())
        return type;
    // Must not occur in any value (RFC 2046 section 5.1.1); the same parts always get the same one.
    QString boundary = u"recloser-part"_s;
    for (int i = 2; std::ranges::any_of(
             body.parts,
             [&boundary](const MultipartPart &part) { return part.value.contains(boundary); });
         ++i)
        boundary = u"recloser-part-%1"_s.arg(i);
    return type + u"; boundary="_s + boundary;
}

} // namespace Recloser
