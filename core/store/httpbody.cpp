// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpbody.h"

#include <QRegularExpression>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString decodedField(QStringView text)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

/// Percent-encoded but for placeholders.
QString encodedField(const QString &text)
{
    QString result;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype open = text.indexOf("{{"_L1, from);
        const qsizetype close = open < 0 ? -1 : text.indexOf("}}"_L1, open);
        const qsizetype end = close < 0 ? text.size() : open;
        result += QString::fromLatin1(QUrl::toPercentEncoding(text.sliced(from, end - from)));
        if (close >= 0)
            result += QStringView(text).sliced(open, close + 2 - open);
        from = close < 0 ? text.size() : close + 2;
    }
    return result;
}

void appendFields(QStringView text, bool enabled, QList<QueryParameter> &form)
{
    for (const QStringView field : text.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = field.indexOf(u'=');
        form.append({.name = decodedField(equals < 0 ? field : field.first(equals)),
                     .value = equals < 0 ? QString() : decodedField(field.sliced(equals + 1)),
                     .enabled = enabled,
                     .hasEquals = equals >= 0});
    }
}

Body formFrom(const QStringList &lines)
{
    Body body{.kind = Body::Kind::Form};
    QString enabled;
    for (const QString &line : lines) {
        const QString text = line.trimmed();
        if (text.startsWith(u'#')) {
            appendFields(enabled, true, body.form);
            enabled.clear();
            appendFields(QStringView(text).sliced(1).trimmed(), false, body.form);
        } else {
            enabled += text;
        }
    }
    appendFields(enabled, true, body.form);
    return body;
}

QStringList linesOfForm(const QList<QueryParameter> &form)
{
    QStringList lines;
    bool isFirst = true;
    for (const QueryParameter &field : form) {
        QString text = encodedField(field.name);
        if (field.hasEquals || !field.value.isEmpty())
            text += u'=' + encodedField(field.value);
        if (!field.enabled)
            lines.append(u"# &"_s + text);
        else
            lines.append(isFirst ? text : QString(u'&' + text));
        isFirst = isFirst && !field.enabled;
    }
    return lines;
}

QString quotedParameter(const QString &header, const QString &name)
{
    const QRegularExpression pattern(u"[;\\s]"_s + name
                                         + u"=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))"_s,
                                     QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(header);
    QString value = match.captured(match.capturedStart(1) >= 0 ? 1 : 2);
    return value.replace("\\\""_L1, "\""_L1).replace("\\\\"_L1, "\\"_L1);
}

QString quoted(QString value)
{
    return u'"' + value.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s).replace(u'\n', u' ')
        + u'"';
}

/// The path of "< path", or nothing.
std::optional<QString> fileOf(const QString &line)
{
    if (!line.startsWith("< "_L1) || line.sliced(2).trimmed().isEmpty())
        return std::nullopt;
    return line.sliced(2).trimmed();
}

std::optional<MultipartPart> partFrom(QStringList lines, bool enabled)
{
    MultipartPart part;
    part.enabled = enabled;
    bool isNamed = false;
    while (!lines.isEmpty() && !lines.first().trimmed().isEmpty()) {
        const QString header = lines.takeFirst();
        const QString name = header.section(u':', 0, 0).trimmed().toLower();
        if (name == "content-disposition"_L1) {
            part.name = quotedParameter(header, u"name"_s);
            part.fileName = quotedParameter(header, u"filename"_s);
            isNamed = header.contains("name="_L1, Qt::CaseInsensitive);
        } else if (name == "content-type"_L1) {
            part.mediaType = header.section(u':', 1).trimmed();
        } else {
            return std::nullopt; // our parts have no place for it
        }
    }
    if (!isNamed)
        return std::nullopt;
    if (!lines.isEmpty())
        lines.removeFirst();
    if (lines.size() == 1 && fileOf(lines.first())) {
        part.isFile = true;
        part.value = *fileOf(lines.first());
    } else {
        part.value = lines.join(u'\n');
    }
    return part;
}

/// Takes the comment sign off a line of a disabled part.
QString uncommented(const QString &line)
{
    return line.startsWith("# "_L1) ? line.sliced(2)
        : line.startsWith(u'#')     ? line.sliced(1)
                                    : line;
}

std::optional<Body> multipartFrom(const QStringList &lines, const QString &boundary,
                                  int &failedLine)
{
    Body body{.kind = Body::Kind::Multipart};
    QStringList part;
    int partLine = -1;
    bool isEnabled = true;
    for (int i = 0; i <= lines.size(); ++i) {
        const bool isEnd = i == lines.size();
        const QString line = isEnd ? QString() : lines[i];
        const QString text = uncommented(line).trimmed();
        const bool isBoundary = !isEnd
            && (text == QString(u"--"_s + boundary)
                || text == QString(u"--"_s + boundary + u"--"_s));
        if (!isBoundary && !isEnd) {
            if (partLine < 0 && !line.trimmed().isEmpty()) {
                failedLine = i;
                return std::nullopt;
            }
            part.append(isEnabled ? line : uncommented(line));
            continue;
        }
        if (partLine >= 0) {
            const auto read = partFrom(part, isEnabled);
            if (!read) {
                failedLine = partLine;
                return std::nullopt;
            }
            body.parts.append(*read);
        }
        part.clear();
        const bool isClosing = text.endsWith("--"_L1) && text.size() == boundary.size() + 4;
        partLine = isEnd || isClosing ? -1 : i;
        isEnabled = !line.startsWith(u'#');
    }
    return body;
}

QStringList linesOfMultipart(const QList<MultipartPart> &parts, const QString &boundary)
{
    QStringList lines;
    for (const MultipartPart &part : parts) {
        QStringList own{u"--"_s + boundary,
                        u"Content-Disposition: form-data; name="_s + quoted(part.name)};
        if (!part.fileName.isEmpty())
            own.last() += u"; filename="_s + quoted(part.fileName);
        if (!part.mediaType.isEmpty())
            own.append(u"Content-Type: "_s + part.mediaType);
        own.append(QString());
        if (part.isFile)
            own.append(u"< "_s + part.value);
        else
            own.append(part.value.split(u'\n'));
        for (const QString &line : own)
            lines.append(part.enabled ? line : QString(u"# "_s + line));
    }
    lines.append(u"--"_s + boundary + u"--"_s);
    return lines;
}

} // namespace

QString writtenBoundary(const QString &contentType)
{
    return quotedParameter(contentType, u"boundary"_s);
}

HttpBody bodyFromLines(const QStringList &lines, const QString &contentType)
{
    HttpBody result;
    Body &body = result.body;
    if (lines.isEmpty())
        return result;
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    body.kind = Body::Kind::Text;
    body.text = lines.join(u'\n');
    if (lines.size() == 1 && fileOf(lines.first())) {
        body = {.kind = Body::Kind::File, .filePath = *fileOf(lines.first())};
    } else if (lines.size() == 1 && lines.first().startsWith("<@"_L1)) {
        result.problems.append({HttpBodyProblem::Kind::PlaceholdersInFile, 0});
    } else if (type == "multipart/form-data"_L1) {
        const QString boundary = writtenBoundary(contentType);
        int failedLine = 0;
        if (boundary.isEmpty())
            result.problems.append({HttpBodyProblem::Kind::NoBoundary, 0});
        else if (const auto multipart = multipartFrom(lines, boundary, failedLine))
            body = *multipart;
        else
            result.problems.append({HttpBodyProblem::Kind::InvalidPart, failedLine});
    } else if (type == "application/x-www-form-urlencoded"_L1) {
        body = formFrom(lines);
    } else if (type.endsWith("/json"_L1) || type.endsWith("+json"_L1)) {
        body.kind = Body::Kind::Json;
    } else if (type.endsWith("/xml"_L1) || type.endsWith("+xml"_L1)) {
        body.kind = Body::Kind::Xml;
    }
    return result;
}

QStringList linesOfBody(const Body &body, const QString &contentType)
{
    switch (body.kind) {
    case Body::Kind::None:
        return {};
    case Body::Kind::Text:
    case Body::Kind::Json:
    case Body::Kind::Xml: {
        QStringList lines = body.text.split(u'\n');
        for (QString &line : lines) {
            if (line.endsWith(u'\r'))
                line.chop(1);
        }
        while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
            lines.removeLast();
        return lines;
    }
    case Body::Kind::Form:
        return linesOfForm(body.form);
    case Body::Kind::Multipart:
        return linesOfMultipart(body.parts, writtenBoundary(contentType));
    case Body::Kind::File:
        return body.filePath.isEmpty() ? QStringList() : QStringList{u"< "_s + body.filePath};
    }
    return {};
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
