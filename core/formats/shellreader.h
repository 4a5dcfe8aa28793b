// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/shellwords.h"

namespace Recloser {

/// Gathers words into commands; what the readers of all shells share.
class ShellGatherer
{
public:
    /// A word has begun, be it an empty one in quotes.
    void begin() { m_isWord = true; }
    void add(QChar c)
    {
        m_isWord = true;
        m_word += c;
    }
    void add(QStringView text)
    {
        m_isWord = true;
        m_word += text;
    }
    bool isInWord() const { return m_isWord; }
    QStringView word() const { return m_word; }
    void dropWord();
    void endWord();
    void endCommand();
    /// The next word names a file: of input, or of output.
    void redirect(QStringView sign);
    void setInputText(const QString &text) { m_command.inputText = text; }
    void note(ShellNote::Kind kind, const QString &text) { m_reading.notes.append({kind, text}); }
    ShellReading take();

private:
    ShellReading m_reading;
    ShellCommand m_command;
    QString m_word;
    /// The sign in front of the word being read, such as `<`.
    QString m_sign;
    bool m_isWord = false;
};

ShellReading readPosix(const QString &text);
ShellReading readCmd(const QString &text);
ShellReading readPowerShell(const QString &text);

} // namespace Recloser
