// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/contentcoding.h"

#include <algorithm>
#include <array>
#include <ranges>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// Each takes memory of its own, and each multiplies what can be hidden in a few bytes.
constexpr size_t codingsAtMost = 5;

struct NamedCoding
{
    QByteArrayView name;
    ContentCoding coding;
};

/// RFC 9110 section 8.4.1.3: x-gzip is gzip.
constexpr std::array namedCodings{
    NamedCoding{"zstd", ContentCoding::Zstd}, NamedCoding{"br", ContentCoding::Brotli},
    NamedCoding{"gzip", ContentCoding::Gzip}, NamedCoding{"x-gzip", ContentCoding::Gzip},
    NamedCoding{"deflate", ContentCoding::Deflate}};

/// Those of all lines of a header, in the order they were applied, without identity and chunked.
QByteArrayList codingsIn(const QList<RawHeader> &headers, QByteArrayView named)
{
    QByteArrayList applied;
    for (const RawHeader &header : headers) {
        if (!isNamed(header, named))
            continue;
        for (const QByteArray &part : header.value.split(',')) {
            const QByteArray name = part.trimmed().toLower();
            if (!name.isEmpty() && name != "identity" && name != "chunked")
                applied.append(name);
        }
    }
    return applied;
}

/// False for "bytes 0-99/1000", true for "bytes 0-999/1000" (RFC 9110 section 14.4).
bool isWhole(const QByteArray &contentRange)
{
    const QByteArray range = contentRange.trimmed().toLower();
    const qsizetype slash = range.indexOf('/');
    if (!range.startsWith("bytes 0-") || slash < 0)
        return false;
    bool isLast = false;
    bool isSize = false;
    const qint64 last = range.sliced(8, slash - 8).toLongLong(&isLast);
    const qint64 size = range.sliced(slash + 1).toLongLong(&isSize);
    return isLast && isSize && last + 1 == size;
}

} // namespace

QString codingName(ContentCoding coding)
{
    return QString::fromLatin1(std::ranges::find(namedCodings, coding, &NamedCoding::coding)->name);
}

QByteArray acceptedCodings()
{
    return "zstd, br, gzip, deflate"_ba;
}

QByteArray unknownTransferCoding(const Response &head)
{
    for (const QByteArrayList codings = codingsIn(head.headers, "transfer-encoding");
         const QByteArray &name : codings) {
        if (std::ranges::find(namedCodings, QByteArrayView(name), &NamedCoding::name)
            == namedCodings.end())
            return name;
    }
    return {};
}

std::expected<std::vector<ContentCoding>, QString> codingsToUndo(const Response &head)
{
    std::vector<ContentCoding> codings;
    QByteArrayList applied;
    if (head.status != 206 || isWhole(headerValue(head.headers, "content-range")))
        applied = codingsIn(head.headers, "content-encoding");
    // Those of the way come on top (RFC 9112 section 7), of parts as well.
    applied += codingsIn(head.headers, "transfer-encoding");
    for (const QByteArray &name : applied | std::views::reverse) {
        const auto known
            = std::ranges::find(namedCodings, QByteArrayView(name), &NamedCoding::name);
        if (known == namedCodings.end())
            break;
        if (codings.size() == codingsAtMost)
            return std::unexpected(u"its headers name more than %1 codings"_s.arg(codingsAtMost));
        codings.push_back(known->coding);
    }
    return codings;
}

} // namespace Recloser
