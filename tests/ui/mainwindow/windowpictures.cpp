// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws the window with collections open, light and dark, in two sizes, into a folder:
// window_pictures FOLDER, of streams that go on by window_pictures FOLDER streams. Somebody has to
// look at them; there is no other test of what is beautiful.

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
#include "ui/widgets/rowtable.h"

#include <QApplication>
#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

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

/// What goes on while it is looked at.
class Streams
{
public:
    Streams() : m_talks(u"talks"_s, QWebSocketServer::NonSecureMode)
    {
        m_events.listen(QHostAddress::LocalHost);
        m_talks.listen(QHostAddress::LocalHost);
        QObject::connect(&m_events, &QTcpServer::newConnection, &m_events, [this] {
            QTcpSocket *socket = m_events.nextPendingConnection();
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                          "event: ready\nid: 1\ndata: connected\n\n");
            auto *timer = new QTimer(socket);
            QObject::connect(timer, &QTimer::timeout, socket, [socket, id = 1]() mutable {
                socket->write("event: price\nid: " + QByteArray::number(++id)
                              + "\ndata: " + price(id) + "\n\n");
            });
            timer->start(30);
        });
        QObject::connect(&m_talks, &QWebSocketServer::newConnection, &m_talks, [this] {
            QWebSocket *socket = m_talks.nextPendingConnection();
            auto *timer = new QTimer(socket);
            QObject::connect(timer, &QTimer::timeout, socket, [socket, id = 0]() mutable {
                if (++id % 7 == 0)
                    socket->sendBinaryMessage(QByteArray("\0\x01\xff\x80\x7f", 5).repeated(id));
                else
                    socket->sendTextMessage(QString::fromLatin1(price(id)));
            });
            timer->start(30);
        });
    }
    QByteArray requests() const
    {
        return "### Prices as events\nGET http://127.0.0.1:"
            + QByteArray::number(m_events.serverPort())
            + "/prices\nAccept: text/event-stream\n\n"
              "### Prices over a WebSocket\nWEBSOCKET ws://127.0.0.1:"
            + QByteArray::number(m_talks.serverPort())
            + "/prices\n\n{\"subscribe\": [\"YHOO\", \"AAPL\"]}\n";
    }

private:
    static QByteArray price(int id)
    {
        return R"({"symbol": "YHOO", "price": )" + QByteArray::number(id * 17 % 300) + ".50, "
            + R"("change": [-0.25, null]})";
    }
    QTcpServer m_events;
    QWebSocketServer m_talks;
};

void drawStreams(WindowFixture &fixture, const QString &root, QSize size, const QString &suffix)
{
    MainWindow window(fixture.services);
    window.resize(size);
    window.show();
    window.restore();
    window.openFiles({root + u"/streams"_s});
    QTest::qWait(600);
    window.collections().view()->expandBelow();
    const QString path = root + u"/streams/streams.http"_s;
    for (const auto &[index, name] : {std::pair(0, u"events"_s), std::pair(1, u"messages"_s)}) {
        window.collectionCommands().open({path, index});
        QTest::qWait(400);
        RequestTab *tab = window.tabs().at(index);
        window.tabs().setCurrent(tab);
        tab->send();
        QTest::qWait(1500);
        save(window, u"window-%1-"_s.arg(name) + suffix);
        for (RowTable *table : tab->findChildren<RowTable *>()) {
            if (table->isVisible() && table->model()->rowCount() > 10)
                table->setCurrentIndex(table->model()->index(table->model()->rowCount() - 3, 1));
        }
        save(window, u"window-%1-current-"_s.arg(name) + suffix);
        tab->stop();
        QTest::qWait(300);
        save(window, u"window-%1-ended-"_s.arg(name) + suffix);
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
            const Streams streams;
            writeFile(root + u"/streams/streams.http"_s, streams.requests());
            WindowFixture fixture(root);
            fixture.theme.setScheme(scheme);
            const QString suffix
                = u"%1-%2"_s.arg(scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s)
                      .arg(size.width());
            if (argc > 2)
                drawStreams(fixture, root, size, suffix);
            else
                draw(fixture, root, size, suffix);
        }
    }
    return 0;
}
