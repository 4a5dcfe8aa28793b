// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/memorysecrets.h"
#include "core/store/wholefile.h"
#include "tests/support/manualclock.h"
#include "tests/support/temporaryfolder.h"
#include "ui/cookies/cookiedialog.h"
#include "ui/cookies/cookieform.h"
#include "ui/cookies/cookiemodel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestCookieDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TemporaryFolder> m_folder;
    MemorySecrets m_secrets;
    ManualClock m_clock;
    std::unique_ptr<CookieStore> m_store;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<CookieDialog> m_dialog;

    QString text(int row, CookieModel::Column column) const
    {
        return m_dialog->model().index(row, column).data().toString();
    }
    template<typename T> T *named(const QString &name) const
    {
        for (T *widget : m_dialog->findChildren<T *>()) {
            if (widget->accessibleName() == name)
                return widget;
        }
        return nullptr;
    }
    QPushButton *button(QString words) const
    {
        for (QPushButton *found : m_dialog->findChildren<QPushButton *>()) {
            if (found->text().remove(u'&') == words)
                return found;
        }
        return nullptr;
    }
    void fill(const QString &field, const QString &words) const
    {
        auto *edit = named<QLineEdit>(field);
        edit->clear();
        QTest::keyClicks(edit, words);
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init()
    {
        // Of the offscreen platform.
        QTest::failOnWarning(
            QRegularExpression(u"^(?!This plugin does not support propagateSizeHints)"_s));
        m_folder = std::make_unique<TemporaryFolder>();
        m_store
            = std::make_unique<CookieStore>(m_folder->path() + u"/cookies"_s, m_secrets, m_clock);
        m_settings = std::make_unique<SettingsStore>(m_folder->path() + u"/settings.json"_s);
        m_dialog = std::make_unique<CookieDialog>(*m_theme, m_clock, *m_store, *m_settings);
        new QAbstractItemModelTester(&m_dialog->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_dialog.get());
        m_dialog->show();
    }
    void cleanup()
    {
        m_dialog.reset();
        m_settings.reset();
        m_store.reset();
    }

    void aCookieIsAddedEditedAndDeleted()
    {
        fill(u"Name"_s, u"sid"_s);
        fill(u"Value"_s, u"s3cret"_s);
        fill(u"Domain"_s, u".Shop.example"_s);
        QTest::keyClick(named<QLineEdit>(u"Domain"_s), Qt::Key_Return);
        QCOMPARE(m_store->jar()->size(), 1);
        QCOMPARE(m_store->jar()->cookies().first().domain, "shop.example");
        QCOMPARE(m_store->jar()->cookies().first().createdAt, m_clock.wallTime());
        QCOMPARE(text(0, CookieModel::Value), u"••••••••"_s);
        QCOMPARE(named<QLineEdit>(u"Value"_s)->echoMode(), QLineEdit::Password);
        button(u"Show values"_s)->click();
        QCOMPARE(text(0, CookieModel::Value), u"s3cret"_s);

        // Under another name it is the same row.
        fill(u"Name"_s, u"sid2"_s);
        for (QCheckBox *box : m_dialog->form().findChildren<QCheckBox *>())
            box->setChecked(true);
        named<QComboBox>(u"SameSite"_s)->setCurrentIndex(2);
        button(u"Save"_s)->click();
        QCOMPARE(m_store->jar()->size(), 1);
        const Cookie cookie = m_store->jar()->cookies().first();
        QCOMPARE(cookie.name, "sid2");
        QVERIFY(!cookie.hostOnly && cookie.secure && cookie.httpOnly && cookie.expiresAt);
        QCOMPARE(text(0, CookieModel::Flags), u"Secure, HttpOnly, Lax"_s);
        QCOMPARE(text(0, CookieModel::Domain), u".shop.example"_s);

        auto *table = m_dialog->findChild<QTableView *>();
        table->setFocus();
        QTRY_VERIFY(table->hasFocus());
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(m_store->jar()->size(), 0);
    }

    void wrongFieldsAreNamed_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("told");
        QTest::newRow("no name") << u"Name"_s << u""_s << u"A name is needed"_s;
        QTest::newRow("an equals sign in the name")
            << u"Name"_s << u"a=b"_s << u"A name is needed"_s;
        QTest::newRow("a semicolon in the value") << u"Value"_s << u"1;2"_s << u"cannot hold ;"_s;
        QTest::newRow("no host") << u"Domain"_s << u""_s << u"A host name"_s;
        QTest::newRow("a URL for a host") << u"Domain"_s << u"http://a/"_s << u"A host name"_s;
        QTest::newRow("a path without its slash") << u"Path"_s << u"p"_s << u"A path begins"_s;
    }
    void wrongFieldsAreNamed()
    {
        QFETCH(QString, field);
        QFETCH(QString, words);
        QFETCH(QString, told);
        fill(u"Name"_s, u"a"_s);
        fill(u"Domain"_s, u"a.example"_s);
        fill(field, words);
        button(u"Save"_s)->click();
        QCOMPARE(m_store->jar()->size(), 0);
        const auto labels = m_dialog->form().findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(told);
        }));
    }

    void searchLeavesWhatFits()
    {
        m_store->jar()->set({.name = "sid"_ba, .value = "hidden"_ba, .domain = "a.example"_ba});
        m_store->jar()->set({.name = "lang"_ba, .value = "de"_ba, .domain = "b.example"_ba});
        auto *search = m_dialog->findChild<QLineEdit *>(QString(), Qt::FindChildrenRecursively);
        for (QLineEdit *edit : m_dialog->findChildren<QLineEdit *>()) {
            if (edit->placeholderText().startsWith(u"Search"))
                search = edit;
        }
        QTest::keyClicks(search, u"EXAMPLE Lang"_s);
        QCOMPARE(m_dialog->model().rowCount(), 1);
        QCOMPARE(text(0, CookieModel::Name), u"lang"_s);
        search->setText(u"hidden"_s); // a value is nothing to search for
        QCOMPARE(m_dialog->model().rowCount(), 0);
        search->clear();
        QCOMPARE(m_dialog->model().rowCount(), 2);
    }

    void aDomainIsClearedAtOnce()
    {
        for (const char *name : {"a", "b"})
            m_store->jar()->set({.name = name, .value = "1"_ba, .domain = "a.example"_ba});
        m_store->jar()->set({.name = "c"_ba, .value = "1"_ba, .domain = "b.example"_ba});
        m_dialog->findChild<QTableView *>()->selectRow(0);
        button(u"Clear domain"_s)->click();
        QCOMPARE(m_dialog->model().rowCount(), 1);
        QCOMPARE(text(0, CookieModel::Name), u"c"_s);
    }

    void aFolderHasAJarOfItsOwnOrNone()
    {
        m_store->jar()->set({.name = "shared"_ba, .value = "1"_ba, .domain = "a.example"_ba});
        m_dialog->setFolders({u"/home/ada/shop"_s}, u"/home/ada/shop"_s);
        QCOMPARE(m_dialog->model().rowCount(), 1);
        auto *choice = named<QComboBox>(u"Which jar it uses"_s);
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(m_settings->values().cookies.of(u"/home/ada/shop/a.http"_s).choice,
                 CookieChoice::Own);
        QCOMPARE(m_dialog->model().rowCount(), 0);
        QCOMPARE(m_dialog->model().jar(), m_store->jar(u"/home/ada/shop"_s));
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(m_settings->values().cookies.of(u"/home/ada/shop/a.http"_s).choice,
                 CookieChoice::Off);
        QCOMPARE(m_dialog->model().jar(), nullptr);
        QVERIFY(!button(u"Save"_s)->isEnabled());
        QCOMPARE(m_settings->values().cookies.of(u"/home/ada/else.http"_s).choice,
                 CookieChoice::Shared);
    }

    void filesOfCurlComeAndGo()
    {
        const QString path = m_folder->path() + u"/in.txt"_s;
        QVERIFY(writeWholeFile(path, "a.example\tFALSE\t/\tTRUE\t0\tn\tv\nnothing\n"_ba,
                               FileRights::Default)
                    .has_value());
        m_dialog->importFrom(path);
        QTRY_COMPARE(m_dialog->model().rowCount(), 1);
        const auto says = [this](const QString &words) {
            return std::ranges::any_of(
                m_dialog->findChildren<QLabel *>(),
                [&](const QLabel *label) { return label->text().contains(words); });
        };
        QVERIFY(says(u"the first is line 2"_s));
        const QString out = m_folder->path() + u"/out.txt"_s;
        m_dialog->exportTo(out);
        QTRY_VERIFY(says(u"Written to"_s));
        QVERIFY(readWholeFile(out, 1000)->endsWith("a.example\tFALSE\t/\tTRUE\t0\tn\tv\n"));
        m_dialog->importFrom(m_folder->path() + u"/none.txt"_s);
        QTRY_VERIFY(says(u"none.txt"_s));
    }
};

QTEST_MAIN(TestCookieDialog)
#include "tst_cookiedialog.moc"
