// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/jsonpath.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QList>

#include <algorithm>
#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Step
{
    enum class Kind { Name, Index, Any };
    Kind kind = Kind::Name;
    QString name;
    qsizetype index = 0;
    /// As written, for messages.
    QString text;
};

std::unexpected<PathError> badPath(QStringView rest)
{
    return std::unexpected(PathError{PathError::Kind::BadPath, rest.toString()});
}

std::expected<Step, PathError> bracketStep(QStringView rest, qsizetype &length)
{
    const QChar quote = rest.size() > 1 ? rest[1] : QChar();
    if (quote == u'\'' || quote == u'"') {
        QString name;
        qsizetype at = 2;
        for (; at < rest.size() && rest[at] != quote; ++at) {
            if (rest[at] == u'\\' && at + 1 < rest.size())
                ++at;
            name += rest[at];
        }
        if (at + 1 >= rest.size() || rest[at + 1] != u']')
            return badPath(rest);
        length = at + 2;
        return Step{Step::Kind::Name, name, 0, rest.first(length).toString()};
    }
    const qsizetype close = rest.indexOf(u']');
    if (close < 0)
        return badPath(rest);
    length = close + 1;
    const QStringView inside = rest.sliced(1, close - 1).trimmed();
    if (inside == u"*")
        return Step{Step::Kind::Any, {}, 0, u"[*]"_s};
    bool isNumber = false;
    const qlonglong index = inside.toLongLong(&isNumber);
    if (!isNumber)
        return badPath(rest);
    return Step{Step::Kind::Index, {}, qsizetype(index), rest.first(length).toString()};
}

std::expected<QList<Step>, PathError> stepsOf(QStringView path)
{
    QList<Step> steps;
    if (path.startsWith(u'$'))
        path = path.sliced(1);
    while (!path.isEmpty()) {
        qsizetype length = 0;
        if (path.startsWith(u'[')) {
            auto step = bracketStep(path, length);
            if (!step)
                return std::unexpected(step.error());
            steps.append(*std::move(step));
        } else if (path.startsWith(u'.')) {
            length = 1;
            while (length < path.size() && path[length] != u'.' && path[length] != u'[')
                ++length;
            const QString name = path.sliced(1, length - 1).toString();
            if (name.isEmpty())
                return badPath(path);
            steps.append({name == "*"_L1 ? Step::Kind::Any : Step::Kind::Name, name, 0,
                          path.first(length).toString()});
        } else {
            return badPath(path);
        }
        path = path.sliced(length);
    }
    return steps;
}

/// Goes through the text without building anything. Places are byte offsets; -1: no JSON there.
class Walker
{
public:
    explicit Walker(QByteArrayView json) : m_json(json) { }

    qsizetype skipBlanks(qsizetype at) const
    {
        while (at < m_json.size()
               && (m_json[at] == ' ' || m_json[at] == '\n' || m_json[at] == '\r'
                   || m_json[at] == '\t'))
            ++at;
        return at;
    }

    /// Behind the value that begins at `at`.
    qsizetype skipValue(qsizetype at)
    {
        if (at >= m_json.size())
            return fail(at);
        const char first = m_json[at];
        if (first == '"')
            return skipString(at);
        if (first == '{' || first == '[')
            return skipNested(at);
        const qsizetype begin = at;
        while (at < m_json.size()
               && QByteArrayView("+-.0123456789abcdefghijklmnopqrstuvwxyzE").contains(m_json[at]))
            ++at;
        return at == begin ? fail(at) : at;
    }

    /// Where the values begin that `step` leads to from the one at `at`; in order.
    QList<qsizetype> follow(qsizetype at, const Step &step)
    {
        QList<qsizetype> found;
        const char open = m_json[at];
        if ((open != '{' && open != '[') || (open == '[') == (step.kind == Step::Kind::Name)
            || (open == '{' && step.kind == Step::Kind::Index))
            return found;
        QList<qsizetype> all;
        at = skipBlanks(at + 1);
        while (at >= 0 && at < m_json.size() && m_json[at] != '}' && m_json[at] != ']') {
            if (open == '{') {
                const qsizetype keyEnd = skipString(at);
                if (keyEnd < 0)
                    return {};
                const bool isMeant
                    = step.kind == Step::Kind::Any || textAt(at, keyEnd) == step.name;
                at = skipBlanks(keyEnd);
                if (at >= m_json.size() || m_json[at] != ':')
                    return fail(at), QList<qsizetype>();
                at = skipBlanks(at + 1);
                if (isMeant && step.kind == Step::Kind::Name)
                    found = {at};
                else if (isMeant)
                    found.append(at);
            } else {
                all.append(at);
            }
            at = skipValue(at);
            if (at < 0)
                return {};
            at = skipBlanks(at);
            if (at < m_json.size() && m_json[at] == ',')
                at = skipBlanks(at + 1);
            else if (at >= m_json.size() || (m_json[at] != '}' && m_json[at] != ']'))
                return fail(at), QList<qsizetype>();
        }
        if (open == '{')
            return found;
        if (step.kind == Step::Kind::Any)
            return all;
        const qsizetype index = step.index < 0 ? all.size() + step.index : step.index;
        return index >= 0 && index < all.size() ? QList{all[index]} : QList<qsizetype>();
    }

    QString textAt(qsizetype begin, qsizetype end) const
    {
        const QByteArrayView raw = m_json.sliced(begin, end - begin);
        if (!raw.startsWith('"'))
            return QString::fromUtf8(raw);
        if (!raw.contains('\\'))
            return QString::fromUtf8(raw.sliced(1, raw.size() - 2));
        return QJsonDocument::fromJson('[' + raw.toByteArray() + ']').array().at(0).toString();
    }

    std::optional<qsizetype> fault() const { return m_fault; }

private:
    qsizetype fail(qsizetype at)
    {
        if (!m_fault)
            m_fault = at;
        return -1;
    }

    qsizetype skipString(qsizetype at)
    {
        if (at >= m_json.size() || m_json[at] != '"')
            return fail(at);
        for (++at; at < m_json.size(); ++at) {
            if (m_json[at] == '"')
                return at + 1;
            if (m_json[at] == '\\')
                ++at;
        }
        return fail(m_json.size());
    }

    qsizetype skipNested(qsizetype at)
    {
        qsizetype depth = 0;
        for (; at < m_json.size(); ++at) {
            const char c = m_json[at];
            if (c == '"') {
                at = skipString(at);
                if (at < 0)
                    return at;
                --at;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return at + 1;
            }
        }
        return fail(m_json.size());
    }

    QByteArrayView m_json;
    std::optional<qsizetype> m_fault;
};

/// The first value behind all of `steps`; `furthest` is the step that led nowhere.
std::optional<qsizetype> search(Walker &walker, qsizetype at, const QList<Step> &steps,
                                qsizetype from, qsizetype &furthest)
{
    if (from == steps.size())
        return at;
    const QList<qsizetype> places = walker.follow(at, steps[from]);
    if (places.isEmpty())
        furthest = std::max(furthest, from);
    for (const qsizetype place : places) {
        if (const auto found = search(walker, place, steps, from + 1, furthest))
            return found;
    }
    return std::nullopt;
}

} // namespace

std::expected<QString, PathError> jsonPathValue(const QByteArray &json, const QString &path)
{
    const auto steps = stepsOf(QStringView(path).trimmed());
    if (!steps)
        return std::unexpected(steps.error());
    Walker walker(json);
    const qsizetype root = walker.skipBlanks(json.startsWith("\xef\xbb\xbf") ? 3 : 0);
    const qsizetype end = walker.skipValue(root);
    const bool isJson = end >= 0 && walker.skipBlanks(end) == json.size();
    if (!isJson)
        return std::unexpected(
            PathError{PathError::Kind::BadDocument,
                      u"byte %1"_s.arg(walker.fault().value_or(std::max<qsizetype>(end, 0)))});
    qsizetype furthest = 0;
    const auto found = search(walker, root, *steps, 0, furthest);
    if (walker.fault())
        return std::unexpected(
            PathError{PathError::Kind::BadDocument, u"byte %1"_s.arg(*walker.fault())});
    if (!found)
        return std::unexpected(PathError{PathError::Kind::NotThere, (*steps)[furthest].text});
    return walker.textAt(*found, walker.skipValue(*found));
}

} // namespace Recloser
