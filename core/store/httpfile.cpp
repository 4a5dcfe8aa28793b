// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpfile.h"

#include "core/model/queryparameters.h"
#include "core/store/httpbody.h"
#include "core/store/httpdirectives.h"
#include "core/store/httpedit.h"
#include "core/store/httpsection.h"

#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const QByteArray utf8Mark = QByteArrayLiteral("\xef\xbb\xbf");

QString keyDirectiveOf(const HttpSection &section)
{
    const auto *directive = section.directive(u"api-key");
    return directive ? directive->text : QString();
}

} // namespace

HttpFile HttpFile::parse(const QByteArray &bytes)
{
    HttpFile file;
    qsizetype from = 0;
    if (bytes.startsWith(utf8Mark)) {
        file.m_byteOrderMark = utf8Mark;
        from = utf8Mark.size();
    }
    while (from < bytes.size()) {
        const qsizetype feed = bytes.indexOf('\n', from);
        const qsizetype next = feed < 0 ? bytes.size() : feed + 1;
        qsizetype end = feed < 0 ? bytes.size() : feed;
        if (feed > from && bytes[feed - 1] == '\r')
            --end;
        file.m_lines.append({bytes.sliced(from, end - from), bytes.sliced(end, next - end)});
        from = next;
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

void HttpFile::readAgain()
{
    QStringList lines;
    lines.reserve(m_lines.size());
    for (const Line &line : std::as_const(m_lines))
        lines.append(QString::fromUtf8(line.text));
    HttpSections read = readSections(lines);
    m_variables = std::move(read.variables);
    m_problems = std::move(read.problems);
    m_requests.clear();
    m_defaults = {};
    m_defaultsEnd = 1;
    for (const HttpSection &section : std::as_const(read.sections)) {
        if (section.requestLine < 0) {
            if (section.separator < 0) {
                m_defaults = section.spec.policy;
                m_defaultsEnd = section.end + 1;
            }
            continue;
        }
        m_requests.append({withAuthRead(section.spec, keyDirectiveOf(section)),
                           section.requestLine + 1, section.begin + 1, section.end + 1,
                           section.unknownDirectives});
    }
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
    const QString type = contentTypeForFile(spec.body);
    const auto header = std::ranges::find_if(spec.headers, [](const HeaderField &field) {
        return field.enabled && field.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
    });
    if (header == spec.headers.end()) {
        if (!type.isEmpty())
            spec.headers.append({u"Content-Type"_s, type});
    } else if (spec.body.kind == Body::Kind::Multipart
               && writtenBoundary(header->value).isEmpty()) {
        header->value += u"; boundary="_s + writtenBoundary(type);
    }
    return edit;
}

HttpFileEdit HttpFile::update(qsizetype index, const RequestSpec &spec)
{
    QStringList lines;
    for (const Line &line : std::as_const(m_lines))
        lines.append(QString::fromUtf8(line.text));
    const HttpSections read = readSections(lines);
    qsizetype number = -1;
    const auto section
        = std::ranges::find_if(read.sections, [&number, index](const HttpSection &candidate) {
              return candidate.requestLine >= 0 && ++number == index;
          });
    if (section == read.sections.end())
        return {};

    const RequestSpec before = m_requests[index].spec;
    RequestSpec written = spec;
    HttpFileEdit edit = prepared(written, &before);
    const auto isAuthorization = [&section](const HeaderField &field) {
        const QString key = keyDirectiveOf(*section).section(u' ', 1);
        return field.name.compare("Authorization"_L1, Qt::CaseInsensitive) == 0
            || (!key.isEmpty() && field.name == key);
    };
    const auto row = std::ranges::find_if(section->spec.headers, isAuthorization);
    const qsizetype authRow
        = row == section->spec.headers.end() ? -1 : row - section->spec.headers.begin();
    QString keyDirective;
    RequestSpec plain = withAuthWritten(written, keyDirective, authRow);
    if (before.auth == written.auth && authRow >= 0 && before.auth.kind != Auth::Kind::None
        && plain.headers.size() > std::min(authRow, plain.headers.size() - 1)) {
        // Untouched credentials keep their own way of being written.
        HeaderField &field = plain.headers[std::min(authRow, plain.headers.size() - 1)];
        if (isAuthorization(field))
            field = *row;
    }
    const LineEdits edits = editsOf(lines, *section, plain, keyDirective);
    for (const LineEdit &change : edits)
        replaceLines(change.begin, change.end, change.lines);
    readAgain();
    edit.lost = index < m_requests.size() ? lostParts(written, m_requests[index].spec)
                                          : QStringList{u"body"_s};
    return edit;
}

void HttpFile::replaceLines(int begin, int end, const QStringList &texts)
{
    QList<Line> fresh;
    const QByteArray ending = lineEnding();
    for (const QString &text : texts)
        fresh.append({text.toUtf8(), ending});
    // The last line of a file may be without an ending; whatever follows it needs one.
    if (begin > 0 && m_lines[begin - 1].ending.isEmpty() && !fresh.isEmpty())
        m_lines[begin - 1].ending = ending;
    if (end == m_lines.size() && !fresh.isEmpty() && end > begin)
        fresh.last().ending = m_lines.last().ending;
    m_lines.remove(begin, end - begin);
    for (qsizetype i = 0; i < fresh.size(); ++i)
        m_lines.insert(begin + i, fresh[i]);
}

void HttpFile::setDefaultKeyPattern(const QString &pattern)
{
    static const QString name = u"breaker-key"_s;
    QStringList lines;
    for (const Line &line : std::as_const(m_lines))
        lines.append(QString::fromUtf8(line.text));
    const QString text = u"# @"_s + name + u' ' + pattern;
    const HttpSections read = readSections(lines);
    const auto defaults = std::ranges::find_if(read.sections, [](const HttpSection &section) {
        return section.separator < 0 && section.requestLine < 0;
    });
    // The last one of a name is what counts.
    int last = -1;
    if (defaults != read.sections.end()) {
        for (const HttpSection::Directive &directive : defaults->directives) {
            if (directive.name == name)
                last = directive.line;
        }
    }
    const bool beginsWithRequest
        = std::ranges::any_of(read.sections, [](const HttpSection &section) {
              return section.separator < 0 && section.requestLine >= 0;
          });
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
    RequestSpec written = spec;
    HttpFileEdit edit = prepared(written, nullptr);
    QString keyDirective;
    const RequestSpec plain = withAuthWritten(written, keyDirective, -1);
    const QByteArray ending = lineEnding();
    QStringList lines;
    if (!m_lines.isEmpty()) {
        if (m_lines.last().ending.isEmpty())
            m_lines.last().ending = ending;
        if (!m_lines.last().text.trimmed().isEmpty())
            lines.append(QString());
    }
    lines += linesOfRequest(plain, keyDirective);
    for (const QString &line : std::as_const(lines))
        m_lines.append({line.toUtf8(), ending});
    const qsizetype index = m_requests.size();
    readAgain();
    edit.lost = index < m_requests.size() ? lostParts(written, m_requests[index].spec)
                                          : QStringList{u"url"_s};
    return edit;
}

} // namespace Recloser
