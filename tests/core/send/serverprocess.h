// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/faultserver/faultserver.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSocketNotifier>
#include <QUrl>

#include <cstdio>
#include <unistd.h>

namespace Recloser {

/// A FaultServer in a process of its own, so that neither its memory nor its time counts for the
/// client: this program, started once more. Ends with this.
class ServerProcess
{
public:
    explicit ServerProcess(const QByteArray &script)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
        m_process.write(script + '\n');
        if (m_process.waitForReadyRead(60'000))
            m_port = m_process.readLine().trimmed().toInt();
    }
    ~ServerProcess()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(20'000))
            m_process.kill();
    }
    ServerProcess(const ServerProcess &) = delete;
    ServerProcess &operator=(const ServerProcess &) = delete;

    bool isRunning() const { return m_port > 0; }
    QUrl url(const QString &path) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port) + path);
    }

private:
    QProcess m_process;
    int m_port = 0;
};

/// The other side: what main() does when it is told to serve.
inline int serveScript(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QFile input;
    if (!input.open(stdin, QFile::ReadOnly))
        return 1;
    const auto script = parseFaultScript(input.readLine());
    if (!script) {
        std::fprintf(stderr, "%s\n", qPrintable(script.error().message));
        return 1;
    }
    FaultServer server(*script);
    std::printf("%d\n", int(server.listen().value_or(0)));
    std::fflush(stdout);
    QSocketNotifier ended(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&ended, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    return QCoreApplication::exec();
}

} // namespace Recloser

/// QTEST_GUILESS_MAIN for a test that uses a ServerProcess.
#define RECLOSER_SERVING_TEST_MAIN(TestClass)                                                      \
    int main(int argc, char *argv[])                                                               \
    {                                                                                              \
        if (argc == 2 && qstrcmp(argv[1], "--serve") == 0)                                         \
            return Recloser::serveScript(argc, argv);                                              \
        QCoreApplication application(argc, argv);                                                  \
        TestClass test;                                                                            \
        return QTest::qExec(&test, argc, argv);                                                    \
    }
