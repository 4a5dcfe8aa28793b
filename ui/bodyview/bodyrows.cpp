// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodyrows.h"

#include "core/text/utf8text.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype tabWidth = 4;
/// Columns of hexadecimal rows: digits of the offset and air before the bytes, and all before the
/// signs.
constexpr qsizetype digitsAt = 10;
constexpr qsizetype signsAt = digitsAt + 16 * 3 + 2;

qsizetype digitColumn(qint64 index)
{
    return digitsAt + index * 3 + (index >= 8 ? 1 : 0);
}

/// Every byte is a character that is shown as it is.
bool isSimple(QByteArrayView bytes)
{
    return std::ranges::all_of(bytes, [](char c) { return c >= 0x20 && c < 0x7f; });
}

} // namespace

bool isInvisible(char32_t code)
{
    return (code >= 0x80 && code < 0xa0) || code == 0xad || code == 0xfeff
        || (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e)
        || (code >= 0x2060 && code <= 0x2069) || code == 0x2028 || code == 0x2029;
}

QString hexRow(qint64 offset, QByteArrayView bytes)
{
    static constexpr char16_t digits[] = u"0123456789abcdef";
    QString text = QString::number(offset, 16).rightJustified(8, u'0') + u"  "_s;
    QString signs;
    for (qsizetype i = 0; i < BodyRows::hexWidth; ++i) {
        if (i == 8)
            text += u' ';
        if (i >= bytes.size()) {
            text += u"   "_s;
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += QChar(digits[byte >> 4U]);
        text += QChar(digits[byte & 15U]);
        text += u' ';
        signs += byte >= 0x20 && byte < 0x7f ? QChar(char16_t(byte)) : QChar(u'.');
    }
    return text + u' ' + signs;
}

void BodyRows::grow(HeldBytes text, LineScan &&scan)
{
    m_bytes = std::move(text);
    m_index.add(std::move(scan));
}

qint64 BodyRows::rowCount() const
{
    return m_kind == Kind::Text ? m_index.rowCount() : (size() + hexWidth - 1) / hexWidth;
}

qint64 BodyRows::lineCount() const
{
    return m_kind == Kind::Text ? m_index.lineCount() : 0;
}

TextRow BodyRows::row(qint64 number) const
{
    if (m_kind == Kind::Text)
        return m_index.row(m_bytes.view(), number);
    const qint64 begin = number * hexWidth;
    const qint64 end = std::min(size(), begin + hexWidth);
    return {begin, end, end, number, number + 1, true};
}

TextRow BodyRows::following(const TextRow &row) const
{
    return m_kind == Kind::Text ? LineIndex::following(m_bytes.view(), row)
                                : this->row(row.number + 1);
}

TextRow BodyRows::rowAt(qint64 byte) const
{
    return m_kind == Kind::Text ? m_index.rowAt(m_bytes.view(), byte)
                                : row(std::clamp<qint64>(byte / hexWidth, 0, rowCount() - 1));
}

TextRow BodyRows::rowOfLine(qint64 line) const
{
    return m_kind == Kind::Text ? m_index.rowOfLine(m_bytes.view(), line)
                                : row(std::clamp<qint64>(line - 1, 0, rowCount() - 1));
}

QByteArrayView BodyRows::bytesOf(const TextRow &row) const
{
    return m_bytes.view().sliced(row.begin, row.end - row.begin);
}

ShownRow BodyRows::shown(const TextRow &row) const
{
    ShownRow shown;
    QByteArrayView bytes = bytesOf(row);
    if (m_kind == Kind::Hex) {
        shown.text = hexRow(row.begin, bytes);
        return shown;
    }
    // The return of a line of Windows is not shown, as most editors do.
    if (row.next > row.end && bytes.endsWith('\r'))
        bytes.chop(1);
    if (isSimple(bytes)) {
        shown.text = QString::fromLatin1(bytes);
        return shown;
    }
    const auto put = [&shown](QChar c, qsizetype at) {
        shown.text += c;
        shown.bytes.push_back(quint32(at));
    };
    for (qsizetype at = 0; at < bytes.size();) {
        const Utf8Character character = firstCharacter(bytes.sliced(at));
        const char32_t code = character.code;
        if (!character.isValid) {
            shown.isPlain = false;
            shown.bad.append({shown.text.size(), shown.text.size() + 1});
            put(QChar(QChar::ReplacementCharacter), at);
        } else if (code == '\t') {
            do {
                put(u' ', at);
            } while (shown.text.size() % tabWidth != 0);
        } else if (code < 0x20 || code == 0x7f) {
            shown.isPlain = false;
            put(QChar(char16_t(code == 0x7f ? 0x2421 : 0x2400 + code)), at);
        } else if (isInvisible(code)) {
            shown.isPlain = false;
            put(u'·', at);
        } else {
            shown.isPlain = shown.isPlain && code < 0x80;
            for (const char16_t unit : QChar::fromUcs4(code))
                put(QChar(unit), at);
        }
        at += character.length;
    }
    shown.bytes.push_back(quint32(bytes.size()));
    return shown;
}

qsizetype BodyRows::columnOf(const TextRow &row, const ShownRow &shown, qint64 byte) const
{
    const qint64 within = std::clamp<qint64>(byte - row.begin, 0, row.end - row.begin);
    if (m_kind == Kind::Hex)
        return digitColumn(within);
    if (shown.bytes.empty())
        return std::min<qsizetype>(within, shown.text.size());
    const auto at = std::ranges::lower_bound(shown.bytes, quint32(within));
    return std::min<qsizetype>(at - shown.bytes.begin(), shown.text.size());
}

QList<ColumnSpan> BodyRows::columns(const TextRow &row, const ShownRow &shown, qint64 begin,
                                    qint64 end) const
{
    if (begin >= end || end <= row.begin || begin >= std::max(row.next, row.begin + 1))
        return {};
    if (m_kind == Kind::Text) {
        ColumnSpan span{columnOf(row, shown, begin), columnOf(row, shown, end)};
        // The end of a line is selected with it.
        if (end > row.end && row.next > row.end)
            ++span.end;
        return span.begin < span.end ? QList{span} : QList<ColumnSpan>();
    }
    const qint64 first = std::max<qint64>(0, begin - row.begin);
    const qint64 last = std::min(end, row.end) - row.begin - 1;
    return {{digitColumn(first), digitColumn(last) + 2}, {signsAt + first, signsAt + last + 1}};
}

qint64 BodyRows::byteAt(const TextRow &row, const ShownRow &shown, qsizetype column) const
{
    if (m_kind == Kind::Text) {
        column = std::clamp<qsizetype>(column, 0, shown.text.size());
        return row.begin + (shown.bytes.empty() ? column : qsizetype(shown.bytes[size_t(column)]));
    }
    const qint64 length = row.end - row.begin;
    if (column >= signsAt)
        return row.begin + std::min<qint64>(length, column - signsAt);
    qint64 index = 0;
    while (index < length && digitColumn(index) + 1 < column)
        ++index;
    return row.begin + index;
}

QString BodyRows::copied(qint64 begin, qint64 end) const
{
    const QByteArrayView bytes = m_bytes.view().sliced(begin, end - begin);
    return m_kind == Kind::Text ? QString::fromUtf8(bytes)
                                : QString::fromLatin1(bytes.toByteArray().toHex(' '));
}

} // namespace Recloser
