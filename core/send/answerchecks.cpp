// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/answerchecks.h"

#include "core/send/contentcoding.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

std::optional<SendError> brokenLength(const QList<RawHeader> &headers, const QUrl &url)
{
    if (!headerValue(headers, "transfer-encoding").isEmpty())
        return std::nullopt;
    std::optional<QByteArrayView> length;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, "content-length"))
            continue;
        for (qsizetype begin = 0; begin <= header.value.size();) {
            const qsizetype comma = header.value.indexOf(',', begin);
            const qsizetype end = comma < 0 ? header.value.size() : comma;
            const QByteArrayView digits
                = QByteArrayView(header.value).sliced(begin, end - begin).trimmed();
            bool fits = false;
            const qint64 size = digits.toLongLong(&fits);
            const bool isLength = fits && size >= 0
                && std::all_of(digits.begin(), digits.end(),
                               [](char c) { return c >= '0' && c <= '9'; });
            if (!isLength || (length && *length != digits))
                return SendError{
                    Kind::BrokenResponse, url.authority(),
                    u"its Content-Length is \"%1\""_s.arg(QString::fromLatin1(header.value))};
            length = digits;
            begin = end + 1;
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<SendError> brokenHead(const Response &head)
{
    const auto broken = [&head](const QString &why) {
        return SendError{Kind::BrokenResponse, head.url.authority(), why};
    };
    if (head.status < 100 || head.status > 999)
        return broken(u"its status is %1"_s.arg(head.status));
    // What is told of before an answer is none, nor is what HTTP/2 sends without a status.
    if (head.status < 200 && head.status != 101)
        return broken(u"its status is %1, which is none of an answer"_s.arg(head.status));
    if (head.headers.size() > mostHeaderLines)
        return broken(u"its head has %1 lines"_s.arg(head.headers.size()));
    qsizetype bytes = 0;
    for (const RawHeader &header : head.headers)
        bytes += header.name.size() + header.value.size();
    if (bytes > mostHeaderBytes)
        return broken(u"its head has %1 bytes"_s.arg(bytes));
    if (const QByteArray coding = unknownTransferCoding(head); !coding.isEmpty())
        return broken(u"its Transfer-Encoding has \"%1\""_s.arg(QString::fromLatin1(coding)));
    return brokenLength(head.headers, head.url);
}

} // namespace Recloser
