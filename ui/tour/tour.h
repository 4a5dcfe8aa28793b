// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/faultserver/faultserver.h"
#include "ui/mainwindow/mainwindow.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace Recloser {

/// The main job, done in a real window step by step against the built-in fault server: a GET
/// answers, a hanging route is retried and opens its circuit, the next send is blocked, the circuit
/// counts down and closes, the send goes through, history shows all of it. Each step is checked;
/// what happened is said through `say`. Serves as demonstration, as test and as source of the
/// pictures.
class Tour : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        /// Where pictures go; empty: none are made.
        QString pictureFolder;
        /// How long the circuit opens for.
        milliseconds openFor{10'000};
        std::function<void(const QString &line)> say;
    };

    Tour(MainWindow &window, FaultServer &server, Settings settings, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(bool passed);

private:
    /// What a step found: nothing yet, a sentence, or what is wrong.
    struct Finding
    {
        enum class Kind { NotYet, Passed, Failed };
        Kind kind = Kind::NotYet;
        QString text;
    };
    struct Step
    {
        QString title;
        std::function<void()> begin;
        std::function<Finding()> look;
        QString picture;
        milliseconds limit{20'000};
    };

    static Finding passed(const QString &text) { return {Finding::Kind::Passed, text}; }
    static Finding failed(const QString &text) { return {Finding::Kind::Failed, text}; }
    static Finding notYet() { return {}; }

    void buildSteps();
    void beginStep();
    void look();
    void endStep(const Finding &finding);
    void takePicture(const QString &name);
    /// The exchange of the current tab once it has ended after `sendAndWatch`.
    ExchangePtr ended();
    void openAndSend(const QString &name, const QString &path, milliseconds timeout);
    void sendAndWatch();
    Finding lookAtOpening();
    Finding lookAtBlocked();
    Finding lookAtCountdown();
    Finding lookAtHistory();
    qint64 hits() const { return m_server.receivedCount(QStringLiteral("/stall")); }

    MainWindow &m_window;
    FaultServer &m_server;
    Settings m_settings;
    QList<Step> m_steps;
    qsizetype m_current = 0;
    QTimer m_timer;
    Clock::time_point m_begun{};
    ExchangePtr m_before;
    QString m_key;
    std::optional<milliseconds> m_firstSight;
    std::optional<Finding> m_historyFinding;
};

} // namespace Recloser
