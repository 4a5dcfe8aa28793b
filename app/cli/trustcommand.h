// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/tlscommand.h"

#include <memory>

namespace Recloser {

/// `trust`: the exceptions for certificates that would not be trusted.
class TrustCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void list(bool isJson);
    void remove(const QUrl &target);
    void look(const QCommandLineParser &parser, const QUrl &target);
    void add(const QUrl &target, const TlsProbeResult &seen);
    void take(const TlsChoices &choices);

    std::unique_ptr<TlsLook> m_look;
    /// What the server must show; empty: what it shows is asked about.
    QByteArray m_pin;
    int m_days = usualExceptionDays;
};

} // namespace Recloser
