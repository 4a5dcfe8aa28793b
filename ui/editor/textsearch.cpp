// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/textsearch.h"

#include <QElapsedTimer>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qint64 sliceMs = 6;
/// A pattern that backtracks without end gives up on a line after this many steps (PCRE2 pattern
/// syntax, "start of pattern").
constexpr auto stepLimit = "(*LIMIT_MATCH=200000)"_L1;
/// Matches taken from one line before the clock is looked at again.
constexpr int batch = 64;

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

bool isWholeWord(QStringView line, qsizetype from, qsizetype length)
{
    return (from == 0 || !isWordCharacter(line[from - 1]) || !isWordCharacter(line[from]))
        && (from + length >= line.size() || !isWordCharacter(line[from + length])
            || !isWordCharacter(line[from + length - 1]));
}

} // namespace

TextSearch::TextSearch(QTextDocument *document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TextSearch::goOn);
    connect(document, &QTextDocument::contentsChange, this, [this] {
        // Not contentsChanged(): highlighting says that too, once for every line.
        if (!m_query.text.isEmpty())
            begin();
    });
}

void TextSearch::setQuery(const SearchQuery &query)
{
    m_query = query;
    m_error.clear();
    if (query.kind == SearchQuery::Kind::Regex) {
        auto options = QRegularExpression::UseUnicodePropertiesOption;
        m_regex = QRegularExpression(query.text,
                                     query.caseSensitivity == Qt::CaseInsensitive
                                         ? options | QRegularExpression::CaseInsensitiveOption
                                         : options);
        if (!m_regex.isValid())
            m_error = tr("%1 at %2").arg(m_regex.errorString()).arg(m_regex.patternErrorOffset());
        else
            m_regex.setPattern(stepLimit + query.text);
    }
    begin();
}

void TextSearch::begin()
{
    m_matches.clear();
    m_line = QString();
    m_block = m_document ? m_document->begin() : QTextBlock();
    m_offset = 0;
    m_running = m_block.isValid() && !m_query.text.isEmpty() && m_error.isEmpty();
    if (m_running)
        m_timer.start(0);
    else
        m_timer.stop();
    Q_EMIT updated();
}

void TextSearch::goOn()
{
    QElapsedTimer clock;
    clock.start();
    while (m_running && clock.elapsed() < sliceMs)
        searchBlock();
    if (m_running)
        m_timer.start(0);
    Q_EMIT updated();
}

void TextSearch::searchBlock()
{
    // Kept between calls: copying a line of megabytes for every batch would be quadratic.
    if (m_line.isNull())
        m_line = m_block.text();
    const QString &line = m_line;
    for (int taken = 0; taken < batch && m_offset <= line.size();) {
        qsizetype from = -1;
        qsizetype length = m_query.text.size();
        if (m_query.kind == SearchQuery::Kind::Regex) {
            const QRegularExpressionMatch match = m_regex.match(line, m_offset);
            from = match.capturedStart();
            length = match.capturedLength();
        } else {
            from = line.indexOf(m_query.text, m_offset, m_query.caseSensitivity);
        }
        if (from < 0) {
            m_offset = line.size() + 1;
            break;
        }
        const bool wanted = length > 0
            && (m_query.words == SearchQuery::Words::Any || isWholeWord(line, from, length));
        m_offset = wanted ? from + length : from + 1;
        ++taken;
        if (wanted)
            m_matches.push_back({m_block.position() + int(from), int(length)});
        if (isTruncated()) {
            m_running = false;
            return;
        }
    }
    if (m_offset > line.size()) {
        m_block = m_block.next();
        m_line = QString();
        m_offset = 0;
        m_running = m_block.isValid();
    }
}

size_t TextSearch::firstFrom(int position) const
{
    const auto it = std::ranges::lower_bound(m_matches, position, {}, &SearchMatch::position);
    return size_t(it - m_matches.begin());
}

} // namespace Recloser
