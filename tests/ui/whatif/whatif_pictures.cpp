// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws the window "What if" with realistic content, light and dark, into a folder:
// whatif_pictures FOLDER. Somebody has to look at them.

#include "tests/ui/whatif/recordedtrouble.h"
#include "ui/whatif/whatifdialog.h"
#include "ui/whatif/whatifplanform.h"
#include "ui/widgets/foldsection.h"

#include <QApplication>
#include <QComboBox>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    Theme theme(application);
    const PolicyOverrides pattern{.keyPattern = u"(?<=//)[^/?#]+"_s};
    RecordedTrouble trouble(20'000);
    for (const auto &[name, scheme] :
         {std::pair(u"light"_s, Theme::Scheme::Light), std::pair(u"dark"_s, Theme::Scheme::Dark)}) {
        theme.setScheme(scheme);
        const auto save = [&](QWidget &widget, const QString &what) {
            QTest::qWait(150);
            widget.grab().save(folder + u"/whatif-"_s + what + u'-' + name + u".png"_s);
        };
        WhatIfDialog dialog(theme, trouble.source());
        dialog.setPolicies({}, pattern, pattern);
        dialog.show();
        save(dialog, u"empty"_s);
        dialog.formB().setPolicies(
            {}, {.preset = Preset::Guarded, .keyPattern = u"(?<=//)[^/?#]+"_s, .openFor = 5s});
        dialog.start();
        if (!QTest::qWaitFor([&] { return !dialog.isRunning(); }, 60'000))
            return 1;
        save(dialog, u"result"_s);
        dialog.findChild<FoldSection *>()->setOpen(true);
        save(dialog, u"assumed"_s);
        dialog.findChild<QComboBox *>()->setCurrentIndex(1);
        dialog.formB().setPolicies({}, {.keyPattern = u"store[0-3]"_s, .failuresInARow = 2});
        dialog.resize(880, 620);
        dialog.start();
        if (!QTest::qWaitFor([&] { return !dialog.isRunning(); }, 60'000))
            return 1;
        save(dialog, u"pair"_s);
        dialog.start();
        QTest::qWait(30);
        save(dialog, u"running"_s);
        dialog.cancel();
    }
    return 0;
}
