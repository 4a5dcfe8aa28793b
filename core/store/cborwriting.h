// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCborStreamWriter>

#include <concepts>
#include <optional>

namespace Recloser {

/// One CBOR map (RFC 8949) while it is written, member by member: from construction to destruction.
/// Building a QCborValue first takes several times as long. Not copied; the writer outlives it.
class CborMapWriter
{
    Q_DISABLE_COPY_MOVE(CborMapWriter)

public:
    explicit CborMapWriter(QCborStreamWriter &cbor) : m_cbor(cbor) { m_cbor.startMap(); }
    ~CborMapWriter() { m_cbor.endMap(); }

    /// Names the next member; its value is then appended to what this returns.
    QCborStreamWriter &member(QLatin1StringView name)
    {
        m_cbor.append(name);
        return m_cbor;
    }

    void put(QLatin1StringView name, std::integral auto value)
    {
        if constexpr (std::same_as<decltype(value), bool>)
            member(name).append(value);
        else
            member(name).append(qint64(value));
    }
    template<typename Enum>
        requires std::is_enum_v<Enum>
    void put(QLatin1StringView name, Enum value)
    {
        put(name, qint64(value));
    }
    void put(QLatin1StringView name, double value) { member(name).append(value); }
    void put(QLatin1StringView name, const QString &text)
    {
        member(name).append(QStringView(text));
    }
    void put(QLatin1StringView name, const QByteArray &bytes) { member(name).append(bytes); }
    template<typename Duration> void putDuration(QLatin1StringView name, Duration duration)
    {
        put(name, qint64(duration.count()));
    }

    /// Leaves the member out where there is nothing.
    template<typename Duration>
    void putDuration(QLatin1StringView name, std::optional<Duration> duration)
    {
        if (duration)
            putDuration(name, *duration);
    }
    void putText(QLatin1StringView name, const QString &text)
    {
        if (!text.isEmpty())
            put(name, text);
    }

private:
    QCborStreamWriter &m_cbor;
};

/// One CBOR array of `size` items, likewise.
class CborArrayWriter
{
    Q_DISABLE_COPY_MOVE(CborArrayWriter)

public:
    CborArrayWriter(QCborStreamWriter &cbor, qsizetype size) : m_cbor(cbor)
    {
        m_cbor.startArray(quint64(size));
    }
    ~CborArrayWriter() { m_cbor.endArray(); }

private:
    QCborStreamWriter &m_cbor;
};

} // namespace Recloser
