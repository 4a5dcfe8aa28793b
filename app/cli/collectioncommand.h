// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/collections/collection.h"

#include <memory>

namespace Recloser {

/// `collection`: what a folder of requests holds, and the steps that the window's panel does.
class CollectionCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    void act();
    void list();
    /// The step that is asked for; nothing when it is not understood, which is said.
    std::optional<Collection::Result> step();
    std::optional<Collection::Result> add();
    std::optional<QList<CollectionNodeId>> items(qsizetype end);
    std::nullopt_t refuse(const QString &what, const QString &why, const QString &remedy);
    void report(const CollectionResult &result);

    std::unique_ptr<Collection> m_collection;
    QString m_action;
    /// Behind the folder.
    QStringList m_words;
    QString m_search;
    QString m_name;
    int m_row = -1;
    bool m_isJson = false;
    bool m_hasActed = false;
};

} // namespace Recloser
