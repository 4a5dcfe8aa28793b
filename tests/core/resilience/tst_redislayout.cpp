// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resilience/redislayout.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;
using namespace std::chrono_literals;

class TestRedisLayout : public QObject
{
    Q_OBJECT

    static QByteArray sha1(const QByteArray &text)
    {
        return QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void keysHaveAnId_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("id");
        const auto row = [](const char *name, const QByteArray &key, const QByteArray &id) {
            QTest::newRow(name) << key << id;
        };
        row("a host", "www.store1.com:8001", "www.store1.com:8001");
        row("128 bytes", QByteArray(128, 'a'), QByteArray(128, 'a'));
        row("129 bytes", QByteArray(129, 'a'), QByteArray(64, 'a') + sha1(QByteArray(129, 'a')));
        row("not ASCII", "caf\xc3\xa9", "caf\xc3\xa9");
        row("empty", "", sha1(""));
        row("an opening brace", "a{b", "a_b" + sha1("a{b"));
        row("a closing brace first, which would make an empty hash tag", "}b", "_b" + sha1("}b"));
        row("a line end", "a\nb", "a_b" + sha1("a\nb"));
        row("DEL", "a\x7f", "a_" + sha1("a\x7f"));
    }
    void keysHaveAnId()
    {
        QFETCH(QByteArray, key);
        QTEST(circuitId(key), "id");
    }

    void theKeyIsInBracesBehindThePrefix()
    {
        const RedisLayout layout("team:");
        QVERIFY(!layout.isFynd());
        QCOMPARE(layout.circuitKey(u"host"_s), "team:{host}"_ba);
        QCOMPARE(layout.indexKey(), "team:index"_ba);
        QCOMPARE(layout.scanGlob(), "team:{*}*"_ba);
        QCOMPARE(RedisLayout("a*b[c]?\\").scanGlob(), R"(a\*b\[c\]\?\\{*}*)"_ba);
    }

    void withoutAPrefixTheKeyIsTheCircuitsKey()
    {
        const RedisLayout layout({});
        QVERIFY(layout.isFynd());
        QCOMPARE(layout.circuitKey(u"www.store1.com:8001"_s), "www.store1.com:8001"_ba);
        QCOMPARE(layout.circuitKey(QString(500, u'a')), QByteArray(500, 'a'));
        QCOMPARE(layout.value({.key = u"k"_s, .reason = u"r"_s, .url = u"http://a/b?c=é"_s}),
                 "http://a/b?c=\xc3\xa9"_ba);
        const Circuit circuit = layout.circuit("www.store1.com:8001", "Url");
        QCOMPARE(circuit.key, u"www.store1.com:8001"_s);
        QCOMPARE(circuit.redisKey, "www.store1.com:8001"_ba);
        QCOMPARE(circuit.layout, u"fynd"_s);
    }

    void theValueIsJsonThatAnyoneCanRead()
    {
        const CircuitRecord record{.key = u"https://x/{1}\n🔌"_s,
                                   .reason = u"4 x refused"_s,
                                   .error = u"connection-refused"_s,
                                   .trips = 3,
                                   .openedAt = 1'700'000'000'123ms,
                                   .by = u"me@here"_s,
                                   .url = u"https://x/"_s};
        const RedisLayout layout("recloser:");
        const QJsonObject json = QJsonDocument::fromJson(layout.value(record)).object();
        QCOMPARE(json.keys(),
                 (QStringList{u"by"_s, u"cause"_s, u"error"_s, u"key"_s, u"opened_at_ms"_s,
                              u"reason"_s, u"status"_s, u"trips"_s, u"v"_s}));
        QCOMPARE(json[u"v"_s].toInt(), 1);
        QCOMPARE(json[u"key"_s].toString(), record.key);
        QCOMPARE(json[u"error"_s].toString(), u"connection-refused"_s);
        QCOMPARE(json[u"opened_at_ms"_s].toInteger(), 1'700'000'000'123);
        QVERIFY(json[u"status"_s].isNull());
        const Circuit circuit = layout.circuit(layout.circuitKey(record.key), layout.value(record));
        QCOMPARE(circuit.key, record.key);
        QCOMPARE(circuit.reason, record.reason);
        QCOMPARE(circuit.openedBy, record.by);
        QCOMPARE(circuit.trips, 3);
        QCOMPARE(circuit.openedAt.toMSecsSinceEpoch(), 1'700'000'000'123);
        QCOMPARE(circuit.layout, u"recloser"_s);
    }

    void aStrangeValueIsACircuitAllTheSame_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a text") << "1"_ba;
        QTest::newRow("an array") << "[1]"_ba;
        QTest::newRow("other types")
            << R"({"key":7,"trips":"x","opened_at_ms":"y","reason":[]})"_ba;
        QTest::newRow("bytes") << QByteArray("\x00\xff{", 3);
    }
    void aStrangeValueIsACircuitAllTheSame()
    {
        QFETCH(QByteArray, value);
        const Circuit circuit = RedisLayout("p:").circuit("p:{host}", value);
        QCOMPARE(circuit.key, u"host"_s);
        QCOMPARE(circuit.redisKey, "p:{host}"_ba);
        QVERIFY(!circuit.openedAt.isValid());
    }

    void valuesOfTheFyndLibraryAreRecognised_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("looksLike");
        QTest::newRow("a URL") << "http://www.store1.com:8001/x"_ba << true;
        QTest::newRow("a URL with TLS") << "https://a"_ba << true;
        QTest::newRow("the library's own text") << "Url"_ba << true;
        QTest::newRow("a session") << "{\"user\":1}"_ba << false;
        QTest::newRow("a number") << "7"_ba << false;
        QTest::newRow("nothing") << ""_ba << false;
    }
    void valuesOfTheFyndLibraryAreRecognised()
    {
        QFETCH(QByteArray, value);
        QTEST(RedisLayout::looksLikeFyndValue(value), "looksLike");
    }
};

QTEST_GUILESS_MAIN(TestRedisLayout)
#include "tst_redislayout.moc"
