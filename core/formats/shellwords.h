// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace Recloser {

/// Whose quoting a command line is written in.
enum class Shell {
    Posix, ///< sh and bash (POSIX.1-2017 XCU section 2, bash manual section 3.1.2)
    Cmd, ///< Windows cmd.exe, and the argument rules of the Microsoft C runtime behind it
    PowerShell, ///< back-tick as escape and at the ends of lines
};

/// Something in a command line that is more than words.
struct ShellNote
{
    enum class Kind {
        UnclosedQuote, ///< read to the end of the text
        Expansion, ///< `$NAME`, `$(...)`, back-ticks, `%NAME%`: kept as text, never run
        Redirection, ///< of output
    };

    Kind kind = Kind::Expansion;
    QString text;

    bool operator==(const ShellNote &) const = default;
};

/// One command: its words without quotes, and what its standard input is.
struct ShellCommand
{
    QStringList words;
    /// The name behind `<`.
    QString inputFile;
    /// The text of a here-document or here-string.
    std::optional<QString> inputText;

    bool operator==(const ShellCommand &) const = default;
};

struct ShellReading
{
    /// Those with words, in order, whatever stands between them (`;`, `&&`, `|`, line ends).
    QList<ShellCommand> commands;
    QList<ShellNote> notes;

    bool operator==(const ShellReading &) const = default;
};

/// The shell whose signs the text bears; Posix when it bears none.
Shell shellOf(const QString &text);

/// Takes a command line apart. Runs nothing, reads no file, fails at nothing.
ShellReading readShell(const QString &text, Shell shell);

} // namespace Recloser
