// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/redisoption.h"

#include <memory>

namespace Recloser {

class LayoutCircuits;

/// `circuits --redis URL`: open circuits; `close KEY`, `open KEY --for 30s`, `--watch`; with
/// `--layout` those of other libraries.
class CircuitsCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    void interrupt() override;

private:
    void runLayouts(const QCommandLineParser &parser);
    /// close, open, force, unforce, reset.
    void write(const QStringList &words, const QCommandLineParser &parser);
    void list();
    void print(const QList<Circuit> &circuits);
    /// On stderr, where it is news.
    void sayWhatIsMissing();
    void unavailable(const StoreError &error);
    void take(const StoreWrite &result, const QString &what);

    SystemClock m_clock;
    std::unique_ptr<RedisOption> m_redis;
    /// Other libraries' circuits are looked for; a child of this.
    LayoutCircuits *m_layouts = nullptr;
    std::unique_ptr<ScheduledCall> m_next;
    QString m_key;
    QString m_missing;
    bool m_json = false;
    bool m_watch = false;
    bool m_all = false;
};

} // namespace Recloser
