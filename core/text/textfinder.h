// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QRegularExpression>
#include <QString>

#include <expected>
#include <functional>
#include <stop_token>

namespace Recloser {

/// What somebody looks for. Plain value.
struct FindQuery
{
    enum class Kind { Plain, Regex };
    enum class Words { Any, Whole };

    QString text;
    Kind kind = Kind::Plain;
    Words words = Words::Any;
    Qt::CaseSensitivity caseSensitivity = Qt::CaseInsensitive;

    bool operator==(const FindQuery &) const = default;
};

/// Bytes [begin, begin + length) of a text.
struct FoundPlace
{
    qint64 begin = 0;
    qint64 length = 0;

    bool operator==(const FoundPlace &) const = default;
};

/// Looks for a text in UTF-8. A plain one is looked for among the bytes themselves; a regular
/// expression (Perl's, where ^ and $ are ends of lines) in windows of some ten thousand characters,
/// with a budget of steps for each place. A place of a regular expression that is longer than a
/// window is found in part. Cheap to copy, used by any thread.
class TextFinder
{
public:
    /// Why a regular expression is none, and where, in UTF-16 units.
    struct Fault
    {
        QString detail;
        qsizetype at = 0;
    };
    enum class Ending {
        Done,
        Stopped, ///< somebody wanted no more
        TooSlow, ///< the regular expression went over its budget; what was found is right
    };
    /// False if no more places are wanted.
    using Found = std::function<bool(const FoundPlace &)>;

    /// `query.text` is not empty.
    static std::expected<TextFinder, Fault> make(const FindQuery &query);

    /// Every place that begins in [from, until), one behind the other; empty ones are passed over.
    /// `text` is all of it.
    Ending find(QByteArrayView text, qint64 from, qint64 until, const Found &found,
                const std::stop_token &stop = {}) const;

private:
    TextFinder() = default;
    Ending findPlain(QByteArrayView text, qint64 from, qint64 until, const Found &found,
                     const std::stop_token &stop) const;
    Ending findRegex(QByteArrayView text, qint64 from, qint64 until, const Found &found,
                     const std::stop_token &stop) const;
    bool isHere(const char *at) const;
    bool standsAlone(QByteArrayView text, const FoundPlace &place) const;

    FindQuery m_query;
    QByteArray m_needle;
    /// Bytes of the needle that are rare in most texts: candidates have both.
    qsizetype m_probes[2] = {};
    QRegularExpression m_regex;
};

} // namespace Recloser
