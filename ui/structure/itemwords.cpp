// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/itemwords.h"

#include "core/text/utf8text.h"
#include "ui/bodyview/bodyrows.h"
#include "ui/describe/formatting.h"

#include <KSyntaxHighlighting/Theme>

#include <QCoreApplication>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Style = KSyntaxHighlighting::Theme;

/// Looked at of an item that is on the screen.
constexpr qint64 near = 4'096;
/// Of a value that is shown.
constexpr qint64 shownBytes = 160;
constexpr qint64 summaryBytes = 120;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("ItemWords", text, nullptr, n);
}

QByteArrayView nearBytes(QByteArrayView text, qint64 begin)
{
    return text.first(std::min<qint64>(text.size(), begin + near));
}

QByteArrayView nameOf(QByteArrayView text, const StructureItem &item)
{
    return text.sliced(item.nameBegin, item.nameEnd - item.nameBegin);
}

/// The end of a value, where that is near.
std::optional<qint64> nearEnd(StructureLanguage language, QByteArrayView text,
                              const StructureItem &item)
{
    const QByteArrayView known = nearBytes(text, item.valueBegin);
    const qint64 end = endOfItem(language, item, known);
    return end < known.size() || known.size() == text.size() ? std::optional(end) : std::nullopt;
}

/// Of JSON; the marks of XML say what they are.
QString typeWord(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Object:
        return tr("object");
    case ItemKind::Array:
        return tr("array");
    case ItemKind::String:
        return tr("string");
    case ItemKind::Number:
        return tr("number");
    case ItemKind::True:
    case ItemKind::False:
        return tr("boolean");
    case ItemKind::Null:
        return tr("null");
    default:
        return {};
    }
}

QString countNote(const StructureItem &item, qint64 count)
{
    if (item.kind == ItemKind::Object)
        return count == 1 ? tr("1 key") : tr("%L1 keys").arg(count);
    if (item.kind == ItemKind::Array)
        return count == 1 ? tr("1 item") : tr("%L1 items").arg(count);
    return count == 1 ? tr("1 part") : tr("%L1 parts").arg(count);
}

void putValue(ItemWords &words, StructureLanguage language, QByteArrayView text,
              const StructureItem &item)
{
    const std::optional<qint64> end = nearEnd(language, text, item);
    const qint64 length = end ? *end - item.valueBegin : shownBytes + 1;
    const qint64 shown = std::min(length, shownBytes);
    words.value = onOneLine(text.sliced(item.valueBegin, shown));
    if (length <= shownBytes)
        return;
    words.value += u'…';
    const qsizetype quotes = item.kind == ItemKind::String ? 2 : 0;
    words.note = end
        ? tr("%L1 characters")
              .arg(QString::fromUtf8(text.sliced(item.valueBegin, length)).size() - quotes)
        : tr("long");
}

/// An element with nothing but text is told with that.
void putElement(ItemWords &words, QByteArrayView text, const StructureRow &row)
{
    const QByteArrayView known = nearBytes(text, row.item.valueBegin);
    StructureWalk walk(StructureLanguage::Xml, row.item);
    StructureItem part;
    QString attributes;
    int count = 0;
    std::optional<StructureItem> only;
    while (count < 4) {
        const StructureWalk::Step step = walk.next(known, part);
        if (step == StructureWalk::Step::End && only
            && (only->kind == ItemKind::Text || only->kind == ItemKind::CData)) {
            putValue(words, StructureLanguage::Xml, text, *only);
            words.joint = u":"_s;
            words.style = Style::String;
            words.note.clear();
            words.canOpen = false;
        }
        if (step != StructureWalk::Step::Item)
            break;
        only = count++ == 0 ? std::optional(part) : std::nullopt;
        if (part.kind == ItemKind::Attribute)
            attributes += (attributes.isEmpty() ? QString() : u" "_s)
                + onOneLine(nameOf(text, part)) + u"=\""_s
                + onOneLine(text.sliced(part.valueBegin,
                                        std::min(part.valueEnd - part.valueBegin, summaryBytes)))
                + u'"';
    }
    if (words.canOpen && !row.isOpen)
        words.value = attributes;
}

} // namespace

QString onOneLine(QByteArrayView bytes)
{
    QString text;
    for (qsizetype at = 0; at < bytes.size();) {
        const Utf8Character character = firstCharacter(bytes.sliced(at));
        const char32_t code = character.code;
        // The last one may be cut.
        if (!character.isValid && bytes.size() - at < 4 && at > 0)
            break;
        if (code == ' ' || code == '\t' || code == '\n' || code == '\r') {
            if (!text.endsWith(u' '))
                text += u' ';
        } else if (code < 0x20 || code == 0x7f) {
            text += QChar(char16_t(code == 0x7f ? 0x2421 : 0x2400 + code));
        } else if (isInvisible(code)) {
            text += u'·';
        } else {
            text += QChar::fromUcs4(code);
        }
        at += character.length;
    }
    return text;
}

ItemWords itemWords(StructureLanguage language, QByteArrayView text, const StructureRow &row,
                    std::optional<qint64> count)
{
    const StructureItem &item = row.item;
    ItemWords words;
    const bool isXml = language == StructureLanguage::Xml;
    if (item.nameEnd > item.nameBegin) {
        words.name = onOneLine(
            nameOf(text, item).first(std::min<qint64>(item.nameEnd - item.nameBegin, shownBytes)));
        words.joint = isXml ? QString() : u":"_s;
    } else if (!isXml
               && (row.container->item.kind == ItemKind::Array
                   || language == StructureLanguage::JsonLines)) {
        words.name = QString::number(row.ordinal);
        words.joint = u":"_s;
    }
    switch (item.kind) {
    case ItemKind::Object:
    case ItemKind::Array:
    case ItemKind::Element: {
        words.canOpen = count != 0;
        words.wantsCount = !count;
        words.note = count ? countNote(item, *count) : u"…"_s;
        if (isXml) {
            putElement(words, text, row);
            break;
        }
        const char *const brackets = item.kind == ItemKind::Object ? "{}" : "[]";
        if (count == 0) {
            words.value = QString::fromLatin1(brackets);
        } else if (row.isOpen) {
            words.value = QChar::fromLatin1(brackets[0]);
        } else {
            const std::optional<qint64> end = nearEnd(language, text, item);
            const qint64 length = end ? *end - item.valueBegin : near;
            words.value = onOneLine(text.sliced(item.valueBegin, std::min(length, summaryBytes)));
            if (length > summaryBytes)
                words.value += u'…';
        }
        break;
    }
    case ItemKind::String:
        words.style = Style::String;
        putValue(words, language, text, item);
        break;
    case ItemKind::Number:
        words.style = Style::DecVal;
        putValue(words, language, text, item);
        break;
    case ItemKind::True:
    case ItemKind::False:
    case ItemKind::Null:
        words.style = Style::Keyword;
        putValue(words, language, text, item);
        break;
    case ItemKind::Attribute:
        words.joint = u" ="_s;
        words.style = Style::String;
        putValue(words, language, text, item);
        break;
    case ItemKind::Text:
    case ItemKind::CData:
        words.style = Style::String;
        words.note = item.kind == ItemKind::CData ? u"CDATA"_s : QString();
        putValue(words, language, text, item);
        break;
    default:
        words.style = Style::Comment;
        putValue(words, language, text, item);
        words.note = item.kind == ItemKind::Comment ? tr("comment")
            : item.kind == ItemKind::Doctype        ? tr("document type")
                                                    : tr("instruction");
        break;
    }
    const QString type = typeWord(item.kind);
    if (!type.isEmpty())
        words.note = words.note.isEmpty() ? type : QString(type + u" · "_s + words.note);
    return words;
}

} // namespace Recloser
