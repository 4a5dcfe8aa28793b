// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayView>
#include <QString>

#include <expected>
#include <memory>
#include <span>

namespace Recloser {

/// Undoes one compression, piece by piece and with flat memory. Plain object.
class StreamDecoder
{
public:
    struct Step
    {
        qsizetype consumed = 0;
        qsizetype produced = 0;
    };
    struct Failure
    {
        /// In the words of the library.
        QString reason;
        /// Bytes of the last input before the one that is wrong.
        qsizetype consumed = 0;
    };

    StreamDecoder() = default;
    StreamDecoder(const StreamDecoder &) = delete;
    StreamDecoder &operator=(const StreamDecoder &) = delete;
    virtual ~StreamDecoder() = default;

    /// Takes some of `input` and fills some of `output`. When it filled all of it there may be more
    /// to come without further input; `input` may be empty then.
    virtual std::expected<Step, Failure> decode(QByteArrayView input, std::span<char> output) = 0;
    /// Whether the input so far is whole; nothing at all is.
    virtual bool isComplete() const = 0;
};

/// RFC 1952: one member after the other. Zeros behind a member are padding, as tapes and many
/// programs leave it; anything else is an error.
std::unique_ptr<StreamDecoder> gzipDecoder();
/// RFC 9110 section 8.4.1.2: a zlib stream (RFC 1950), and what many servers send under that name,
/// the bare blocks (RFC 1951).
std::unique_ptr<StreamDecoder> deflateDecoder();
/// RFC 7932.
std::unique_ptr<StreamDecoder> brotliDecoder();
/// RFC 8878: one frame after the other, with windows of at most 8 MiB (RFC 9659).
std::unique_ptr<StreamDecoder> zstdDecoder();

} // namespace Recloser
