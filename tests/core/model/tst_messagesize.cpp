// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/messagesize.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestMessageSize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sizes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("size");
        const auto row = [](const char *text, qint64 size) {
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text) << size;
        };
        row("5000", 5000);
        row("5000 B", 5000);
        row("900kB", 900'000);
        row("128 MB", 128'000'000);
        row(" 64MiB ", usualMessageSize);
        row("1 gb", mostMessageSize);
        row("1 GiB", -1);
        row("1000000001", -1);
        row("9999999999 GB", -1);
        row("0", -1);
        row("-1", -1);
        row("1.5 MB", -1);
        row("12 M", -1);
        row("MB", -1);
        row("", -1);
    }
    void sizes()
    {
        QFETCH(const QString, text);
        QTEST(messageSizeOf(text).value_or(-1), "size");
    }
};

QTEST_APPLESS_MAIN(TestMessageSize)
#include "tst_messagesize.moc"
