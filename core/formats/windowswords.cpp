// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/shellreader.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A line as cmd.exe hands it to a program: carets gone, nothing behind it.
struct CmdLine
{
    QString text;
    /// Where the next command begins.
    qsizetype next = 0;
};

/// Outside of quotes `^` takes the meaning from the character behind it, and at the end of a line
/// joins the next one, whose first character it protects in turn: that is how a line break gets
/// into an argument.
CmdLine cmdLine(QStringView text, qsizetype at)
{
    CmdLine line;
    bool isQuoted = false;
    while (at < text.size()) {
        const QChar c = text[at];
        if (c == u'^' && !isQuoted) {
            ++at;
            if (at < text.size() && text[at] == u'\r')
                ++at;
            if (at < text.size() && text[at] == u'\n')
                ++at;
            else if (at < text.size() && text[at - 1] != u'\r') {
                line.text += text[at++];
                continue;
            } else {
                continue;
            }
            if (at < text.size() && (text[at] == u'\n' || text[at] == u'\r')) {
                at += text[at] == u'\r' && at + 1 < text.size() ? 2 : 1;
                line.text += u'\n';
            }
            continue;
        }
        if (c == u'"')
            isQuoted = !isQuoted;
        if (c == u'\n' || (!isQuoted && (c == u'&' || c == u'|')))
            break;
        if (c != u'\r')
            line.text += c;
        ++at;
    }
    line.next = at + 1;
    return line;
}

void noteVariables(ShellGatherer &out, QStringView text)
{
    for (qsizetype at = text.indexOf(u'%'); at >= 0;) {
        const qsizetype end = text.indexOf(u'%', at + 1);
        qsizetype i = at + 1;
        while (i < end && (text[i].isLetterOrNumber() || text[i] == u'_'))
            ++i;
        // %20 and the like are percent-encoding.
        const bool isVariable = end > at + 1 && i == end && !text[at + 1].isDigit();
        if (isVariable)
            out.note(ShellNote::Kind::Expansion, text.sliced(at, end + 1 - at).toString());
        at = isVariable ? text.indexOf(u'%', end + 1) : end;
    }
}

/// Arguments as the Microsoft C runtime finds them ("Parsing C command-line arguments").
void readArguments(ShellGatherer &out, QStringView line)
{
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size();) {
        qsizetype slashes = 0;
        while (i < line.size() && line[i] == u'\\') {
            ++slashes;
            ++i;
        }
        const bool isQuote = i < line.size() && line[i] == u'"';
        if (slashes > 0)
            out.add(QString(isQuote ? slashes / 2 : slashes, u'\\'));
        if (i >= line.size())
            break;
        const QChar c = line[i++];
        if (isQuote && slashes % 2 == 1) {
            out.add(c);
        } else if (isQuote) {
            out.begin();
            if (isQuoted && i < line.size() && line[i] == u'"')
                out.add(line[i++]);
            else
                isQuoted = !isQuoted;
        } else if (!isQuoted && (c == u' ' || c == u'\t' || c == u'\n')) {
            out.endWord();
        } else if (!isQuoted && (c == u'<' || c == u'>') && !out.isInWord()) {
            out.redirect(QStringView(&c, 1));
        } else {
            out.add(c);
        }
    }
    if (isQuoted)
        out.note(ShellNote::Kind::UnclosedQuote, line.right(40).toString());
}

} // namespace

ShellReading readCmd(const QString &text)
{
    ShellGatherer out;
    for (qsizetype at = 0; at < text.size();) {
        const CmdLine line = cmdLine(text, at);
        noteVariables(out, QStringView(text).sliced(at, std::min(line.next, text.size()) - at));
        readArguments(out, line.text);
        out.endCommand();
        at = line.next;
    }
    return out.take();
}

/// about_Quoting_Rules and about_Special_Characters of PowerShell.
ShellReading readPowerShell(const QString &text)
{
    ShellGatherer out;
    QChar quote;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if (c == u'`' && quote != u'\'') {
            static constexpr QStringView letters = u"0abefnrtv";
            static constexpr char16_t meanings[] = u"\0\a\b\x1b\f\n\r\t\v";
            ++i;
            if (next == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i;
            else if (const qsizetype index = letters.indexOf(next); index >= 0 && !next.isNull())
                out.add(QChar(meanings[index]));
            else if (next != u'\n' && !next.isNull())
                out.add(next);
        } else if (!quote.isNull() && c == quote) {
            if (next == quote) {
                out.add(c);
                ++i;
            } else {
                quote = QChar();
            }
        } else if (!quote.isNull()) {
            if (c == u'$' && quote == u'"' && (next.isLetter() || next == u'(' || next == u'{'))
                out.note(ShellNote::Kind::Expansion, text.sliced(i).section(u'"', 0, 0).left(40));
            out.add(c);
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            begin = i;
            out.begin();
        } else if (c == u'\n' || c == u';' || c == u'|') {
            out.endCommand();
        } else if (c.isSpace()) {
            out.endWord();
        } else if (c == u'#' && !out.isInWord()) {
            const qsizetype end = text.indexOf(u'\n', i);
            i = (end < 0 ? text.size() : end) - 1;
        } else if (c == u'>' && !out.isInWord()) {
            out.redirect(u">");
        } else {
            out.add(c);
        }
    }
    if (!quote.isNull())
        out.note(ShellNote::Kind::UnclosedQuote, text.sliced(begin).left(40));
    return out.take();
}

} // namespace Recloser
