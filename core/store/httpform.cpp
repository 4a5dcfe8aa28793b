// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpbody.h"

#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString decodedField(QStringView text)
{
    QByteArray bytes = text.trimmed().toUtf8();
    bytes.replace('+', ' ');
    return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes));
}

/// Percent-encoded but for placeholders.
QString encodedField(const QString &text)
{
    QString result;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype open = text.indexOf("{{"_L1, from);
        const qsizetype close = open < 0 ? -1 : text.indexOf("}}"_L1, open);
        const qsizetype end = close < 0 ? text.size() : open;
        result += QString::fromLatin1(QUrl::toPercentEncoding(text.sliced(from, end - from)));
        if (close >= 0)
            result += QStringView(text).sliced(open, close + 2 - open);
        from = close < 0 ? text.size() : close + 2;
    }
    return result;
}

enum class RowState { Off, On };

/// Returns how many they are.
int appendFields(QStringView text, RowState state, QList<QueryParameter> &form)
{
    const qsizetype before = form.size();
    for (const QStringView field : text.split(u'&', Qt::SkipEmptyParts)) {
        if (isBlankLine(field))
            continue;
        const qsizetype equals = field.indexOf(u'=');
        form.append({.name = decodedField(equals < 0 ? field : field.first(equals)),
                     .value = equals < 0 ? QString() : decodedField(field.sliced(equals + 1)),
                     .enabled = state == RowState::On,
                     .hasEquals = equals >= 0});
    }
    return int(form.size() - before);
}

} // namespace

HttpBody formFromLines(const QStringList &lines)
{
    HttpBody read;
    read.body.kind = Body::Kind::Form;
    QString enabled; // what may go on in the next line
    int begin = 0;
    const auto finish = [&](QStringView text, RowState state, int end) {
        // Lines without a field belong to the next one's.
        if (const int count = appendFields(text, state, read.body.form)) {
            read.items.append({{begin, end}, count});
            begin = end;
        }
    };
    for (int i = 0; i < lines.size(); ++i) {
        const QStringView text = QStringView(lines[i]).trimmed();
        const bool isOff = text.startsWith(u'#');
        if (isOff || text.startsWith(u'&') || enabled.endsWith(u'&')) {
            finish(enabled, RowState::On, i);
            enabled.clear();
        }
        if (isOff)
            finish(text.sliced(1).trimmed(), RowState::Off, i + 1);
        else
            enabled += text;
    }
    finish(enabled, RowState::On, int(lines.size()));
    if (!read.items.isEmpty())
        read.items.last().lines.end = int(lines.size());
    return read;
}

QStringList linesOfForm(const QList<QueryParameter> &form)
{
    QStringList lines;
    bool isFirst = true;
    for (const QueryParameter &field : form) {
        QString text = encodedField(field.name);
        if (field.hasEquals || !field.value.isEmpty())
            text += u'=' + encodedField(field.value);
        if (!field.enabled)
            lines.append(u"# &"_s + text);
        else
            lines.append(isFirst ? text : QString(u'&' + text));
        isFirst = isFirst && !field.enabled;
    }
    return lines;
}

} // namespace Recloser
