// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"
#include "core/model/route.h"
#include "core/model/tlschoices.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

#include <memory>
#include <optional>

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
    /// When the file was last changed; invalid: not known.
    QDateTime modifiedAt = {};

    bool operator==(const BodySegment &) const = default;
};

/// A mask in a request that history keeps, and what it stands for. Plain value.
struct MaskedPlace
{
    enum class Part {
        Url, ///< `urlText`
        Header,
        Body,
        Proxy, ///< of the route
    };
    /// How the value of a placeholder is written there.
    enum class Coding { Plain, Url, Percent, Form, Base64, Json, Latin1 };
    struct Piece
    {
        /// What stands between the values, such as "Bearer ", or "{{$secret api-token}}".
        QString text;
        bool isPlaceholder = false;
        Coding coding = Coding::Plain;

        bool operator==(const Piece &) const = default;
    };

    Part part = Part::Url;
    /// Of the header, or of the segment of the body.
    qsizetype index = 0;
    /// Of the mask, in bytes of the masked text.
    qsizetype offset = 0;
    /// Empty: it was written out and is kept nowhere.
    QList<Piece> pieces;
    /// The pieces stand together in Base64, behind "Basic ".
    bool isBasic = false;

    bool operator==(const MaskedPlace &) const = default;
};

struct Auth;

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
    Route route;
    /// Shown to servers that ask for a client certificate, instead of what the settings have for
    /// their hosts.
    std::optional<ClientIdentity> clientIdentity = {};
    HttpVersion httpVersion = HttpVersion::Automatic;
    /// What every attempt is signed with, or challenges answered by, its placeholders resolved;
    /// null: nothing. Never kept.
    std::shared_ptr<const Auth> signing = {};
    /// By part, index and offset, where it is masked; unset in what is sent, and in old histories.
    std::optional<QList<MaskedPlace>> masked = {};

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
