// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/unmasking.h"

#include "core/resolve/maskedplaces.h"
#include "core/resolve/masking.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/urltext.h"
#include "core/resolve/variables.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTimeZone>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = SendError::Kind;
using Part = MaskedPlace::Part;

/// Of a body with masks, which history keeps as a file.
constexpr qint64 largestMasked = 256 * 1024 * 1024;

QString nameOf(const ResolvedRequest &request, Part part, qsizetype index)
{
    switch (part) {
    case Part::Url:
        return u"the URL"_s;
    case Part::Header:
        return u"header "_s + QString::fromUtf8(request.headers.value(index).name);
    case Part::Proxy:
        return u"the proxy"_s;
    case Part::Body:
        break;
    }
    return u"the body"_s;
}

std::unexpected<SendError> error(Kind kind, const QString &subject, const QString &detail = {})
{
    return std::unexpected(SendError{kind, subject, detail});
}

/// Of a record that says nothing of its masks.
std::optional<QString> firstMask(const ResolvedRequest &request)
{
    if (request.urlText.contains(maskText()))
        return nameOf(request, Part::Url, 0);
    if (request.route.proxy.contains(maskText()))
        return nameOf(request, Part::Proxy, 0);
    const QByteArray mask = maskText().toUtf8();
    for (qsizetype i = 0; i < request.headers.size(); ++i) {
        if (request.headers[i].value.contains(mask))
            return nameOf(request, Part::Header, i);
    }
    for (const BodySegment &segment : request.body) {
        if (segment.bytes.contains(mask))
            return nameOf(request, Part::Body, 0);
    }
    return std::nullopt;
}

std::expected<void, SendError> checkFile(BodySegment &segment, ReplayLeniency::Files files)
{
    const QFileInfo info(segment.filePath);
    if (!info.isFile() || !info.isReadable())
        return error(Kind::BodyUnreadable, segment.filePath,
                     info.exists() ? u"there is no permission to read it"_s
                                   : u"the file does not exist"_s);
    const QDateTime modifiedAt = info.lastModified(QTimeZone::UTC);
    const bool isSame = info.size() == segment.size
        && (!segment.modifiedAt.isValid() || modifiedAt == segment.modifiedAt);
    if (!isSame && files == ReplayLeniency::Files::AsTheyWere)
        return error(Kind::BodyChanged, segment.filePath,
                     u"it had %1 bytes and was changed at %2, now it has %3, changed at %4"_s
                         .arg(segment.size)
                         .arg(segment.modifiedAt.toString(Qt::ISODate))
                         .arg(info.size())
                         .arg(modifiedAt.toString(Qt::ISODate)));
    segment.size = info.size();
    segment.modifiedAt = modifiedAt;
    return {};
}

class Filling
{
public:
    Filling(ResolvedRequest request, const Scope &scope, const ReplayLeniency &leniency)
        : m_request(std::move(request))
        , m_scope(scope)
        , m_leniency(leniency)
    {
    }

    std::expected<ResolvedRequest, SendError> run()
    {
        const QList<MaskedPlace> places = m_request.masked.value_or(QList<MaskedPlace>());
        if (!m_request.masked && m_leniency.secrets == ReplayLeniency::Secrets::Required) {
            if (const auto place = firstMask(m_request))
                return error(Kind::SecretNotKept, *place, u"old record"_s);
        }
        m_request.masked.reset();
        m_url = m_request.urlText.toUtf8();
        m_proxy = m_request.route.proxy.toUtf8();
        // From the last, so that the offsets before stay true.
        for (auto place = places.crbegin(); place != places.crend(); ++place) {
            if (const auto filled = fill(*place); !filled)
                return std::unexpected(filled.error());
        }
        for (auto index = m_leftOut.crbegin(); index != m_leftOut.crend(); ++index)
            m_request.headers.removeAt(*index);
        auto url = checkedUrl(QString::fromUtf8(m_url));
        if (!url)
            return std::unexpected(std::move(url.error()));
        m_request.url = url->url;
        m_request.urlText = url->text;
        m_request.route.proxy = QString::fromUtf8(m_proxy);
        for (BodySegment &segment : m_request.body) {
            if (!segment.filePath.isEmpty()) {
                if (const auto checked = checkFile(segment, m_leniency.files); !checked)
                    return std::unexpected(checked.error());
            } else if (segment.bytes.isEmpty() && segment.size > 0) {
                return error(Kind::BodyNotKept, {});
            }
        }
        return std::move(m_request);
    }

private:
    /// Null where there is no such place.
    QByteArray *textAt(const MaskedPlace &place)
    {
        switch (place.part) {
        case Part::Url:
            return &m_url;
        case Part::Header:
            return place.index < m_request.headers.size() ? &m_request.headers[place.index].value
                                                          : nullptr;
        case Part::Proxy:
            return &m_proxy;
        case Part::Body:
            break;
        }
        return place.index < m_request.body.size() ? bytesOf(m_request.body[place.index]) : nullptr;
    }

    /// A large one is in a file of history's, and with a secret in it, it is a text.
    static QByteArray *bytesOf(BodySegment &segment)
    {
        if (segment.filePath.isEmpty())
            return &segment.bytes;
        QFile file(segment.filePath);
        if (!file.open(QIODevice::ReadOnly) || file.size() > largestMasked)
            return nullptr;
        segment = {file.readAll(), {}, file.size()};
        return &segment.bytes;
    }

    std::expected<void, SendError> fill(const MaskedPlace &place)
    {
        QByteArray *text = textAt(place);
        const QString name = nameOf(m_request, place.part, place.index);
        const qsizetype length = maskText().size();
        if (!text || place.offset + length > text->size())
            return error(place.part == Part::Body ? Kind::BodyNotKept : Kind::SecretNotKept, name,
                         u"damaged record"_s);
        auto value = valueOf(place, name);
        if (!value && m_leniency.secrets == ReplayLeniency::Secrets::Required)
            return std::unexpected(std::move(value.error()));
        if (!value && place.part == Part::Header && text->size() == length)
            m_leftOut.insert(m_leftOut.begin(), place.index);
        text->replace(place.offset, length, value.value_or(QByteArray()));
        if (place.part == Part::Body)
            m_request.body[place.index].size = text->size();
        return {};
    }

    std::expected<QByteArray, SendError> valueOf(const MaskedPlace &place, const QString &name)
    {
        if (place.pieces.isEmpty())
            return error(Kind::SecretNotKept, name);
        QByteArray value;
        for (const MaskedPlace::Piece &piece : place.pieces) {
            if (!piece.isPlaceholder) {
                value += piece.text.toUtf8();
                continue;
            }
            const auto expanded = Placeholders(m_scope).expand(piece.text, name);
            if (!expanded)
                return std::unexpected(expanded.error());
            value += codedAs(piece.coding, *expanded);
        }
        return place.isBasic ? "Basic " + value.toBase64() : value;
    }

    ResolvedRequest m_request;
    const Scope &m_scope;
    ReplayLeniency m_leniency;
    QByteArray m_url;
    QByteArray m_proxy;
    /// Indexes of headers, in order.
    std::vector<qsizetype> m_leftOut;
};

} // namespace

QStringList secretsOf(const ResolvedRequest &masked)
{
    QStringList placeholders;
    const QList<MaskedPlace> places = masked.masked.value_or(QList<MaskedPlace>());
    for (const MaskedPlace &place : places) {
        for (const MaskedPlace::Piece &piece : place.pieces) {
            if (piece.isPlaceholder)
                placeholders.append(piece.text);
        }
    }
    return secretsIn(placeholders);
}

std::expected<ResolvedRequest, SendError>
unmasked(const ResolvedRequest &masked, const Scope &scope, const ReplayLeniency &leniency)
{
    return Filling(masked, scope, leniency).run();
}

} // namespace Recloser
