// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/cookieoption.h"
#include "app/composition/composition.h"

#include <memory>

namespace Recloser {

/// `cookies`: shows and changes a cookie jar.
class CookiesCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    /// What one of its verbs does with the jar; a sentence when it cannot.
    using Deed = std::expected<void, QString> (CookiesCommand::*)();

    std::expected<void, QString> list();
    std::expected<void, QString> set();
    std::expected<void, QString> remove();
    std::expected<void, QString> clear();
    std::expected<void, QString> importFile();
    std::expected<void, QString> exportFile();
    bool isChosen(const Cookie &cookie) const;

    const QCommandLineParser *m_parser = nullptr;
    std::unique_ptr<Composition> m_composition;
    CookieOption m_option;
    CookieJarPtr m_jar;
    QStringList m_words;
};

} // namespace Recloser
