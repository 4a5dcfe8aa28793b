// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/keys/python.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 120'000; // ms

} // namespace

Python::Python(const QString &program, const QStringList &urls)
{
    QFile file(m_folder.filePath(u"urls"_s));
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.write(urls.join(u'\n').toUtf8());
    file.close();
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, {u"" KEYS_SCRIPT ""_s, file.fileName()});
    m_process.waitForStarted();
}

Python::~Python()
{
    m_process.closeWriteChannel();
    m_process.waitForFinished();
}

std::optional<Python::Answer> Python::group(const QString &pattern)
{
    if (m_process.state() != QProcess::Running)
        return std::nullopt;
    m_process.write(QJsonDocument(QJsonArray{pattern}).toJson(QJsonDocument::Compact) + '\n');
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patience))
            return std::nullopt;
    }
    const QJsonObject answer = QJsonDocument::fromJson(m_process.readLine()).object();
    return Answer{answer[u"version"].toString(),
                  {answer[u"ns"].toInteger(), answer[u"groups"].toInteger()},
                  answer[u"digest"].toString().toLatin1()};
}

} // namespace Recloser
