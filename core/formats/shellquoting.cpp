// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/shellquoting.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isBare(const QString &word, QStringView signs)
{
    return !word.isEmpty() && std::ranges::all_of(word, [signs](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || signs.contains(c);
    });
}

QString posixQuoted(const QString &word)
{
    if (isBare(word, u"-_./:@%+=,"))
        return word;
    const auto isControl = [](QChar c) { return (c < u' ' && c != u'\n') || c == QChar(0x7f); };
    if (std::ranges::none_of(word, isControl))
        return u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
    // Control characters do not survive a terminal; bash's escapes do.
    QString text = u"$'"_s;
    for (const QChar c : word) {
        if (c == u'\\' || c == u'\'')
            text += u'\\' + QString(c);
        else if (c == u'\n' || c == u'\r' || c == u'\t')
            text += c == u'\n' ? u"\\n"_s : c == u'\r' ? u"\\r"_s : u"\\t"_s;
        else if (isControl(c))
            text += u"\\%1"_s.arg(c.unicode(), 3, 8, QLatin1Char('0'));
        else
            text += c;
    }
    return text + u'\'';
}

QString cmdQuoted(const QString &word)
{
    if (isBare(word, u"-_./:@+=,"))
        return word;
    // Every character that means something to cmd.exe is protected, the quotes too: then cmd never
    // believes itself inside of quotes, where `%` could not be protected.
    QString argument = u"\""_s;
    qsizetype slashes = 0;
    for (const QChar c : word) {
        if (c == u'\\') {
            ++slashes;
            continue;
        }
        argument += QString(c == u'"' ? 2 * slashes + 1 : slashes, u'\\');
        slashes = 0;
        argument += c;
    }
    argument += QString(2 * slashes, u'\\') + u'"';
    QString text;
    for (const QChar c : std::as_const(argument)) {
        if (c == u'\n')
            text += u"^\n\n"_s;
        else if (QStringView(u"\"^&|<>()%!").contains(c))
            text += u'^' + QString(c);
        else
            text += c;
    }
    return text;
}

QString powerShellQuoted(const QString &word)
{
    if (isBare(word, u"-_./:+="))
        return word;
    return u'\'' + QString(word).replace(u'\'', u"''"_s) + u'\'';
}

} // namespace

QString quotedFor(Shell shell, const QString &word)
{
    const QString whole = QString(word).remove(QChar(0));
    switch (shell) {
    case Shell::Posix:
        break;
    case Shell::Cmd:
        return cmdQuoted(whole);
    case Shell::PowerShell:
        return powerShellQuoted(whole);
    }
    return posixQuoted(whole);
}

QString lineContinuation(Shell shell)
{
    return shell == Shell::Cmd       ? u" ^\n  "_s
        : shell == Shell::PowerShell ? u" `\n  "_s
                                     : u" \\\n  "_s;
}

} // namespace Recloser
