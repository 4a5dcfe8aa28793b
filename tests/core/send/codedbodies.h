// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

#include <brotli/encode.h>
#include <memory>
#include <zlib.h>
#include <zstd.h>

namespace Recloser {

/// `piece` so many times behind itself, compressed in the format that deflateInit2() calls by these
/// window bits (zlib.h).
inline QByteArray deflatedBy(int windowBits, const QByteArray &piece, int times = 1)
{
    z_stream stream{};
    deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray coded;
    QByteArray room(256 * 1024, Qt::Uninitialized);
    for (int i = 1; i <= times; ++i) {
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.constData()));
        stream.avail_in = static_cast<uInt>(piece.size());
        do {
            stream.next_out = reinterpret_cast<Bytef *>(room.data());
            stream.avail_out = static_cast<uInt>(room.size());
            deflate(&stream, i == times ? Z_FINISH : Z_NO_FLUSH);
            coded += room.first(room.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return coded;
}

inline QByteArray brotliOf(const QByteArray &piece, int times = 1)
{
    const std::unique_ptr<BrotliEncoderState, decltype(&BrotliEncoderDestroyInstance)> state(
        BrotliEncoderCreateInstance(nullptr, nullptr, nullptr), &BrotliEncoderDestroyInstance);
    BrotliEncoderSetParameter(state.get(), BROTLI_PARAM_QUALITY, 5);
    QByteArray coded;
    for (int i = 1; i <= times; ++i) {
        auto left = static_cast<size_t>(piece.size());
        auto next = reinterpret_cast<const uint8_t *>(piece.constData());
        do {
            size_t none = 0;
            BrotliEncoderCompressStream(
                state.get(), i == times ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS, &left,
                &next, &none, nullptr, nullptr);
            size_t size = 0;
            const uint8_t *output = BrotliEncoderTakeOutput(state.get(), &size);
            coded.append(reinterpret_cast<const char *>(output), qsizetype(size));
        } while (left > 0 || BrotliEncoderHasMoreOutput(state.get()));
    }
    return coded;
}

inline QByteArray zstdOf(const QByteArray &piece, int times = 1, int windowLog = 0)
{
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                       &ZSTD_freeCCtx);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, windowLog);
    QByteArray coded;
    QByteArray room(256 * 1024, Qt::Uninitialized);
    for (int i = 1; i <= times; ++i) {
        ZSTD_inBuffer in{piece.constData(), static_cast<size_t>(piece.size()), 0};
        size_t left = 0;
        do {
            ZSTD_outBuffer out{room.data(), static_cast<size_t>(room.size()), 0};
            left = ZSTD_compressStream2(context.get(), &out, &in,
                                        i == times ? ZSTD_e_end : ZSTD_e_continue);
            coded += room.first(qsizetype(out.pos));
        } while (in.pos < in.size || (i == times && left > 0));
    }
    return coded;
}

/// By the name of a coding, and "bare deflate" for blocks without a zlib stream around them.
inline QByteArray codedAs(const QByteArray &name, const QByteArray &piece, int times = 1)
{
    if (name == "br")
        return brotliOf(piece, times);
    if (name == "zstd")
        return zstdOf(piece, times);
    return deflatedBy(name == "bare deflate"  ? -MAX_WBITS
                          : name == "deflate" ? MAX_WBITS
                                              : MAX_WBITS + 16,
                      piece, times);
}

/// A FaultScript whose every answer is `body` with that Content-Encoding; `more` are further keys
/// of the step. In one line, without the raw strings that confuse moc.
inline QByteArray scriptServing(const QByteArray &contentEncoding, const QByteArray &body,
                                const QByteArray &more = {}, int status = 200)
{
    const bool bodyless = status == 204 || status == 304;
    const QByteArray content
        = bodyless ? QByteArray() : ", \"body_base64\": \"" + body.toBase64() + '"';
    return "{\"log\": false, \"routes\": [{\"path\": \"*\", \"sequence\": [{\"status\": "
        + QByteArray::number(status) + ", \"headers\": {\"Content-Encoding\": \"" + contentEncoding
        + "\"}" + content + more + "}]}]}";
}

} // namespace Recloser
