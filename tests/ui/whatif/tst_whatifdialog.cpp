// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/whatif/recordedtrouble.h"
#include "ui/whatif/openingsdelegate.h"
#include "ui/whatif/whatifdialog.h"
#include "ui/whatif/whatifmodel.h"
#include "ui/whatif/whatifplanform.h"
#include "ui/widgets/foldsection.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const PolicyOverrides pattern{.keyPattern = u"(?<=//)[^/?#]+"_s};

template<typename T> T *named(const QWidget &widget, const QString &name)
{
    for (T *child : widget.findChildren<T *>()) {
        if (child->accessibleName() == name)
            return child;
    }
    return nullptr;
}

QPushButton *button(const QWidget &widget, const QString &text)
{
    for (QPushButton *child : widget.findChildren<QPushButton *>()) {
        if (QString(child->text()).remove(u'&') == text)
            return child;
    }
    return nullptr;
}

bool wait(WhatIfDialog &dialog)
{
    return QTest::qWaitFor([&] { return !dialog.isRunning(); }, 60'000);
}

} // namespace

class TestWhatIfDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void aRunTellsWhatDiffers()
    {
        RecordedTrouble trouble(6000);
        WhatIfDialog dialog(m_theme, trouble.source());
        const QAbstractItemModelTester tester(dialog.findChild<WhatIfModel *>());
        dialog.setPolicies({}, pattern, pattern);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QTest::keyClick(&dialog, Qt::Key_Return);
        QVERIFY(dialog.isRunning());
        QVERIFY(!button(dialog, u"Run"_s)->isEnabled());
        QVERIFY(button(dialog, u"Cancel"_s)->isVisible());
        QVERIFY(wait(dialog));
        QVERIFY(dialog.model().rowCount() > 0);
        const auto *summary = named<QLabel>(dialog, u"Summary"_s);
        QVERIFY2(summary->text().contains(u"Calls: 6,000, from"_s), qPrintable(summary->text()));
        QVERIFY2(summary->text().contains(u"openings"_s), qPrintable(summary->text()));
        QVERIFY(dialog.model()
                    .index(0, WhatIfModel::Circuit)
                    .data()
                    .toString()
                    .startsWith(u"www.store"_s));
        // A screen reader hears what is drawn.
        QVERIFY(dialog.model()
                    .index(0, WhatIfModel::Timeline)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(u"openings"_s));
        QVERIFY(!dialog.findChild<FoldSection *>()->summary().isEmpty());
    }

    void theSameRulesTwiceDoTheSame()
    {
        RecordedTrouble trouble(3000);
        WhatIfDialog dialog(m_theme, trouble.source());
        dialog.setPolicies({}, pattern, pattern);
        named<QComboBox>(dialog, u"What side A is"_s)->setCurrentIndex(1);
        dialog.start();
        QVERIFY(wait(dialog));
        QVERIFY(named<QLabel>(dialog, u"Summary"_s)
                    ->text()
                    .contains(u"Both rules would have done the same."_s));
    }

    void whatIsTypedIsRun()
    {
        RecordedTrouble trouble(3000);
        WhatIfDialog dialog(m_theme, trouble.source());
        dialog.setPolicies({}, {}, {});
        QTest::keyClicks(dialog.formB().patternField(), u"store[0-9]"_s);
        auto *retries = named<QLineEdit>(dialog, u"Retries of side B"_s);
        QCOMPARE(retries->placeholderText(), u"3"_s);
        QTest::keyClicks(retries, u"none"_s);
        auto *openFor = named<QLineEdit>(dialog, u"Open for of side B"_s);
        QTest::keyClicks(openFor, u"2 min"_s);
        const Policies policies = dialog.formB().policies();
        QCOMPARE(policies.breaker.keyPattern, u"store[0-9]"_s);
        QCOMPARE(policies.retry.maxAttempts, 1);
        QCOMPARE(policies.breaker.openFor, 2min);
        dialog.start();
        QVERIFY(wait(dialog));
        QCOMPARE(dialog.model().index(0, WhatIfModel::Circuit).data().toString().first(5),
                 u"store"_s);
        // The preset's values show where nothing is typed.
        QTest::keyClick(dialog.formB().presetBox(), Qt::Key_Down);
        QTest::keyClick(dialog.formB().presetBox(), Qt::Key_Down);
        QCOMPARE(dialog.formB().own().preset, std::optional(Preset::Guarded));
        QCOMPARE(named<QLineEdit>(dialog, u"Failures in a row of side B"_s)->placeholderText(),
                 u"5"_s);
        QCOMPARE(dialog.formB().policies().breaker.openFor, 2min);
    }

    void whatIsNotUnderstoodIsNotRun()
    {
        RecordedTrouble trouble(10);
        WhatIfDialog dialog(m_theme, trouble.source());
        dialog.setPolicies({}, {}, {});
        auto *openFor = named<QLineEdit>(dialog, u"Open for of side B"_s);
        QTest::keyClicks(openFor, u"soon"_s);
        QVERIFY(!button(dialog, u"Run"_s)->isEnabled());
        QVERIFY(openFor->property("invalid").toBool());
        openFor->selectAll();
        QTest::keyClicks(openFor, u"3 s"_s);
        QVERIFY(button(dialog, u"Run"_s)->isEnabled());
    }

    void escapeStopsTheRunFirst()
    {
        RecordedTrouble trouble(10'000'000);
        WhatIfDialog dialog(m_theme, trouble.source());
        dialog.setPolicies({}, pattern, pattern);
        dialog.show();
        dialog.start();
        auto *progress = dialog.findChild<QProgressBar *>();
        QTRY_VERIFY_WITH_TIMEOUT(progress->maximum() == 1000, 30'000);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isRunning());
        QVERIFY(dialog.isVisible());
        QVERIFY(button(dialog, u"Run"_s)->isEnabled());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void closingEndsTheRun()
    {
        RecordedTrouble trouble(10'000'000);
        auto dialog = std::make_unique<WhatIfDialog>(m_theme, trouble.source());
        dialog->setPolicies({}, pattern, pattern);
        QSignalSpy ended(dialog.get(), &WhatIfDialog::ended);
        dialog->start();
        QTest::qWait(20);
        dialog.reset();
        QTest::qWait(5);
        QCOMPARE(ended.size(), 0);
    }

    void anErrorIsSaidInPlace()
    {
        RecordedTrouble trouble(10);
        trouble.isBroken = true;
        WhatIfDialog dialog(m_theme, trouble.source());
        dialog.setPolicies({}, {}, {});
        dialog.start();
        QVERIFY(wait(dialog));
        bool isSaid = false;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            isSaid = isSaid || label->text().contains(u"damaged"_s, Qt::CaseInsensitive)
                || label->text().contains(u"corrupt"_s, Qt::CaseInsensitive);
        QVERIFY(isSaid);
    }

    void nothingIsCutOff()
    {
        RecordedTrouble trouble(3000);
        WhatIfDialog dialog(m_theme, trouble.source());
        dialog.setPolicies({}, pattern, pattern);
        dialog.show();
        dialog.start();
        QVERIFY(wait(dialog));
        QVERIFY2(dialog.minimumSizeHint().width() <= 1280
                     && dialog.minimumSizeHint().height() <= 690,
                 qPrintable(u"%1 x %2"_s.arg(dialog.minimumSizeHint().width())
                                .arg(dialog.minimumSizeHint().height())));
        for (const QPushButton *child : dialog.findChildren<QPushButton *>())
            QVERIFY(!child->isVisible() || child->width() >= child->sizeHint().width());
        // Everything that can have the focus has a name.
        for (const QWidget *child : dialog.findChildren<QWidget *>()) {
            const bool isField = qobject_cast<const QLineEdit *>(child)
                || qobject_cast<const QComboBox *>(child)
                || qobject_cast<const QTableView *>(child);
            QVERIFY(!isField || !child->accessibleName().isEmpty());
        }
    }

    void openTimeIsDrawnToScale_data()
    {
        using Stretches = QList<OpenStretch>;
        QTest::addColumn<QList<WhatIfOpening>>("openings");
        QTest::addColumn<Stretches>("stretches");
        const auto open = [](int from, int until) {
            return WhatIfOpening{.from = microseconds(from), .until = microseconds(until)};
        };
        QTest::newRow("none") << QList<WhatIfOpening>{} << Stretches{};
        QTest::newRow("a part") << QList{open(250, 500)} << Stretches{{25, 50}};
        QTest::newRow("a moment is seen") << QList{open(500, 501)} << Stretches{{50, 52}};
        QTest::newRow("the last moment too") << QList{open(999, 1000)} << Stretches{{98, 100}};
        QTest::newRow("beyond the end") << QList{open(900, 5000)} << Stretches{{90, 100}};
        QTest::newRow("what touches is one")
            << QList{open(100, 200), open(200, 300), open(301, 400)} << Stretches{{10, 40}};
        QTest::newRow("what does not is two")
            << QList{open(100, 200), open(400, 500)} << Stretches{{10, 20}, {40, 50}};
    }

    void openTimeIsDrawnToScale()
    {
        QFETCH(const QList<WhatIfOpening>, openings);
        QFETCH(const QList<OpenStretch>, stretches);
        QVERIFY(openStretches(openings, 0us, 1000us, 100) == stretches);
    }

private:
    Theme m_theme{*qobject_cast<QApplication *>(QCoreApplication::instance())};
};

QTEST_MAIN(TestWhatIfDialog)
#include "tst_whatifdialog.moc"
