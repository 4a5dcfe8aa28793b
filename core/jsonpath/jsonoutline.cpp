// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonoutline.h"

#include "core/jsonpath/jsonoutlinereader.h"
#include "core/text/jsonprinter.h"

#include <algorithm>
#include <cstring>

namespace Recloser {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Behind the string that begins at `at`; the text has been checked.
const char *behindString(const char *at, const char *end)
{
    const char *const begin = at++;
    for (;;) {
        at = static_cast<const char *>(std::memchr(at, '"', size_t(end - at)));
        const char *before = at;
        while (before - 1 > begin && before[-1] == '\\')
            --before;
        ++at;
        if ((at - before) % 2 == 1)
            return at;
    }
}

/// The printer knows what is wrong and where; it has to look only once. Where it finds nothing,
/// `at` is the place.
SyntaxFault faultOf(QByteArrayView text, JsonOutline::Values values, qint64 at)
{
    constexpr qsizetype piece = 1 << 20;
    JsonPrinter printer(values == JsonOutline::Values::Many ? JsonPrinter::Values::Many
                                                            : JsonPrinter::Values::One);
    QByteArray printed;
    for (qsizetype from = 0; from < text.size() && !printer.fault(); from += piece) {
        printed.clear();
        printer.print(text.sliced(from, std::min(piece, text.size() - from)), printed);
    }
    if (const auto fault = printer.finish())
        return *fault;
    PlaceCounter counter;
    counter.count(text.first(at));
    return {.place = counter.place(),
            .found = text.sliced(at).first(at < text.size() ? 1 : 0).toByteArray()};
}

} // namespace

std::expected<JsonOutline, JsonOutline::Failure>
JsonOutline::make(const HeldBytes &text, Values values, const std::stop_token &stop)
{
    JsonOutline outline;
    outline.m_text = text;
    outline.m_isSequence = values == Values::Many;
    const qint64 begin = text.view().startsWith("\xef\xbb\xbf") ? 3 : 0;
    JsonOutlineReader reader(outline, begin, stop);
    const auto failure = reader.read();
    text.release(0, text.size());
    if (!failure)
        return outline;
    Failure result{.kind = *failure, .fault = {}};
    if (*failure == Failure::Kind::Syntax) {
        result.fault = faultOf(text.view().sliced(begin), values, reader.at() - begin);
        result.fault->place.offset += begin;
        text.release(0, text.size());
    }
    return std::unexpected(result);
}

qint64 JsonOutline::skipBlanks(qint64 at) const
{
    const QByteArrayView bytes = text();
    while (at < bytes.size() && (isBlank(bytes[at]) || bytes[at] == '\x1e'))
        ++at;
    return at;
}

qint64 JsonOutline::endOf(qint64 begin) const
{
    const char *const text = m_text.view().data();
    const char *const end = text + m_text.size();
    const char *at = text + begin;
    if (*at == '"')
        return behindString(at, end) - text;
    if (*at != '{' && *at != '[') {
        while (at < end && !isBlank(*at) && *at != ',' && *at != ']' && *at != '}' && *at != '\x1e'
               && *at != '[' && *at != '{' && *at != '"')
            ++at;
        return at - text;
    }
    const char *const near = at + std::min<qint64>(m_threshold, end - at);
    qsizetype depth = 0;
    while (at < near) {
        const char c = *at;
        if (c == '"') {
            at = behindString(at, end);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at - text;
    }
    return std::ranges::lower_bound(*m_large, begin, {}, &JsonSpan::begin)->end;
}

JsonChildren::JsonChildren(const JsonOutline &outline, const JsonSpan &container)
    : m_outline(&outline)
    , m_isObject(outline.isObject(container))
{
    const bool isSequence = outline.isSequence() && container == outline.root();
    m_at = outline.skipBlanks(container.begin + (isSequence ? 0 : 1));
    m_end = container.end - (isSequence ? 0 : 1);
}

bool JsonChildren::next()
{
    const QByteArrayView text = m_outline->text();
    if (m_at >= m_end)
        return false;
    if (m_isObject) {
        const qint64 keyEnd = m_outline->endOf(m_at);
        m_key = text.sliced(m_at, keyEnd - m_at);
        m_at = m_outline->skipBlanks(m_outline->skipBlanks(keyEnd) + 1);
    }
    m_value = {m_at, m_outline->endOf(m_at)};
    ++m_index;
    m_at = m_outline->skipBlanks(m_value.end);
    if (m_at < m_end && text[m_at] == ',')
        m_at = m_outline->skipBlanks(m_at + 1);
    return true;
}

} // namespace Recloser
