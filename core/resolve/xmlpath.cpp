// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/xmlpath.h"

#include <QHash>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Step
{
    /// Behind `//`: anywhere below.
    bool isDeep = false;
    /// "*": any.
    QString name;
    /// Among siblings of that name, from 1; 0: any.
    int position = 0;
};

struct Path
{
    QList<Step> steps;
    /// Of the element; empty: its text.
    QString attribute;
};

std::expected<Path, PathError> pathOf(const QString &text)
{
    static const QRegularExpression step(
        u"^(//?)(?:(@)([\\w:.-]+)|(text\\(\\))|(\\*|[\\w:.-]+)(?:\\[(\\d{1,6})\\])?)"_s);
    Path path;
    QStringView rest = QStringView(text).trimmed();
    while (!rest.isEmpty()) {
        const auto match = step.matchView(rest);
        const bool isEnd = match.hasCaptured(2) || match.hasCaptured(4);
        if (!match.hasMatch() || (isEnd && match.capturedLength(0) != rest.size())
            || (isEnd && path.steps.isEmpty()))
            return std::unexpected(PathError{PathError::Kind::BadPath, rest.toString()});
        const bool isDeep = match.capturedView(1).size() == 2;
        if (isEnd && isDeep)
            path.steps.append({true, u"*"_s});
        if (match.hasCaptured(2))
            path.attribute = match.captured(3);
        else if (!isEnd)
            path.steps.append({isDeep, match.captured(5), match.capturedView(6).toInt()});
        rest = rest.sliced(match.capturedLength(0));
    }
    return path;
}

struct Element
{
    QString name;
    QString qualifiedName;
    /// Among its siblings of the same name, and among all of them.
    int position = 1;
    int positionOfAny = 1;
    QHash<QString, int> children;
    int childCount = 0;

    bool is(const Step &step) const
    {
        const bool isAny = step.name == "*"_L1;
        if (!isAny && step.name != name && step.name != qualifiedName)
            return false;
        return step.position == 0 || step.position == (isAny ? positionOfAny : position);
    }
};

/// The last of `elements` is where the last of `steps` leads.
bool matches(const QList<Element> &elements, qsizetype elementCount, const QList<Step> &steps,
             qsizetype stepCount)
{
    if (stepCount == 0)
        return elementCount == 0;
    if (elementCount == 0 || !elements[elementCount - 1].is(steps[stepCount - 1]))
        return false;
    if (!steps[stepCount - 1].isDeep)
        return matches(elements, elementCount - 1, steps, stepCount - 1);
    for (qsizetype above = elementCount - 1; above >= 0; --above) {
        if (matches(elements, above, steps, stepCount - 1))
            return true;
    }
    return false;
}

} // namespace

std::expected<QString, PathError> xmlPathValue(const QByteArray &xml, const QString &text)
{
    const auto path = pathOf(text);
    if (!path)
        return std::unexpected(path.error());
    QXmlStreamReader reader(xml);
    QList<Element> open;
    Element document;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::EndElement)
            open.removeLast();
        if (token != QXmlStreamReader::StartElement)
            continue;
        Element &parent = open.isEmpty() ? document : open.last();
        Element element{reader.name().toString(), reader.qualifiedName().toString()};
        element.position = ++parent.children[element.name];
        element.positionOfAny = ++parent.childCount;
        open.append(element);
        if (!matches(open, open.size(), path->steps, path->steps.size()))
            continue;
        if (path->attribute.isEmpty()) {
            const QString value = reader.readElementText(QXmlStreamReader::IncludeChildElements);
            if (!reader.hasError())
                return value;
        } else if (reader.attributes().hasAttribute(path->attribute)) {
            return reader.attributes().value(path->attribute).toString();
        }
    }
    if (reader.hasError())
        return std::unexpected(
            PathError{PathError::Kind::BadDocument,
                      u"line %1, column %2"_s.arg(reader.lineNumber()).arg(reader.columnNumber())});
    return std::unexpected(PathError{PathError::Kind::NotThere, text.trimmed()});
}

} // namespace Recloser
