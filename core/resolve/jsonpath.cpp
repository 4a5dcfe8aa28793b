// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/jsonpath.h"

#include "core/jsonpath/jsonquery.h"
#include "core/text/jsonstrings.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isShorthand(QStringView name)
{
    return std::ranges::all_of(name,
                               [](QChar c) {
                                   return c.unicode() >= 0x80 || c == u'_'
                                       || (c >= u'0' && c <= u'9')
                                       || (c.toLower() >= u'a' && c.toLower() <= u'z');
                               })
        && !(name[0] >= u'0' && name[0] <= u'9');
}

/// Behind the brackets that begin at `at`.
qsizetype behindBrackets(QStringView path, qsizetype at)
{
    QChar quote;
    for (++at; at < path.size(); ++at) {
        const QChar c = path[at];
        if (!quote.isNull() && c == u'\\')
            ++at;
        else if (c == quote)
            quote = QChar();
        else if (quote.isNull() && (c == u'\'' || c == u'"'))
            quote = c;
        else if (quote.isNull() && c == u']')
            return at + 1;
    }
    return path.size();
}

/// Names behind dots that the RFC wants quoted, such as `.content-type`, as it wants them: other
/// clients take them as they are.
QString quotedNames(QStringView path)
{
    QString quoted;
    for (qsizetype at = 0; at < path.size();) {
        const qsizetype begin = at;
        if (path[at] == u'[') {
            at = behindBrackets(path, at);
            quoted += path.sliced(begin, at - begin);
            continue;
        }
        if (path[at++] != u'.') {
            quoted += path[begin];
            continue;
        }
        while (at < path.size() && path[at] != u'.' && path[at] != u'[')
            ++at;
        const QStringView name = path.sliced(begin + 1, at - begin - 1);
        if (name.isEmpty() || name == u"*" || isShorthand(name))
            quoted += u'.' + name;
        else
            quoted += u"['"_s + name.toString().replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s)
                + u"']"_s;
    }
    return quoted;
}

std::expected<JsonQuery, PathError> queryOf(const QString &path)
{
    const QString trimmed = path.trimmed();
    const QString whole = trimmed.startsWith(u'$') ? trimmed : u'$' + trimmed;
    if (const auto query = JsonQuery::compile(whole))
        return *query;
    const auto query = JsonQuery::compile(quotedNames(whole));
    if (query)
        return *query;
    const std::u32string characters = whole.toStdU32String();
    const auto error = JsonQuery::compile(whole).error();
    return std::unexpected(PathError{PathError::Kind::BadPath,
                                     QString::fromStdU32String(characters.substr(
                                         std::min(size_t(error.at), characters.size())))});
}

std::optional<JsonSpan> firstValue(const JsonQuery &query, const JsonOutline &outline)
{
    std::optional<JsonSpan> found;
    query.evaluate(outline, [&found](const JsonSpan &value, std::span<const JsonStep>) {
        found = value;
        return false;
    });
    return found;
}

} // namespace

std::expected<QString, PathError> jsonPathValue(const QByteArray &json, const QString &path)
{
    const auto query = queryOf(path);
    if (!query)
        return std::unexpected(query.error());
    const auto outline = JsonOutline::make(HeldBytes(json));
    if (!outline) {
        const auto &fault = outline.error().fault;
        return std::unexpected(
            PathError{PathError::Kind::BadDocument,
                      fault ? u"byte %1"_s.arg(fault->place.offset) : u"nested too deep"_s});
    }
    const auto found = firstValue(*query, *outline);
    if (!found) {
        size_t segment = 0;
        while (segment + 1 < query->segmentCount()
               && firstValue(query->first(segment + 1), *outline))
            ++segment;
        return std::unexpected(PathError{PathError::Kind::NotThere, query->segmentText(segment)});
    }
    const QByteArrayView text = outline->text(*found);
    return QString::fromUtf8(text.startsWith('"') ? jsonStringContent(text) : text.toByteArray());
}

} // namespace Recloser
