// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"

#include <QObject>
#include <QTimer>

class QProcess;

namespace Recloser {

/// What a Python of the user's said. Plain value.
struct PythonAnswer
{
    enum class End {
        Answered,
        TimedOut, ///< killed; `keys` has what it said until then
        NotStarted,
        Broken, ///< it ended otherwise, or said what is no answer
    };

    End end = End::Answered;
    QString version; ///< "3.11.2"; empty where it did not come to that
    QString error; ///< "re.error: ... at position 3", as it prints it; empty without one
    QStringList warnings;
    QList<WantedKey> keys; ///< of the URLs that were asked about, in their order
    QString trouble; ///< the system's or Python's own words, where it did not answer

    bool operator==(const PythonAnswer &) const = default;
};

/// Runs a pattern over some URLs in a Python of the user's: no shell, its own environment and
/// modules of nobody, killed when it takes too long. One question at a time. Destroying it is
/// silent and kills. GUI thread.
class PythonRun : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds limit{2000};

    explicit PythonRun(QObject *parent = nullptr);
    ~PythonRun() override;

    /// answered() follows, never from inside this call.
    void ask(const QString &program, const QString &pattern, const QStringList &urls);
    void stop();
    bool isRunning() const { return m_process != nullptr; }

Q_SIGNALS:
    void answered(const Recloser::PythonAnswer &answer);

private:
    void read();
    void finish(PythonAnswer::End end, const QString &trouble = {});

    QProcess *m_process = nullptr;
    QTimer m_timer;
    QByteArray m_said;
    PythonAnswer m_answer;
    qsizetype m_asked = 0;
};

/// The interpreters on PATH: python3 and python3.8 to python3.14, each once. Looks at the disk.
QStringList pythonsOnPath();

} // namespace Recloser
