// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/downloadfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

struct Notes
{
    QByteArray key;
    QByteArray validator;
};

/// Queries hold secrets, so the URL itself is not written down.
QByteArray keyOf(const ResolvedRequest &request)
{
    return QCryptographicHash::hash(request.url.toEncoded(), QCryptographicHash::Sha256).toHex();
}

QString notesPath(const QString &partPath)
{
    return partPath + u".json"_s;
}

std::optional<Notes> readNotes(const QString &partPath)
{
    QFile file(notesPath(partPath));
    if (!file.open(QIODevice::ReadOnly) || file.size() > 64 * 1024)
        return std::nullopt;
    const QJsonObject notes = QJsonDocument::fromJson(file.readAll()).object();
    return Notes{notes["url_sha256"_L1].toString().toLatin1(),
                 notes["validator"_L1].toString().toLatin1()};
}

QDateTime dateOf(const Response &head, QByteArrayView name)
{
    QString date = QString::fromLatin1(headerValue(head.headers, name)).trimmed();
    // Qt knows the form of RFC 2822, whose zones are numbers.
    if (date.endsWith("GMT"_L1))
        date = date.chopped(3) + u"+0000"_s;
    return QDateTime::fromString(date, Qt::RFC2822Date);
}

/// A validator that two different bodies cannot share (RFC 9110 section 8.8.2.2: a date is one only
/// if it is older than the answer); empty: none.
QByteArray strongValidator(const Response &head)
{
    const QByteArray tag = headerValue(head.headers, "etag").trimmed();
    if (tag.startsWith('"') && tag.endsWith('"') && tag.size() > 2)
        return tag;
    const QDateTime changed = dateOf(head, "last-modified");
    const QDateTime answered = dateOf(head, "date");
    if (tag.isEmpty() && changed.isValid() && answered.isValid() && changed.secsTo(answered) >= 1)
        return headerValue(head.headers, "last-modified").trimmed();
    return {};
}

bool isCoded(const Response &head)
{
    const QByteArray coding = headerValue(head.headers, "content-encoding").trimmed().toLower();
    return !coding.isEmpty() && coding != "identity";
}

bool says(const ResolvedRequest &request, QByteArrayView name)
{
    return !headerValue(request.headers, name).isNull();
}

} // namespace

DownloadFile::DownloadFile(QString path) : m_path(std::move(path)) { }

QString DownloadFile::partPath() const
{
    return m_path + u".part"_s;
}

qint64 DownloadFile::kept(const ResolvedRequest &request) const
{
    if (request.method != "GET" || says(request, "range"))
        return 0;
    const auto notes = readNotes(partPath());
    if (!notes || notes->validator.isEmpty() || notes->key != keyOf(request))
        return 0;
    return QFileInfo(partPath()).size();
}

QList<RawHeader> DownloadFile::headersFor(const ResolvedRequest &request)
{
    m_key = keyOf(request);
    m_asked = 0;
    m_offset = 0;
    m_isResumable = false;
    m_validator.clear();
    QList<RawHeader> headers;
    if (request.method != "GET")
        return headers;
    if (!says(request, "accept-encoding"))
        headers.append({"Accept-Encoding"_ba, "identity"_ba});
    // The last byte is asked for again: there is no answer to a request for nothing.
    if (const qint64 size = kept(request); size > 1) {
        m_asked = size - 1;
        m_validator = readNotes(partPath())->validator;
        headers.append({"Range"_ba, "bytes=" + QByteArray::number(m_asked) + '-'});
        headers.append({"If-Range"_ba, m_validator});
    }
    return headers;
}

std::expected<void, SendError> DownloadFile::checkRange(const Response &head) const
{
    const QByteArray range = headerValue(head.headers, "content-range").trimmed().toLower();
    const QByteArray expected = "bytes " + QByteArray::number(m_asked) + '-';
    const QByteArray validator = strongValidator(head);
    const auto broken = [&head](const QString &why) {
        return std::unexpected(SendError{Kind::BrokenResponse, head.url.authority(), why});
    };
    if (!range.startsWith(expected))
        return broken(u"its part is \"%1\", asked for was the one from byte %2"_s
                          .arg(QString::fromLatin1(range))
                          .arg(m_asked));
    if (isCoded(head))
        return broken(u"its part has a content coding, what there is has none"_s);
    if (m_validator.startsWith('"') && !validator.isEmpty() && validator != m_validator)
        return broken(u"its part is of another version"_s);
    return {};
}

std::expected<std::unique_ptr<QFile>, SendError> DownloadFile::begin(const Response &head)
{
    if (head.status < 200 || head.status > 299 || head.status == 204)
        return nullptr;
    auto file = std::make_unique<QFile>(partPath());
    const bool goesOn = head.status == 206 && m_asked > 0;
    if (goesOn) {
        if (auto right = checkRange(head); !right)
            return std::unexpected(std::move(right.error()));
        m_isResumable = true;
    }
    m_offset = goesOn ? m_asked : 0;
    if (!file->open(QIODevice::ReadWrite) || !file->resize(m_offset) || !file->seek(m_offset))
        return std::unexpected(unwritable(partPath(), file->errorString()));
    // Only now: what is there must never be taken for the beginning of something newer.
    if (!goesOn) {
        if (auto written = writeNotes(head); !written)
            return std::unexpected(std::move(written.error()));
    }
    return file;
}

std::expected<void, SendError> DownloadFile::writeNotes(const Response &head)
{
    const QByteArray validator
        = isCoded(head) || head.status != 200 ? QByteArray() : strongValidator(head);
    const QByteArray ranges = headerValue(head.headers, "accept-ranges").trimmed().toLower();
    m_isResumable = !validator.isEmpty() && ranges == "bytes";
    QSaveFile file(notesPath(partPath()));
    const QJsonObject notes{{u"url_sha256"_s, QString::fromLatin1(m_key)},
                            {u"validator"_s, QString::fromLatin1(validator)}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(notes).toJson()) < 0
        || !file.commit())
        return std::unexpected(unwritable(file.fileName(), file.errorString()));
    return {};
}

std::expected<void, SendError> DownloadFile::complete()
{
    // QFile::rename() replaces nothing.
    if (std::rename(QFile::encodeName(partPath()).constData(),
                    QFile::encodeName(m_path).constData())
        != 0)
        return std::unexpected(unwritable(m_path, QString::fromLocal8Bit(std::strerror(errno))));
    QFile::remove(notesPath(partPath()));
    return {};
}

SendError DownloadFile::unwritable(const QString &path, const QString &reason)
{
    return {Kind::ResponseUnwritable, path, reason};
}

} // namespace Recloser
