// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/memorysecrets.h"
#include "tests/support/manualclock.h"
#include "tests/support/temporaryfolder.h"
#include "ui/cookies/cookiedialog.h"

#include <QApplication>
#include <QTableView>

#include <cstdio>

using namespace Recloser;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: cookiepictures FOLDER\n", stderr);
        return 2;
    }
    const TemporaryFolder folder;
    ManualClock clock;
    MemorySecrets secrets;
    CookieStore store(folder.path(), secrets, clock);
    SettingsStore settings(folder.path() + u"/settings.json"_s);
    Theme theme(application);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        const QString name
            = u"%1/cookies-%2"_s.arg(QString::fromLocal8Bit(argv[1]),
                                     scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s);
        store.jar()->clear();
        CookieDialog dialog(theme, clock, store, settings);
        dialog.resize(920, 620);
        dialog.show();
        QApplication::processEvents();
        dialog.grab().save(name + u"-empty.png"_s);
        for (const char *host : {"api.example.com", "shop.example", "www.store1.com"}) {
            store.jar()->set({.name = "session"_ba,
                              .value = "1"_ba,
                              .domain = host,
                              .httpOnly = true,
                              .sameSite = Cookie::SameSite::Lax,
                              .expiresAt = clock.wallTime().addDays(3)});
            store.jar()->set({.name = "theme"_ba,
                              .value = "dark"_ba,
                              .domain = host,
                              .path = "/account"_ba,
                              .hostOnly = false,
                              .secure = true});
        }
        dialog.findChild<QTableView *>()->selectRow(2);
        QApplication::processEvents();
        dialog.grab().save(name + u".png"_s);
    }
    return 0;
}
