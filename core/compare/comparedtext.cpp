// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/comparedtext.h"

#include "core/text/bodytext.h"
#include "core/text/jsonprinter.h"
#include "core/text/xmlprinter.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headSize = 1'024;
constexpr qsizetype pieceSize = 1 << 18;
constexpr QByteArrayView utf8Mark = "\xEF\xBB\xBF";

/// Calls `take` with piece after piece until `stop` asks to end.
template<typename Take> void eachPiece(QByteArrayView bytes, const std::stop_token &stop, Take take)
{
    for (qsizetype at = 0; at < bytes.size() && !stop.stop_requested(); at += pieceSize)
        take(bytes.sliced(at, std::min(pieceSize, bytes.size() - at)));
}

template<typename Printer>
std::expected<HeldBytes, StoreError> printed(Printer printer, const HeldBytes &text,
                                             BodySideNotes &notes, const std::stop_token &stop)
{
    HeldBytesWriter writer;
    QByteArray out;
    eachPiece(text.view(), stop, [&](QByteArrayView piece) {
        out.clear();
        printer.print(piece, out);
        writer.append(out);
    });
    out.clear();
    if constexpr (std::is_same_v<Printer, XmlPrinter>)
        notes.fault = printer.finish(out);
    else
        notes.fault = printer.finish();
    writer.append(out);
    return writer.finish();
}

} // namespace

BodySideNotes notesOf(const ComparedBody &body)
{
    const BodyKind kind = bodyKind(body.bytes.view(), body.declaredType);
    return {.type = kind.type,
            .size = body.bytes.size(),
            .isBinary = kind.isBinary && body.bytes.size() > 0};
}

std::expected<HeldBytes, StoreError> decodedText(const HeldBytes &bytes, BodySideNotes &notes,
                                                 const std::stop_token &stop)
{
    const QByteArrayView all = bytes.view();
    // What its first bytes are decoded as holds for all.
    TextDecoder probe(notes.type);
    probe.decode(all.first(std::min(headSize, all.size())));
    probe.finish();
    notes.decoding = probe.notes();
    notes.hasByteOrderMark = notes.decoding.source == DecodingNotes::Source::ByteOrderMark;
    if (notes.decoding.charset == "UTF-8"_L1)
        return all.startsWith(utf8Mark) ? bytes.from(utf8Mark.size()) : bytes;
    TextDecoder decoder(notes.type);
    HeldBytesWriter writer;
    eachPiece(all, stop,
              [&](QByteArrayView piece) { writer.append(decoder.decode(piece).toUtf8()); });
    writer.append(decoder.finish().toUtf8());
    notes.decoding = decoder.notes();
    return writer.finish();
}

std::expected<HeldBytes, StoreError> laidOutText(const HeldBytes &text, BodySideNotes &notes,
                                                 const std::stop_token &stop)
{
    if (isXml(notes.type))
        return printed(XmlPrinter(), text, notes, stop);
    if (isJson(notes.type) || isJsonLines(notes.type))
        return printed(JsonPrinter(isJsonLines(notes.type) ? JsonPrinter::Values::Many
                                                           : JsonPrinter::Values::One),
                       text, notes, stop);
    return text;
}

} // namespace Recloser
