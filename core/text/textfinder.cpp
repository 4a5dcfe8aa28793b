// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/textfinder.h"

#include "core/text/bytescan.h"
#include "core/text/utf8text.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Between looks at the stop token.
constexpr qint64 sliceBytes = 1024 * 1024;
/// Of a regular expression; a place may go on into the overlap.
constexpr qint64 windowBytes = 65'536;
constexpr qint64 overlapBytes = 4'096;
/// Steps from one beginning; thousands are plenty for what people mean.
constexpr auto budget = "(*LIMIT_MATCH=100000)"_L1;

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// How common a byte is in what servers send; rough.
int commonness(char c)
{
    if (static_cast<unsigned char>(c) >= 0x80)
        return 4;
    if (QByteArrayView("\" ,:eat").contains(c))
        return 9;
    if (QByteArrayView("{}[]\n01iornsdl").contains(c))
        return 7;
    if (c >= '0' && c <= '9')
        return 6;
    if (c >= 'a' && c <= 'z')
        return QByteArrayView("jkqvwxyz").contains(c) ? 3 : 5;
    return c >= 'A' && c <= 'Z' ? 3 : 4;
}

bool isWord(const Utf8Character &character)
{
    return character.isValid && (QChar::isLetterOrNumber(character.code) || character.code == '_');
}

bool hasCaseBeyondAscii(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) {
        return c.unicode() >= 0x80 && (c.isSurrogate() || c.toLower() != c.toUpper());
    });
}

} // namespace

std::expected<TextFinder, TextFinder::Fault> TextFinder::make(const FindQuery &query)
{
    TextFinder finder;
    finder.m_query = query;
    const bool isFolding = query.caseSensitivity == Qt::CaseInsensitive;
    if (query.kind == FindQuery::Kind::Plain && !(isFolding && hasCaseBeyondAscii(query.text))) {
        finder.m_needle = query.text.toUtf8();
        if (isFolding)
            std::ranges::transform(finder.m_needle, finder.m_needle.begin(), folded);
        const auto isRarer = [&](qsizetype a, qsizetype b) {
            return commonness(finder.m_needle[a]) < commonness(finder.m_needle[b]);
        };
        auto &[first, second] = finder.m_probes;
        for (qsizetype i = 1; i < finder.m_needle.size(); ++i) {
            if (isRarer(i, first))
                first = i;
        }
        second = first == 0 ? finder.m_needle.size() - 1 : 0;
        for (qsizetype i = 0; i < finder.m_needle.size(); ++i) {
            if (i != first && isRarer(i, second))
                second = i;
        }
        return finder;
    }
    const QString pattern = query.kind == FindQuery::Kind::Plain
        ? QRegularExpression::escape(query.text)
        : query.text;
    QRegularExpression::PatternOptions options
        = QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, isFolding);
    finder.m_regex = QRegularExpression(budget + pattern, options);
    if (!finder.m_regex.isValid())
        return std::unexpected(
            Fault{finder.m_regex.errorString(),
                  std::max<qsizetype>(0, finder.m_regex.patternErrorOffset() - budget.size())});
    finder.m_regex.optimize();
    return finder;
}

TextFinder::Ending TextFinder::find(QByteArrayView text, qint64 from, qint64 until,
                                    const Found &found, const std::stop_token &stop) const
{
    until = std::min<qint64>(until, text.size());
    return m_needle.isEmpty() ? findRegex(text, from, until, found, stop)
                              : findPlain(text, from, until, found, stop);
}

bool TextFinder::isHere(const char *at) const
{
    if (m_query.caseSensitivity == Qt::CaseSensitive)
        return std::memcmp(at, m_needle.constData(), size_t(m_needle.size())) == 0;
    return std::equal(m_needle.begin(), m_needle.end(), at,
                      [](char wanted, char c) { return wanted == folded(c); });
}

bool TextFinder::standsAlone(QByteArrayView text, const FoundPlace &place) const
{
    if (m_query.words == FindQuery::Words::Any)
        return true;
    const qint64 end = place.begin + place.length;
    return (place.begin == 0 || !isWord(lastCharacter(text.first(place.begin))))
        && (end == text.size() || !isWord(firstCharacter(text.sliced(end))));
}

TextFinder::Ending TextFinder::findPlain(QByteArrayView text, qint64 from, qint64 until,
                                         const Found &found, const std::stop_token &stop) const
{
    const qint64 length = m_needle.size();
    const qint64 last = std::min<qint64>(until, text.size() - length + 1);
    const auto probe = [&](int which) {
        return ByteProbe{m_probes[which], m_needle[m_probes[which]],
                         m_query.caseSensitivity == Qt::CaseInsensitive};
    };
    const ByteProbe first = probe(0);
    const ByteProbe second = probe(1);
    for (qint64 at = from; at < last;) {
        if (stop.stop_requested())
            return Ending::Stopped;
        const qint64 sliceEnd = std::min(last, at + sliceBytes);
        while (at < sliceEnd) {
            const char *here
                = nextCandidate(text.data() + at, text.data() + sliceEnd, first, second);
            at = here - text.data();
            if (at == sliceEnd)
                break;
            const FoundPlace place{at, length};
            if (!isHere(here) || !standsAlone(text, place)) {
                ++at;
                continue;
            }
            if (!found(place))
                return Ending::Stopped;
            at += length;
        }
    }
    return Ending::Done;
}

TextFinder::Ending TextFinder::findRegex(QByteArrayView text, qint64 from, qint64 until,
                                         const Found &found, const std::stop_token &stop) const
{
    while (from < until) {
        if (stop.stop_requested())
            return Ending::Stopped;
        // Whole lines, where they are not longer than a window.
        qint64 end = text.size();
        qint64 next = end;
        if (end - from > windowBytes) {
            const qsizetype feed = text.sliced(from, windowBytes).lastIndexOf('\n');
            next = feed < 0 ? from + windowBytes : from + feed + 1;
            end = feed < 0 ? std::min<qint64>(text.size(), next + overlapBytes) : next;
        }
        const MappedText window = mappedText(text.sliced(from, end - from));
        for (qsizetype at = 0; at <= window.text.size();) {
            const QRegularExpressionMatch match
                = m_regex.match(window.text, at, QRegularExpression::NormalMatch,
                                QRegularExpression::DontCheckSubjectStringMatchOption);
            if (!match.isValid())
                return Ending::TooSlow;
            if (!match.hasMatch())
                break;
            const qint64 begin = from + window.byteOf(match.capturedStart());
            const FoundPlace place{begin, from + window.byteOf(match.capturedEnd()) - begin};
            if (begin >= std::min(next, until))
                break;
            at = match.capturedEnd();
            if (place.length == 0) {
                const bool isPair
                    = at + 1 < window.text.size() && window.text[at].isHighSurrogate();
                at += isPair ? 2 : 1;
                continue;
            }
            if (!standsAlone(text, place))
                continue;
            if (!found(place) || stop.stop_requested())
                return Ending::Stopped;
            next = std::max(next, place.begin + place.length);
        }
        from = next;
    }
    return Ending::Done;
}

} // namespace Recloser
