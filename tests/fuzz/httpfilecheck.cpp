// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/fuzz/httpfilecheck.h"

#include "core/model/queryparameters.h"
#include "core/store/httpbody.h"
#include "core/store/httpsection.h"

#include <QHash>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Files of many requests are checked at some of them.
constexpr qsizetype mostChecked = 3;

enum class Field { Name, Target, Headers, Body, Directives };

struct Edit
{
    const char *name;
    Field field;
    void (*make)(RequestSpec &);
};

const Edit edits[] = {
    {"a name", Field::Name, [](RequestSpec &s) { s.name = u"another name"_s; }},
    {"a method", Field::Target, [](RequestSpec &s) { s.method = u"PATCH"_s; }},
    {"an address", Field::Target,
     [](RequestSpec &s) {
         s.url = u"http://other/"_s;
         s.disabledParameters.clear();
     }},
    {"a parameter more", Field::Target,
     [](RequestSpec &s) {
         auto rows = parameterRows(s);
         rows.append({u"more"_s, u"1"_s});
         setParameterRows(s, rows);
     }},
    {"the first parameter off", Field::Target,
     [](RequestSpec &s) {
         auto rows = parameterRows(s);
         if (rows.isEmpty())
             return;
         rows[0].enabled = !rows[0].enabled;
         setParameterRows(s, rows);
     }},
    {"a version", Field::Target, [](RequestSpec &s) { s.httpVersion = HttpVersion::Http2Direct; }},
    {"a header more", Field::Headers,
     [](RequestSpec &s) { s.headers.append(HeaderField{u"X-More"_s, u"1"_s}); }},
    {"a header first", Field::Headers,
     [](RequestSpec &s) { s.headers.prepend(HeaderField{u"X-First"_s, u"1"_s}); }},
    {"a header's value", Field::Headers,
     [](RequestSpec &s) {
         if (!s.headers.isEmpty())
             s.headers.last().value = u"other"_s;
     }},
    {"a header off", Field::Headers,
     [](RequestSpec &s) {
         if (!s.headers.isEmpty())
             s.headers.first().enabled = !s.headers.first().enabled;
     }},
    {"a header less", Field::Headers,
     [](RequestSpec &s) {
         if (!s.headers.isEmpty())
             s.headers.removeFirst();
     }},
    {"a body's end", Field::Body,
     [](RequestSpec &s) {
         if (s.body.kind == Body::Kind::None)
             s.body.kind = Body::Kind::Text;
         s.body.text += u"\nlast"_s;
         s.body.form.append(QueryParameter{u"last"_s, u"1&2"_s});
         s.body.parts.append(MultipartPart{u"last"_s, u"1\n2"_s});
         s.body.filePath = u"./other"_s;
     }},
    {"a body's beginning", Field::Body,
     [](RequestSpec &s) {
         if (s.body.kind == Body::Kind::None)
             return;
         s.body.text.prepend(u"first\n"_s);
         s.body.form.prepend(QueryParameter{u"first"_s, u"1"_s});
         s.body.parts.prepend(MultipartPart{u"first"_s, u"f"_s, true});
         s.body.fileContent = FileContent::WithPlaceholders;
     }},
    {"no body", Field::Body, [](RequestSpec &s) { s.body = {}; }},
    {"a body that looks like a section", Field::Body,
     [](RequestSpec &s) {
         s.body = {.kind = Body::Kind::Text, .text = u"a\n### b\nGET http://c/\n> {%\n< d"_s};
     }},
    {"a time-out", Field::Directives,
     [](RequestSpec &s) { s.policy.attemptTimeout = milliseconds(7777); }},
    {"retries", Field::Directives, [](RequestSpec &s) { s.policy.maxRetries = 42; }},
    {"no policy", Field::Directives, [](RequestSpec &s) { s.policy = {}; }},
    {"redirects", Field::Directives,
     [](RequestSpec &s) { s.redirects = {RedirectPolicy::Follow::No, 7}; }},
};

QStringList linesOf(const HttpFile &file)
{
    QStringList lines;
    const QByteArray bytes = file.write();
    qsizetype from = bytes.startsWith("\xef\xbb\xbf") ? 3 : 0;
    while (from < bytes.size()) {
        qsizetype end = from;
        while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r')
            ++end;
        lines.append(QString::fromUtf8(bytes.sliced(from, end - from)));
        from = end
            + (bytes.sliced(end, std::min<qsizetype>(2, bytes.size() - end)) == "\r\n" ? 2 : 1);
    }
    return lines;
}

/// Where the lines of a field may stand.
LineRange linesOfField(const HttpSection &section, Field field)
{
    switch (field) {
    case Field::Target:
        return {section.target.requestLine, section.target.end};
    case Field::Headers:
        return {section.target.end, section.headEnd};
    case Field::Body:
        return {section.headEnd, std::max(section.headEnd, section.body.end)};
    case Field::Name:
    case Field::Directives:
        break;
    }
    return {section.lines.begin, section.headEnd};
}

/// Lines outside of `range` are the same before and after.
bool isWithin(const QStringList &before, const QStringList &after, LineRange range)
{
    const qsizetype tail = before.size() - range.end;
    return after.size() >= range.begin + tail
        && before.first(range.begin) == after.first(range.begin)
        && before.sliced(range.end) == after.sliced(after.size() - tail);
}

QString told(const QString &what, const HttpFile &before, const HttpFile &after)
{
    return u"%1\n---- before\n%2\n---- after\n%3\n----"_s.arg(
        what, QString::fromUtf8(before.write().toPercentEncoding("\n @#{}[]()<>=%&?/;:,\"|'!+$")),
        QString::fromUtf8(after.write().toPercentEncoding("\n @#{}[]()<>=%&?/;:,\"|'!+$")));
}

QList<RequestSpec> specsOf(const HttpFile &file)
{
    QList<RequestSpec> specs;
    for (const HttpFileRequest &request : file.requests())
        specs.append(request.spec);
    return specs;
}

/// What was edited in memory is what the bytes say.
bool isAsWritten(const HttpFile &file)
{
    const HttpFile read = HttpFile::parse(file.write());
    return read.write() == file.write() && read.requests() == file.requests()
        && read.problems() == file.problems() && read.variables() == file.variables();
}

QString brokenByEdit(const HttpFile &file, qsizetype index, const Edit &edit)
{
    const QString name = u"%1 of request %2: "_s.arg(QString::fromLatin1(edit.name)).arg(index);
    RequestSpec wanted = file.requests()[index].spec;
    // Credentials in headers are a field of their own.
    if (edit.field == Field::Headers && wanted.auth.kind != Auth::Kind::None)
        return {};
    edit.make(wanted);
    HttpFile edited = file;
    const HttpFileEdit result = edited.update(index, wanted);
    if (!isAsWritten(edited))
        return told(name + u"memory and file differ"_s, file, edited);
    if (edited.requests().size() != file.requests().size())
        return told(name + u"another number of requests"_s, file, edited);
    QList<RequestSpec> others = specsOf(file);
    QList<RequestSpec> nowOthers = specsOf(edited);
    others.removeAt(index);
    nowOthers.removeAt(index);
    if (others != nowOthers)
        return told(name + u"another request changed"_s, file, edited);
    const QStringList lines = linesOf(file);
    HttpFileFindings findings;
    const HttpFileRequest &request = file.requests()[index];
    const HttpSection section
        = readSection(lines, {request.firstLine - 1, request.endLine - 1}, findings);
    LineRange range = linesOfField(section, edit.field);
    // A body is what its Content-Type says, or what marks it as a query, and gets these where it
    // needs them.
    const bool isOtherType = bodyHeadOf(wanted) != bodyHeadOf(file.requests()[index].spec);
    if (isOtherType)
        range.end = std::max(range.end, section.body.end);
    // What is a query no more is posted, and not marked as one.
    const RequestSpec &before = file.requests()[index].spec;
    if (bodyHeadOf(before).isGraphQl && wanted.body.kind != Body::Kind::GraphQl)
        range.begin = std::min(range.begin, section.target.requestLine);
    if (!isWithin(lines, linesOf(edited), range))
        return told(name + u"lines of another field changed"_s, file, edited);
    if (!result.lost.isEmpty())
        return {};
    if (edit.field != Field::Body && !isOtherType && edited.requests()[index].spec != wanted)
        return told(name + u"read again it is another one"_s, file, edited);
    HttpFile twice = edited;
    twice.update(index, wanted);
    if (twice.write() != edited.write())
        return told(name + u"made twice it changes more"_s, edited, twice);
    return {};
}

QString brokenByMoving(const HttpFile &file, qsizetype index)
{
    const QList<RequestSpec> specs = specsOf(file);
    HttpFile copied = file;
    copied.duplicateRequest(index, u"copy"_s);
    QList<RequestSpec> wanted = specs;
    wanted.insert(index + 1, specs[index]);
    if (specsOf(copied).size() == wanted.size())
        wanted[index + 1].name = specsOf(copied)[index + 1].name;
    if (specsOf(copied) != wanted || !isAsWritten(copied))
        return told(u"a copy of request %1"_s.arg(index), file, copied);
    HttpFile removed = copied;
    removed.removeRequest(index + 1);
    if (specsOf(removed) != specs || !isAsWritten(removed))
        return told(u"without the copy of request %1"_s.arg(index), copied, removed);
    const qsizetype to = specs.size() - 1 - index;
    HttpFile moved = file;
    moved.moveRequest(index, to);
    wanted = specs;
    wanted.move(index, to);
    if (specsOf(moved) != wanted || !isAsWritten(moved))
        return told(u"request %1 moved to %2"_s.arg(index).arg(to), file, moved);
    HttpFile fewer = file;
    fewer.removeRequest(index);
    wanted = specs;
    wanted.removeAt(index);
    if (specsOf(fewer) != wanted || !isAsWritten(fewer))
        return told(u"without request %1"_s.arg(index), file, fewer);
    HttpFile more = file;
    RequestSpec fresh;
    fresh.name = u"fresh"_s;
    fresh.url = u"http://fresh/"_s;
    more.insertRequest(index, fresh);
    wanted = specs;
    wanted.insert(index, fresh);
    if (specsOf(more) != wanted || !isAsWritten(more))
        return told(u"a new request at %1"_s.arg(index), file, more);
    return {};
}

} // namespace

QString brokenPromise(const QByteArray &bytes)
{
    const HttpFile file = HttpFile::parse(bytes);
    if (file.write() != bytes)
        return u"other bytes are written than were read"_s;
    const qsizetype count = file.requests().size();
    const qsizetype step = std::max<qsizetype>(1, count / mostChecked);
    for (qsizetype index = 0; index < count; index += step) {
        HttpFile same = file;
        const HttpFileEdit nothing = same.update(index, file.requests()[index].spec);
        if (same.write() != bytes || nothing != HttpFileEdit{})
            return told(u"no change of request %1"_s.arg(index), file, same);
        // Which ones depends on the bytes, so that a saved input tells the same again.
        const size_t first = qHash(bytes, size_t(index)) % std::size(edits);
        for (size_t i = 0; i < 4; ++i) {
            const Edit &edit = edits[(first + i * 5) % std::size(edits)];
            if (const QString broken = brokenByEdit(file, index, edit); !broken.isEmpty())
                return broken;
        }
        if (const QString broken = brokenByMoving(file, index); !broken.isEmpty())
            return broken;
    }
    return {};
}

} // namespace Recloser
