// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/queryparameters.h"
#include "core/store/commonrows.h"
#include "core/store/httpedit.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using TargetLine = HttpTarget::Line;

QString versionText(HttpVersion version)
{
    switch (version) {
    case HttpVersion::Automatic:
        return {};
    case HttpVersion::Http1:
        return u" HTTP/1.1"_s;
    case HttpVersion::Http2:
        return u" HTTP/2"_s;
    case HttpVersion::Http2Direct:
        return u" HTTP/2 (Prior Knowledge)"_s;
    }
    return {};
}

QString methodOf(const RequestSpec &spec)
{
    return spec.method.isEmpty() ? u"GET"_s : oneLine(spec.method);
}

QString parameterText(const QueryParameter &parameter)
{
    return oneLine(
        parameter.name
        + (parameter.hasEquals || !parameter.value.isEmpty() ? u'=' + parameter.value : QString()));
}

QString disabledText(const QString &indent, QChar sign, const QString &parameter)
{
    return u'#' + indent.sliced(std::min<qsizetype>(1, indent.size())) + sign + parameter;
}

/// Whether the version of a target stands, or would stand, on the last of several lines.
bool hasVersionBehind(const HttpTarget &target)
{
    return target.first.versionColumn < 0
        && std::ranges::contains(target.more, TargetLine::Kind::Piece, &TargetLine::kind);
}

/// The request line with `url` and `version` on it; what is not changed stays as it is written, and
/// so does the version when there is none here.
QString editedRequestLine(const QString &line, const RequestLine &old, const RequestSpec &before,
                          const RequestSpec &spec, const QString &url,
                          std::optional<HttpVersion> version)
{
    const bool isSameMethod = before.method == methodOf(spec);
    const QString text = (isSameMethod ? line.first(old.urlBegin) : QString(methodOf(spec) + u' '))
        + oneLine(url) + (version ? versionText(*version) : line.sliced(old.urlEnd));
    const RequestLine read = requestLineOf(text);
    const QString method = read.method.isEmpty() ? u"GET"_s : read.method;
    if (method == methodOf(spec) && read.url == url
        && (version ? read.version.isEmpty() == versionText(*version).isEmpty()
                    : read.version == old.version))
        return text;
    return methodOf(spec) + u' ' + oneLine(url)
        + (version ? versionText(*version) : line.sliced(old.urlEnd));
}

/// A target whose parameters stand on the request line or one on each further line.
struct RowLayout
{
    QList<QueryParameter> rows;
    /// So many of them, all enabled, on the request line.
    qsizetype inlineCount = 0;
    /// Of the others, with the lines' signs.
    QStringList keys;
    QList<LineRange> lines;
};

QString keyOf(QChar sign, const QueryParameter &parameter)
{
    return (parameter.enabled ? sign : u'#') + parameterText(parameter);
}

/// Nothing when it is written in another way.
std::optional<RowLayout> rowLayoutOf(const HttpTarget &target, const RequestSpec &spec)
{
    if (withQuery(spec.url, splitQuery(spec.url)) != spec.url || spec.url.contains(u'#'))
        return std::nullopt;
    RowLayout layout{.rows = parameterRows(spec)};
    layout.inlineCount = splitQuery(target.first.url).size();
    bool hasQuery = layout.inlineCount > 0;
    for (const TargetLine &line : target.more) {
        if (line.kind == TargetLine::Kind::Comment)
            continue;
        const bool isOn = line.kind == TargetLine::Kind::Piece;
        const QChar sign = line.text.isEmpty() ? QChar() : line.text.front();
        QList<QueryParameter> read = splitQuery(u'?' + line.text.sliced(sign.isNull() ? 0 : 1));
        if (read.size() != 1 || (sign != u'?' && sign != u'&')
            || (isOn && (sign == u'&') != hasQuery))
            return std::nullopt;
        hasQuery = hasQuery || isOn;
        read.first().enabled = isOn;
        layout.keys.append(keyOf(sign, read.first()));
        layout.lines.append({line.number, line.number + 1});
    }
    if (layout.rows.size() != layout.inlineCount + layout.keys.size())
        return std::nullopt;
    return layout;
}

QString indentOf(const QStringList &lines, const HttpTarget &target)
{
    for (const TargetLine &line : target.more) {
        const QString &text = lines[line.number];
        const auto first = std::ranges::find_if_not(text, [](QChar c) { return c.isSpace(); });
        if (line.kind != TargetLine::Kind::Comment && first != text.begin())
            return text.first(first - text.begin());
    }
    return u"    "_s;
}

/// The last enabled row of those behind the request line; -1: there is none.
qsizetype lastEnabled(const QList<QueryParameter> &rows, qsizetype inlineCount)
{
    qsizetype last = rows.size() - 1;
    while (last >= inlineCount && !rows[last].enabled)
        --last;
    return last >= inlineCount ? last : -1;
}

/// False when the target is not, or is not to be, in rows.
bool editTargetRows(LineEdits &edits, const QStringList &lines, const HttpSection &section,
                    const RequestSpec &spec)
{
    const HttpTarget &target = section.target;
    const auto old = rowLayoutOf(target, section.spec);
    if (!old || spec.url.contains(u'#') || withQuery(spec.url, splitQuery(spec.url)) != spec.url)
        return false;
    const QList<QueryParameter> rows = parameterRows(spec);
    // Signs: the first enabled row begins the query.
    QStringList keys;
    QList<QChar> signs;
    QChar sign = u'?';
    for (const QueryParameter &row : rows) {
        signs.append(sign);
        keys.append(keyOf(sign, row));
        if (row.enabled)
            sign = u'&';
    }
    QStringList oldKeys;
    for (qsizetype i = 0; i < old->inlineCount; ++i)
        oldKeys.append(keyOf(i == 0 ? u'?' : u'&', old->rows[i]));
    oldKeys += old->keys;
    const auto common = [&] {
        return commonRows(oldKeys.size(), keys.size(), [&](qsizetype one, qsizetype other) {
            return oldKeys[one] == keys[other];
        });
    };
    auto pairs = common();
    qsizetype inlineCount = 0;
    while (inlineCount < rows.size() && rows[inlineCount].enabled)
        ++inlineCount;
    if (!target.more.isEmpty()) {
        const auto below = std::ranges::find_if(
            pairs, [&](const auto &pair) { return pair.first >= old->inlineCount; });
        inlineCount = std::min(
            {inlineCount, old->inlineCount, below == pairs.end() ? rows.size() : below->second});
    }
    // The version stands behind the last piece of a target. One that other programs would not find
    // moves there only when the target begins to have several lines.
    const qsizetype lastOld = lastEnabled(old->rows, old->inlineCount);
    const qsizetype lastNew = lastEnabled(rows, inlineCount);
    const bool isSameVersion = section.spec.httpVersion == spec.httpVersion;
    const bool isOnFirst
        = target.first.versionColumn >= 0 && (lastOld >= 0 || !httpVersionOf(target.first.version));
    const bool isBehind = lastNew >= 0 && !isOnFirst;
    QString behind;
    if (!target.lastVersion.isEmpty() && lastOld < 0)
        return false;
    if (lastOld >= 0 && !target.lastVersion.isEmpty())
        oldKeys[lastOld] += u" HTTP/" + target.lastVersion;
    if (isBehind) {
        behind = isSameVersion && !target.lastVersion.isEmpty()
            ? QString(u" HTTP/" + target.lastVersion)
            : versionText(spec.httpVersion);
        keys[lastNew] += behind;
    }
    pairs = common();
    std::optional<HttpVersion> version;
    if (isBehind ? target.first.versionColumn >= 0
                 : !isSameVersion || !target.lastVersion.isEmpty())
        version = isBehind ? HttpVersion::Automatic : spec.httpVersion;
    const QString url = withQuery(spec.url, rows.first(inlineCount));
    const int requestLine = target.requestLine;
    const QString text
        = editedRequestLine(lines[requestLine], target.first, section.spec, spec, url, version);
    addReplacement(edits, lines, {requestLine, requestLine + 1}, {text});
    pairs.removeIf([&](const auto &pair) {
        return pair.first < old->inlineCount || pair.second < inlineCount;
    });
    for (auto &[from, to] : pairs) {
        from -= old->inlineCount;
        to -= inlineCount;
    }
    const QString indent = indentOf(lines, target);
    QStringList fresh;
    for (qsizetype row = inlineCount; row < rows.size(); ++row) {
        const QString parameter = parameterText(rows[row]);
        fresh.append(rows[row].enabled
                         ? indent + signs[row] + parameter + (row == lastNew ? behind : QString())
                         : disabledText(indent, signs[row], parameter));
    }
    addRowEdits(edits, old->lines, fresh, pairs, requestLine + 1);
    return true;
}

} // namespace

QString oneLine(QString text)
{
    text.replace(u'\r', u' ').replace(u'\n', u' ');
    return text.trimmed();
}

QStringList linesOfTarget(const RequestSpec &spec, TargetLayout layout, const QString &indent)
{
    const QString method = methodOf(spec);
    const QString version = versionText(spec.httpVersion);
    const QString url = oneLine(spec.url);
    if (layout == TargetLayout::OneLine && spec.disabledParameters.isEmpty())
        return {method + u' ' + url + version};
    // A fragment and the version end a target, so they go with the last enabled parameter.
    const QString bare = withQuery(url, {});
    const qsizetype start = queryStart(url);
    const QString base = url.first(start);
    const QString fragment = bare.sliced(std::min(start, bare.size()));
    QStringList lines{method + u' ' + base};
    QChar separator = u'?';
    qsizetype last = 0;
    for (const QueryParameter &parameter : parameterRows(spec)) {
        if (parameter.enabled) {
            last = lines.size();
            lines.append(indent + separator + parameterText(parameter));
            separator = u'&';
        } else {
            lines.append(disabledText(indent, separator, parameterText(parameter)));
        }
    }
    lines[last] += fragment + version;
    return lines;
}

void editTarget(LineEdits &edits, const QStringList &lines, const HttpSection &section,
                const RequestSpec &spec)
{
    const RequestSpec &old = section.spec;
    const HttpTarget &target = section.target;
    const bool isSameTarget
        = old.url == spec.url && old.disabledParameters == spec.disabledParameters;
    if (isSameTarget && old.method == methodOf(spec) && old.httpVersion == spec.httpVersion)
        return;
    const int line = target.requestLine;
    const bool isOneLine = target.more.isEmpty() && spec.disabledParameters.isEmpty();
    const bool isSameVersion = old.httpVersion == spec.httpVersion;
    if (isOneLine || (isSameTarget && (isSameVersion || !hasVersionBehind(target)))) {
        const QString url = isSameTarget ? target.first.url : spec.url;
        const auto version = isSameVersion ? std::nullopt : std::optional(spec.httpVersion);
        addReplacement(edits, lines, {line, line + 1},
                       {editedRequestLine(lines[line], target.first, old, spec, url, version)});
        return;
    }
    if (editTargetRows(edits, lines, section, spec))
        return;
    QStringList fresh = linesOfTarget(
        spec, target.more.isEmpty() ? TargetLayout::OneLine : TargetLayout::LinePerParameter,
        indentOf(lines, target));
    addReplacement(edits, lines, {line, line + 1}, {fresh.takeFirst()});
    // Remarks between them stay.
    QList<LineRange> ranges;
    for (const TargetLine &more : target.more) {
        if (more.kind != TargetLine::Kind::Comment)
            ranges.append({more.number, more.number + 1});
    }
    const auto pairs = commonRows(ranges.size(), fresh.size(), [&](qsizetype one, qsizetype other) {
        return lines[ranges[one].begin] == fresh[other];
    });
    addRowEdits(edits, ranges, fresh, pairs, line + 1);
}

} // namespace Recloser
