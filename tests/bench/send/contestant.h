// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace Recloser::Bench {

/// How much to send: `requests` in all, `concurrency` of them under way at any moment.
struct Load
{
    int requests = 0;
    int concurrency = 0;
};

/// What a load took one contestant.
struct Measured
{
    using seconds = std::chrono::duration<double>;

    int requests = 0;
    /// Answered with the whole expected body.
    int good = 0;
    seconds elapsed{0};
    /// User and system time of the whole client process, all its threads.
    seconds cpu{0};
    /// Of that, the thread that sends: the window's thread in a program with one.
    std::optional<seconds> cpuOfSender;
    /// Likewise, for what is left to be done when there is a pause.
    seconds cpuInPause{0};
    /// What went wrong, where something did.
    QString complaint;
};

/// One way of sending requests. Runs one load at a time; destroyed only between loads.
class Contestant : public QObject
{
    Q_OBJECT

public:
    virtual QString title() const = 0;
    /// Calls back once, never inside this call.
    virtual void run(const Load &load, std::function<void(Measured)> done) = 0;
};

/// One that sends from this process.
class LocalContestant : public Contestant
{
    Q_OBJECT

public:
    void run(const Load &load, std::function<void(Measured)> done) final;

protected:
    enum class Answer { Good, Bad };

    /// Sends one; answered() follows, perhaps inside this call.
    virtual void sendOne() = 0;
    void answered(Answer answer, const QString &complaint = {});
    /// The first one of a load is kept.
    void complain(const QString &complaint);
    /// Calls back when nothing of the load is left to be done; part of what is measured.
    virtual void settle(std::function<void()> settled) { settled(); }
    /// Calls back when what is left for a pause is done, so that it does not count as another's.
    virtual void pause(std::function<void()> done) { done(); }

private:
    void sendMore();
    void finish();

    Load m_load;
    std::function<void(Measured)> m_done;
    Measured m_measured;
    int m_sent = 0;
    int m_answered = 0;
    std::chrono::steady_clock::time_point m_startedAt;
    Measured::seconds m_cpuBefore{0};
    Measured::seconds m_senderBefore{0};
};

} // namespace Recloser::Bench
