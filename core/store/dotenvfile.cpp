// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/dotenvfile.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString unescaped(QString text)
{
    text.replace("\\n"_L1, "\n"_L1);
    text.replace("\\r"_L1, "\r"_L1);
    text.replace("\\t"_L1, "\t"_L1);
    return text.replace("\\\""_L1, "\""_L1);
}

} // namespace

DotenvFile readDotenv(const QByteArray &bytes)
{
    static const QRegularExpression assignment(
        u"^[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*(?:=|:[ \\t])[ \\t]*"_s);
    DotenvFile file;
    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar::ByteOrderMark))
        text.removeFirst();
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    int line = 0;
    for (qsizetype at = 0; at < text.size();) {
        ++line;
        const qsizetype lineEnd
            = text.indexOf(u'\n', at) < 0 ? text.size() : text.indexOf(u'\n', at);
        const QStringView content = QStringView(text).sliced(at, lineEnd - at);
        const qsizetype begin = at;
        at = lineEnd + 1;
        if (content.trimmed().isEmpty() || content.trimmed().startsWith(u'#'))
            continue;
        const auto match = assignment.matchView(content);
        if (!match.hasMatch()) {
            file.problems.append({EnvironmentProblem::Kind::NotAVariable, line, 1,
                                  content.trimmed().left(200).toString()});
            continue;
        }
        const qsizetype valueBegin = begin + match.capturedEnd(0);
        const QChar quote = valueBegin < lineEnd ? text[valueBegin] : QChar();
        QString value;
        const int firstLine = line;
        qsizetype close = -1;
        if (quote == u'"' || quote == u'\'' || quote == u'`') {
            close = text.indexOf(quote, valueBegin + 1);
            while (quote == u'"' && close > 0 && text[close - 1] == u'\\')
                close = text.indexOf(quote, close + 1);
        }
        if (close > 0) {
            value = text.sliced(valueBegin + 1, close - valueBegin - 1);
            line += int(value.count(u'\n'));
            if (quote == u'"')
                value = unescaped(value);
            const qsizetype end = text.indexOf(u'\n', close);
            at = end < 0 ? text.size() : end + 1;
        } else {
            QStringView plain = QStringView(text).sliced(valueBegin, lineEnd - valueBegin);
            for (qsizetype hash = plain.indexOf(u'#'); hash >= 0;
                 hash = plain.indexOf(u'#', hash + 1)) {
                if (hash == 0 || plain[hash - 1].isSpace()) {
                    plain.truncate(hash);
                    break;
                }
            }
            value = plain.trimmed().toString();
        }
        const EnvironmentVariable variable{match.captured(1), value, firstLine,
                                           int(match.capturedStart(1)) + 1};
        const auto same
            = std::ranges::find(file.variables, variable.name, &EnvironmentVariable::name);
        if (same == file.variables.end())
            file.variables.append(variable);
        else
            *same = variable;
    }
    return file;
}

} // namespace Recloser
