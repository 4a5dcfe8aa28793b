// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCommandLineParser>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace Recloser {

/// What the process ends with; scripts rely on these numbers.
enum class ExitCode {
    Done = 0,
    RequestFailed = 1, ///< an HTTP error status, or problems in a checked file
    Usage = 2, ///< usage, or input that cannot be read
    Exception = 3, ///< network, TLS, time-out
    Blocked = 4, ///< by an open circuit
    StoreUnavailable = 5, ///< Redis not available where it was required
    Interrupted = 130, ///< a signal cut it short; the process dies of that signal
};

/// One subcommand. Runs on the event loop, says done() once.
class Command : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Words behind the name, such as "URL...".
    virtual QString synopsis() const = 0;
    /// Sentences and an example, for --help.
    virtual QString description() const = 0;
    virtual void addOptions(QCommandLineParser &parser) const = 0;
    /// Called from the event loop, arguments parsed.
    virtual void run(const QCommandLineParser &parser) = 0;
    /// SIGINT or SIGTERM came; says done() once all is in order. What runs until it is interrupted
    /// has done its work by then.
    virtual void interrupt() { Q_EMIT done(ExitCode::Done); }

Q_SIGNALS:
    void done(Recloser::ExitCode code);

protected:
    /// Says "recloser-cli: what: why, what to do" on stderr and ends.
    void fail(ExitCode code, const QString &what, const QString &why, const QString &remedy = {});
};

/// Bytes on stdout, at once. False, said on stderr, and the end of the event loop when they cannot
/// be written.
bool printBytes(QByteArrayView bytes);
/// One line of JSON on stdout.
void printJson(const QJsonObject &object);
/// Lines on stdout and stderr, which may say what a server said: control characters but tabs and
/// line ends are shown as \u001b, so that none reaches the terminal.
void printLine(const QString &line);
void printNote(const QString &line);
void printError(const QString &what, const QString &why, const QString &remedy = {});

} // namespace Recloser
