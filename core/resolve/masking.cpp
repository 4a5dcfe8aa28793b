// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/masking.h"

#include "core/resolve/redaction.h"
#include "core/resolve/urltext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qsizetype shortestLikely = 4;

QString jsonEscaped(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(2, array.size() - 4));
}

} // namespace

QString maskText()
{
    return u"***"_s;
}

void Masking::add(const QString &secret)
{
    if (secret.isEmpty() || secret == maskText())
        return;
    addNeedle(secret);
    addNeedle(QString::fromLatin1(QUrl::toPercentEncoding(secret)));
    addNeedle(QString::fromLatin1(formEncoded(secret)));
    addNeedle(encodedAsInUrl(secret));
    addNeedle(jsonEscaped(secret));
    if (secret.size() >= shortestLikely)
        addNeedle(QString::fromLatin1(secret.toUtf8().toBase64()));
}

void Masking::addLikely(const QString &secret)
{
    if (secret.size() >= shortestLikely)
        add(secret);
}

void Masking::addNeedle(const QString &needle)
{
    if (needle.isEmpty() || m_known.contains(needle))
        return;
    m_known.insert(needle);
    const auto place = std::lower_bound(
        m_needles.begin(), m_needles.end(), needle,
        [](const QString &one, const QString &other) { return one.size() > other.size(); });
    m_byteNeedles.insert(place - m_needles.begin(), needle.toUtf8());
    m_needles.insert(place, needle);
    // Header values that fit go out as Latin-1.
    if (const QByteArray latin = needle.toLatin1(); latin.size() == needle.size()
        && QString::fromLatin1(latin) == needle && latin != needle.toUtf8())
        m_latinNeedles.append(latin);
}

void Masking::mask(QString &text) const
{
    for (const QString &needle : m_needles) {
        if (text.contains(needle))
            text.replace(needle, maskText());
    }
}

void Masking::mask(QByteArray &bytes) const
{
    for (const QByteArray &needle : m_byteNeedles) {
        if (bytes.contains(needle))
            bytes.replace(needle, maskText().toUtf8());
    }
    for (const QByteArray &needle : m_latinNeedles) {
        if (bytes.contains(needle))
            bytes.replace(needle, maskText().toUtf8());
    }
}

void Masking::mask(QUrl &url) const
{
    if (m_byteNeedles.isEmpty())
        return;
    QByteArray text = url.toEncoded();
    const QByteArray before = text;
    mask(text);
    if (text != before)
        url = QUrl::fromEncoded(text);
}

void Masking::mask(QList<RawHeader> &headers) const
{
    for (RawHeader &header : headers) {
        if (isSecretHeader(header.name))
            header.value = maskText().toUtf8();
        else
            mask(header.value);
    }
}

} // namespace Recloser
