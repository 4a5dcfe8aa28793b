// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/commandpalette.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QPromise>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    QStringList m_ran;

    QList<PaletteEntry> entries()
    {
        QList<PaletteEntry> list;
        for (const QString &title : {u"Send request"_s, u"New tab"_s, u"Close tab"_s})
            list.append({title, u"Commands"_s, {}, [this, title] { m_ran.append(title); }});
        return list;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_ran.clear();
    }

    void theModelIsSound()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model);
        model.show(entries(), u"tab"_s);
        QCOMPARE(model.rowCount(), 2);
        model.show(entries(), u"sendcom"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.row(0).titleMarks, (QList<qsizetype>{0, 1, 2, 3}));
        QCOMPARE(model.row(0).subtitleMarks, (QList<qsizetype>{0, 1, 2}));
        model.show(entries(), {}, {{u"found"_s, {}, {}, {}}});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.row(3).entry.title, u"found"_s);
    }

    void keysAloneAreEnough()
    {
        QWidget window;
        window.resize(800, 600);
        window.show();
        CommandPalette palette(*m_theme, &window);
        palette.addProvider([this] { return entries(); });
        palette.popUp();
        QVERIFY(palette.isVisible());
        auto *field = palette.findChild<QLineEdit *>();
        auto *view = palette.findChild<QListView *>();
        QCOMPARE(view->model()->rowCount(), 3);
        QTest::keyClicks(field, u"tab"_s);
        QCOMPARE(view->model()->rowCount(), 2);
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(view->currentIndex().row(), 1);
        const QString chosen = view->currentIndex().data().toString();
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QCOMPARE(m_ran, QStringList{chosen});

        palette.popUp();
        QCOMPARE(field->text(), QString());
        QCOMPARE(view->currentIndex().row(), 0);
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(view->currentIndex().row(), 2);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
        QCOMPARE(m_ran.size(), 1);
    }

    void anEntryMayDestroyThePalette()
    {
        QWidget window;
        window.show();
        auto palette = std::make_unique<CommandPalette>(*m_theme, &window);
        palette->addProvider([&] {
            return QList<PaletteEntry>{
                {u"Quit"_s, {}, {}, [&] { palette.release()->deleteLater(); }}};
        });
        palette->popUp();
        QTest::keyClick(palette->findChild<QLineEdit *>(), Qt::Key_Return);
        QVERIFY(!palette);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void olderAnswersOfASearchAreDropped()
    {
        QWidget window;
        window.show();
        CommandPalette palette(*m_theme, &window);
        QList<std::pair<QString, std::shared_ptr<QPromise<QList<PaletteEntry>>>>> asked;
        palette.addSearch([&](const QString &typed) {
            auto promise = std::make_shared<QPromise<QList<PaletteEntry>>>();
            promise->start();
            asked.append({typed, promise});
            return promise->future();
        });
        palette.popUp();
        auto *field = palette.findChild<QLineEdit *>();
        auto *view = palette.findChild<QListView *>();
        const auto answer = [&](qsizetype i) {
            asked.at(i).second->addResult(QList<PaletteEntry>{{asked.at(i).first, {}, {}, {}}});
            asked.at(i).second->finish();
        };
        field->setText(u"first"_s);
        QTRY_COMPARE(asked.size(), 1);
        field->setText(u"second"_s);
        QTRY_COMPARE(asked.size(), 2);
        answer(1);
        QTRY_COMPARE(view->model()->rowCount(), 1);
        answer(0);
        QCoreApplication::processEvents();
        QCOMPARE(view->model()->rowCount(), 1);
        QCOMPARE(view->model()->index(0, 0).data().toString(), u"second"_s);
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
