// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The least that a window of this kind takes: menus, a tree of 330 rows, 20 tabs with an editor in
// each, and nothing behind them.

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QStatusBar>
#include <QTabWidget>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QMainWindow window;
    for (const QString &name : {u"File"_s, u"Edit"_s, u"View"_s, u"Help"_s}) {
        QMenu *menu = window.menuBar()->addMenu(name);
        for (int i = 0; i < 12; ++i)
            menu->addAction(u"%1 %2"_s.arg(name).arg(i));
    }
    auto *tree = new QTreeWidget;
    for (int folder = 0; folder < 30; ++folder) {
        auto *item = new QTreeWidgetItem(tree, {u"folder %1"_s.arg(folder)});
        for (int i = 0; i < 10; ++i)
            new QTreeWidgetItem(item, {u"request %1"_s.arg(i)});
    }
    auto *dock = new QDockWidget(u"Collections"_s);
    dock->setWidget(tree);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    auto *tabs = new QTabWidget;
    for (int i = 0; i < 20; ++i)
        tabs->addTab(new QPlainTextEdit(u"GET /%1"_s.arg(i)), u"tab %1"_s.arg(i));
    window.setCentralWidget(tabs);
    window.statusBar()->showMessage(u"ready"_s);
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
