// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws the window that compares, light and dark, small and large, into a folder:
// compare_pictures FOLDER. Somebody has to look at them.

#include "tests/support/temporaryfolder.h"
#include "tests/ui/compare/comparedexchanges.h"
#include "ui/compare/comparebodypage.h"
#include "ui/compare/comparewindow.h"
#include "ui/compare/diffview.h"

#include <QApplication>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QByteArray catalogue(bool isLater)
{
    QByteArrayList items;
    for (int i = 1; i < 60; ++i) {
        if (isLater && i == 4)
            continue;
        const int price = isLater && i % 17 == 0 ? 1290 : 1190;
        items.append("{\"id\":" + QByteArray::number(i) + ",\"name\":\"Kettle with a swan neck, "
                     + QByteArray::number(i * 7 % 10)
                     + " l\",\"price\":" + QByteArray::number(price + i)
                     + (isLater && i == 9 ? ".0" : "") + ",\"tags\":[\"kitchen\",\""
                     + (i == 2 && isLater ? "steel" : "copper") + "\"]}");
    }
    if (isLater)
        items.append("{\"id\":77,\"name\":\"Teapot, grün\",\"price\":2490,\"tags\":[]}");
    return "{\"total\":" + QByteArray::number(items.size()) + ",\"at\":\""
        + (isLater ? "12:04:05" : "12:03:04") + "\",\"items\":[" + items.join(',') + "]}";
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    Theme theme(application);
    const TemporaryFolder data;
    HistoryStore store(data.path());
    const ExchangePtr left = answered(
        u"http://www.store1.com:8001/m_search?productId=11211&page=1"_s, 200, catalogue(false));
    auto later = std::make_shared<Exchange>(*answered(
        u"http://www.store1.com:8001/m_search?productId=11211&page=2"_s, 200, catalogue(true)));
    later->attempts[0].result->headers = {{"Date", "Thu, 26 Nov 2026 12:04:05 GMT"},
                                          {"content-type", "application/json"},
                                          {"Retry-After", "2"}};
    later->policies.retry.maxAttempts = 2;
    const ExchangePtr right = later;
    for (const auto &[name, scheme] :
         {std::pair(u"light"_s, Theme::Scheme::Light), std::pair(u"dark"_s, Theme::Scheme::Dark)}) {
        theme.setScheme(scheme);
        for (const QSize size : {QSize(1280, 720), QSize(1920, 1080)}) {
            CompareWindow window(theme, store);
            window.resize(size);
            window.show();
            const auto save = [&](const QString &what) {
                QTest::qWait(120);
                window.grab().save(
                    u"%1/compare-%2-%3-%4.png"_s.arg(folder, what, name).arg(size.width()));
            };
            save(u"empty"_s);
            window.setExchanges(left, right);
            if (!QTest::qWaitFor([&] { return !window.bodyPage()->isComparing(); }, 60'000))
                return 1;
            save(u"summary"_s);
            window.setPage(CompareWindow::Page::Headers);
            save(u"headers"_s);
            window.setPage(CompareWindow::Page::Body);
            window.bodyPage()->view()->nextDifference();
            window.bodyPage()->view()->nextDifference();
            save(u"body"_s);
            window.setPage(CompareWindow::Page::Differences);
            save(u"differences"_s);
        }
    }
    return 0;
}
