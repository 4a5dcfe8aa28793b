// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/shellwords.h"

#include "core/formats/shellreader.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

void ShellGatherer::dropWord()
{
    m_word.clear();
    m_isWord = false;
}

void ShellGatherer::endWord()
{
    if (!m_isWord)
        return;
    if (m_sign.isEmpty())
        m_command.words.append(m_word.isNull() ? u""_s : m_word);
    else if (m_sign == "<"_L1)
        m_command.inputFile = m_word;
    else if (m_sign == "<<<"_L1)
        m_command.inputText = m_word + u'\n';
    else
        note(ShellNote::Kind::Redirection, m_sign + u' ' + m_word);
    m_sign.clear();
    dropWord();
}

void ShellGatherer::endCommand()
{
    endWord();
    m_sign.clear();
    if (!m_command.words.isEmpty())
        m_reading.commands.append(m_command);
    m_command = {};
}

void ShellGatherer::redirect(QStringView sign)
{
    endWord();
    m_sign = sign.toString();
}

ShellReading ShellGatherer::take()
{
    endCommand();
    return std::move(m_reading);
}

Shell shellOf(const QString &text)
{
    static const QRegularExpression cmd(u"\\^\\s*\\r?\\n|\\^\"|(?:^|\\s)\\^$"_s);
    static const QRegularExpression powerShell(u"\\s`[ \\t]*\\r?\\n"_s);
    // A program named so is called on Windows, where only cmd does without single quotes.
    static const QRegularExpression program(u"^\\s*curl\\.exe\\s[^'`]*$"_s);
    if (cmd.match(text).hasMatch() && !text.contains("\\\n"_L1))
        return Shell::Cmd;
    if (powerShell.match(text).hasMatch())
        return Shell::PowerShell;
    return program.match(text).hasMatch() ? Shell::Cmd : Shell::Posix;
}

ShellReading readShell(const QString &text, Shell shell)
{
    switch (shell) {
    case Shell::Posix:
        break;
    case Shell::Cmd:
        return readCmd(text);
    case Shell::PowerShell:
        return readPowerShell(text);
    }
    return readPosix(text);
}

} // namespace Recloser
