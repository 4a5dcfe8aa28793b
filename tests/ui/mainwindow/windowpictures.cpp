// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws the window with collections open, light and dark, in two sizes, into a folder:
// window_pictures FOLDER. Somebody has to look at them; there is no other test of what is
// beautiful.

#include "tests/support/temporaryfolder.h"
#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/collections/collectionspanel.h"
#include "ui/collections/collectionview.h"
#include "ui/collections/conflictdialog.h"
#include "ui/collections/saverequestdialog.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/tabfiles.h"

#include <QApplication>
#include <QDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QString pictures;

void save(QWidget &widget, const QString &name)
{
    QTest::qWait(250);
    widget.grab().save(pictures + u'/' + name + u".png"_s);
}

void writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
}

const QByteArray store
    = "@base = http://www.store1.com:8001\n\n"
      "### Search the store\nGET {{base}}/m_search?productId=11211\n\n"
      "### Add to the store\nPOST {{base}}/store_add\nContent-Type: application/json\n\n"
      "{ \"name\": \"Kaushil\" }\n\n"
      "### Change stock\nPUT {{base}}/stock/17\n\n"
      "### Forget a product that nobody has bought for a long time\n"
      "DELETE {{base}}/stock/17\n\nPROPFIND {{base}}/folder\n";

void draw(WindowFixture &fixture, const QString &root, QSize size, const QString &suffix)
{
    MainWindow window(fixture.services);
    window.resize(size);
    window.show();
    window.restore();
    QTest::qWait(200);
    save(window, u"window-empty-"_s + suffix);
    window.openFiles({root + u"/shop"_s, root + u"/payments"_s});
    QTest::qWait(600);
    CollectionView *view = window.collections().view();
    view->expandBelow();
    const QString path = root + u"/shop/store.http"_s;
    for (const int index : {1, 2, 0}) {
        window.collectionCommands().open({path, index});
        QTest::qWait(400);
    }
    RequestTab *tab = window.tabs().at(1);
    RequestSpec spec = tab->document().spec();
    spec.url += u"?x=1"_s;
    tab->document().edit(u"URL"_s, RequestPart::Url, spec);
    window.tabs().setCurrent(0);
    window.collections().reveal({path, 0});
    window.collections().focusTree();
    QTest::qWait(600);
    save(window, u"window-"_s + suffix);
    window.collections().setFilter(u"stock"_s);
    save(window, u"window-filter-"_s + suffix);
    window.collections().setFilter({});
    window.collections().actionsOfCollections().remove(
        {window.collections().shelf().find(path, 3)});
    QTest::qWait(400);
    save(window, u"window-deleted-"_s + suffix);
    view->setCurrentIndex(view->currentIndex());
    QTest::keyClick(view, Qt::Key_F2);
    save(window, u"window-rename-"_s + suffix);
    QTest::keyClick(view->viewport()->focusWidget() ? view->viewport()->focusWidget() : view,
                    Qt::Key_Escape);

    RequestTab *current = window.tabs().at(1);
    window.tabs().setCurrent(current);
    const QString url = current->document().saved().url;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        QByteArray content = file.readAll();
        file.close();
        content.replace("/store_add\n", "/store_add\nX-Trace: on\n")
            .replace("{{base}}/stock/17\n\n", "{{base}}/stock/18\n\n");
        writeFile(path, content);
    }
    QTest::qWait(1200);
    save(window, u"window-conflict-"_s + suffix);
    window.files().save(current);
    QTest::qWait(800);
    if (auto *dialog = window.findChild<ConflictDialog *>()) {
        save(*dialog, u"conflict-"_s + suffix);
        dialog->close();
    }
    window.files().askSaveAs(current);
    QTest::qWait(300);
    if (auto *dialog = window.findChild<SaveRequestDialog *>()) {
        save(*dialog, u"saveas-"_s + suffix);
        dialog->close();
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    pictures = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s;
    QDir().mkpath(pictures);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
            TemporaryFolder folder;
            const QString root = folder.path();
            writeFile(root + u"/shop/store.http"_s, store);
            writeFile(root + u"/shop/comments.http"_s,
                      "### All comments\nGET http://c/all\n### Comment on\nPOST\n");
            writeFile(root + u"/shop/admin/users.http"_s, "GET http://admin/users\n");
            writeFile(root + u"/payments/pay.http"_s, "### Pay\nPOST http://pay.eu/v2/pay\n");
            WindowFixture fixture(root);
            fixture.theme.setScheme(scheme);
            draw(fixture, root, size,
                 u"%1-%2"_s.arg(scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s)
                     .arg(size.width()));
        }
    }
    return 0;
}
