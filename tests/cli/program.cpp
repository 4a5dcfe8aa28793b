// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <csignal>
#include <sys/prctl.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds patience{90};

} // namespace

QJsonObject Ended::json() const
{
    const QList<QJsonObject> lines = jsonLines();
    return lines.size() == 1 ? lines.first() : QJsonObject();
}

QList<QJsonObject> Ended::jsonLines() const
{
    QList<QJsonObject> objects;
    QByteArrayList lines = out.split('\n');
    if (!lines.takeLast().isEmpty())
        return {};
    for (const QByteArray &line : lines) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            return {};
        objects.append(document.object());
    }
    return objects;
}

QByteArray Ended::told() const
{
    return "code " + QByteArray::number(code) + ", signal " + QByteArray::number(signal)
        + "\n--- stdout\n" + out.first(std::min<qsizetype>(out.size(), 4000)) + "\n--- stderr\n"
        + err + "---";
}

Program::~Program()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

void Program::start(const QStringList &arguments, const QByteArray &input)
{
    m_out.clear();
    m_err.clear();
    m_environment.insert(u"RECLOSER_PROFILE"_s, m_profile.path());
    m_process.setProcessEnvironment(m_environment);
    m_process.setWorkingDirectory(m_profile.path());
    // It must not outlive a test that crashes.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(QStringLiteral(RECLOSER_CLI), arguments);
    m_process.write(input);
    m_process.closeWriteChannel();
    m_process.waitForStarted();
}

bool Program::send(int signal)
{
    return m_process.processId() > 0 && ::kill(pid_t(m_process.processId()), signal) == 0;
}

void Program::collect()
{
    m_out += m_process.readAllStandardOutput();
    m_err += m_process.readAllStandardError();
}

bool Program::waitForOutput(QByteArrayView text)
{
    return QTest::qWaitFor(
        [&] {
            collect();
            return m_out.contains(text);
        },
        QDeadlineTimer(patience));
}

Ended Program::end()
{
    const bool isOver = QTest::qWaitFor(
        [this] { return m_process.state() == QProcess::NotRunning; }, QDeadlineTimer(patience));
    collect();
    Ended ended{.out = m_out, .err = m_err};
    if (isOver && m_process.exitStatus() == QProcess::NormalExit)
        ended.code = m_process.exitCode();
    else if (isOver)
        ended.signal = m_process.exitCode();
    return ended;
}

Ended Program::run(const QStringList &arguments, const QByteArray &input)
{
    start(arguments, input);
    return end();
}

QString recloserCli()
{
    return QStringLiteral(RECLOSER_CLI);
}

std::unique_ptr<FaultServer> serve(const QByteArray &script)
{
    auto parsed = parseFaultScript(script);
    if (!parsed)
        qFatal("%s: %s", qPrintable(parsed.error().place), qPrintable(parsed.error().message));
    auto server = std::make_unique<FaultServer>(*std::move(parsed));
    if (const auto port = server->listen(); !port)
        qFatal("%s", qPrintable(port.error()));
    return server;
}

QJsonObject attempt(const QJsonObject &exchange, int number)
{
    return exchange[u"attempts"].toArray().at(number - 1).toObject();
}

} // namespace Recloser
