// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/pythonrun.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// One line for the pattern, one for each URL, each at once: what was said before a search that
/// never ends counts.
const QString script = uR"(
import json, re, sys, warnings

def name(kind):
    return kind.__name__ if kind.__module__ == "builtins" else kind.__module__ + "." + kind.__name__

def say(value):
    print(json.dumps(value), flush=True)

question = json.load(sys.stdin)
head = {"version": "%d.%d.%d" % sys.version_info[:3], "error": "", "warnings": []}
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    try:
        pattern = re.compile(question["pattern"])
    except Exception as error:
        head["error"] = "%s: %s" % (name(type(error)), error)
    head["warnings"] = ["%s: %s" % (name(w.category), w.message) for w in caught]
say(head)
if not head["error"]:
    for url in question["urls"]:
        match = pattern.search(url)
        say([match.group(0) if match else None])
)"_s;

/// In ASCII alone, so that half surrogate pairs arrive as they are.
QByteArray jsonString(const QString &text)
{
    QByteArray json = "\"";
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit >= 0x20 && unit < 0x7f && unit != '"' && unit != '\\')
            json += char(unit);
        else
            json += "\\u" + QByteArray::number(uint(unit), 16).rightJustified(4, '0');
    }
    return json + '"';
}

QByteArray questionOf(const QString &pattern, const QStringList &urls)
{
    QByteArray json = "{\"pattern\": " + jsonString(pattern) + ", \"urls\": [";
    for (qsizetype i = 0; i < urls.size(); ++i)
        json += (i > 0 ? ", " : "") + jsonString(urls.at(i));
    return json + "]}";
}

} // namespace

PythonRun::PythonRun(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    // Others come up to a twentieth too early.
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(limit);
    connect(&m_timer, &QTimer::timeout, this, [this] { finish(PythonAnswer::End::TimedOut); });
}

PythonRun::~PythonRun()
{
    stop();
}

void PythonRun::stop()
{
    m_timer.stop();
    if (!m_process)
        return;
    QProcess *process = std::exchange(m_process, nullptr);
    process->disconnect(this);
    // It goes when the system says that it is gone; nobody waits for that.
    process->setParent(nullptr);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

void PythonRun::ask(const QString &program, const QString &pattern, const QStringList &urls)
{
    stop();
    m_said.clear();
    m_answer = {};
    m_asked = urls.size();
    m_process = new QProcess(this);
    m_process->setProgram(program);
    // Isolated: no modules of the folder, no environment, no user's own.
    m_process->setArguments({u"-I"_s, u"-c"_s, script});
    connect(m_process, &QProcess::readyReadStandardOutput, this, &PythonRun::read);
    connect(
        m_process, &QProcess::errorOccurred, this,
        [this, process = m_process](QProcess::ProcessError error) {
            if (process == m_process && error == QProcess::FailedToStart)
                finish(PythonAnswer::End::NotStarted, m_process->errorString());
        },
        Qt::QueuedConnection);
    connect(m_process, &QProcess::finished, this, [this] {
        read();
        const bool isWhole = !m_answer.version.isEmpty()
            && (!m_answer.error.isEmpty() || m_answer.keys.size() == m_asked);
        finish(isWhole ? PythonAnswer::End::Answered : PythonAnswer::End::Broken,
               QString::fromUtf8(m_process->readAllStandardError()).trimmed().section(u'\n', -1));
    });
    m_timer.start();
    connect(m_process, &QProcess::started, this, [this, question = questionOf(pattern, urls)] {
        m_process->write(question);
        m_process->closeWriteChannel();
    });
    m_process->start();
}

void PythonRun::read()
{
    m_said += m_process->readAllStandardOutput();
    for (qsizetype feed = m_said.indexOf('\n'); feed >= 0; feed = m_said.indexOf('\n')) {
        const QJsonDocument line = QJsonDocument::fromJson(m_said.first(feed));
        m_said.remove(0, feed + 1);
        if (line.isObject()) {
            m_answer.version = line["version"_L1].toString();
            m_answer.error = line["error"_L1].toString();
            for (const QJsonValue &warning : line["warnings"_L1].toArray())
                m_answer.warnings.append(warning.toString());
        } else if (line.isArray() && m_answer.keys.size() < m_asked) {
            const QJsonValue key = line.array().first();
            m_answer.keys.append(key.isString() ? WantedKey(key.toString()) : WantedKey());
        }
    }
}

void PythonRun::finish(PythonAnswer::End end, const QString &trouble)
{
    if (!m_process)
        return;
    m_answer.end = end;
    m_answer.trouble = trouble;
    stop();
    Q_EMIT answered(m_answer);
}

QStringList pythonsOnPath()
{
    QStringList names{u"python3"_s};
    for (int minor = 14; minor >= 8; --minor)
        names.append(u"python3.%1"_s.arg(minor));
    QStringList found;
    QStringList targets;
    for (const QString &name : std::as_const(names)) {
        const QString path = QStandardPaths::findExecutable(name);
        if (path.isEmpty())
            continue;
        const QString target = QFileInfo(path).canonicalFilePath();
        if (targets.contains(target))
            continue;
        targets.append(target);
        found.append(path);
    }
    return found;
}

} // namespace Recloser
