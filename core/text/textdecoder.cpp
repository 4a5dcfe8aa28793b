// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/textdecoder.h"

#include <QRegularExpression>

#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qsizetype headSize = 1'024;

/// Length of the UTF-8 sequence at the start of `bytes` (Unicode 16, table 3-7): > 0 valid, 0 not
/// valid, -1 cut off.
int sequenceLength(QByteArrayView bytes)
{
    const auto at = [&](qsizetype i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = at(0);
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xC2 && lead <= 0xDF ? 2
        : lead >= 0xE0 && lead <= 0xEF              ? 3
        : lead >= 0xF0 && lead <= 0xF4              ? 4
                                                    : 0;
    for (int i = 1; i < length; ++i) {
        if (i >= bytes.size())
            return -1;
        unsigned char lowest = 0x80;
        unsigned char highest = 0xBF;
        if (i == 1) {
            lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
            highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        }
        if (at(i) < lowest || at(i) > highest)
            return 0;
    }
    return length;
}

/// Bytes from the start that are ASCII, eight at a time.
qsizetype asciiLength(QByteArrayView bytes)
{
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if (word & 0x8080808080808080ULL)
            break;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80)
        ++at;
    return at;
}

/// What the text itself says (XML 1.0 section 4.3.3, HTML section 4.2.5.4); empty if nothing.
QString charsetInText(const MediaType &type, QByteArrayView head)
{
    static const QRegularExpression xml(
        uR"(^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["'])"_s);
    static const QRegularExpression html(uR"(<meta[^>]*\scharset\s*=\s*["']?([A-Za-z0-9._:-]+))"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const TextLanguage language = languageOf(
        isText(type) && type.essence() != "text/plain"_L1 ? type : sniffMediaType(head));
    const QString text = QString::fromLatin1(head);
    if (language == TextLanguage::Xml || language == TextLanguage::Html) {
        if (const auto match = xml.matchView(text); match.hasMatch())
            return match.captured(1);
    }
    if (language == TextLanguage::Html) {
        if (const auto match = html.matchView(text); match.hasMatch())
            return match.captured(1);
    }
    return {};
}

} // namespace

TextDecoder::TextDecoder(const MediaType &type) : m_type(type)
{
    m_notes.charset = u"UTF-8"_s;
}

QString TextDecoder::decode(QByteArrayView piece)
{
    if (m_chosen && m_held.isEmpty())
        return decodeChosen(piece);
    m_held += piece;
    if (!m_chosen) {
        if (m_held.size() < headSize && !m_isLast)
            return {};
        choose();
    }
    const QByteArray bytes = std::exchange(m_held, {});
    return decodeChosen(bytes);
}

QString TextDecoder::finish()
{
    m_isLast = true;
    return decode({});
}

void TextDecoder::choose()
{
    m_chosen = true;
    // UTF-32 first: its little-endian mark begins like that of UTF-16.
    if (chooseMark(QByteArrayView("\xff\xfe\0\0", 4), QStringConverter::Utf32LE)
        || chooseMark(QByteArrayView("\0\0\xfe\xff", 4), QStringConverter::Utf32BE)
        || chooseMark("\xff\xfe", QStringConverter::Utf16LE)
        || chooseMark("\xfe\xff", QStringConverter::Utf16BE)
        || chooseMark("\xef\xbb\xbf", QStringConverter::Utf8))
        return;
    if (const QString declared = m_type.parameter(u"charset").trimmed(); !declared.isEmpty()) {
        chooseNamed(declared, DecodingNotes::Source::Declared);
        return;
    }
    if (const QString inside
        = charsetInText(m_type, QByteArrayView(m_held).first(std::min(headSize, m_held.size())));
        !inside.isEmpty())
        chooseNamed(inside, DecodingNotes::Source::InText);
}

bool TextDecoder::chooseMark(QByteArrayView mark, QStringConverter::Encoding encoding)
{
    if (!m_held.startsWith(mark))
        return false;
    m_held.remove(0, mark.size());
    m_offset = mark.size();
    m_notes.source = DecodingNotes::Source::ByteOrderMark;
    m_notes.charset = QString::fromLatin1(QStringConverter::nameForEncoding(encoding));
    m_isUtf8 = encoding == QStringConverter::Utf8;
    if (!m_isUtf8)
        m_decoder = QStringDecoder(encoding, QStringConverter::Flag::ConvertInitialBom);
    return true;
}

void TextDecoder::chooseNamed(const QString &name, DecodingNotes::Source source)
{
    if (name.compare("utf-8"_L1, Qt::CaseInsensitive) == 0
        || name.compare("utf8"_L1, Qt::CaseInsensitive) == 0
        || name.compare("us-ascii"_L1, Qt::CaseInsensitive) == 0) {
        m_notes.source = source;
        return;
    }
    // What calls itself UTF-16 inside a text that could be read as ASCII is not (HTML
    // section 13.2.3.3).
    if (source == DecodingNotes::Source::InText
        && name.startsWith("utf-16"_L1, Qt::CaseInsensitive))
        return;
    QStringDecoder decoder(name);
    if (!decoder.isValid()) {
        m_notes.unknownCharset = name;
        return;
    }
    m_decoder = std::move(decoder);
    m_isUtf8 = false;
    m_notes.source = source;
    m_notes.charset = name;
}

QString TextDecoder::decodeChosen(QByteArrayView bytes)
{
    if (m_isUtf8)
        return decodeUtf8(bytes);
    const QString text = m_decoder.decode(bytes);
    m_notes.hasReplacements = m_notes.hasReplacements || m_decoder.hasError();
    return text;
}

QString TextDecoder::decodeUtf8(QByteArrayView bytes)
{
    QString text;
    text.reserve(bytes.size());
    qsizetype runStart = 0;
    qsizetype at = 0;
    const auto takeRun = [&] { text += QString::fromUtf8(bytes.sliced(runStart, at - runStart)); };
    while (at < bytes.size()) {
        at += asciiLength(bytes.sliced(at));
        if (at >= bytes.size())
            break;
        const int length = sequenceLength(bytes.sliced(at));
        if (length > 0) {
            at += length;
            continue;
        }
        if (length < 0 && !m_isLast)
            break;
        takeRun();
        text += QLatin1Char(bytes[at]);
        if (!m_notes.firstBadByte)
            m_notes.firstBadByte = m_offset + at;
        ++m_notes.badBytes;
        runStart = ++at;
    }
    takeRun();
    m_held = bytes.sliced(at).toByteArray();
    m_offset += at;
    return text;
}

} // namespace Recloser
