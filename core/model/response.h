// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/senderror.h"

#include <QByteArray>
#include <QList>
#include <QTemporaryFile>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace Recloser {

using std::chrono::microseconds;

/// How long each phase took, as the transport measured it; unset where it gives none.
struct Timings
{
    std::optional<microseconds> dns;
    std::optional<microseconds> connect;
    std::optional<microseconds> tls;
    std::optional<microseconds> sent;
    std::optional<microseconds> wait;
    std::optional<microseconds> download;
    microseconds total{0};

    bool operator==(const Timings &) const = default;
};

/// A response body: in memory up to 1 MiB, else a temporary file that is removed with its last
/// user.
struct ResponseBody
{
    QByteArray bytes;
    /// Set for large bodies; `bytes` is empty then. The file stays open for nobody: read it by its
    /// name.
    std::shared_ptr<const QTemporaryFile> file;
    /// A large body that history keeps or that was downloaded to a file, by path; used when `file`
    /// is unset.
    QString path;
    /// Bytes after decoding.
    qint64 size = 0;
    /// Bytes of the body as transferred, before decoding of gzip, deflate, br or zstd, without the
    /// framing of chunks; unset where it is not known, as in old histories.
    std::optional<qint64> transferredSize;
    /// Spellings of secrets that may occur in a large body; whoever keeps its file writes "***"
    /// there.
    QList<QByteArray> masked = {};

    QString filePath() const { return file ? file->fileName() : path; }
    bool isInFile() const { return file || !path.isEmpty(); }
    bool operator==(const ResponseBody &) const = default;
};

/// One redirect that was followed.
struct RedirectHop
{
    QByteArray method;
    QUrl url;
    int status = 0;
    QList<RawHeader> headers;
    /// As of a response.
    QByteArray httpVersion = {};
    /// Until the request that it led to; zero where it is not known, as in old histories.
    microseconds elapsed{0};
    /// As of a ConnectionReport.
    QString proxy = {};

    bool operator==(const RedirectHop &) const = default;
};

/// An HTTP response, whatever its status. Plain value.
struct Response
{
    int status = 0;
    QByteArray reason;
    /// "1.1", "2".
    QByteArray httpVersion;
    /// In the order received, duplicates kept.
    QList<RawHeader> headers;
    ResponseBody body;
    /// Where the response came from, after redirects.
    QUrl url;
    QList<RedirectHop> redirects;
    /// What the transport added to the request by itself (Host, Connection, ...), as far as it is
    /// known.
    QList<RawHeader> addedRequestHeaders;
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384"; empty for plain text.
    QString tls;
    /// What broke a stream off, whose body is what had come by then; unset: it ended, or was ended.
    std::optional<SendError> brokenOff = {};

    bool operator==(const Response &) const = default;
};

/// The first value of a header, by name without regard to case; null if absent.
inline QByteArray headerValue(const QList<RawHeader> &headers, QByteArrayView name)
{
    for (const RawHeader &header : headers) {
        if (isNamed(header, name))
            return header.value.isNull() ? QByteArray("") : header.value;
    }
    return {};
}

} // namespace Recloser
