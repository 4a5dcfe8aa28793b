// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QPointer>
#include <QRegularExpression>
#include <QString>
#include <QTextBlock>
#include <QTimer>

#include <vector>

class QTextDocument;

namespace Recloser {

/// What is looked for.
struct SearchQuery
{
    QString text;
    Qt::CaseSensitivity caseSensitivity = Qt::CaseInsensitive;
    enum class Kind { Plain, Regex };
    Kind kind = Kind::Plain;
    enum class Words { Any, Whole };
    Words words = Words::Any;

    bool operator==(const SearchQuery &) const = default;
};

/// One place that matches; `position` counts from the start of the document.
struct SearchMatch
{
    int position = 0;
    int length = 0;

    bool operator==(const SearchMatch &) const = default;
};

/// Finds all matches in a document, line by line, in slices of a few milliseconds per turn of the
/// event loop. Begins anew when the document changes. GUI thread.
class TextSearch : public QObject
{
    Q_OBJECT

public:
    /// More are not collected: nobody steps through them, and each costs memory.
    static constexpr size_t maximalMatches = 100'000;

    explicit TextSearch(QTextDocument *document, QObject *parent = nullptr);

    /// Begins to search; an empty text finds nothing.
    void setQuery(const SearchQuery &query);
    const SearchQuery &query() const { return m_query; }
    /// What is wrong with the regular expression; empty if nothing.
    QString error() const { return m_error; }

    /// Ascending, without overlaps; grows while isRunning().
    const std::vector<SearchMatch> &matches() const { return m_matches; }
    bool isRunning() const { return m_running; }
    bool isTruncated() const { return m_matches.size() >= maximalMatches; }
    /// Index of the first match at or after `position`; matches().size() if none.
    size_t firstFrom(int position) const;

Q_SIGNALS:
    /// More matches, or other ones, or the end of the search.
    void updated();

private:
    void begin();
    void goOn();
    void searchBlock();

    QPointer<QTextDocument> m_document;
    SearchQuery m_query;
    QRegularExpression m_regex;
    QString m_error;
    std::vector<SearchMatch> m_matches;
    QTextBlock m_block;
    QString m_line;
    qsizetype m_offset = 0;
    bool m_running = false;
    QTimer m_timer;
};

} // namespace Recloser
