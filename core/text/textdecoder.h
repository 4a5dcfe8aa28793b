// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/mediatype.h"

#include <QByteArray>
#include <QString>
#include <QStringDecoder>

#include <optional>

namespace Recloser {

/// How a body became text.
struct DecodingNotes
{
    enum class Source {
        Assumed, ///< nobody said; UTF-8
        Declared, ///< the charset parameter
        ByteOrderMark, ///< stronger than what is declared (WHATWG Encoding, "decode")
        InText, ///< the XML declaration or an HTML meta element
    };

    Source source = Source::Assumed;
    /// The name of what was decoded.
    QString charset;
    /// A charset that was asked for and nobody here knows; UTF-8 was taken.
    QString unknownCharset;
    /// The first byte that is not UTF-8, counted from the start of the body; from there on bytes
    /// that are not are shown as Latin-1.
    std::optional<qint64> firstBadByte;
    qint64 badBytes = 0;
    /// Another charset than UTF-8 had sequences it does not know; they became U+FFFD.
    bool hasReplacements = false;

    bool operator==(const DecodingNotes &) const = default;
};

/// Turns the bytes of a body into text, piece by piece, without losing any: bytes that are not
/// UTF-8 are read as Latin-1 and counted. The first pieces are held until 1 KiB has come. Move-only
/// value.
class TextDecoder
{
public:
    explicit TextDecoder(const MediaType &type);

    /// The text of the next piece; pieces may be split anywhere.
    QString decode(QByteArrayView piece);
    /// The text of what was held back.
    QString finish();
    const DecodingNotes &notes() const { return m_notes; }
    /// Once it has decoded something, or finished.
    bool isUtf8() const { return m_isUtf8; }

private:
    void choose();
    bool chooseMark(QByteArrayView mark, QStringConverter::Encoding encoding);
    void chooseNamed(const QString &name, DecodingNotes::Source source);
    QString decodeChosen(QByteArrayView bytes);
    QString decodeUtf8(QByteArrayView bytes);

    MediaType m_type;
    DecodingNotes m_notes;
    QByteArray m_held;
    bool m_chosen = false;
    bool m_isUtf8 = true;
    bool m_isLast = false;
    QStringDecoder m_decoder;
    qint64 m_offset = 0;
};

} // namespace Recloser
