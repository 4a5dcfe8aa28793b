// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/jsonpath.h"

namespace Recloser {

namespace {

bool endsName(QChar c)
{
    return c == u'.' || c == u'[' || c == u']' || c.isSpace();
}

/// Reads the name after a dot; null if there is none.
QString nameAt(QStringView text, qsizetype &at)
{
    const qsizetype begin = at;
    while (at < text.size() && !endsName(text[at]))
        ++at;
    return text.sliced(begin, at - begin).toString();
}

/// Reads what stands in brackets, the opening one passed.
std::optional<JsonPathPattern::Segment> bracketAt(QStringView text, qsizetype &at)
{
    JsonPathPattern::Segment segment;
    if (at >= text.size())
        return {};
    const QChar quote = text[at];
    if (quote == u'"' || quote == u'\'') {
        QString key;
        for (++at; at < text.size() && text[at] != quote; ++at) {
            if (text[at] == u'\\' && at + 1 < text.size())
                ++at;
            key += text[at];
        }
        ++at;
        segment.key = key.toUtf8();
    } else {
        const qsizetype end = text.indexOf(u']', at);
        if (end < 0)
            return {};
        const QStringView inside = text.sliced(at, end - at).trimmed();
        at = end;
        bool isNumber = false;
        const qint64 index = inside.toLongLong(&isNumber);
        if (isNumber && index >= 0)
            segment.index = index;
        else if (inside != u"*")
            return {};
    }
    if (at >= text.size() || text[at] != u']')
        return {};
    ++at;
    return segment;
}

} // namespace

std::optional<JsonPathPattern> JsonPathPattern::parse(const QString &text)
{
    const QStringView path = QStringView(text).trimmed();
    if (!path.startsWith(u'$'))
        return {};
    JsonPathPattern pattern;
    qsizetype at = 1;
    while (at < path.size()) {
        Segment segment;
        bool isDeep = false;
        if (path.sliced(at).startsWith(u"..")) {
            isDeep = true;
            at += 2;
        } else if (path[at] == u'.') {
            ++at;
        } else if (path[at] != u'[') {
            return {};
        }
        if (at < path.size() && path[at] == u'[') {
            const auto read = bracketAt(path, ++at);
            if (!read)
                return {};
            segment = *read;
        } else {
            const QString name = nameAt(path, at);
            if (name.isEmpty())
                return {};
            if (name != u"*")
                segment.key = name.toUtf8();
        }
        segment.isDeep = isDeep;
        pattern.m_segments.append(segment);
    }
    return pattern.m_segments.isEmpty() ? std::nullopt : std::optional(pattern);
}

JsonPathMatch::JsonPathMatch(const QList<JsonPathPattern> &patterns)
{
    for (const JsonPathPattern &pattern : patterns)
        m_states.push_back({&pattern, 0});
}

JsonPathMatch JsonPathMatch::step(const QByteArray *key, qint64 index) const
{
    JsonPathMatch next;
    next.m_isComplete = m_isComplete;
    for (const State &state : m_states) {
        const JsonPathPattern::Segment &segment = state.pattern->segments()[state.next];
        if (segment.isDeep)
            next.m_states.push_back(state);
        const bool isMatch = segment.key ? key && *key == *segment.key
            : segment.index              ? !key && index == *segment.index
                                         : true;
        if (!isMatch)
            continue;
        if (state.next + 1 == state.pattern->segments().size())
            next.m_isComplete = true;
        else
            next.m_states.push_back({state.pattern, state.next + 1});
    }
    return next;
}

} // namespace Recloser
