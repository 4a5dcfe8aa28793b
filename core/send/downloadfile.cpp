// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/downloadfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
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
    /// Of the whole; -1: not known.
    qint64 size = -1;
};

/// "bytes first-last/total" (RFC 9110 section 14.4).
struct ContentRange
{
    qint64 first = 0;
    qint64 last = 0;
    /// -1: not known.
    qint64 total = -1;
};

std::optional<ContentRange> contentRangeOf(const Response &head)
{
    static const QRegularExpression form(
        u"^bytes ([0-9]{1,18})-([0-9]{1,18})/(?:([0-9]{1,18})|\\*)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match
        = form.match(QString::fromLatin1(headerValue(head.headers, "content-range").trimmed()));
    if (!match.hasMatch())
        return {};
    ContentRange range{match.captured(1).toLongLong(), match.captured(2).toLongLong()};
    if (!match.captured(3).isEmpty())
        range.total = match.captured(3).toLongLong();
    const bool isSound = range.first <= range.last && (range.total < 0 || range.last < range.total);
    return isSound ? std::optional(range) : std::nullopt;
}

/// -1: it says none.
qint64 sizeOf(const Response &head)
{
    bool isSize = false;
    const qint64 size = headerValue(head.headers, "content-length").trimmed().toLongLong(&isSize);
    return isSize ? size : -1;
}

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
                 notes["validator"_L1].toString().toLatin1(), notes["size"_L1].toInteger(-1)};
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
    m_total = -1;
    m_isResumable = false;
    m_wantsPart = says(request, "range");
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
    const auto range = contentRangeOf(head);
    const QByteArray validator = strongValidator(head);
    const auto broken = [&head](const QString &why) {
        return std::unexpected(SendError{Kind::BrokenResponse, head.url.authority(), why});
    };
    if (!range || range->first != m_asked)
        return broken(u"its part is \"%1\", asked for was the one from byte %2"_s
                          .arg(QString::fromLatin1(headerValue(head.headers, "content-range")))
                          .arg(m_asked));
    if (isCoded(head))
        return broken(u"its part has a content coding, what there is has none"_s);
    if (m_validator.startsWith('"') && !validator.isEmpty() && validator != m_validator)
        return broken(u"its part is of another version"_s);
    const qint64 size = readNotes(partPath()).value_or(Notes()).size;
    if (size >= 0 && range->total >= 0 && size != range->total)
        return broken(
            u"its part is one of %1 bytes, what there is one of %2"_s.arg(range->total).arg(size));
    return {};
}

std::expected<std::unique_ptr<QFile>, SendError> DownloadFile::begin(const Response &head)
{
    const auto broken = [&head](const QString &why) {
        return std::unexpected(SendError{Kind::BrokenResponse, head.url.authority(), why});
    };
    if (head.status == 416 && m_asked > 0) {
        // What there is is longer than what there is to have: the next try begins anew.
        QFile::remove(notesPath(partPath()));
        return broken(
            u"it has no byte %1 (416) to go on from, a new try begins anew"_s.arg(m_asked));
    }
    if (head.status < 200 || head.status > 299 || head.status == 204)
        return nullptr;
    if (head.status == 206 && m_asked == 0 && !m_wantsPart)
        return broken(u"it sends a part (206), asked for was all"_s);
    auto file = std::make_unique<QFile>(partPath());
    const bool goesOn = head.status == 206 && m_asked > 0;
    if (goesOn) {
        if (auto right = checkRange(head); !right)
            return std::unexpected(std::move(right.error()));
        m_isResumable = true;
        m_total = contentRangeOf(head)->total;
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
                            {u"validator"_s, QString::fromLatin1(validator)},
                            {u"size"_s, isCoded(head) ? -1 : sizeOf(head)}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(notes).toJson()) < 0
        || !file.commit())
        return std::unexpected(unwritable(file.fileName(), file.errorString()));
    return {};
}

std::expected<void, SendError> DownloadFile::complete()
{
    // A server may send less than it was asked for.
    if (const qint64 size = QFileInfo(partPath()).size(); size < m_total)
        return std::unexpected(
            SendError{Kind::BrokenResponse, m_path,
                      u"its part ends after %1 of %2 bytes"_s.arg(size).arg(m_total)});
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
