// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/multipart.h"
#include "tests/fuzz/fuzzpieces.h"

using namespace Recloser;

namespace {

MediaType mixed()
{
    return parseMediaType(u"multipart/mixed; boundary=b");
}

QByteArray written(QByteArrayView body, const MultipartBody &read)
{
    QByteArray text;
    for (const MultipartSection &part : read.parts) {
        text += "--b\r\n";
        for (const RawHeader &header : part.headers)
            text += header.name + ": " + header.value + "\r\n";
        text += "\r\n" + body.sliced(part.contentBegin, part.end - part.contentBegin) + "\r\n";
    }
    return text + "--b--\r\n";
}

} // namespace

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        "--b",
        "--b\r\n",
        "--b\n",
        "--b--",
        "--b--\r\n",
        "\r\n--b",
        "\r\n",
        "\n",
        "\r\n\r\n",
        "a",
        "--",
        "--bx",
        " ",
        "\t",
        ":",
        "Content-Type: text/html",
        "Content-Disposition: form-data; name=\"a\"; filename=\"b%22\"",
        "Content-Type: multipart/mixed; boundary=b",
        "content",
        "\xff",
        QByteArray("\0", 1),
        "name*=UTF-8''%e9",
    };
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView body(reinterpret_cast<const char *>(data), qsizetype(size));
    const MultipartBody read = readMultipart(body, mixed()).value_or(MultipartBody{});
    keep(read.parts.empty()
                 == (!read.faults.empty()
                     && read.faults.front().kind == MultipartFault::Kind::NoDelimiter)
             || read.parts.empty(),
         "without a delimiter there are no parts");
    qint64 end = read.preambleEnd;
    for (const MultipartSection &part : read.parts) {
        keep(part.begin >= end && part.begin <= part.contentBegin && part.contentBegin <= part.end
                 && part.end <= body.size(),
             "parts stand one behind the other");
        end = part.end;
        part.type();
        part.name();
        part.fileName();
    }
    keep(read.epilogueBegin >= end || read.parts.empty(), "the epilogue stands behind them");
    const QByteArray text = written(body, read);
    const MultipartBody again = readMultipart(text, mixed()).value_or(MultipartBody{});
    keep(again.parts.size() == read.parts.size(), "what is written has as many parts");
    for (size_t i = 0; i < again.parts.size(); ++i) {
        const MultipartSection &ours = read.parts[i];
        const MultipartSection &theirs = again.parts[i];
        keep(body.sliced(ours.contentBegin, ours.end - ours.contentBegin)
                 == QByteArrayView(text).sliced(theirs.contentBegin,
                                                theirs.end - theirs.contentBegin),
             "what is written is read again");
    }
    return 0;
}
