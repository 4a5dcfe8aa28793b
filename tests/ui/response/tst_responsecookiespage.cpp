// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/response/sampleexchanges.h"
#include "ui/describe/describecookies.h"
#include "ui/response/responsecookiespage.h"

#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestResponseCookiesPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

    static QStringList texts(const ResponseCookiesPage &page)
    {
        QStringList all;
        for (QTreeWidgetItemIterator it(page.tree()); *it; ++it) {
            QStringList columns{(*it)->text(0), (*it)->text(1), (*it)->text(2)};
            columns.removeAll(QString());
            all.append(columns.join(u'|'));
        }
        return all;
    }
    static QPushButton *button(ResponseCookiesPage &page, const QString &text)
    {
        for (QPushButton *button : page.findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init() { QTest::failOnWarning(); }

    void everyVerdictHasWords()
    {
        QSet<QString> seen;
        for (int i = 0; !cookieVerdictName(CookieVerdict(i)).isEmpty(); ++i) {
            const QString words = describe(CookieVerdict(i)).headline;
            QVERIFY(!words.isEmpty());
            QVERIFY2(!seen.contains(words), qPrintable(words));
            QCOMPARE(words.startsWith(u"refused: "_s), isRejection(CookieVerdict(i)));
            seen.insert(words);
        }
        QVERIFY(seen.size() >= 11);
    }

    void showsWhatWasSentKeptAndRefused()
    {
        Exchange exchange = Samples::success("{}");
        exchange.attempts[0].cookies = {{QUrl(u"http://a.example/x"_s),
                                         {{"theme", "dark-as-night"}},
                                         {{"sid", "s3cret", "Path=/", CookieVerdict::Kept},
                                          {"bad", "1", "", CookieVerdict::PublicSuffix}}}};
        ResponseCookiesPage page(*m_theme);
        page.showExchange(exchange);
        QCOMPARE(texts(page),
                 (QStringList{u"Sent to http://a.example/x"_s, u"theme|••••••••|from the jar"_s,
                              u"Received from http://a.example/x"_s, u"sid|••••••••|kept"_s,
                              u"Path=/"_s, u"bad|••••••••|refused: Domain is a public suffix"_s}));
        QCOMPARE(ResponseCookiesPage::countOf(exchange), 2);
        QVERIFY(!page.grab().isNull());

        button(page, u"Show values"_s)->click();
        QVERIFY(texts(page).contains(u"sid|s3cret|kept"_s));
        button(page, u"Hide values"_s)->click();
        QVERIFY(!texts(page).join(u' ').contains(u"s3cret"));

        QSignalSpy asked(&page, &ResponseCookiesPage::jarRequested);
        button(page, u"Cookie jar…"_s)->click();
        QCOMPARE(asked.count(), 1);
    }

    void withoutAJarTheHeadersAreShown()
    {
        Exchange exchange = Samples::success("{}");
        exchange.attempts[0].result->headers = {{"set-cookie", "a=1; Path=/"}};
        ResponseCookiesPage page(*m_theme);
        page.showExchange(exchange);
        QCOMPARE(texts(page).value(1), u"a|••••••••|not kept"_s);
        QCOMPARE(ResponseCookiesPage::countOf(exchange), 1);
        exchange.attempts[0].result->headers.clear();
        page.showExchange(exchange);
        QCOMPARE(texts(page), QStringList());
    }
};

QTEST_MAIN(TestResponseCookiesPage)
#include "tst_responsecookiespage.moc"
