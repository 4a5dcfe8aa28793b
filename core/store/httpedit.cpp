// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpedit.h"

#include "core/model/queryparameters.h"
#include "core/store/commonrows.h"
#include "core/store/httpdirectives.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Lines that begin no section.
QStringList guarded(QStringList lines)
{
    for (QString &line : lines) {
        if (isSeparator(line))
            line.prepend(u' ');
    }
    return lines;
}

/// A directive's line with another text.
QString withText(const QString &line, const HttpSection::Directive &directive, const QString &text)
{
    QString head = line.first(directive.column);
    const QString fresh = oneLine(text);
    if (fresh.isEmpty())
        return head.trimmed().isEmpty() ? head : head.trimmed();
    if (!head.back().isSpace() && !head.endsWith(u'='))
        head += u' ';
    return head + fresh;
}

QString directiveText(const QString &name, const QString &text)
{
    return oneLine(u"# @"_s + name + u' ' + text);
}

QString headerText(const HeaderField &field)
{
    const QString text = oneLine(field.name) + u": "_s + oneLine(field.value);
    return (field.enabled ? text : QString(u"# "_s + text)).trimmed();
}

void editHeaders(LineEdits &edits, const HttpSection &section, const RequestSpec &spec)
{
    const auto pairs = commonRows(section.headers.size(), spec.headers.size(),
                                  [&](qsizetype one, qsizetype other) {
                                      return section.headers[one].field == spec.headers[other];
                                  });
    QList<LineRange> old;
    for (const HttpSection::HeaderRow &row : section.headers)
        old.append(row.lines);
    QStringList fresh;
    for (const HeaderField &field : spec.headers)
        fresh.append(headerText(field));
    addRowEdits(edits, old, fresh, pairs, section.target.end);
}

bool isSameContent(const RequestSpec &one, const RequestSpec &other)
{
    return one.body.kind == other.body.kind
        && linesOfBody(one.body, bodyHeadOf(one)) == linesOfBody(other.body, bodyHeadOf(other));
}

void editBody(LineEdits &edits, const QStringList &lines, const HttpSection &section,
              const RequestSpec &spec)
{
    const Body &old = section.spec.body;
    if (isSameContent(spec, section.spec))
        return;
    const LineRange range = section.body;
    QStringList fresh
        = editedBody(spec.body, old, section.bodyItems,
                     lines.mid(range.begin, range.end - range.begin), bodyHeadOf(spec));
    fresh = guardedBody(fresh, spec.body);
    if (range.end > range.begin)
        addReplacement(edits, lines, range, fresh);
    else if (!fresh.isEmpty())
        // The blank line before the next section, or before a script, stays where it is.
        edits.append({section.headEnd, section.headEnd, QStringList{QString()} + fresh});
}

void editName(LineEdits &edits, const QStringList &lines, const HttpSection &section,
              const QString &name)
{
    if (section.spec.name == name)
        return;
    const HttpSection::Directive *directive = section.directive(u"name");
    if (directive && !directive->text.isEmpty()) {
        edits.append({directive->line,
                      directive->line + 1,
                      {withText(lines[directive->line], *directive, name)}});
        if (!name.isEmpty())
            return;
        // An earlier one would count instead.
        for (const HttpSection::Directive &other : section.directives) {
            if (other.name == directive->name && other.line != directive->line
                && !other.text.isEmpty())
                edits.append({other.line, other.line + 1, {}});
        }
    }
    if (section.separator >= 0) {
        QString hashes = lines[section.separator];
        qsizetype count = 0;
        while (count < hashes.size() && hashes[count] == u'#')
            ++count;
        edits.append({section.separator,
                      section.separator + 1,
                      {oneLine(hashes.first(count) + u' ' + name)}});
    } else if (!directive || directive->text.isEmpty()) {
        edits.append({section.target.requestLine,
                      section.target.requestLine,
                      {directiveText(u"name"_s, name)}});
    }
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
        const bool isKept = !isPlaced && (fresh || !unknown.isEmpty());
        QStringList text;
        if (isKept)
            text = {withText(lines[directive->line], *directive,
                             fresh.value_or(QString()) + u' ' + unknown.join(u' '))};
        edits.append({directive->line, directive->line + 1, text});
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
        for (const HttpSection::Directive &written : section.directives) {
            if (written.name == directive.name())
                unknown += directive.read(written.text, scratch);
        }
        // A value that could not be read is replaced, a word that is not ours is kept.
        unknown.removeIf([](const QString &word) { return !word.contains(u'='); });
        editDirective(edits, added, lines, section, directive.name(), directive.write(section.spec),
                      directive.write(spec), unknown);
    }
    const auto *key = section.directive(u"api-key");
    // As it would be written; one that names no key here is left alone.
    QString oldKey;
    if (key)
        withAuthWritten(withAuthRead(section.spec, key->text).spec, oldKey, -1);
    const auto wordsOf
        = [](const QString &text) { return text.isEmpty() ? std::nullopt : std::optional(text); };
    editDirective(edits, added, lines, section, u"api-key"_s, wordsOf(oldKey),
                  wordsOf(keyDirective), {});
    if (!added.isEmpty())
        edits.append({section.target.requestLine, section.target.requestLine, added});
}

} // namespace

void addReplacement(LineEdits &edits, const QStringList &lines, LineRange range,
                    const QStringList &fresh)
{
    qsizetype same = 0;
    while (range.begin + same < range.end && same < fresh.size()
           && lines[range.begin + same] == fresh[same])
        ++same;
    qsizetype sameAtEnd = 0;
    while (range.end - sameAtEnd > range.begin + same && fresh.size() - sameAtEnd > same
           && lines[range.end - 1 - sameAtEnd] == fresh[fresh.size() - 1 - sameAtEnd])
        ++sameAtEnd;
    const LineEdit edit{range.begin + int(same), range.end - int(sameAtEnd),
                        fresh.sliced(same, fresh.size() - same - sameAtEnd)};
    if (edit.begin != edit.end || !edit.lines.isEmpty())
        edits.append(edit);
}

void addRowEdits(LineEdits &edits, const QList<LineRange> &old, const QStringList &fresh,
                 QList<std::pair<qsizetype, qsizetype>> pairs, int first)
{
    pairs.append({old.size(), fresh.size()});
    qsizetype from = 0;
    qsizetype to = 0;
    for (const auto &[nextFrom, nextTo] : std::as_const(pairs)) {
        while (from < nextFrom && to < nextTo)
            edits.append({old[from].begin, old[from++].end, {fresh[to++]}});
        while (from < nextFrom)
            edits.append({old[from].begin, old[from++].end, {}});
        if (to < nextTo) {
            const int line = from > 0 ? old[from - 1].end : first;
            edits.append({line, line, fresh.sliced(to, nextTo - to)});
        }
        from = nextFrom + 1;
        to = nextTo + 1;
    }
}

LineEdits editsOf(const QStringList &lines, const HttpSection &section, const RequestSpec &spec,
                  const QString &keyDirective)
{
    LineEdits edits;
    editName(edits, lines, section, spec.name);
    editDirectives(edits, lines, section, spec, keyDirective);
    editTarget(edits, lines, section, spec);
    editHeaders(edits, section, spec);
    editBody(edits, lines, section, spec);
    // A name begins a section, and nothing else does.
    for (LineEdit &edit : edits) {
        if (edit.begin != section.separator || edit.end == edit.begin)
            edit.lines = guarded(edit.lines);
    }
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
    QStringList lines;
    for (const PolicyDirective &directive : PolicyDirective::all()) {
        if (const auto text = directive.write(spec))
            lines.append(directiveText(directive.name(), *text));
    }
    if (!keyDirective.isEmpty())
        lines.append(directiveText(u"api-key"_s, keyDirective));
    lines += linesOfTarget(spec, TargetLayout::OneLine, u"    "_s);
    for (const HeaderField &header : spec.headers)
        lines.append(headerText(header));
    const QStringList body = linesOfBody(spec.body, bodyHeadOf(spec));
    if (!body.isEmpty()) {
        lines.append(QString());
        lines += guardedBody(body, spec.body);
    }
    lines = guarded(lines);
    lines.prepend(oneLine(u"### "_s + spec.name));
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
    if (wanted.httpVersion != read.httpVersion)
        lost.append(u"version"_s);
    const bool isBody = !linesOfBody(wanted.body, bodyHeadOf(wanted)).isEmpty();
    if (isBody != !linesOfBody(read.body, bodyHeadOf(read)).isEmpty()
        || (isBody && !isSameContent(wanted, read)))
        lost.append(u"body"_s);
    if (wanted.auth.kind != read.auth.kind || wanted.auth.user != read.auth.user)
        lost.append(u"auth"_s);
    if (wanted.policy != read.policy || wanted.redirects != read.redirects
        || wanted.route != read.route || wanted.history != read.history
        || wanted.cookies != read.cookies)
        lost.append(u"policy"_s);
    return lost;
}

} // namespace Recloser
