// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/bodytext.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headSize = 1'024;
constexpr qint64 step = 262'144;
/// Looked at for rows in one go, and forgotten after it.
constexpr qint64 scanStep = 4 * 1024 * 1024;

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

} // namespace

BodyKind bodyKind(QByteArrayView head, const QByteArray &declared)
{
    BodyKind kind{parseMediaType(QString::fromLatin1(declared))};
    head = head.first(std::min(headSize, head.size()));
    const bool binary = looksBinary(head) && !isWide(kind.type);
    if (saysNothing(kind.type)) {
        const auto parameters = kind.type.parameters;
        kind.type = sniffMediaType(head);
        kind.type.parameters = parameters;
    }
    // A type nobody here knows is text when it looks like text; a text with bytes no text has is
    // none.
    kind.isBinary = binary || (!isText(kind.type) && !isText(sniffMediaType(head)))
        || (!isText(kind.type) && kind.type.type == "image"_L1);
    return kind;
}

std::optional<StructureLanguage> structureOf(const BodyKind &kind)
{
    if (kind.isBinary)
        return {};
    if (isJsonLines(kind.type))
        return StructureLanguage::JsonLines;
    if (isJson(kind.type))
        return StructureLanguage::Json;
    return isXml(kind.type) ? std::optional(StructureLanguage::Xml) : std::nullopt;
}

BodyTextMaker::BodyTextMaker(HeldBytes body, const QByteArray &declared, BodyForm form)
    : m_body(std::move(body))
{
    choose(declared, form);
}

void BodyTextMaker::choose(const QByteArray &declared, BodyForm form)
{
    const QByteArrayView head
        = m_body.view().first(std::min<qsizetype>(headSize, m_body.view().size()));
    m_state.kind = bodyKind(head, declared);
    if (m_state.kind.isBinary)
        return;
    TextDecoder decoder(m_state.kind.type);
    decoder.decode(head);
    decoder.finish();
    if (decoder.isUtf8()) {
        m_state.notes = decoder.notes();
        m_begin = m_state.notes.source == DecodingNotes::Source::ByteOrderMark ? 3 : 0;
        m_state.readSoFar = m_begin;
    } else {
        m_decoder.emplace(m_state.kind.type);
    }
    if (form != BodyForm::Raw && isJson(m_state.kind.type))
        m_printer = JsonPrinter(isJsonLines(m_state.kind.type) ? JsonPrinter::Values::Many
                                                               : JsonPrinter::Values::One);
    else if (form != BodyForm::Raw && isXml(m_state.kind.type))
        m_printer = XmlPrinter();
    m_isChecked = form == BodyForm::Checked && m_printer.index() != 0;
    m_state.isPretty = !m_isChecked && m_printer.index() != 0;
    m_isMade = m_state.isPretty || m_decoder;
    if (!m_isMade)
        m_state.text = m_body.from(m_begin);
}

std::expected<BodyTextState, StoreError> BodyTextMaker::next(qint64 bytes,
                                                             const std::stop_token &stop)
{
    const qint64 total = m_body.size();
    if (m_state.kind.isBinary) {
        m_state.readSoFar = total;
        m_state.isLast = true;
        return m_state;
    }
    const qint64 until = std::min(total, m_state.readSoFar + std::max(bytes, qint64(headSize)));
    while (m_state.readSoFar < until && !stop.stop_requested()) {
        const qint64 begin = m_state.readSoFar;
        const qint64 length = std::min(step, until - begin);
        take(m_body.view().sliced(begin, length));
        m_state.readSoFar += length;
        if (m_isMade)
            m_body.release(begin, begin + length);
    }
    if (m_state.readSoFar == total && !std::exchange(m_state.isLast, true))
        finish();
    if (m_isMade) {
        auto made = m_made.soFar();
        if (!made)
            return std::unexpected(made.error());
        m_state.text = *std::move(made);
    }
    // A raw text is known beforehand, and its rows are wanted as far as it was read.
    const qint64 known = m_isMade ? m_state.text.size() : m_state.readSoFar - m_begin;
    m_state.sound = std::min(known, m_faultAt.value_or(known));
    m_state.lines = {};
    do {
        const qint64 end = std::min(known, m_scanned + scanStep);
        LineScan part = m_scanner.scan(m_state.text.view(), end, m_state.isLast || !m_isMade);
        part.marks.insert(part.marks.begin(), m_state.lines.marks.begin(),
                          m_state.lines.marks.end());
        m_state.lines = std::move(part);
        m_state.text.release(m_scanned, end);
        m_scanned = end;
    } while (m_scanned < known);
    if (!m_decoder) {
        m_state.notes.firstBadByte = m_check.firstBadByte();
        if (m_state.notes.firstBadByte)
            *m_state.notes.firstBadByte += m_begin;
        m_state.notes.badBytes = m_check.badBytes();
    }
    return m_state;
}

void BodyTextMaker::take(QByteArrayView piece)
{
    if (m_decoder) {
        passOn(m_decoder->decode(piece));
        m_state.notes = m_decoder->notes();
    } else {
        m_check.check(piece);
        if (m_isMade || m_isChecked)
            print(piece);
    }
    m_made.settle();
    if (m_state.isPretty && !m_state.laidOutUntil
        && m_made.size() > freeGrowth + mostGrowth * (m_state.readSoFar + piece.size())) {
        m_printer = std::monostate();
        m_state.laidOutUntil = m_state.readSoFar + piece.size();
    }
}

void BodyTextMaker::passOn(const QString &text)
{
    print(text.toUtf8());
}

void BodyTextMaker::print(QByteArrayView utf8)
{
    QByteArray &out = m_isChecked ? m_unused : m_made.buffer();
    if (auto *json = std::get_if<JsonPrinter>(&m_printer)) {
        json->print(utf8, out);
        m_state.fault = json->fault();
    } else if (auto *xml = std::get_if<XmlPrinter>(&m_printer)) {
        xml->print(utf8, out);
        m_state.fault = xml->fault();
    } else {
        out += utf8;
    }
    m_unused.resize(0);
    if (m_isChecked && m_isMade)
        m_made.buffer() += utf8;
    m_given += utf8.size();
    // The rest of the piece was passed on as it is.
    if (m_state.fault && !m_faultAt)
        m_faultAt = m_isChecked ? m_state.fault->place.offset
                                : m_made.size() - (m_given - m_state.fault->place.offset);
}

void BodyTextMaker::finish()
{
    if (m_decoder) {
        passOn(m_decoder->finish());
        m_state.notes = m_decoder->notes();
    }
    m_check.finish();
    if (auto *json = std::get_if<JsonPrinter>(&m_printer))
        m_state.fault = json->finish();
    else if (auto *xml = std::get_if<XmlPrinter>(&m_printer))
        m_state.fault = xml->finish(m_isChecked ? m_unused : m_made.buffer());
}

} // namespace Recloser
