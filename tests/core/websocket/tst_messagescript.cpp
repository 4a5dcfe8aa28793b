// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/messagescript.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestMessageScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesStandBetweenTheirSeparators_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<MessageScript>("script");
        QTest::newRow("nothing") << QByteArray() << MessageScript();
        QTest::newRow("blanks alone") << " \n\r\n\t"_ba << MessageScript();
        QTest::newRow("one") << "hello\n"_ba << MessageScript{{{"hello", false}}};
        QTest::newRow("one of several lines")
            << "\n{\r\n\n  \"a\": 1\r\n}\n\n"_ba << MessageScript{{{"{\n\n  \"a\": 1\n}", false}}};
        QTest::newRow("two") << "one\n===\ntwo"_ba
                             << MessageScript{{{"one", false}, {"two", false}}};
        QTest::newRow("two with a remark")
            << "one\n=== // next\ntwo"_ba << MessageScript{{{"one", false}, {"two", false}}};
        QTest::newRow("the second waits") << "one\r\n=== wait-for-server\r\ntwo"_ba
                                          << MessageScript{{{"one", false}, {"two", true}}};
        QTest::newRow("the first waits")
            << "=== wait-for-server\none"_ba << MessageScript{{{"one", true}}};
        QTest::newRow("separators without messages")
            << "===\n===\n=== wait-for-server\n===\none\n===\n"_ba
            << MessageScript{{{"one", true}}};
        QTest::newRow("the end waits")
            << "one\n=== wait-for-server\n"_ba << MessageScript{{{"one", false}}, true};
        QTest::newRow("two signs are text") << "==\n =="_ba << MessageScript{{{"==\n ==", false}}};
    }
    void messagesStandBetweenTheirSeparators()
    {
        QFETCH(const QByteArray, body);
        QTEST(messageScript(body), "script");
    }
};

QTEST_GUILESS_MAIN(TestMessageScript)
#include "tst_messagescript.moc"
