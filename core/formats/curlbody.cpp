// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curloperation.h"
#include "core/formats/keptplaceholders.h"

#include <QRegularExpression>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using NoteKind = ImportNote::Kind;

constexpr auto formType = "application/x-www-form-urlencoded"_L1;

/// As curl does it: letters, digits and -._~ stay, a blank is a plus.
QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text)).replace("%20"_L1, "+"_L1);
}

QString withoutLineBreaks(QString text)
{
    return text.remove(u'\r').remove(u'\n').remove(QChar(0));
}

/// The file that the option's data is read from; a null text when it is no file.
QString fileOf(const CurlData &data, const CurlOperation &operation)
{
    const bool mayBeFile = data.kind == CurlData::Kind::Data || data.kind == CurlData::Kind::Binary
        || data.kind == CurlData::Kind::Json;
    if (!mayBeFile || !data.value.startsWith(u'@'))
        return {};
    if (data.value != "@-"_L1)
        return data.value.sliced(1);
    return operation.inputText          ? QString()
        : operation.inputFile.isEmpty() ? u"-"_s
                                        : operation.inputFile;
}

QString textOf(const CurlData &data, const CurlOperation &operation, QList<ImportNote> &notes)
{
    if (data.kind == CurlData::Kind::UrlEncoded)
        return urlEncodedData(data, notes);
    if (const QString file = fileOf(data, operation); !file.isNull()) {
        notes.append({NoteKind::FileNotRead, data.option, file});
        return u'@' + file;
    }
    const bool isInput = data.value == "@-"_L1 && data.kind != CurlData::Kind::Raw;
    if (!isInput)
        return data.value;
    return data.kind == CurlData::Kind::Data ? withoutLineBreaks(*operation.inputText)
                                             : *operation.inputText;
}

const HeaderField *headerOf(const RequestSpec &spec, QLatin1StringView name)
{
    const auto found = std::ranges::find_if(spec.headers, [name](const HeaderField &header) {
        return header.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == spec.headers.end() ? nullptr : &*found;
}

/// The body that is sent as exactly this text under the Content-Type.
Body bodyOf(const QString &text, const QString &contentType)
{
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    Body body{.text = text};
    if (type.endsWith("json"_L1)) {
        body.kind = Body::Kind::Json;
    } else if (type.endsWith("xml"_L1)) {
        body.kind = Body::Kind::Xml;
    } else if (const auto rows = type == formType ? formRows(text) : QList<QueryParameter>();
               !rows.isEmpty()) {
        body.kind = Body::Kind::Form;
        body.text.clear();
        body.form = rows;
    } else {
        body.kind = Body::Kind::Text;
    }
    return body;
}

void addForm(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes)
{
    spec.body.kind = Body::Kind::Multipart;
    for (const auto &[option, value] : operation.form)
        spec.body.parts += curlFormParts(option, value, notes);
    if (spec.body.parts.isEmpty())
        spec.body.kind = Body::Kind::None;
    if (!operation.data.isEmpty())
        notes.append({NoteKind::BodyOfBoth, operation.data.first().option, {}});
}

} // namespace

QString urlEncodedData(const CurlData &data, QList<ImportNote> &notes)
{
    const QString &value = data.value;
    if (data.option == "--url-query"_L1 && value.startsWith(u'+'))
        return value.sliced(1);
    static const QRegularExpression sign(u"[=@]"_s);
    const qsizetype at = value.indexOf(sign);
    if (at < 0)
        return encoded(value);
    const QString name = value.first(at);
    const QString prefix = name.isEmpty() ? QString() : QString(name + u'=');
    if (value[at] == u'=')
        return prefix + encoded(value.sliced(at + 1));
    notes.append({NoteKind::FileNotRead, data.option, value.sliced(at + 1)});
    return prefix + value.sliced(at);
}

QString joinedData(const CurlOperation &operation, QList<ImportNote> &notes)
{
    QString text;
    bool isFirst = true;
    for (const CurlData &data : operation.data) {
        if (!isFirst && data.kind != CurlData::Kind::Json)
            text += u'&';
        text += textOf(data, operation, notes);
        isFirst = false;
    }
    return text;
}

void addCurlBody(RequestSpec &spec, const CurlOperation &operation, QList<ImportNote> &notes)
{
    const bool isJson = std::ranges::any_of(
        operation.data, [](const CurlData &data) { return data.kind == CurlData::Kind::Json; });
    if (isJson && !headerOf(spec, "content-type"_L1))
        spec.headers.append({u"Content-Type"_s, u"application/json"_s});
    if (isJson && !headerOf(spec, "accept"_L1))
        spec.headers.append({u"Accept"_s, u"application/json"_s});
    if (operation.isGet)
        return;
    if (!operation.form.isEmpty()) {
        addForm(spec, operation, notes);
        return;
    }
    const HeaderField *type = headerOf(spec, "content-type"_L1);
    if (operation.data.isEmpty()) {
        if (operation.uploadFile) {
            spec.body.kind = Body::Kind::File;
            spec.body.filePath = *operation.uploadFile;
        }
        return;
    }
    if (operation.uploadFile)
        notes.append({NoteKind::UploadIgnored, u"--upload-file"_s, *operation.uploadFile});
    const CurlData &first = operation.data.first();
    const QString file = operation.data.size() == 1 ? fileOf(first, operation) : QString();
    if (!file.isNull()) {
        spec.body.kind = Body::Kind::File;
        spec.body.filePath = file;
        if (first.kind == CurlData::Kind::Data)
            notes.append({NoteKind::FileAsItIs, first.option, file});
    } else if (const QString text = joinedData(operation, notes); !text.isEmpty()) {
        spec.body = bodyOf(text, type ? type->value : QString(formType));
    } else if (!type) {
        // Nothing is sent, under the type of a form all the same.
        spec.headers.append({u"Content-Type"_s, QString(formType)});
        return;
    }
    if (!type && spec.body.kind != Body::Kind::Form)
        spec.body.mediaType = formType;
}

} // namespace Recloser
