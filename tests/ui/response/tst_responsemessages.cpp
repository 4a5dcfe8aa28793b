// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/websockettransport.h"
#include "tests/support/fakebreakerstore.h"
#include "tests/support/manualclock.h"
#include "tests/ui/response/sampleexchanges.h"
#include "ui/response/responseview.h"
#include "ui/response/statusline.h"
#include "ui/streams/messagepage.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Page = ResponseView::Page;

/// A WebSocket connection as the response shows it.
class TestResponseMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConversationIsShownWhileItPassesAndAfterwards()
    {
        QTest::failOnWarning(
            QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
        Theme theme(*qobject_cast<QApplication *>(QCoreApplication::instance()));
        SyntaxRepository syntax;
        ManualClock clock;
        FakeBreakerStore store;
        CircuitBoard board(store, clock);
        ResponseView view({theme, syntax, board, clock});
        view.resize(900, 500);
        view.show();
        QWebSocketServer server(u"peer"_s, QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QWebSocketServer::newConnection, &server, [&server] {
            QWebSocket *peer = server.nextPendingConnection();
            peer->setParent(&server);
            connect(peer, &QWebSocket::textMessageReceived, peer, &QWebSocket::sendTextMessage);
        });
        NetworkTransport http;
        WebSocketTransport transport(http);
        KeyReader keys;
        RequestSpec spec;
        spec.url = u"ws://127.0.0.1:%1/x"_s.arg(server.serverPort());
        spec.body.kind = Body::Kind::Text;
        spec.body.text = u"one"_s;
        SendOperation operation(spec, {}, presetPolicies(Preset::Fynd), {},
                                {transport, clock, keys, [] { return 0.5; }, &store});
        view.follow(operation);
        operation.start();
        const MessageModel &model = view.messagePage()->model();
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(view.page(), Page::Messages);
        QTRY_VERIFY2(view.statusLine()->outcomeText().contains(u"Connected"_s),
                     qPrintable(view.statusLine()->outcomeText()));
        operation.webSocket()->sendText(u"two"_s);
        QTRY_COMPARE(model.rowCount(), 4);
        operation.endStream();
        QTRY_VERIFY(view.exchange());
        // They stay as they came, with their times.
        QCOMPARE(view.page(), Page::Messages);
        QTRY_COMPARE(model.rowCount(), 5);
        QVERIFY(!model.index(0, MessageModel::Time).data().toString().startsWith(u'+'));
        const ExchangePtr ended = view.exchange();
        QCOMPARE(ended->outcome, Outcome::Success);
        // What is no connection has no such page.
        view.show(Samples::shared(Samples::success("{}")));
        QCOMPARE(view.page(), Page::Body);
        QCOMPARE(model.rowCount(), 0);
        // Of a kept one the body is read.
        view.show(ended);
        QCOMPARE(view.page(), Page::Messages);
        QTRY_COMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(3, MessageModel::Content).data().toString(), u"two"_s);
        QVERIFY(model.index(0, MessageModel::Time).data().toString().startsWith(u'+'));
    }
};

QTEST_MAIN(TestResponseMessages)
#include "tst_responsemessages.moc"
