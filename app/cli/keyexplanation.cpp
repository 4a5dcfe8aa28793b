// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keyreports.h"

#include "app/cli/keyjson.h"
#include "core/regex/explanation.h"
#include "core/resilience/codepoints.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

void appendTree(QByteArray &to, const Explanation &explanation)
{
    to += "{\"text\":";
    appendJson(to, explanation.text);
    to += ",\"range\":[" + QByteArray::number(qulonglong(explanation.range.begin)) + ','
        + QByteArray::number(qulonglong(explanation.range.end)) + "],\"children\":[";
    for (std::size_t i = 0; i < explanation.children.size(); ++i) {
        if (i > 0)
            to += ',';
        appendTree(to, explanation.children[i]);
    }
    to += "]}";
}

QString partOf(const std::u32string &source, const SourceRange &range)
{
    QString part
        = QString::fromUcs4(source.data() + range.begin, qsizetype(range.end - range.begin));
    part.replace(u'\n', u"\\n"_s).replace(u'\r', u"\\r"_s).replace(u'\t', u"\\t"_s);
    return part;
}

qsizetype widthOf(const std::u32string &source, const Explanation &explanation, int depth)
{
    constexpr qsizetype widest = 32;
    qsizetype width = depth * 2 + partOf(source, explanation.range).size();
    if (width > widest)
        width = 0;
    for (const Explanation &child : explanation.children)
        width = std::max(width, widthOf(source, child, depth + 1));
    return width;
}

/// The part of the pattern, and what it does beside it.
void printTree(const std::u32string &source, const Explanation &explanation, int depth,
               qsizetype width)
{
    const QString part = QString(depth * 2, u' ') + partOf(source, explanation.range);
    printLine(part.leftJustified(width) + u"  "_s + QString::fromStdString(explanation.text));
    for (const Explanation &child : explanation.children)
        printTree(source, child, depth + 1, width);
}

} // namespace

ExitCode reportExplanation(const KeyArguments &arguments)
{
    std::u32string source;
    assignCodePoints(source, arguments.policy.keyPattern);
    const auto pattern = parse(source, arguments.python());
    QByteArray json = "{\"pattern\":";
    appendJson(json, arguments.policy.keyPattern);
    json += ",\"python\":\"" + nameOfPython(arguments.python()).toLatin1() + "\",";
    if (!pattern) {
        const QString type
            = QString::fromStdString(errorTypeName(pattern.error().type, arguments.python()));
        const QString message = QString::fromStdString(describe(pattern.error(), source));
        if (!arguments.isJson) {
            printError(u"--pattern"_s, type.isEmpty() ? message : type + u": "_s + message,
                       u"--lint says what to write"_s);
            return ExitCode::RequestFailed;
        }
        json += "\"explanation\":null,\"error\":{\"type\":";
        appendJson(json, type);
        json += ",\"message\":";
        appendJson(json, pattern.error().message);
        json += ",\"position\":"
            + (pattern.error().position ? QByteArray::number(qulonglong(*pattern.error().position))
                                        : QByteArray("null"))
            + "}}\n";
        printBytes(json);
        return ExitCode::RequestFailed;
    }
    const Explanation explanation = explain(*pattern);
    if (arguments.isJson) {
        json += "\"explanation\":";
        appendTree(json, explanation);
        json += ",\"error\":null}\n";
        printBytes(json);
    } else {
        printTree(source, explanation, 0, widthOf(source, explanation, 0));
    }
    return ExitCode::Done;
}

} // namespace Recloser
