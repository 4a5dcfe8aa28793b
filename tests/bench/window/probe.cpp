// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Looks at a program from within: tells when its main window was painted first, when it was with
// all its tabs, and what it had taken when it came to rest; then closes it. Loaded by Qt where
// QT_QPA_GENERIC_PLUGINS names it.
//
//   PROBE_BEGUN     when the program was started, ns of CLOCK_MONOTONIC
//   PROBE_TABS      how many tabs are all
//   PROBE_OUTPUT    the file for what was seen: "first", "all" (ms), "processor" (ms), "memory"
//   (MB)

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QGenericPlugin>
#include <QMainWindow>
#include <QTabBar>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Long after everything that starts late has come.
constexpr auto rest = 1500ms;

double millisecondsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// What the process uses, shared pages in parts, in MB.
double proportionalMemory()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QFile::ReadOnly))
        return -1;
    const QByteArrayList lines = file.readAll().split('\n');
    const auto line = std::ranges::find_if(
        lines, [](const QByteArray &text) { return text.startsWith("Pss:"); });
    return line == lines.end() ? -1 : line->mid(4).chopped(2).trimmed().toDouble() / 1024;
}

class Probe : public QObject
{
    Q_OBJECT

public:
    Probe() { QCoreApplication::instance()->installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            // Windows of the system are told too.
            const auto *widget = qobject_cast<QWidget *>(watched);
            auto *window = widget ? qobject_cast<QMainWindow *>(widget->window()) : nullptr;
            // All that is painted in one go is on the screen with the next turn.
            if (window && !m_isLooking) {
                m_isLooking = true;
                QTimer::singleShot(0, window, [this, window] { look(*window); });
            }
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void look(const QMainWindow &window)
    {
        m_isLooking = false;
        const double now = millisecondsOf(CLOCK_MONOTONIC)
            - qEnvironmentVariable("PROBE_BEGUN").toDouble() / 1e6;
        if (m_first < 0)
            m_first = now;
        const int all = qEnvironmentVariableIntValue("PROBE_TABS");
        const QList<QTabBar *> bars = window.findChildren<QTabBar *>();
        if (m_all >= 0
            || std::ranges::none_of(bars, [all](QTabBar *bar) { return bar->count() >= all; }))
            return;
        m_all = now;
        QTimer::singleShot(rest, this, &Probe::end);
    }

    void end()
    {
        QFile file(qEnvironmentVariable("PROBE_OUTPUT"));
        if (file.open(QFile::WriteOnly))
            file.write("first " + QByteArray::number(m_first) + "\nall " + QByteArray::number(m_all)
                       + "\nprocessor "
                       + QByteArray::number(millisecondsOf(CLOCK_PROCESS_CPUTIME_ID)) + "\nmemory "
                       + QByteArray::number(proportionalMemory()) + '\n');
        file.close();
        QApplication::closeAllWindows();
    }

    bool m_isLooking = false;
    double m_first = -1;
    double m_all = -1;
};

} // namespace

class ProbePlugin : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "probe.json")

public:
    QObject *create(const QString &, const QString &) override { return new Probe; }
};

#include "probe.moc"
