// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curloperation.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using NoteKind = ImportNote::Kind;

/// The media type that curl gives a file by its name's ending.
QString mediaTypeOf(const QString &fileName)
{
    static const QHash<QString, QString> types{
        {u"gif"_s, u"image/gif"_s},       {u"jpg"_s, u"image/jpeg"_s},
        {u"jpeg"_s, u"image/jpeg"_s},     {u"png"_s, u"image/png"_s},
        {u"svg"_s, u"image/svg+xml"_s},   {u"txt"_s, u"text/plain"_s},
        {u"htm"_s, u"text/html"_s},       {u"html"_s, u"text/html"_s},
        {u"pdf"_s, u"application/pdf"_s}, {u"xml"_s, u"application/xml"_s},
    };
    return types.value(QFileInfo(fileName).suffix().toLower());
}

/// Takes a word off the front of `rest`: in double quotes with backslashes, or up to one of `ends`,
/// without the blanks around it.
QString takeWord(QStringView &rest, QStringView ends)
{
    while (!rest.isEmpty() && rest[0].isSpace())
        rest = rest.sliced(1);
    QString word;
    if (rest.startsWith(u'"')) {
        qsizetype i = 1;
        while (i < rest.size() && rest[i] != u'"') {
            if (rest[i] == u'\\' && i + 1 < rest.size()
                && (rest[i + 1] == u'"' || rest[i + 1] == u'\\'))
                ++i;
            word += rest[i++];
        }
        if (i < rest.size()) {
            rest = rest.sliced(i + 1);
            while (!rest.isEmpty() && !ends.contains(rest[0]))
                rest = rest.sliced(1);
            return word;
        }
        word.clear(); // a quote without its pair is a character
    }
    qsizetype end = 0;
    while (end < rest.size() && !ends.contains(rest[end]))
        ++end;
    word = rest.first(end).toString();
    rest = rest.sliced(end);
    while (!word.isEmpty() && word.back().isSpace())
        word.chop(1);
    return word;
}

/// `;type=...;filename=...` behind a content.
void takeParameters(QStringView &rest, MultipartPart &part, const QString &option,
                    QList<ImportNote> &notes, QStringView ends)
{
    while (rest.startsWith(u';')) {
        rest = rest.sliced(1);
        while (!rest.isEmpty() && rest[0].isSpace())
            rest = rest.sliced(1);
        if (rest.startsWith(u"type=")) {
            rest = rest.sliced(5);
            part.mediaType = takeWord(rest, ends);
            // A media type may have parameters of its own.
            while (rest.startsWith(u';') && !rest.startsWith(u";filename=")
                   && !rest.startsWith(u";headers=") && !rest.startsWith(u";encoder=")
                   && !rest.sliced(1).trimmed().isEmpty()) {
                rest = rest.sliced(1);
                part.mediaType += u"; "_s + takeWord(rest, ends);
            }
        } else if (rest.startsWith(u"filename=")) {
            rest = rest.sliced(9);
            part.fileName = takeWord(rest, ends);
        } else {
            const QString text = takeWord(rest, ends);
            if (!text.isEmpty())
                notes.append({NoteKind::PartHeaders, option, text});
        }
    }
}

} // namespace

QList<MultipartPart> curlFormParts(const QString &option, const QString &value,
                                   QList<ImportNote> &notes)
{
    const qsizetype equals = value.indexOf(u'=');
    if (equals < 0) {
        notes.append({NoteKind::BadValue, option, value});
        return {};
    }
    MultipartPart part{.name = value.first(equals)};
    const QString content = value.sliced(equals + 1);
    if (option == "--form-string"_L1) {
        part.value = content;
        return {part};
    }
    QStringView rest = content;
    if (!content.startsWith(u'@') && !content.startsWith(u'<')) {
        part.value = takeWord(rest, u";");
        takeParameters(rest, part, option, notes, u";");
        return {part};
    }
    const bool isText = content.startsWith(u'<');
    QList<MultipartPart> parts;
    do {
        rest = rest.sliced(1);
        MultipartPart file = part;
        file.isFile = true;
        file.value = takeWord(rest, isText ? u";" : u";,");
        takeParameters(rest, file, option, notes, isText ? u";" : u";,");
        if (file.mediaType.isEmpty())
            file.mediaType = isText
                ? u"text/plain"_s
                : mediaTypeOf(file.fileName.isEmpty() ? file.value : file.fileName);
        parts.append(file);
    } while (rest.startsWith(u','));
    if (isText)
        notes.append({NoteKind::FileSentAsFile, option, value});
    if (parts.size() > 1)
        notes.append({NoteKind::SeveralFiles, option, value});
    return parts;
}

} // namespace Recloser
