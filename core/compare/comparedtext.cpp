// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/comparedtext.h"

#include "core/text/jsonprinter.h"
#include "core/text/xmlprinter.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headSize = 1'024;
constexpr qsizetype pieceSize = 1 << 18;
constexpr QByteArrayView utf8Mark = "\xEF\xBB\xBF";

bool isWide(const MediaType &type)
{
    const QString charset = type.parameter(u"charset");
    return charset.startsWith("utf-16"_L1, Qt::CaseInsensitive)
        || charset.startsWith("utf-32"_L1, Qt::CaseInsensitive);
}

/// Types servers give to whatever they have (WHATWG MIME Sniffing, section 5.1).
bool saysNothing(const MediaType &type)
{
    const QString essence = type.essence();
    return essence.isEmpty() || essence == "application/octet-stream"_L1
        || essence == "text/plain"_L1 || essence == "application/unknown"_L1
        || essence == "unknown/unknown"_L1 || essence == "binary/octet-stream"_L1;
}

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
    BodySideNotes notes{.type = parseMediaType(QString::fromLatin1(body.declaredType)),
                        .size = body.bytes.size()};
    const QByteArrayView all = body.bytes.view();
    const QByteArrayView head = all.first(std::min(headSize, all.size()));
    const bool hasBinaryBytes = looksBinary(head) && !isWide(notes.type);
    if (saysNothing(notes.type)) {
        const auto parameters = notes.type.parameters;
        notes.type = sniffMediaType(head);
        notes.type.parameters = parameters;
    }
    notes.isBinary = !head.isEmpty()
        && (hasBinaryBytes || (!isText(notes.type) && !isText(sniffMediaType(head)))
            || (!isText(notes.type) && notes.type.type == "image"_L1));
    return notes;
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
