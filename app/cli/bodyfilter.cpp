// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/bodyfilter.h"

#include "core/text/jsonprinter.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Without blanks between its parts, so that it is one line.
QByteArray compactJson(QByteArrayView value)
{
    QByteArray compact;
    compact.reserve(value.size());
    bool isInString = false;
    for (qsizetype at = 0; at < value.size(); ++at) {
        const char c = value[at];
        if (isInString && c == '\\') {
            compact += value.sliced(at, 2);
            ++at;
            continue;
        }
        isInString = isInString != (c == '"');
        if (isInString || (c != ' ' && c != '\n' && c != '\t' && c != '\r'))
            compact += c;
    }
    return compact;
}

QByteArray jsonString(const QByteArray &text)
{
    const QByteArray array
        = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QByteArray lineOf(const JsonOutline &outline, const JsonSpan &value,
                  std::span<const JsonStep> steps, const BodyFilterForm &form)
{
    const QByteArrayView text = outline.text(value);
    if (form.isJson)
        // Numbers stay as they are, which QJsonObject would round.
        return "{\"path\":" + jsonString(normalizedJsonPath(steps)) + ",\"offset\":"
            + QByteArray::number(value.begin) + ",\"length\":" + QByteArray::number(text.size())
            + ",\"value\":" + compactJson(text) + "}\n";
    QByteArray line;
    if (form.isPretty) {
        JsonPrinter printer;
        printer.print(text, line);
        printer.finish();
    } else {
        line = text.toByteArray();
    }
    return line + '\n';
}

} // namespace

std::optional<bool> printMatches(const JsonQuery &query, const JsonOutline &outline,
                                 const BodyFilterForm &form, qint64 &count)
{
    const auto ending
        = query.evaluate(outline, [&](const JsonSpan &value, std::span<const JsonStep> steps) {
              ++count;
              return printBytes(lineOf(outline, value, steps, form));
          });
    if (ending == JsonQuery::Ending::Stopped)
        return {};
    return ending == JsonQuery::Ending::Done;
}

} // namespace Recloser
