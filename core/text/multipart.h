// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/text/mediatype.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace Recloser {

/// A part of a multipart body (RFC 2046 section 5.1). Plain value.
struct MultipartSection
{
    /// In their order; folded lines are joined by a blank. Lines that are none are left out.
    QList<RawHeader> headers;
    /// Bytes of the body: headers and the blank line behind them in [begin, contentBegin), the
    /// content in [contentBegin, end).
    qint64 begin = 0;
    qint64 contentBegin = 0;
    qint64 end = 0;
    /// The body ends within it: no delimiter stands behind it.
    bool isCut = false;

    /// Of its Content-Type; text/plain where there is none, as the RFC says.
    MediaType type() const;
    /// Of a form (RFC 7578): the field's name and the name of the file; null if it has none.
    QString name() const { return dispositionParameter(u"name"); }
    QString fileName() const { return dispositionParameter(u"filename"); }

private:
    QString dispositionParameter(QStringView name) const;
};

/// What is wrong with a multipart body. It is read all the same.
struct MultipartFault
{
    enum class Kind {
        NoBoundary, ///< the type has no boundary, or one that the RFC does not allow
        NoDelimiter, ///< the boundary stands nowhere at the beginning of a line
        NotClosed, ///< the last delimiter is missing
        BadHeader, ///< a line among headers that is none
        NoBlankLine, ///< headers that no blank line ends
        TooManyParts,
    };

    Kind kind = Kind::NoDelimiter;
    /// The byte in the body.
    qint64 at = 0;
    /// The number of the part, from 0.
    qsizetype part = 0;

    bool operator==(const MultipartFault &) const = default;
};

struct MultipartBody
{
    static constexpr size_t mostParts = 100'000;
    static constexpr size_t mostFaults = 100;

    std::vector<MultipartSection> parts;
    std::vector<MultipartFault> faults;
    /// What stands in front of the first delimiter and behind the last one.
    qint64 preambleEnd = 0;
    qint64 epilogueBegin = 0;
};

/// Reads `body` by the boundary of `type`. A part that is multipart itself is read by its own type
/// and its content. Line ends may be bare line feeds. Nothing once `stop` asks for it.
std::optional<MultipartBody> readMultipart(QByteArrayView body, const MediaType &type,
                                           const std::stop_token &stop = {});

} // namespace Recloser
