// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/jsonedit.h"

#include <algorithm>

namespace Recloser {

namespace {

bool endsLine(char c)
{
    return c == '\n' || c == '\r';
}

} // namespace

JsonEditor::JsonEditor(const QByteArray &bytes) : m_tree(PlacedJson::parse(bytes))
{
    if (m_tree.root() || m_tree.fault)
        return;
    const QByteArray ending = newline();
    QByteArray made = bytes;
    if (!made.isEmpty() && made != "\xef\xbb\xbf" && !endsLine(made.back()))
        made += ending;
    m_tree = PlacedJson::parse(made + '{' + ending + '}' + ending);
}

bool JsonEditor::hasObject() const
{
    return m_tree.root() && !m_tree.fault && m_tree.root()->kind == JsonNode::Kind::Object;
}

const JsonNode *JsonEditor::node(const QStringList &path) const
{
    const JsonNode *found = m_tree.root();
    for (const QString &key : path) {
        const JsonNode::Member *member = found ? m_tree.member(*found, key) : nullptr;
        found = member ? &m_tree.nodes[member->value] : nullptr;
    }
    return found;
}

void JsonEditor::insert(const QStringList &object, const QString &key, const QByteArray &value)
{
    const JsonNode target = *node(object);
    insertBehind(target, target.members.size() - 1, key, value);
}

void JsonEditor::replace(const QStringList &path, const QByteArray &value)
{
    const JsonNode target = *node(path);
    splice(target.begin, target.end, value);
}

void JsonEditor::remove(const QStringList &object, const QString &key)
{
    while (true) {
        const JsonNode target = *node(object);
        const auto found = std::ranges::find(target.members, key, &JsonNode::Member::key);
        if (found == target.members.end())
            return;
        removeAt(target, found - target.members.begin());
    }
}

void JsonEditor::rename(const QStringList &object, const QString &key, const QString &to)
{
    const JsonNode::Member member = *m_tree.member(*node(object), key);
    splice(member.keyBegin, member.keyEnd, quotedJson(to));
}

void JsonEditor::duplicate(const QString &key, const QString &as)
{
    const JsonNode root = *m_tree.root();
    const JsonNode::Member *member = m_tree.member(root, key);
    const JsonNode &value = m_tree.nodes[member->value];
    insertBehind(root, member - root.members.constData(), as,
                 m_tree.bytes.sliced(value.begin, value.end - value.begin));
}

void JsonEditor::insertBehind(const JsonNode &object, qsizetype index, const QString &key,
                              const QByteArray &value)
{
    const QByteArray ending = newline();
    if (index < 0) {
        // An empty object opens up; what stands in it are comments.
        const QByteArray outer = indentAt(object.begin);
        const QByteArray member = quotedJson(key) + ": " + value;
        const qsizetype lineEnd = lineEndBehind(object.begin + 1);
        if (lineEnd >= 0 && lineEnd < object.end) {
            splice(lineEnd, lineEnd, ending + outer + step() + member);
            return;
        }
        const QByteArrayView inside = QByteArrayView(m_tree.bytes)
                                          .sliced(object.begin + 1, object.end - object.begin - 2)
                                          .trimmed();
        QByteArray text = ending;
        if (!inside.isEmpty())
            text += outer + step() + inside.toByteArray() + ending;
        splice(object.begin + 1, object.end - 1, text + outer + step() + member + ending + outer);
        return;
    }
    const JsonNode::Member last = object.members[index];
    const qsizetype valueBegin = m_tree.nodes[last.value].begin;
    const qsizetype valueEnd = m_tree.nodes[last.value].end;
    QByteArray colon = m_tree.bytes.sliced(last.keyEnd, valueBegin - last.keyEnd);
    if (std::ranges::any_of(colon, endsLine) || colon.contains('/'))
        colon = ": ";
    const QByteArray member = quotedJson(key) + colon + value;
    const bool isLast = index + 1 == object.members.size();
    const bool hasComma = last.comma >= 0;
    const qsizetype behind = hasComma ? last.comma + 1 : valueEnd;
    const QByteArray indent = indentAt(last.keyBegin);
    const bool hasOwnLine = lineBegin(last.keyBegin) + indent.size() == last.keyBegin
        && last.keyBegin > object.begin && lineBegin(last.keyBegin) > object.begin;
    const qsizetype lineEnd = lineEndBehind(behind);
    // A comma where one was before the end, or where another member follows.
    const QByteArray comma = QByteArray(hasComma ? "," : "");
    if (hasOwnLine && lineEnd >= 0) {
        splice(lineEnd, lineEnd, ending + indent + member + comma);
    } else if (hasOwnLine) {
        splice(behind, behind, ending + indent + member + comma);
    } else {
        splice(behind, behind, ' ' + member + comma);
    }
    if (!hasComma && isLast)
        splice(valueEnd, valueEnd, ",");
}

void JsonEditor::removeAt(const JsonNode &object, qsizetype index)
{
    const JsonNode::Member member = object.members[index];
    const qsizetype valueEnd = m_tree.nodes[member.value].end;
    const qsizetype behind = member.comma >= 0 ? member.comma + 1 : valueEnd;
    const bool isLast = index + 1 == object.members.size();
    const qsizetype begin = lineBegin(member.keyBegin);
    const qsizetype lineEnd = lineEndBehind(behind);
    const bool hasOwnLines = begin + indentAt(member.keyBegin).size() == member.keyBegin
        && begin > object.begin && lineEnd >= 0;
    // The comma before goes where nothing follows any more; later bytes first.
    const bool dropsComma = isLast && member.comma < 0 && index > 0;
    const qsizetype commaBefore = index > 0 ? object.members[index - 1].comma : -1;
    if (hasOwnLines) {
        qsizetype end = lineEnd;
        if (m_tree.bytes.sliced(end).startsWith("\r\n"))
            end += 2;
        else if (end < m_tree.bytes.size())
            ++end;
        splice(begin, end, {});
    } else {
        qsizetype from = member.keyBegin;
        qsizetype to = behind;
        if (!isLast) {
            while (to < m_tree.bytes.size() && m_tree.bytes[to] == ' ')
                ++to;
        } else {
            while (from > 0 && (m_tree.bytes[from - 1] == ' ' || m_tree.bytes[from - 1] == '\t'))
                --from;
        }
        splice(from, to, {});
    }
    if (dropsComma)
        splice(commaBefore, commaBefore + 1, {});
}

void JsonEditor::splice(qsizetype begin, qsizetype end, const QByteArray &text)
{
    QByteArray bytes = m_tree.bytes;
    bytes.replace(begin, end - begin, text);
    m_tree = PlacedJson::parse(bytes);
}

QByteArray JsonEditor::newline() const
{
    const auto found = std::ranges::find_if(m_tree.bytes, endsLine);
    if (found == m_tree.bytes.end())
        return "\n";
    const bool isPair = *found == '\r' && found + 1 != m_tree.bytes.end() && *(found + 1) == '\n';
    return isPair ? "\r\n" : QByteArray(1, *found);
}

qsizetype JsonEditor::lineBegin(qsizetype offset) const
{
    while (offset > 0 && !endsLine(m_tree.bytes[offset - 1]))
        --offset;
    return offset == 0 && m_tree.bytes.startsWith("\xef\xbb\xbf") ? 3 : offset;
}

QByteArray JsonEditor::indentAt(qsizetype offset) const
{
    const qsizetype begin = lineBegin(offset);
    qsizetype end = begin;
    while (end < m_tree.bytes.size() && (m_tree.bytes[end] == ' ' || m_tree.bytes[end] == '\t'))
        ++end;
    return m_tree.bytes.sliced(begin, end - begin);
}

QByteArray JsonEditor::step() const
{
    if (const JsonNode *root = m_tree.root()) {
        const QByteArray outer = indentAt(root->begin);
        for (const JsonNode::Member &member : root->members) {
            const QByteArray indent = indentAt(member.keyBegin);
            if (lineBegin(member.keyBegin) > root->begin && indent.size() > outer.size()
                && indent.startsWith(outer))
                return indent.sliced(outer.size());
        }
    }
    return "  ";
}

qsizetype JsonEditor::lineEndBehind(qsizetype offset) const
{
    const QByteArray &bytes = m_tree.bytes;
    while (offset < bytes.size()) {
        if (endsLine(bytes[offset]))
            return offset;
        if (bytes[offset] == ' ' || bytes[offset] == '\t') {
            ++offset;
            continue;
        }
        // Comments: one that ends in another line ends the search there.
        const qsizetype next = QByteArrayView(bytes).sliced(offset).startsWith("//")
                || QByteArrayView(bytes).sliced(offset).startsWith("/*")
            ? offset
            : -1;
        if (next < 0)
            return -1;
        if (bytes[offset + 1] == '/') {
            while (offset < bytes.size() && !endsLine(bytes[offset]))
                ++offset;
        } else {
            const qsizetype end = bytes.indexOf("*/", offset + 2);
            if (end < 0
                || std::ranges::any_of(QByteArrayView(bytes).sliced(offset, end - offset),
                                       endsLine))
                return -1;
            offset = end + 2;
        }
    }
    return offset;
}

} // namespace Recloser
