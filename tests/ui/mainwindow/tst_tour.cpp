// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/tour/tour.h"

#include "tests/support/temporaryfolder.h"
#include "tests/ui/mainwindow/windowfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTour : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void mainJobFromAnswerToHistory();
    void failsWhenTheCircuitIsPassedBy();
};

void TestTour::mainJobFromAnswerToHistory()
{
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    FaultServer server(sampleScript());
    QVERIFY(server.listen());
    fixture.theme.setScheme(Theme::Scheme::Light);
    MainWindow window(fixture.services);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QSignalSpy opened(&window, &MainWindow::opened);
    window.restore();
    QTRY_COMPARE(opened.size(), 1);

    QStringList lines;
    const QString pictures = folder.path() + u"/pictures"_s;
    Tour tour(window, server,
              {.pictureFolder = pictures, .openFor = 6s, .say = [&](const QString &line) {
                   lines.append(line);
               }});
    QSignalSpy finished(&tour, &Tour::finished);
    tour.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60s);
    QVERIFY2(finished.first().first().toBool(), qPrintable(lines.join(u'\n')));
    QCOMPARE(lines.filter(u"picture: "_s).size(), 6);
    QCOMPARE(lines.size(), 8 + 6); // every step, and a line for each picture
    QVERIFY(QFile::exists(pictures + u"/3-blocked-light.png"_s));
    QCOMPARE(server.receivedCount(u"/stall"_s), 5);
}

void TestTour::failsWhenTheCircuitIsPassedBy()
{
    // The tour must be able to fail: here nothing stalls, so no circuit opens.
    TemporaryFolder folder;
    WindowFixture fixture(folder.path());
    FaultServer server(
        *parseFaultScript(R"({"routes": [{"path": "/m_search", "sequence": [{"status": 200}]},
                                                        {"path": "/stall", "sequence": [{"status": 200}]}]})"_ba));
    QVERIFY(server.listen());
    MainWindow window(fixture.services);
    window.show();
    QStringList lines;
    Tour tour(window, server,
              {.openFor = 500ms, .say = [&](const QString &line) { lines.append(line); }});
    QSignalSpy finished(&tour, &Tour::finished);
    tour.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30s);
    QVERIFY(!finished.first().first().toBool());
    QVERIFY(lines.last().contains("FAILED"_L1));
}

QTEST_MAIN(TestTour)
#include "tst_tour.moc"
