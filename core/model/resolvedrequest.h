// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace Recloser {

/// One header line as bytes, name in the case it was written or received.
struct RawHeader
{
    QByteArray name;
    QByteArray value;

    bool operator==(const RawHeader &) const = default;
};

/// By name without regard to case. Most names differ in their lengths already.
inline bool isNamed(const RawHeader &header, QByteArrayView name)
{
    return header.name.size() == name.size() && header.name.compare(name, Qt::CaseInsensitive) == 0;
}

/// A stretch of a request body: bytes in memory, or a whole file that is streamed from disk.
struct BodySegment
{
    QByteArray bytes;
    /// Not empty: the file's content stands here instead of `bytes`.
    QString filePath;
    qint64 size = 0;

    bool operator==(const BodySegment &) const = default;
};

/// A request ready for the wire. Plain value.
struct ResolvedRequest
{
    QByteArray method;
    /// Exactly what is requested, percent-encoded.
    QUrl url;
    /// The URL as text the circuit key is searched in: as sent, query included, fragment left out.
    QString urlText;
    /// In order, duplicates kept; those that were added for the user (Content-Type, Authorization)
    /// included.
    QList<RawHeader> headers;
    /// Names of `headers` that Recloser added (body type, authentication), in lower case.
    QList<QByteArray> addedHeaders;
    QList<BodySegment> body;
    RedirectPolicy redirects;
    HttpVersion httpVersion = HttpVersion::Automatic;

    qint64 bodySize() const
    {
        qint64 size = 0;
        for (const BodySegment &segment : body)
            size += segment.size;
        return size;
    }
    bool operator==(const ResolvedRequest &) const = default;
};

} // namespace Recloser
