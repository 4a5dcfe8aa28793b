// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/closecodes.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCloseCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndRights_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isSendable");
        QTest::newRow("below all") << 999 << QString() << false;
        QTest::newRow("the usual end") << 1000 << u"normal closure"_s << true;
        QTest::newRow("reserved for later") << 1004 << QString() << false;
        QTest::newRow("never on the wire") << 1005 << u"no status received"_s << false;
        QTest::newRow("no closing frame") << 1006 << u"abnormal closure"_s << false;
        QTest::newRow("registered by IANA") << 1014 << u"bad gateway"_s << true;
        QTest::newRow("of TLS") << 1015 << u"TLS handshake failed"_s << false;
        QTest::newRow("of later versions") << 2999 << QString() << false;
        QTest::newRow("of a library, registered") << 3000 << u"unauthorized"_s << true;
        QTest::newRow("of a library") << 3001 << u"library"_s << true;
        QTest::newRow("of an application") << 4999 << u"application"_s << true;
        QTest::newRow("beyond all") << 5000 << QString() << false;
    }
    void namesAndRights()
    {
        QFETCH(const int, code);
        QTEST(closeCodeName(code), "name");
        QTEST(isSendableCloseCode(code), "isSendable");
    }
};

QTEST_GUILESS_MAIN(TestCloseCodes)
#include "tst_closecodes.moc"
