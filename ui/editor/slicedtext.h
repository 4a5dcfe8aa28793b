// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <vector>

class QPlainTextEdit;
class QTextBlock;

namespace Recloser {

/// Fills an editor with a long text in slices of a few milliseconds, and knows which of the
/// editor's lines are its own breaks. Child of the editor. GUI thread.
class SlicedText : public QObject
{
    Q_OBJECT

public:
    /// How lines are shown that would take the text layout seconds.
    enum class LongLines {
        Whole,
        /// Broken for display after `foldedLineLength` characters; copying and line numbers know
        /// nothing of it. Read-only editors.
        Folded,
    };
    static constexpr int foldedLineLength = 4'000;

    explicit SlicedText(QPlainTextEdit &editor);

    void setLongLines(LongLines longLines) { m_longLines = longLines; }

    /// Replaces the text; the first slice is there at once.
    void load(const QString &text);
    void append(const QString &text);
    bool isLoading() const { return m_loaded < m_incoming.size(); }

    /// The text from position `begin` to `end` of the document, without the breaks of folded lines.
    QString between(int begin, int end) const;
    /// The number people count for a block; 0 for the continuation of a folded line.
    int lineNumberOf(const QTextBlock &block) const;

Q_SIGNALS:
    /// All of it is there.
    void loaded();

private:
    void loadSlice();
    void insertSlice(QStringView slice);

    QPlainTextEdit &m_editor;
    LongLines m_longLines = LongLines::Whole;
    QString m_incoming;
    qsizetype m_loaded = 0;
    qsizetype m_lineLength = 0;
    /// Block numbers that continue the line before them, ascending.
    std::vector<int> m_continuations;
    QTimer m_timer;
};

} // namespace Recloser
