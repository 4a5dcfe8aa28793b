// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws the window of many requests, light and dark, into a folder: run_pictures FOLDER. Somebody
// has to look at them.

#include "tests/ui/run/manyrequests.h"

#include <QApplication>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    Theme theme(application);
    for (const auto &[name, scheme] :
         {std::pair(u"light"_s, Theme::Scheme::Light), std::pair(u"dark"_s, Theme::Scheme::Dark)}) {
        theme.setScheme(scheme);
        ManyRequests many(theme);
        RunDialog dialog(many.services());
        dialog.resize(1280, 720);
        const auto save = [&](const QString &what) {
            QTest::qWait(400);
            dialog.grab().save(folder + u"/run-"_s + what + u'-' + name + u".png"_s);
        };
        dialog.setRequests(u"Send several requests"_s, 40, ManyRequests::load(), {}, u"staging"_s,
                           4);
        dialog.show();
        save(u"ready"_s);
        many.answer(40, false, 150ms);
        dialog.start();
        save(u"running"_s);
        if (!QTest::qWaitFor([&] { return !dialog.isRunning(); }, 60'000))
            return 1;
        save(u"done"_s);
        QList<qint64> ids;
        for (qint64 id = 1; id <= 40; ++id)
            ids.append(id);
        many.answer(40, true, 2ms);
        dialog.setReplay(
            ids, [&](qint64 id) { return many.history.load(id); },
            [](const ExchangePtr &) { return QtFuture::makeReadyValueFuture(Scope()); },
            ReplayOptions::Form::AsItWas);
        dialog.start();
        if (!QTest::qWaitFor([&] { return !dialog.isRunning(); }, 60'000))
            return 1;
        save(u"replay"_s);
    }
    return 0;
}
