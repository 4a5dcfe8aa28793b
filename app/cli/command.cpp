// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/command.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace Recloser {

using namespace Qt::StringLiterals;

bool printBytes(QByteArrayView bytes)
{
    if (bytes.isEmpty()) // which may have no address that fwrite() could take
        return true;
    const bool wasGood = !std::ferror(stdout);
    if (std::fwrite(bytes.data(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size())
        && std::fflush(stdout) == 0)
        return true;
    const int error = errno;
    // A reader that has gone has what it wanted, as with `| head`.
    if (wasGood && error != EPIPE)
        printError(u"stdout"_s, QString::fromLocal8Bit(std::strerror(error)),
                   u"what was printed is not complete"_s);
    QCoreApplication::exit(int(ExitCode::Usage));
    return false;
}

void printJson(const QJsonObject &object)
{
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    line += '\n';
    printBytes(line);
}

namespace {

/// As JSON has them, since a line may be JSON.
QString withControlsShown(const QString &text)
{
    const auto isControl = [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\t' && c != u'\n' && c != u'\r';
    };
    if (std::ranges::none_of(text, isControl))
        return text;
    QString shown;
    for (const QChar c : text)
        shown += isControl(c) ? u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0')) : QString(c);
    return shown;
}

} // namespace

void printLine(const QString &line)
{
    QByteArray bytes = withControlsShown(line).toUtf8();
    bytes += '\n';
    printBytes(bytes);
}

void printError(const QString &what, const QString &why, const QString &remedy)
{
    QString line = u"recloser-cli: "_s + what;
    if (!why.isEmpty())
        line += u": "_s + why;
    if (!remedy.isEmpty())
        line += u", "_s + remedy;
    printNote(line);
}

void printNote(const QString &line)
{
    std::fputs(QByteArray(withControlsShown(line).toUtf8() + '\n').constData(), stderr);
}

void Command::fail(ExitCode code, const QString &what, const QString &why, const QString &remedy)
{
    printError(what, why, remedy);
    Q_EMIT done(code);
}

} // namespace Recloser
