// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/command.h"

#include <QJsonDocument>

#include <cstdio>

namespace Recloser {

using namespace Qt::StringLiterals;

void printJson(const QJsonObject &object)
{
    QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact);
    line += '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

void printLine(const QString &line)
{
    QByteArray bytes = line.toUtf8();
    bytes += '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

void printError(const QString &what, const QString &why, const QString &remedy)
{
    QString line = u"recloser-cli: "_s + what;
    if (!why.isEmpty())
        line += u": "_s + why;
    if (!remedy.isEmpty())
        line += u", "_s + remedy;
    line += u'\n';
    std::fputs(line.toUtf8().constData(), stderr);
}

void Command::fail(ExitCode code, const QString &what, const QString &why, const QString &remedy)
{
    printError(what, why, remedy);
    Q_EMIT done(code);
}

} // namespace Recloser
