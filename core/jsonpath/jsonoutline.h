// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/syntaxfault.h"

#include <expected>
#include <optional>
#include <stop_token>
#include <vector>

namespace Recloser {

/// Bytes [begin, end) of a text: a JSON value as it is written.
struct JsonSpan
{
    qint64 begin = 0;
    qint64 end = 0;

    bool operator==(const JsonSpan &) const = default;
};

/// Where the large arrays and objects of a JSON text (RFC 8259, UTF-8) end, so that all else is
/// found by going through the text: small ones, strings and numbers are looked at where they stand.
/// A few bytes per kilobyte of an ordinary text, never more than 160 MB. Values one after the other
/// (JSON Lines, RFC 7464) are an array. Plain value, cheap to copy, read by any thread.
class JsonOutline
{
public:
    /// Deeper ones are not read: who compares values goes down with them.
    static constexpr size_t deepest = 2'000;

    enum class Values { One, Many };
    struct Failure
    {
        enum class Kind { Syntax, TooDeep, Stopped };
        Kind kind = Kind::Syntax;
        /// Set for Syntax.
        std::optional<SyntaxFault> fault;
    };

    /// Checks all of the text. Of one that is mapped nothing stays in memory.
    static std::expected<JsonOutline, Failure>
    make(const HeldBytes &text, Values values = Values::One, const std::stop_token &stop = {});

    QByteArrayView text() const { return m_text.view(); }
    QByteArrayView text(const JsonSpan &value) const
    {
        return text().sliced(value.begin, value.end - value.begin);
    }
    const JsonSpan &root() const { return m_root; }
    /// The root are the values of a sequence.
    bool isSequence() const { return m_isSequence; }
    bool isArray(const JsonSpan &value) const
    {
        return (m_isSequence && value == m_root) || text()[value.begin] == '[';
    }
    bool isObject(const JsonSpan &value) const
    {
        return !isArray(value) && text()[value.begin] == '{';
    }
    bool isContainer(const JsonSpan &value) const
    {
        return isArray(value) || text()[value.begin] == '{';
    }
    /// Behind the value that begins at `begin`.
    qint64 endOf(qint64 begin) const;
    /// Behind blanks; in a sequence its separators are such.
    qint64 skipBlanks(qint64 at) const;

    /// Memory of the outline itself.
    size_t bytesHeld() const { return m_large ? m_large->capacity() * sizeof(JsonSpan) : 0; }

private:
    friend class JsonOutlineReader;

    HeldBytes m_text;
    JsonSpan m_root;
    bool m_isSequence = false;
    /// Containers of so many bytes at least, by their beginnings.
    qint64 m_threshold = 128;
    std::shared_ptr<const std::vector<JsonSpan>> m_large;
};

/// The children of an array or object, one by one.
class JsonChildren
{
public:
    JsonChildren(const JsonOutline &outline, const JsonSpan &container);

    /// Goes to the first or the next one; false when there is none.
    bool next();
    const JsonSpan &value() const { return m_value; }
    /// The key as it is written, with its quotes; null in an array.
    QByteArrayView key() const { return m_key; }
    /// From 0.
    qint64 index() const { return m_index; }

private:
    const JsonOutline *m_outline;
    qint64 m_at;
    qint64 m_end;
    bool m_isObject;
    JsonSpan m_value;
    QByteArrayView m_key;
    qint64 m_index = -1;
};

} // namespace Recloser
