// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/cookies/cookiejar.h"
#include "core/store/cookiestore.h"

#include <expected>
#include <functional>

namespace Recloser {

/// The jar that `--jar NAME` means: "shared", a folder whose own jar it is, or any other name.
QString jarName(const QString &text);

/// The cookie jar of a run, from `--cookie-jar FILE` or `--jar NAME`; without either there is none.
class CookieOption
{
public:
    /// What there is when neither option is given.
    enum class Otherwise { NoJar, SharedJar };

    static void add(QCommandLineParser &parser);

    /// Reads what was asked for, then calls `ready` with the jar (null without one) or with what is
    /// wrong. `store` is called only for a jar of the window.
    void open(const QCommandLineParser &parser, const std::function<CookieStore &()> &store,
              Clock &clock, QObject *context, Otherwise otherwise,
              const std::function<void(const std::expected<CookieJarPtr, QString> &)> &ready);
    /// Keeps what the jar has become, then calls `next` with what is wrong, or nothing.
    void close(QObject *context, const std::function<void(const QString &problem)> &next);

private:
    QString m_file;
    CookieStore *m_store = nullptr;
    CookieJarPtr m_jar;
};

} // namespace Recloser
