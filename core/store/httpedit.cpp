// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpedit.h"

#include "core/model/queryparameters.h"
#include "core/store/httpbody.h"
#include "core/store/httpdirectives.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A line break inside a value would start another line of the file.
QString oneLine(QString text)
{
    text.replace(u'\r', u' ').replace(u'\n', u' ');
    return text.trimmed();
}

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

QString parameterText(const QueryParameter &parameter)
{
    return oneLine(
        parameter.name
        + (parameter.hasEquals || !parameter.value.isEmpty() ? u'=' + parameter.value : QString()));
}

QString headerText(const HeaderField &field)
{
    const QString text = oneLine(field.name) + u": "_s + oneLine(field.value);
    return (field.enabled ? text : QString(u"# "_s + text)).trimmed();
}

enum class TargetLayout { OneLine, LinePerParameter };

/// The request line and those that belong to its target.
QStringList linesOfTarget(const RequestSpec &spec, TargetLayout layout, const QString &indent)
{
    const QString method = spec.method.isEmpty() ? u"GET"_s : oneLine(spec.method);
    const QString version = versionText(spec.httpVersion);
    const QString url = oneLine(spec.url);
    if (layout == TargetLayout::OneLine && spec.disabledParameters.isEmpty())
        return {method + u' ' + url + version};
    QStringList lines{method + u' ' + oneLine(withQuery(spec.url, {})) + version};
    // A fragment ends a target, so it goes with the last enabled parameter.
    const qsizetype hash = url.lastIndexOf(u'#');
    const QString fragment
        = hash >= 0 && withQuery(url, {}).endsWith(url.sliced(hash)) ? url.sliced(hash) : QString();
    if (!fragment.isEmpty() && !splitQuery(url).isEmpty())
        lines.first()
            = method + u' ' + oneLine(withQuery(spec.url, {}).chopped(fragment.size())) + version;
    QChar separator = u'?';
    int lastEnabled = -1;
    for (const QueryParameter &parameter : parameterRows(spec)) {
        if (parameter.enabled) {
            lines.append(indent + separator + parameterText(parameter));
            separator = u'&';
            lastEnabled = int(lines.size()) - 1;
        } else {
            lines.append(u'#' + indent.sliced(std::min<qsizetype>(1, indent.size())) + separator
                         + parameterText(parameter));
        }
    }
    if (lastEnabled >= 0)
        lines[lastEnabled] += fragment;
    return lines;
}

/// Replaces what is between the common beginning and the common end of two texts.
void addReplacement(LineEdits &edits, const QStringList &lines, int begin, int end,
                    const QStringList &fresh)
{
    qsizetype same = 0;
    while (begin + same < end && same < fresh.size() && lines[begin + same] == fresh[same])
        ++same;
    qsizetype sameAtEnd = 0;
    while (end - sameAtEnd > begin + same && fresh.size() - sameAtEnd > same
           && lines[end - 1 - sameAtEnd] == fresh[fresh.size() - 1 - sameAtEnd])
        ++sameAtEnd;
    const LineEdit edit{begin + int(same), end - int(sameAtEnd),
                        fresh.sliced(same, fresh.size() - same - sameAtEnd)};
    if (edit.begin != edit.end || !edit.lines.isEmpty())
        edits.append(edit);
}

void editTarget(LineEdits &edits, const QStringList &lines, const HttpSection &section,
                const RequestSpec &spec)
{
    const RequestSpec &old = section.spec;
    if (old.method == (spec.method.isEmpty() ? u"GET"_s : spec.method) && old.url == spec.url
        && old.disabledParameters == spec.disabledParameters && old.httpVersion == spec.httpVersion)
        return;
    const bool isSplit = section.targetEnd > section.requestLine + 1;
    QString indent = u"    "_s;
    for (int line = section.requestLine + 1; line < section.targetEnd; ++line) {
        const QString &text = lines[line];
        const qsizetype size
            = std::ranges::find_if(text, [](QChar c) { return !c.isSpace(); }) - text.begin();
        if (size > 0) {
            indent = text.first(size);
            break;
        }
    }
    QStringList fresh = linesOfTarget(
        spec, isSplit ? TargetLayout::LinePerParameter : TargetLayout::OneLine, indent);
    // A line that says the same in its own spacing stays.
    for (qsizetype i = 1; i < fresh.size(); ++i) {
        for (int line = section.requestLine + 1; line < section.targetEnd; ++line) {
            if (lines[line].simplified().remove(u' ') == fresh[i].simplified().remove(u' '))
                fresh[i] = lines[line];
        }
    }
    addReplacement(edits, lines, section.requestLine, section.targetEnd, fresh);
}

/// The rows of `old` that stay, as pairs of rows of old and new: a longest common subsequence.
QList<std::pair<qsizetype, qsizetype>> commonRows(const QList<HttpSection::HeaderRow> &old,
                                                  const QList<HeaderField> &fresh)
{
    const qsizetype width = fresh.size() + 1;
    // Beyond this a file is no longer written by hand, and rows are paired from the start.
    if (old.size() * width > 4'000'000)
        return {};
    QList<int> length((old.size() + 1) * width, 0);
    for (qsizetype i = old.size() - 1; i >= 0; --i) {
        for (qsizetype j = fresh.size() - 1; j >= 0; --j) {
            length[i * width + j] = old[i].field == fresh[j]
                ? length[(i + 1) * width + j + 1] + 1
                : std::max(length[(i + 1) * width + j], length[i * width + j + 1]);
        }
    }
    QList<std::pair<qsizetype, qsizetype>> pairs;
    for (qsizetype i = 0, j = 0; i < old.size() && j < fresh.size();) {
        if (old[i].field == fresh[j])
            pairs.append({i++, j++});
        else if (length[(i + 1) * width + j] >= length[i * width + j + 1])
            ++i;
        else
            ++j;
    }
    return pairs;
}

void editHeaders(LineEdits &edits, const HttpSection &section, const RequestSpec &spec)
{
    auto pairs = commonRows(section.headers, spec.headers);
    pairs.append({section.headers.size(), spec.headers.size()});
    qsizetype old = 0;
    qsizetype fresh = 0;
    for (const auto &[nextOld, nextFresh] : std::as_const(pairs)) {
        // Changed rows take each other's lines; what is left over is inserted after, or removed.
        int line = old > 0 ? section.headers[old - 1].line + 1 : section.targetEnd;
        for (; old < nextOld || fresh < nextFresh;) {
            if (old < nextOld && fresh < nextFresh) {
                line = section.headers[old].line;
                edits.append({line, line + 1, {headerText(spec.headers[fresh])}});
                ++old;
                ++fresh;
                ++line;
            } else if (old < nextOld) {
                line = section.headers[old].line;
                edits.append({line, line + 1, {}});
                ++old;
            } else {
                QStringList texts;
                for (; fresh < nextFresh; ++fresh)
                    texts.append(headerText(spec.headers[fresh]));
                edits.append({line, line, texts});
            }
        }
        ++old;
        ++fresh;
    }
}

QString contentTypeOf(const RequestSpec &spec)
{
    for (const HeaderField &header : spec.headers) {
        if (header.enabled && header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0)
            return header.value;
    }
    return {};
}

void editBody(LineEdits &edits, const QStringList &lines, const HttpSection &section,
              const RequestSpec &spec)
{
    const QStringList fresh = linesOfBody(spec.body, contentTypeOf(spec));
    const QStringList old = linesOfBody(section.spec.body, contentTypeOf(section.spec));
    if (fresh == old)
        return;
    const bool hadBody = section.bodyEnd > section.bodyBegin;
    if (hadBody && !fresh.isEmpty()) {
        addReplacement(edits, lines, section.bodyBegin, section.bodyEnd, fresh);
    } else if (hadBody) {
        edits.append({section.bodyBegin, section.bodyEnd, {}});
    } else {
        QStringList block{QString()};
        block += fresh;
        // The blank line before the next section, or before a handler, stays where it is.
        edits.append({section.headEnd, section.headEnd, block});
    }
}

void editName(LineEdits &edits, const QStringList &lines, const HttpSection &section,
              const QString &name)
{
    if (section.spec.name == name)
        return;
    const HttpSection::Directive *directive = section.directive(u"name");
    if (directive && !directive->text.isEmpty()) {
        const QString &line = lines[directive->line];
        QString text = line.first(line.indexOf("@name"_L1) + 5);
        if (!name.isEmpty())
            text += u' ' + oneLine(name);
        edits.append({directive->line, directive->line + 1, {text}});
        if (!name.isEmpty())
            return;
    }
    if (section.separator >= 0)
        edits.append({section.separator, section.separator + 1, {oneLine(u"### "_s + name)}});
    else if (!directive || directive->text.isEmpty())
        edits.append({section.requestLine, section.requestLine, {u"# @name "_s + oneLine(name)}});
}

QString directiveText(const QString &name, const QString &text)
{
    return oneLine(u"# @"_s + name + u' ' + text);
}

void editDirective(LineEdits &edits, QStringList &added, const QStringList &lines,
                   const HttpSection &section, const QString &name,
                   const std::optional<QString> &old, const std::optional<QString> &fresh,
                   const QStringList &unknown)
{
    if (old == fresh)
        return;
    // The last one of a name is what counts; the earlier ones would count again without it.
    bool isPlaced = false;
    for (auto directive = section.directives.crbegin(); directive != section.directives.crend();
         ++directive) {
        if (directive->name != name)
            continue;
        QString text = fresh.value_or(QString());
        if (!isPlaced && !unknown.isEmpty())
            text = oneLine(text + u' ' + unknown.join(u' '));
        if (isPlaced || (!fresh && unknown.isEmpty())) {
            edits.append({directive->line, directive->line + 1, {}});
        } else {
            const QString &line = lines[directive->line];
            const QString head = line.first(line.indexOf(u'@' + name) + name.size() + 1);
            edits.append({directive->line,
                          directive->line + 1,
                          {head
                           + QString(u' ' + oneLine(text))
                                 .trimmed()
                                 .prepend(text.isEmpty() ? QString() : u" "_s)}});
        }
        isPlaced = true;
    }
    if (!isPlaced && fresh)
        added.append(directiveText(name, *fresh));
}

void editDirectives(LineEdits &edits, const QStringList &lines, const HttpSection &section,
                    const RequestSpec &spec, const QString &keyDirective)
{
    QStringList added;
    for (const PolicyDirective &directive : PolicyDirective::all()) {
        QStringList unknown;
        RequestSpec scratch;
        if (const auto *written = section.directive(directive.name()))
            unknown = directive.read(written->text, scratch);
        // A value that could not be read is replaced, a word that is not ours is kept.
        unknown.removeIf([](const QString &word) { return !word.contains(u'='); });
        editDirective(edits, added, lines, section, directive.name(), directive.write(section.spec),
                      directive.write(spec), unknown);
    }
    const auto *key = section.directive(u"api-key");
    editDirective(edits, added, lines, section, u"api-key"_s,
                  key ? std::optional(key->text) : std::nullopt,
                  keyDirective.isEmpty() ? std::nullopt : std::optional(keyDirective), {});
    if (!added.isEmpty())
        edits.append({section.requestLine, section.requestLine, added});
}

} // namespace

LineEdits editsOf(const QStringList &lines, const HttpSection &section, const RequestSpec &spec,
                  const QString &keyDirective)
{
    LineEdits edits;
    editName(edits, lines, section, spec.name);
    editDirectives(edits, lines, section, spec, keyDirective);
    editTarget(edits, lines, section, spec);
    editHeaders(edits, section, spec);
    editBody(edits, lines, section, spec);
    // From the end on, so that line numbers stay true. At one line what replaces it comes before
    // what is put in front of it, and of two that are put there the one that stands last.
    std::ranges::reverse(edits);
    std::ranges::stable_sort(edits, [](const LineEdit &one, const LineEdit &two) {
        return one.begin != two.begin ? one.begin > two.begin
                                      : one.end > one.begin && two.end == two.begin;
    });
    return edits;
}

QStringList linesOfRequest(const RequestSpec &spec, const QString &keyDirective)
{
    QStringList lines{oneLine(u"### "_s + spec.name)};
    for (const PolicyDirective &directive : PolicyDirective::all()) {
        if (const auto text = directive.write(spec))
            lines.append(directiveText(directive.name(), *text));
    }
    if (!keyDirective.isEmpty())
        lines.append(directiveText(u"api-key"_s, keyDirective));
    lines += linesOfTarget(spec, TargetLayout::OneLine, u"    "_s);
    for (const HeaderField &header : spec.headers)
        lines.append(headerText(header));
    const QStringList body = linesOfBody(spec.body, contentTypeOf(spec));
    if (!body.isEmpty()) {
        lines.append(QString());
        lines += body;
    }
    return lines;
}

QStringList lostParts(const RequestSpec &wanted, const RequestSpec &read)
{
    QStringList lost;
    if (wanted.name != read.name)
        lost.append(u"name"_s);
    if ((wanted.method.isEmpty() ? u"GET"_s : wanted.method) != read.method)
        lost.append(u"method"_s);
    if (wanted.url != read.url || parameterRows(wanted) != parameterRows(read))
        lost.append(u"url"_s);
    if (wanted.headers != read.headers)
        lost.append(u"headers"_s);
    if (linesOfBody(wanted.body, contentTypeOf(wanted))
        != linesOfBody(read.body, contentTypeOf(read)))
        lost.append(u"body"_s);
    if (wanted.auth.kind != read.auth.kind || wanted.auth.user != read.auth.user)
        lost.append(u"auth"_s);
    if (wanted.policy != read.policy || wanted.redirects != read.redirects)
        lost.append(u"policy"_s);
    return lost;
}

} // namespace Recloser
