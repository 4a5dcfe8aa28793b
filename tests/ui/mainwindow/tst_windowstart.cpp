// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/mainwindow/windowfixture.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/theme/stylesheet.h"
#include "ui/widgets/pagestack.h"

#include <QDebug>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QVBoxLayout>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

struct TabLook
{
    QString text;
    QSize size;
    QSize icon;
};

QList<TabLook> looksOf(const QTabBar &bar)
{
    QList<TabLook> looks;
    for (int i = 0; i < bar.count(); ++i)
        looks.append(
            {bar.tabText(i), bar.tabRect(i).size(), bar.tabIcon(i).actualSize(bar.iconSize())});
    return looks;
}

QByteArray inWords(const QList<TabLook> &looks)
{
    QString words;
    QDebug stream(&words);
    for (const TabLook &look : looks)
        stream << look.text << look.size << look.icon;
    return words.toUtf8();
}

/// How often it was asked for its size.
class CountingPage : public QWidget
{
public:
    explicit CountingPage(QSize size) : m_size(size) { }

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override
    {
        ++asked;
        return m_size;
    }

    mutable int asked = 0;

private:
    QSize m_size;
};

QTabBar &stripOf(MainWindow &window)
{
    return *window.findChild<QTabBar *>(u"documentTabs"_s);
}

void restore(MainWindow &window)
{
    QSignalSpy opened(&window, &MainWindow::opened);
    window.restore();
    QTRY_COMPARE(opened.size(), 1);
}

} // namespace

/// What is made late or once when the window starts is what it was before.
class TestWindowStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Theme first(*qApp); // chooses fonts in place of the system's, for all that follow
    }

    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void tabsThatComeTogetherLookLikeThoseThatCameOneByOne_data()
    {
        QTest::addColumn<int>("tabs");
        QTest::newRow("few, with room for all") << 3;
        QTest::newRow("many, which are narrow") << 9;
        QTest::newRow("more than fit, which scroll") << 24;
    }

    void tabsThatComeTogetherLookLikeThoseThatCameOneByOne()
    {
        QFETCH(int, tabs);
        const TemporaryFolder folder;
        QList<TabLook> before;
        QSize icon;
        {
            WindowFixture fixture(folder.path());
            MainWindow window(fixture.services);
            window.show();
            restore(window);
            const QStringList methods{u"GET"_s, u"OPTIONS"_s, u"PUT"_s, u"WEBSOCKET"_s};
            for (int i = 0; i < tabs; ++i) {
                RequestSpec spec;
                spec.method = methods.at(i % methods.size());
                spec.url = u"http://host%1.example/a/path/%2"_s.arg(i).arg(QString(i, u'x'));
                window.tabs().open(spec);
            }
            window.tabs().setCurrent(1);
            QCoreApplication::processEvents(); // the widest method has come
            QTRY_COMPARE(looksOf(stripOf(window)).size(), tabs);
            before = looksOf(stripOf(window));
            icon = stripOf(window).iconSize();
            window.close();
        }
        WindowFixture fixture(folder.path());
        MainWindow window(fixture.services);
        restore(window);
        window.show();
        QCOMPARE(window.tabs().currentIndex(), 1);
        QCOMPARE(stripOf(window).iconSize(), icon);
        QTRY_COMPARE(inWords(looksOf(stripOf(window))), inWords(before));
        QVERIFY(before.first().size.width() > 50);
    }

    void theWindowIsTheSameWhenItsSheetComesLast()
    {
        const auto picture = [](bool isLate) {
            const TemporaryFolder folder;
            WindowFixture fixture(folder.path());
            if (isLate)
                qApp->setStyleSheet({});
            MainWindow window(fixture.services);
            window.resize(1280, 720);
            restore(window);
            RequestSpec spec;
            spec.url = u"http://one.example/"_s;
            window.tabs().open(spec);
            if (isLate)
                qApp->setStyleSheet(styleSheetOf(fixture.theme.colors()));
            window.show();
            window.tabs().current()->editor().focusUrl();
            QTest::qWait(300);
            window.setFocus(); // no cursor that blinks
            return window.grab().toImage();
        };
        const QImage sooner = picture(false);
        QCOMPARE(sooner.size(), QSize(1280, 720));
        QCOMPARE(picture(true), sooner);
    }

    void pagesAreMeasuredWhenTheyAreLookedAt()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *stack = new PageStack;
        layout->addWidget(stack);
        auto *first = new CountingPage({100, 80});
        auto *second = new CountingPage({300, 40});
        stack->addWidget(first);
        stack->addWidget(second);
        window.resize(400, 300);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(stack->minimumSizeHint(), QSize(100, 80));
        QVERIFY(first->asked > 0);
        QCOMPARE(second->asked, 0);
        stack->setCurrentIndex(1);
        QCOMPARE(stack->minimumSizeHint(), QSize(300, 40));
        // It gets no narrower when one goes back, and nothing moves.
        stack->setCurrentIndex(0);
        QCOMPARE(stack->minimumSizeHint(), QSize(300, 80));
    }
};

QTEST_MAIN(TestWindowStart)
#include "tst_windowstart.moc"
