// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/storeerror.h"
#include "core/text/jsonprinter.h"
#include "core/text/mediatype.h"
#include "core/text/textdecoder.h"
#include "core/text/xmlprinter.h"

#include <atomic>
#include <expected>
#include <memory>
#include <optional>
#include <variant>

namespace Recloser {

enum class BodyForm { Pretty, Raw };

/// A stretch of a body, ready to be shown.
struct BodyPiece
{
    QString text;
    /// Bytes of the body read so far, this piece included.
    qint64 readSoFar = 0;
    bool isLast = false;
    /// What it is taken for: the declared type, or what its bytes look like.
    MediaType type;
    /// Shown as hexadecimal digits; `text` holds the first bytes and nothing follows.
    bool isBinary = false;
    /// It was laid out.
    bool isPretty = false;
    DecodingNotes notes;
    std::optional<SyntaxFault> fault;
};

/// Reads a body from memory or its file piece by piece, decodes it and lays it out: what a worker
/// thread does for the body page. Used by one thread at a time; a plain object without event loop.
class BodyReader
{
public:
    /// Bytes of a binary body that are shown.
    static constexpr qint64 hexBytes = 4'096;

    /// `declared` is the Content-Type as received, empty if there was none.
    BodyReader(ResponseBody body, const QByteArray &declared, BodyForm form,
               std::shared_ptr<const std::atomic_bool> stopped);

    /// The next `bytes` bytes, or fewer at the end or once `stopped` is set.
    std::expected<BodyPiece, StoreError> next(qint64 bytes);

private:
    std::expected<QByteArray, StoreError> read(qint64 bytes);
    void examine(const QByteArray &head);
    QString print(const QByteArray &bytes);
    QString finish();
    QString layOut(const QString &text);

    ResponseBody m_body;
    MediaType m_type;
    BodyForm m_form;
    std::shared_ptr<const std::atomic_bool> m_stopped;
    qint64 m_offset = 0;
    bool m_examined = false;
    bool m_isBinary = false;
    std::optional<TextDecoder> m_decoder;
    std::variant<std::monostate, JsonPrinter, XmlPrinter> m_printer;
    /// White space and brackets come out in the encoding they went in with; only whole characters
    /// are turned back into text.
    QByteArray m_printed;
    std::optional<SyntaxFault> m_fault;
};

/// "00000000  7b 22 61 22 ...  |{"a"...|" for every 16 bytes.
QString hexDump(QByteArrayView bytes);

} // namespace Recloser
