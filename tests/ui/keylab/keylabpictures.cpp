// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws Key Lab's pages, light and dark, narrow and wide, into a folder: keylab_pictures FOLDER.
// Somebody has to look at them; there is no other test of what is beautiful.

#include "ui/keylab/expectations.h"
#include "ui/keylab/explainpage.h"
#include "ui/keylab/findingspage.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/pythonpage.h"
#include "ui/keylab/stepspage.h"

#include <QApplication>
#include <QDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

QString folder;

void save(QWidget &widget, const QString &name)
{
    QTest::qWait(120);
    widget.grab().save(folder + u'/' + name + u".png"_s);
}

void drawKeyLab(const Theme &theme, const QString &suffix)
{
    for (const int width : {260, 320, 700}) {
        KeyLabPanel panel(theme);
        panel.resize(width, width < 600 ? 520 : 800);
        panel.show();
        const QString name = u"keylab-%1-%2"_s.arg(width).arg(suffix);
        save(panel, name + u"-empty"_s);
        panel.setUrls({u"http://www.store1.com:8001/m_search?productId=11211"_s,
                       u"http://www.store1.com:8001/store_add"_s,
                       u"http://www.store1.com:8001/comment/postID/11211"_s,
                       u"https://reqres.in/api/users/1"_s, u"http://twitter.com/search/x"_s});
        panel.setSavedPattern(u"www[^/]+"_s);
        panel.setApplyTargets({{ApplyTarget::Kind::Request, {}, u"this request"_s},
                               {ApplyTarget::Kind::AllRequests, {}, u"all requests"_s}});
        panel.setPattern(u"[w].+(?=/)"_s);
        panel.expectations().set({{panel.urls().at(0), u"www.store1.com:8001"_s},
                                  {panel.urls().at(2), u"www.store1.com:8001"_s}});
        QTest::qWait(500);
        save(panel, name);
        const std::pair<KeyLabPanel::Page, QString> pages[]
            = {{KeyLabPanel::Page::Explain, u"explain"_s},
               {KeyLabPanel::Page::Findings, u"findings"_s},
               {KeyLabPanel::Page::Steps, u"steps"_s},
               {KeyLabPanel::Page::Python, u"python"_s}};
        for (const auto &[page, title] : pages) {
            panel.setPage(page);
            QTest::qWait(300);
            if (page == KeyLabPanel::Page::Findings)
                panel.findChild<FindingsPage *>()->show(0);
            if (page == KeyLabPanel::Page::Explain) {
                QTreeView &tree = panel.findChild<ExplainPage *>()->tree();
                tree.setCurrentIndex(tree.model()->index(1, 0, tree.model()->index(0, 0)));
            }
            if (page == KeyLabPanel::Page::Steps)
                panel.findChild<StepsPage *>()->setStep(30);
            if (page == KeyLabPanel::Page::Python) {
                panel.findChild<PythonPage *>()->ask();
                QTest::qWait(1500);
            }
            save(panel, name + u'-' + title);
        }
        for (QToolButton *button : panel.findChildren<QToolButton *>()) {
            if (button->text() == u"Stability")
                button->click();
        }
        panel.setPage(KeyLabPanel::Page::Findings);
        save(panel, name + u"-stability"_s);
        panel.setPage(KeyLabPanel::Page::Urls);
        panel.setPattern(u"[w].+(?=/"_s);
        save(panel, name + u"-error"_s);
        panel.setPattern(
            u"^https?://(?P<host>[^/?#]+)(?::\\d{2,5})?(?=[/?#]|$)|fallback-for-long-patterns"_s);
        save(panel, name + u"-long"_s);
        QTest::keyClick(panel.findChild<PatternField *>(), Qt::Key_Return);
        QTest::qWait(500);
        if (auto *sheet = panel.findChild<ApplySheet *>())
            save(*sheet, name + u"-apply"_s);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s;
    QDir().mkpath(folder);
    Theme theme(application);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        drawKeyLab(theme, scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s);
    }
    return 0;
}
