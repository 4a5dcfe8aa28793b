// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/response.h"
#include "core/model/senderror.h"

#include <QFile>

#include <expected>
#include <memory>

namespace Recloser {

/// A file that the body of a response goes to, in several tries if need be. What has come is in
/// PATH.part, which answer it is the beginning of in PATH.part.json; when it is whole, PATH is
/// replaced and both are gone. Plain object, for one request after the other.
class DownloadFile
{
public:
    explicit DownloadFile(QString path);

    const QString &path() const { return m_path; }
    QString partPath() const;

    /// Bytes of an earlier try that can be gone on with; 0 where there are none, they belong to
    /// another URL, or the server gave nothing to tell its versions apart by.
    qint64 kept(const ResolvedRequest &request) const;
    /// What a request has to say: that the body comes without a content coding, and with kept()
    /// bytes that the rest is enough as long as it is the same (RFC 9110 sections 13.1.5, 14.2).
    /// What the request says itself stays. Of GET only.
    QList<RawHeader> headersFor(const ResolvedRequest &request);

    /// The head of the final answer: where its body goes. Null for what is not the file, such as
    /// an error status. BrokenResponse for another part than was asked for, and
    /// where there is none to go on with; ResponseUnwritable.
    std::expected<std::unique_ptr<QFile>, SendError> begin(const Response &head);
    /// All of the answer came. BrokenResponse where that is not all of the file,
    /// ResponseUnwritable.
    std::expected<void, SendError> complete();

    /// Bytes that were there before the present answer.
    qint64 offset() const { return m_offset; }
    /// The server lets a later try go on from here; known with the head.
    bool isResumable() const { return m_isResumable; }

private:
    std::expected<void, SendError> checkRange(const Response &head) const;
    std::expected<void, SendError> writeNotes(const Response &head);
    static SendError unwritable(const QString &path, const QString &reason);

    QString m_path;
    /// Of the request that headersFor() was asked for.
    QByteArray m_key;
    QByteArray m_validator;
    qint64 m_asked = 0;
    qint64 m_offset = 0;
    /// Of the whole, where a part tells; -1: not known.
    qint64 m_total = -1;
    /// The request asks for a part itself.
    bool m_wantsPart = false;
    bool m_isResumable = false;
};

} // namespace Recloser
