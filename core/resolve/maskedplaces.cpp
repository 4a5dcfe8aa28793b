// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/maskedplaces.h"

#include "core/resolve/masking.h"
#include "core/resolve/urltext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Piece = MaskedPlace::Piece;
using Coding = MaskedPlace::Coding;

/// A shorter value of a variable would be found in innocent text.
constexpr qsizetype shortestVariable = 4;

/// A value that may stand behind a mask, in one spelling.
struct Known
{
    QByteArray bytes;
    QString placeholder;
    Coding coding = Coding::Plain;
};

class KnownValues
{
public:
    explicit KnownValues(const Scope &scope)
    {
        for (auto it = scope.secrets.cbegin(); it != scope.secrets.cend(); ++it)
            add(it.value(), u"{{$secret "_s + it.key() + u"}}"_s);
        QSet<QString> seen;
        for (const ScopeLayer &layer : scope.layers) {
            for (auto it = layer.values.cbegin(); it != layer.values.cend(); ++it) {
                // Values with placeholders are known by these.
                const bool isNearest = !seen.contains(it.key());
                seen.insert(it.key());
                if (isNearest && it->size() >= shortestVariable && !it->contains("{{"_L1))
                    add(*it, u"{{"_s + it.key() + u"}}"_s);
            }
        }
        // Longer ones first; of equal ones a secret, then the plainest spelling.
        std::ranges::stable_sort(m_values, [](const Known &a, const Known &b) {
            return a.bytes.size() > b.bytes.size();
        });
    }

    const Known *at(QByteArrayView bytes) const
    {
        for (const Known &value : m_values) {
            if (bytes.startsWith(value.bytes))
                return &value;
        }
        return nullptr;
    }

private:
    void add(const QString &value, const QString &placeholder)
    {
        if (value.isEmpty())
            return;
        for (const Coding coding : {Coding::Plain, Coding::Url, Coding::Percent, Coding::Form,
                                    Coding::Base64, Coding::Json, Coding::Latin1}) {
            const QByteArray bytes = codedAs(coding, value);
            const auto same = [&](const Known &known) { return known.bytes == bytes; };
            if (std::ranges::none_of(m_values, same))
                m_values.append({bytes, placeholder, coding});
        }
    }

    QList<Known> m_values;
};

/// Scheme or name before a value, or signs between two: nothing anybody would call a secret.
bool isHarmless(const QString &text)
{
    static const QRegularExpression shape(
        u"\\A[\"',;& ]{0,4}(?:[A-Za-z][A-Za-z0-9_-]{0,31}[ =:][\"']?)?\\z"_s);
    return shape.match(text).hasMatch();
}

QString textOf(QByteArrayView bytes)
{
    return QString::fromUtf8(bytes);
}

/// The whole of `bytes` as values with harmless texts between them; nothing where that is not all
/// there is.
std::optional<QList<Piece>> piecesOf(QByteArrayView bytes, const KnownValues &known)
{
    QList<Piece> pieces;
    QByteArray text;
    bool hasValue = false;
    const auto endText = [&] {
        if (text.isEmpty())
            return true;
        pieces.append({textOf(text), false, Coding::Plain});
        return isHarmless(pieces.last().text) && !std::exchange(text, {}).isNull();
    };
    while (!bytes.isEmpty()) {
        const Known *value = known.at(bytes);
        if (!value) {
            text += bytes.front();
            bytes = bytes.sliced(1);
            continue;
        }
        if (!endText())
            return std::nullopt;
        pieces.append({value->placeholder, true, value->coding});
        bytes = bytes.sliced(value->bytes.size());
        hasValue = true;
    }
    // A word at the end, with nothing behind it, may be one.
    if (!text.isEmpty() && std::ranges::any_of(text, [](char c) {
            return QByteArrayView("\"',;& ").indexOf(c) < 0;
        }))
        return std::nullopt;
    if (!endText() || !hasValue)
        return std::nullopt;
    return pieces;
}

/// "user:password" of RFC 7617. The user's name may be written out; the password may not.
std::optional<QList<Piece>> basicPieces(const QByteArray &value, const KnownValues &known)
{
    const QByteArray pair = QByteArray::fromBase64(value.sliced(6));
    const qsizetype colon = pair.indexOf(':');
    if (colon < 0 || "Basic " + pair.toBase64() != value)
        return std::nullopt;
    auto password = piecesOf(pair.sliced(colon + 1), known);
    if (!password)
        return std::nullopt;
    const QByteArray user = pair.first(colon);
    auto pieces = user.isEmpty() ? QList<Piece>() : piecesOf(user, known);
    if (!pieces)
        pieces = QList<Piece>{{textOf(user), false, Coding::Plain}};
    return *pieces + QList<Piece>{{u":"_s, false, Coding::Plain}} + *password;
}

MaskedPlace placeOf(const QByteArray &hidden, const KnownValues &known)
{
    MaskedPlace place;
    if (hidden == maskText().toUtf8()) { // which stood there before
        place.pieces = {{maskText(), false, Coding::Plain}};
    } else if (hidden.startsWith("Basic ")) {
        if (auto pieces = basicPieces(hidden, known)) {
            place.pieces = *std::move(pieces);
            place.isBasic = true;
        }
    }
    if (place.pieces.isEmpty())
        place.pieces = piecesOf(hidden, known).value_or(QList<Piece>());
    return place;
}

/// The masks of one text: what stands between them is the same in both.
void addPlaces(QList<MaskedPlace> &places, MaskedPlace::Part part, qsizetype index,
               const QByteArray &original, const QByteArray &masked, const KnownValues &known)
{
    if (original == masked)
        return;
    const QByteArray mask = maskText().toUtf8();
    qsizetype at = 0; // in original
    qsizetype offset = masked.indexOf(mask);
    at = offset;
    while (offset >= 0) {
        const qsizetype next = masked.indexOf(mask, offset + mask.size());
        const QByteArray behind = next < 0
            ? masked.sliced(offset + mask.size())
            : masked.sliced(offset + mask.size(), next - offset - mask.size());
        // The text behind may occur within what is hidden, too: the first split that can be told
        // counts, or else the first one.
        MaskedPlace place;
        qsizetype end = -1;
        for (qsizetype candidate = next < 0 ? original.size() - behind.size()
                                            : original.indexOf(behind, std::max<qsizetype>(0, at));
             candidate >= at; candidate = original.indexOf(behind, candidate + 1)) {
            const MaskedPlace tried = placeOf(original.sliced(at, candidate - at), known);
            if (end < 0 || !tried.pieces.isEmpty()) {
                end = candidate;
                place = tried;
            }
            if (!tried.pieces.isEmpty() || next < 0 || candidate >= original.size())
                break;
        }
        place.part = part;
        place.index = index;
        place.offset = offset;
        places.append(place);
        if (end < 0)
            end = at;
        at = end + behind.size();
        offset = next;
    }
}

} // namespace

QByteArray codedAs(MaskedPlace::Coding coding, const QString &value)
{
    switch (coding) {
    case Coding::Plain:
        break;
    case Coding::Url:
        return encodedAsInUrl(value).toUtf8();
    case Coding::Percent:
        return QUrl::toPercentEncoding(value);
    case Coding::Form:
        return formEncoded(value);
    case Coding::Base64:
        return value.toUtf8().toBase64();
    case Coding::Latin1: // of header values that fit
        return value.toLatin1();
    case Coding::Json: {
        const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return array.sliced(2, array.size() - 4);
    }
    }
    return value.toUtf8();
}

bool hasMask(const ResolvedRequest &request)
{
    const QByteArray mask = maskText().toUtf8();
    return request.urlText.contains(maskText()) || request.route.proxy.contains(maskText())
        || std::ranges::any_of(request.headers,
                               [&](const RawHeader &header) { return header.value.contains(mask); })
        || std::ranges::any_of(request.body, [&](const BodySegment &segment) {
               return segment.bytes.contains(mask);
           });
}

QList<MaskedPlace> maskedPlaces(const ResolvedRequest &original, const ResolvedRequest &masked,
                                const Scope &scope)
{
    const KnownValues known(scope);
    QList<MaskedPlace> places;
    addPlaces(places, MaskedPlace::Part::Url, 0, original.urlText.toUtf8(), masked.urlText.toUtf8(),
              known);
    for (qsizetype i = 0; i < masked.headers.size(); ++i)
        addPlaces(places, MaskedPlace::Part::Header, i, original.headers[i].value,
                  masked.headers[i].value, known);
    for (qsizetype i = 0; i < masked.body.size(); ++i)
        addPlaces(places, MaskedPlace::Part::Body, i, original.body[i].bytes, masked.body[i].bytes,
                  known);
    addPlaces(places, MaskedPlace::Part::Proxy, 0, original.route.proxy.toUtf8(),
              masked.route.proxy.toUtf8(), known);
    return places;
}

} // namespace Recloser
