// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/jsonbody.h"

#include "core/text/jsonprinter.h"

#include <QCoreApplication>
#include <QStringList>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Masked
{
    QString text;
    /// What the masks stand for, in order.
    QStringList placeholders;
};

/// Marks a placeholder while the text is laid out; private use, so that no text has it by chance.
constexpr char16_t maskMark = u'\uF8E7';

qsizetype endOfPlaceholder(QStringView text, qsizetype begin)
{
    if (!text.sliced(begin).startsWith(u"{{"))
        return -1;
    for (qsizetype i = begin + 2; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c == u'}')
            return text.sliced(i).startsWith(u"}}") ? i + 2 : -1;
        if (c == u'{' || c == u'"' || c == u'\n')
            return -1; // two objects one in the other, broken as they may be
    }
    return -1;
}

enum class MaskAs {
    Digits, ///< a number of the same length, so that places stay true
    Strings, ///< a marked string each, found again after laying out
};

Masked masked(const QString &text, MaskAs mask)
{
    Masked result;
    result.text.reserve(text.size());
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const qsizetype end = inString ? -1 : endOfPlaceholder(text, i);
        if (end >= 0) {
            const QString placeholder = text.sliced(i, end - i);
            const QString marked = u'"' + QString(QChar(maskMark)) + u'"';
            if (mask == MaskAs::Digits) {
                result.text += QString(placeholder.toUcs4().size(), u'1');
            } else if (result.text.endsWith(marked)) {
                result.placeholders.last() += placeholder;
            } else {
                result.text += marked;
                result.placeholders.append(placeholder);
            }
            i = end - 1;
            continue;
        }
        if (inString && c == u'\\' && i + 1 < text.size())
            result.text += text[i++];
        else if (c == u'"')
            inString = !inString;
        result.text += text[i];
    }
    return result;
}

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::JsonBody", text);
}

QString reasonOf(const SyntaxFault &fault)
{
    // A byte of a longer character says nothing to people.
    const bool readable = fault.found.size() == 1 && fault.found[0] > ' ' && fault.found[0] < 0x7f;
    const QString found = readable ? QString::fromLatin1(fault.found) : tr("this character");
    const QString expected = QString::fromUtf8(fault.expected);
    using enum SyntaxFault::Kind;
    switch (fault.kind) {
    case UnexpectedEnd:
        return expected.isEmpty() ? tr("the text ends here, in the middle")
                                  : tr("the text ends here, %1 is missing").arg(expected);
    case InvalidNumber:
        return tr("not a number JSON knows");
    case InvalidWord:
        return tr("only true, false and null may stand without quotes");
    case ControlCharacter:
        return tr("a control character must be escaped (\\n, \\t, \\u00XX)");
    case InvalidEscape:
        return tr("not an escape JSON knows");
    case MismatchedBracket:
        return expected.isEmpty() ? tr("this bracket closes nothing")
                                  : tr("%1 should stand here to close what is open").arg(expected);
    case TrailingText:
        return tr("the value ends before this");
    default:
        break;
    }
    if (expected == u":"_s)
        return tr("a colon is missing before %1").arg(found);
    if (expected == u"\""_s)
        return tr("a name in quotes is missing before %1").arg(found);
    if (!expected.isEmpty())
        return tr("%1 cannot stand here; a comma, a quote or %2 is missing").arg(found, expected);
    return tr("%1 cannot stand here").arg(found);
}

struct Stretch
{
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// Where the messages of a WebSocket request stand: lines that begin with "===" are between them,
/// and in no JSON. One stretch where there are none.
QList<Stretch> messagesIn(const QString &text)
{
    QList<Stretch> messages{{0, text.size()}};
    for (qsizetype at = 0; at >= 0 && at < text.size();) {
        const qsizetype feed = text.indexOf(u'\n', at);
        if (QStringView(text).sliced(at).startsWith("==="_L1)) {
            messages.last().end = at;
            messages.append({feed < 0 ? text.size() : feed + 1, text.size()});
        }
        at = feed < 0 ? feed : feed + 1;
    }
    return messages;
}

std::optional<SyntaxFault> faultOfOne(const QString &text)
{
    if (text.trimmed().isEmpty())
        return std::nullopt;
    JsonPrinter printer;
    QByteArray out;
    printer.print(masked(text, MaskAs::Digits).text.toUtf8(), out);
    return printer.finish();
}

std::expected<QString, SyntaxFault> formattedOne(const QString &text)
{
    const Masked mask = masked(text, MaskAs::Strings);
    JsonPrinter printer;
    QByteArray out;
    printer.print(mask.text.toUtf8(), out);
    if (const auto fault = printer.finish())
        return std::unexpected(*fault);
    const QStringList pieces = QString::fromUtf8(out).split(u'"' + QString(QChar(maskMark)) + u'"');
    QString result = pieces.first();
    for (qsizetype i = 1; i < pieces.size(); ++i)
        result += mask.placeholders.value(i - 1) + pieces[i];
    return result;
}

} // namespace

std::optional<SyntaxFault> jsonFault(const QString &text)
{
    for (const QList<Stretch> messages = messagesIn(text); const auto &[begin, end] : messages) {
        auto fault = faultOfOne(text.sliced(begin, end - begin));
        if (!fault)
            continue;
        fault->place.line += text.first(begin).count(u'\n');
        fault->place.offset += text.first(begin).toUtf8().size();
        return fault;
    }
    return std::nullopt;
}

std::expected<QString, SyntaxFault> formattedJson(const QString &text)
{
    if (const auto fault = jsonFault(text))
        return std::unexpected(*fault);
    QString result;
    qsizetype behind = 0;
    for (const QList<Stretch> messages = messagesIn(text); const auto &[begin, end] : messages) {
        result += text.sliced(behind, begin - behind);
        behind = end;
        const QString message = text.sliced(begin, end - begin);
        if (message.trimmed().isEmpty()) {
            result += message;
            continue;
        }
        auto formatted = formattedOne(message);
        if (!formatted)
            return formatted;
        result += *formatted;
        if (end < text.size() && !result.endsWith(u'\n'))
            result += u'\n';
    }
    return result;
}

QString describeFault(const SyntaxFault &fault)
{
    return tr("line %1, column %2: %3")
        .arg(QString::number(fault.place.line), QString::number(fault.place.column),
             reasonOf(fault));
}

} // namespace Recloser
