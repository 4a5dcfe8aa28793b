// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/faultserver/faultserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

namespace Recloser {

/// What the exit codes of recloser-cli mean, written down a second time on purpose: scripts rely on
/// the numbers.
enum Exit { Done = 0, RequestFailed = 1, Usage = 2, Exception = 3, Blocked = 4, NoStore = 5 };

/// How a run of the program ended.
struct Ended
{
    /// Of the process; -1 when a signal ended it or it did not end in time.
    int code = -1;
    /// The signal it died of, 0 for none.
    int signal = 0;
    QByteArray out;
    QByteArray err;

    /// Standard output as one JSON object on one line; empty when it is anything else.
    QJsonObject json() const;
    /// Standard output as JSON objects, one a line; empty when any line is something else.
    QList<QJsonObject> jsonLines() const;
    QByteArray all() const { return out + err; }
    /// For the message of a failed check.
    QByteArray told() const;
};

/// One process of recloser-cli, with a profile of its own; killed at the latest when this is
/// destroyed. Waiting runs the event loop, so that servers of the test answer meanwhile.
class Program
{
public:
    ~Program();

    /// Standard output of what is started next goes to a file.
    void redirectOutput(const QString &path) { m_process.setStandardOutputFile(path); }
    void setEnvironment(const QString &name, const QString &value)
    {
        m_environment.insert(name, value);
    }
    void start(const QStringList &arguments, const QByteArray &input = {});
    /// SIGINT, SIGTERM ...; false when it is not running.
    bool send(int signal);
    /// Until `text` has been printed on standard output.
    bool waitForOutput(QByteArrayView text);
    Ended end();
    /// start() and end().
    Ended run(const QStringList &arguments, const QByteArray &input = {});

    QByteArray output() const { return m_out; }
    /// Standard error so far.
    QByteArray errors()
    {
        collect();
        return m_err;
    }
    QString profile() const { return m_profile.path(); }
    qint64 processId() const { return m_process.processId(); }

private:
    void collect();

    QTemporaryDir m_profile;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

/// Where the program is, for those who run it in a way of their own.
QString recloserCli();

/// A fault server with this script, listening. Fails the test when the script is wrong.
std::unique_ptr<FaultServer> serve(const QByteArray &script);

/// The object of one attempt.
QJsonObject attempt(const QJsonObject &exchange, int number);

} // namespace Recloser

#define COMPARE_CODE(run, expected)                                                                \
    do {                                                                                           \
        const Recloser::Ended comparedRun = run;                                                   \
        QVERIFY2(comparedRun.code == int(expected), comparedRun.told().constData());               \
    } while (false)

/// QTRY_* with patience for a slow machine; nothing waits when all goes well.
#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30'000)
#define EVENTUALLY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 30'000)
