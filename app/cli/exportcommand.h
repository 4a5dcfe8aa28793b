// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/requestfiles.h"
#include "core/store/historystore.h"

#include <QSaveFile>

#include <memory>

namespace Recloser {

/// `export`: requests of files, or exchanges of history, for other tools.
class ExportCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void exportScript(const QStringList &paths);
    void exportCollection(const QStringList &paths);
    /// Finds what to export, page by page, then writes it, oldest first.
    void findExchanges(const HistoryQuery &query);
    void writeNext();
    void finish(ExitCode code);
    /// To the file or standard output; false, said, when it cannot be written.
    bool write(const QByteArray &bytes);
    std::expected<QByteArray, ArgumentError> contentOf(const RequestFile &file);

    bool m_isPlain = false;
    bool m_isResolved = false;
    QString m_name;
    QString m_output;
    std::unique_ptr<QSaveFile> m_file;
    std::unique_ptr<HistoryStore> m_history;
    QList<qint64> m_ids;
    qsizetype m_most = 0;
    bool m_isFirst = true;
};

} // namespace Recloser
