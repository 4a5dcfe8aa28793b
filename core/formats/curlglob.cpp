// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curloperation.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// `1-3`, `001-100:2` or `a-z`.
std::optional<QStringList> rangeValues(const QString &text, qsizetype most)
{
    static const QRegularExpression numbers(u"^(\\d{1,9})-(\\d{1,9})(?::(\\d{1,9}))?$"_s);
    static const QRegularExpression letters(u"^([a-zA-Z])-([a-zA-Z])(?::(\\d{1,9}))?$"_s);
    QStringList values;
    const auto number = numbers.match(text);
    const auto letter = number.hasMatch() ? QRegularExpressionMatch() : letters.match(text);
    if (!number.hasMatch() && !letter.hasMatch())
        return std::nullopt;
    const auto &match = number.hasMatch() ? number : letter;
    const auto valueOf = [&](int index) {
        return number.hasMatch() ? match.captured(index).toLongLong()
                                 : qint64(match.captured(index)[0].unicode());
    };
    const qint64 first = valueOf(1);
    const qint64 last = valueOf(2);
    const qint64 step = match.captured(3).isEmpty() ? 1 : match.captured(3).toLongLong();
    if (last < first || step < 1)
        return std::nullopt;
    const qsizetype width = match.captured(1).startsWith(u'0') ? match.captured(1).size() : 0;
    for (qint64 i = first; i <= last && values.size() <= most; i += step)
        values.append(number.hasMatch() ? QString::number(i).rightJustified(width, u'0')
                                        : QString(QChar(char16_t(i))));
    return values;
}

/// Where `text` at `at` is no glob although it begins like one: the end of that piece.
qsizetype literalEnd(const QString &text, qsizetype at)
{
    const QStringView rest = QStringView(text).sliced(at);
    if (rest.startsWith(u"[]"))
        return at + 2;
    static const QRegularExpression address(
        u"^\\[[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(?:%[\\w.-]+)?\\]"_s);
    static const QRegularExpression placeholder(u"^\\{\\{[^{}]*\\}\\}"_s);
    if (const auto match = address.matchView(rest); match.hasMatch() && rest[0] == u'[')
        return at + match.capturedLength();
    if (const auto match = placeholder.matchView(rest); match.hasMatch())
        return at + match.capturedLength();
    return at;
}

} // namespace

std::optional<QStringList> expandedGlob(const QString &url, qsizetype most)
{
    QStringList urls{QString()};
    const auto append = [&urls](const QStringList &endings) {
        QStringList longer;
        for (const QString &beginning : std::as_const(urls)) {
            for (const QString &ending : endings)
                longer.append(beginning + ending);
        }
        urls = longer;
    };
    for (qsizetype at = 0; at < url.size();) {
        const QChar c = url[at];
        if (const qsizetype literal = literalEnd(url, at); literal > at) {
            append({url.sliced(at, literal - at)});
            at = literal;
        } else if (c == u'{' || c == u'[') {
            const qsizetype end = url.indexOf(c == u'{' ? u'}' : u']', at);
            if (end < 0)
                return std::nullopt;
            const QString inner = url.sliced(at + 1, end - at - 1);
            const auto values = c == u'[' ? rangeValues(inner, most)
                : inner.isEmpty()         ? std::nullopt
                                          : std::optional(inner.split(u','));
            if (!values || urls.size() * values->size() > most)
                return std::nullopt;
            append(*values);
            at = end + 1;
        } else if (c == u'}' || c == u']') {
            return std::nullopt;
        } else {
            qsizetype end = at;
            QString text;
            while (end < url.size() && !QStringView(u"{}[]").contains(url[end])) {
                // A backslash protects the signs.
                if (url[end] == u'\\' && end + 1 < url.size()
                    && QStringView(u"{}[]").contains(url[end + 1]))
                    ++end;
                text += url[end++];
            }
            append({text});
            at = end;
        }
    }
    return urls;
}

} // namespace Recloser
