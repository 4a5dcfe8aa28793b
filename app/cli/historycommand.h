// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/commandentry.h"
#include "core/store/historystore.h"

#include <memory>
#include <optional>

namespace Recloser {

/// What follows `history`; each is a command of its own. A new one: a file pair and its line here.
const QList<CommandEntry> &historyCommands();

/// What the commands of `history` share: which history they look at, JSON or not, and its errors.
/// The same database as the window's; both may be at work at the same time.
class HistoryCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    /// --history and --json. Whoever has options of its own adds these, too.
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) final;

protected:
    /// Arguments are parsed, history() and isJson() can be used.
    virtual void start(const QCommandLineParser &parser) = 0;

    HistoryStore &history() { return *m_history; }
    /// Where history() is.
    const QString &folder() const { return m_folder; }
    bool isJson() const { return m_json; }
    /// Says it on stderr and ends: Usage for what is not there, else StoreUnavailable.
    void failStore(const StoreError &error);
    /// Says what in a search is no filter. False, and the end, when a filter has no good value.
    bool checkProblems(const HistoryPage &page);
    /// The number of an exchange; says what is wrong and ends when `text` is none.
    std::optional<qint64> idFrom(const QString &text);
    /// All of them; the first that is none is the end.
    std::optional<QList<qint64>> idsFrom(const QStringList &words);
    /// `--limit`, 0 being all there are; says what is wrong and ends when it is no such number.
    std::optional<qint64> limitFrom(const QCommandLineParser &parser);

private:
    std::unique_ptr<HistoryStore> m_history;
    QString m_folder;
    bool m_json = false;
};

} // namespace Recloser
