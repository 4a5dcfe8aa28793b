// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/growingbytes.h"
#include "core/text/jsonprinter.h"
#include "core/text/lineindex.h"
#include "core/text/mediatype.h"
#include "core/text/structureitem.h"
#include "core/text/textdecoder.h"
#include "core/text/utf8text.h"
#include "core/text/xmlprinter.h"

#include <expected>
#include <optional>
#include <stop_token>
#include <variant>

namespace Recloser {

enum class BodyForm {
    Pretty, ///< laid out, where it is JSON or XML
    Raw,
    Checked, ///< as it is, and looked at for where it is broken JSON or XML
};

/// What a body is taken for.
struct BodyKind
{
    /// The declared type, or what its bytes look like where that says nothing.
    MediaType type;
    /// No text.
    bool isBinary = false;
};

/// `head` are its first bytes, a kilobyte is plenty; `declared` is the Content-Type as received,
/// empty if there was none.
BodyKind bodyKind(QByteArrayView head, const QByteArray &declared);

/// How it is made up of values, where we know that.
std::optional<StructureLanguage> structureOf(const BodyKind &kind);

/// How far the text of a body has come.
struct BodyTextState
{
    /// All of the text that there is by now, UTF-8 but for bytes that are none.
    HeldBytes text;
    /// Its rows since the state before.
    LineScan lines;
    /// Bytes of the text that were looked at by now and are sound, as far as that is checked.
    qint64 sound = 0;
    /// Bytes of the body that were read.
    qint64 readSoFar = 0;
    bool isLast = false;
    BodyKind kind;
    /// It is laid out.
    bool isPretty = false;
    /// Laying out ended here since the text grew out of all proportion; the rest is as received.
    std::optional<qint64> laidOutUntil;
    DecodingNotes notes;
    std::optional<SyntaxFault> fault;
};

/// Makes the text of a body, piece by piece, with its rows. A body of UTF-8 that is shown as it is
/// stays where it is; what is laid out or decoded goes into GrowingBytes. Nothing of either is kept
/// in memory but what was asked for last. One thread at a time; move-only.
class BodyTextMaker
{
public:
    /// A text that was laid out may be so much longer than its body, and a little.
    static constexpr qint64 mostGrowth = 8;
    static constexpr qint64 freeGrowth = 64 * 1024 * 1024;

    BodyTextMaker(HeldBytes body, const QByteArray &declared, BodyForm form);

    /// Reads the next `bytes` bytes, fewer once `stop` asks for it. No text at all of what is
    /// binary.
    std::expected<BodyTextState, StoreError> next(qint64 bytes, const std::stop_token &stop = {});

private:
    void choose(const QByteArray &declared, BodyForm form);
    void take(QByteArrayView piece);
    void print(QByteArrayView utf8);
    void finish();
    void passOn(const QString &text);

    HeldBytes m_body;
    BodyTextState m_state;
    qint64 m_scanned = 0;
    LineScanner m_scanner;
    Utf8Check m_check;
    /// Where it is not UTF-8.
    std::optional<TextDecoder> m_decoder;
    std::variant<std::monostate, JsonPrinter, XmlPrinter> m_printer;
    /// The text is not the body itself.
    bool m_isMade = false;
    /// What is laid out is given up.
    bool m_isChecked = false;
    QByteArray m_unused;
    /// Bytes the printer was given.
    qint64 m_given = 0;
    /// Of the text, where the printer found a fault.
    std::optional<qint64> m_faultAt;
    GrowingBytes m_made;
    qint64 m_begin = 0;
};

} // namespace Recloser
