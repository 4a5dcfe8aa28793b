// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/probe.h"
#include "ui/dialogs/redisconnectionsettings.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Recloser {

class EndpointForm;
class NoticeBar;
class ProbeSteps;

/// Sets a connection to Redis up and tries it out. Show it with open(); the result comes as
/// submitted(). The theme and the clock outlive it. GUI thread.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(const Theme &theme, Clock &clock, const RedisConnectionSettings &settings,
                     QWidget *parent = nullptr);
    ~ConnectionDialog() override;

    /// What the fields say now; the endpoint's error if they make none.
    std::expected<RedisConnectionSettings, RedisError> settings() const;
    bool isTesting() const { return m_probe != nullptr; }

Q_SIGNALS:
    /// The user saved it.
    void submitted(const Recloser::RedisConnectionSettings &settings);
    void testFinished();

private:
    void build(const Theme &theme);
    void buildScope();
    void follow();
    void followScope(const RedisConnectionSettings &settings);
    void toggleTest();
    void startTest();
    void stopTest();
    void finishTest(const QList<RedisProbeStep> &steps);
    void submit();

    Clock &m_clock;
    QLineEdit *m_name;
    EndpointForm *m_form;
    QLineEdit *m_prefix;
    QComboBox *m_scope;
    QCheckBox *m_joinConfirmed;
    QComboBox *m_whenAway;
    QLabel *m_prefixNote;
    QLabel *m_sharedNote;
    QPushButton *m_test;
    QLabel *m_progress;
    NoticeBar *m_verdict;
    ProbeSteps *m_steps;
    QPushButton *m_save;
    /// Until somebody chooses, the scope is what is usual for such a server.
    std::optional<StoreScope> m_chosenScope;
    std::unique_ptr<RedisProbe> m_probe;
};

} // namespace Recloser
