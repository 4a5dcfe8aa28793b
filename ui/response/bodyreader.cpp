// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/bodyreader.h"

#include <QFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qint64 readStep = 65'536;
constexpr qsizetype headSize = 1'024;

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

BodyReader::BodyReader(ResponseBody body, const QByteArray &declared, BodyForm form,
                       std::shared_ptr<const std::atomic_bool> stopped)
    : m_body(std::move(body))
    , m_type(parseMediaType(QString::fromLatin1(declared)))
    , m_form(form)
    , m_stopped(std::move(stopped))
{
}

std::expected<QByteArray, StoreError> BodyReader::read(qint64 bytes)
{
    if (!m_body.isInFile())
        return m_body.bytes.sliced(m_offset, std::min(bytes, m_body.bytes.size() - m_offset));
    QFile file(m_body.filePath());
    if (!file.open(QIODevice::ReadOnly) || !file.seek(m_offset))
        return std::unexpected(
            StoreError{file.exists() ? StoreError::Kind::Unreadable : StoreError::Kind::NotFound,
                       m_body.filePath(), file.errorString()});
    QByteArray content = file.read(bytes);
    if (content.isEmpty() && m_offset < m_body.size)
        return std::unexpected(
            StoreError{StoreError::Kind::Unreadable, m_body.filePath(), file.errorString()});
    return content;
}

void BodyReader::examine(const QByteArray &head)
{
    m_examined = true;
    const QByteArrayView first = QByteArrayView(head).first(std::min(headSize, head.size()));
    const bool binary = looksBinary(first) && !isWide(m_type);
    if (saysNothing(m_type)) {
        const auto charset = m_type.parameters;
        m_type = sniffMediaType(first);
        m_type.parameters = charset;
    }
    // A type nobody here knows is text when it looks like text; a text with bytes no text has is
    // none.
    m_isBinary = binary || (!isText(m_type) && !isText(sniffMediaType(first)))
        || (!isText(m_type) && m_type.type == "image"_L1);
    if (m_isBinary)
        return;
    m_decoder.emplace(m_type);
    if (m_form != BodyForm::Pretty)
        return;
    if (isJson(m_type))
        m_printer = JsonPrinter(isJsonLines(m_type) ? JsonPrinter::Values::Many
                                                    : JsonPrinter::Values::One);
    else if (isXml(m_type))
        m_printer = XmlPrinter();
}

std::expected<BodyPiece, StoreError> BodyReader::next(qint64 bytes)
{
    BodyPiece piece;
    const qint64 total = m_body.isInFile() ? m_body.size : m_body.bytes.size();
    const qint64 until = std::min(total, m_offset + std::max(bytes, qint64(headSize)));
    while (m_offset < until && !m_stopped->load(std::memory_order_relaxed)) {
        const auto content = read(std::min(readStep, until - m_offset));
        if (!content)
            return std::unexpected(content.error());
        if (!m_examined)
            examine(*content);
        if (m_isBinary) {
            piece.text
                = hexDump(QByteArrayView(*content).first(std::min(hexBytes, content->size())));
            m_offset = total;
            break;
        }
        m_offset += content->size();
        piece.text += print(*content);
    }
    if (m_offset >= total && !m_isBinary)
        piece.text += finish();
    piece.readSoFar = m_offset;
    piece.isLast = m_offset >= total;
    piece.type = m_type;
    piece.isBinary = m_isBinary;
    piece.isPretty = m_printer.index() != 0;
    if (m_decoder)
        piece.notes = m_decoder->notes();
    piece.fault = m_fault;
    return piece;
}

QString BodyReader::print(const QByteArray &bytes)
{
    return layOut(m_decoder->decode(bytes));
}

QString BodyReader::layOut(const QString &text)
{
    if (m_printer.index() == 0)
        return text;
    // The decoder gives whole characters, so what the printer gives back is whole too.
    const QByteArray utf8 = text.toUtf8();
    m_printed.clear();
    if (auto *json = std::get_if<JsonPrinter>(&m_printer)) {
        json->print(utf8, m_printed);
        m_fault = json->fault();
    } else if (auto *xml = std::get_if<XmlPrinter>(&m_printer)) {
        xml->print(utf8, m_printed);
        m_fault = xml->fault();
    }
    return QString::fromUtf8(m_printed);
}

QString BodyReader::finish()
{
    if (!m_decoder)
        return {};
    QString text = layOut(m_decoder->finish());
    m_printed.clear();
    if (auto *json = std::get_if<JsonPrinter>(&m_printer))
        m_fault = json->finish();
    else if (auto *xml = std::get_if<XmlPrinter>(&m_printer))
        m_fault = xml->finish(m_printed);
    return text + QString::fromUtf8(m_printed);
}

QString hexDump(QByteArrayView bytes)
{
    static constexpr char16_t digits[] = u"0123456789abcdef";
    QString text;
    text.reserve(bytes.size() * 5);
    for (qsizetype line = 0; line < bytes.size(); line += 16) {
        const QByteArrayView part
            = bytes.sliced(line, std::min<qsizetype>(16, bytes.size() - line));
        text += QString::number(line, 16).rightJustified(8, u'0') + u' ';
        QString signs;
        for (qsizetype i = 0; i < 16; ++i) {
            text += i == 8 ? u"  "_s : u" "_s;
            if (i >= part.size()) {
                text += u"  "_s;
                continue;
            }
            const auto byte = static_cast<unsigned char>(part[i]);
            text += QChar(digits[byte >> 4U]);
            text += QChar(digits[byte & 15U]);
            signs += byte >= 0x20 && byte < 0x7f ? QChar(char16_t(byte)) : QChar(u'.');
        }
        text += u"  "_s + signs + u'\n';
    }
    text.chop(1);
    return text;
}

} // namespace Recloser
