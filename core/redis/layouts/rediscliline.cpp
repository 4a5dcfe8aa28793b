// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/rediscliline.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isTypable(const QByteArray &bytes)
{
    return bytes.isValidUtf8() && std::ranges::none_of(QString::fromUtf8(bytes), [](QChar c) {
               // Format characters turn what is shown around (U+202E) or hide it.
               return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
                   || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
           });
}

/// In double quotes as redis-cli reads them.
QString redisQuoted(const QByteArray &bytes)
{
    QString out = u"\""_s;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += u'\\' + QString(QLatin1Char(c));
        else if (byte < 0x20 || byte >= 0x7f)
            out += u"\\x%1"_s.arg(byte, 2, 16, QChar(u'0'));
        else
            out += QLatin1Char(c);
    }
    return out + u'"';
}

} // namespace

QString shellQuoted(const QString &text)
{
    const auto isPlain = [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || u"_@%+:,./-="_s.contains(c));
    };
    if (!text.isEmpty() && std::ranges::all_of(text, isPlain))
        return text;
    QString quoted = text;
    quoted.replace(u'\'', u"'\\''"_s);
    return u'\'' + quoted + u'\'';
}

QString redisCliLine(const QByteArrayList &argv, const RedisEndpoint &endpoint)
{
    QStringList words{u"redis-cli"_s};
    if (endpoint.transport == RedisEndpoint::Transport::Unix) {
        words << u"-s"_s << shellQuoted(endpoint.path);
    } else {
        words << u"-h"_s << shellQuoted(endpoint.host) << u"-p"_s << QString::number(endpoint.port);
        if (endpoint.transport == RedisEndpoint::Transport::Tls)
            words << u"--tls"_s;
    }
    if (!endpoint.user.isEmpty())
        words << u"--user"_s << shellQuoted(endpoint.user);
    if (endpoint.database != 0)
        words << u"-n"_s << QString::number(endpoint.database);
    const bool isPlain = std::ranges::all_of(argv, isTypable);
    if (!isPlain)
        words << u"--quoted-input"_s;
    for (const QByteArray &word : argv)
        words << shellQuoted(isPlain ? QString::fromUtf8(word) : redisQuoted(word));
    return words.join(u' ');
}

} // namespace Recloser
