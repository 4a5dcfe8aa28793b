// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/layoutpreferences.h"

#include <QJsonDocument>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the settings keep of layouts.
class TestLayoutPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void theyComeBackAsTheyWere();
    void whatIsOnIsChosen();
    void faultsNameTheirPlace_data();
    void faultsNameTheirPlace();
};

namespace {

LayoutPreferences sample()
{
    LayoutPreferences preferences;
    preferences.entries.insert(
        u"pybreaker"_s,
        {.isOn = true, .settings = {.reset = 1500ms, .threshold = 5}, .glob = u"shop:*"_s});
    preferences.entries.insert(u"fynd"_s, {});
    preferences.entries.insert(u"of-a-newer-version"_s, {.isOn = true});
    preferences.entries.insert(u"mine"_s, {.isOn = true});
    preferences.decoders = {
        QJsonObject{{u"name"_s, u"mine"_s}, {u"key"_s, u"a:{name}"_s}, {u"archetype"_s, u"A"_s}}};
    return preferences;
}

} // namespace

void TestLayoutPreferences::theyComeBackAsTheyWere()
{
    const auto back = layoutPreferencesFromJson(toJson(sample()));
    QVERIFY(back);
    QCOMPARE(*back, sample());
    const auto none = layoutPreferencesFromJson({});
    QVERIFY(none);
    QCOMPARE(*none, LayoutPreferences());
}

void TestLayoutPreferences::whatIsOnIsChosen()
{
    const QList<LayoutChoice> choices = choicesOf(sample());
    QCOMPARE(choices.size(), 2);
    QCOMPARE(choices[0].layout.name, u"pybreaker"_s);
    QCOMPARE(choices[0].settings.reset, 1500ms);
    QCOMPARE(choices[0].glob, "shop:*"_ba);
    QCOMPARE(choices[1].layout.name, u"mine"_s);
    QCOMPARE(layoutsOf(sample()).last().name, u"mine"_s);
    QVERIFY(choicesOf({}).isEmpty());
}

void TestLayoutPreferences::faultsNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const char *json, const char *place) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(place);
    };
    row("a list of layouts", R"({"layouts": []})", "layouts");
    row("a layout that is a word", R"({"layouts": {"fynd": "on"}})", "layouts.fynd");
    row("neither on nor off", R"({"layouts": {"fynd": {"on": 1}}})", "layouts.fynd.on");
    row("a negative time", R"({"layouts": {"fynd": {"reset_seconds": -1}}})",
        "layouts.fynd.reset_seconds");
    row("a time that is a text", R"({"layouts": {"fynd": {"reset_seconds": "1"}}})",
        "layouts.fynd.reset_seconds");
    row("a broken count", R"({"layouts": {"fynd": {"threshold": 1.5}}})", "layouts.fynd.threshold");
    row("a glob that is a number", R"({"layouts": {"fynd": {"glob": 1}}})", "layouts.fynd.glob");
    row("a decoder that is wrong", R"({"decoders": [{"name": "mine"}]})", "decoders[0].key");
    row("no list of decoders", R"({"decoders": {}})", "decoders");
}

void TestLayoutPreferences::faultsNameTheirPlace()
{
    QFETCH(QByteArray, json);
    const auto preferences = layoutPreferencesFromJson(QJsonDocument::fromJson(json).object());
    QVERIFY(!preferences);
    QTEST(preferences.error().place, "place");
    QVERIFY(!preferences.error().problem.isEmpty());
}

QTEST_GUILESS_MAIN(TestLayoutPreferences)
#include "tst_layoutpreferences.moc"
