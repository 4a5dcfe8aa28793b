// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Draws the window of environments, the composer's help with placeholders and the bar of questions,
// light and dark, into a folder: environment_pictures FOLDER. Somebody has to look at them.

#include "tests/ui/environments/collectionfolder.h"
#include "tests/ui/request/composer.h"
#include "ui/editor/codeeditor.h"
#include "ui/environments/environmentbutton.h"
#include "ui/environments/environmentmodel.h"
#include "ui/environments/passphrasedialog.h"
#include "ui/request/urlline.h"
#include "ui/variables/promptbar.h"
#include "ui/variables/variableaid.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

const QByteArray shared = R"({
  "$shared": {
    "path": "/m_search",
    "timeout": 15
  },
  "local": {
    "host": "127.0.0.1:8001",
    "url": "http://{{host}}{{path}}"
  },
  "staging": {
    "host": "staging.store1.com",
    "url": "https://{{host}}{{path}}",
    "token": "{{$secret staging-token}}",
    "user": "kaushil"
  },
  "production": {
    "host": "www.store1.com",
    "url": "https://{{host}}{{pathh}}",
    "token": "{{$secret production-token}}"
  }
}
)";

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = QString::fromLocal8Bit(argc > 1 ? argv[1] : ".");
    for (const auto &[name, scheme] :
         {std::pair(u"light"_s, Theme::Scheme::Light), std::pair(u"dark"_s, Theme::Scheme::Dark)}) {
        const auto save = [&, name = name](QWidget &widget, const QString &what) {
            QTest::qWait(150);
            widget.grab().save(folder + u'/' + what + u'-' + name + u".png"_s);
        };
        CollectionFolder collection(scheme);
        collection.write(collection.publicFile(), shared);
        collection.write(collection.privateFile(), R"({"staging": {"user": "me@example.com"}})");
        collection.write(u".env"_s, "FROM_DOTENV=1\n");
        for (const QString &secret : {u"staging-token"_s, u"production-token"_s}) {
            collection.secrets.write(secret, u"PLANTED"_s);
            collection.secretValues.insert(secret, u"PLANTED"_s);
        }
        collection.open();
        EnvironmentsDialog &dialog = *collection.dialog;
        save(dialog, u"sidebyside"_s);
        dialog.showEnvironment(u"staging"_s, u"url"_s);
        save(dialog, u"environment"_s);
        dialog.table().edit(dialog.model().index(1, EnvironmentModel::Value));
        if (QWidget *cell = QApplication::focusWidget())
            QTest::keyClicks(cell, u" {{"_s);
        save(dialog, u"environment-typing"_s);
        dialog.showSecrets(u"staging-token"_s);
        save(dialog, u"secrets"_s);
        PassPhraseDialog phrase(collection.secrets);
        phrase.setAttribute(Qt::WA_DeleteOnClose, false);
        phrase.show();
        phrase.phraseField().setText(u"short"_s);
        save(phrase, u"passphrase"_s);

        RequestSpec spec;
        spec.url = u"{{base}}/m_search?q={{quary}}"_s;
        spec.headers = {{u"Authorization"_s, u"Bearer {{token}}"_s},
                        {u"X-Trace"_s, u"{{$uuid}}"_s},
                        {u"X-Missing"_s, u"{{nobody}}"_s}};
        spec.body.kind = Body::Kind::Json;
        spec.body.text = u"{\n    \"user\": \"{{user}}\",\n    \"wrong\": \"{{usr}}\"\n}"_s;
        Composer composer(spec, scheme);
        composer.scope.layers.append({u"environment staging"_s,
                                      {{u"token"_s, u"{{$secret staging-token}}"_s},
                                       {u"user"_s, u"kaushil"_s},
                                       {u"query"_s, u"11211"_s}},
                                      ScopeLayer::Kind::Environment,
                                      u"/shop/http-client.env.json"_s,
                                      {{u"token"_s, 12}, {u"user"_s, 13}, {u"query"_s, 14}}});
        composer.scope.layers.append({u"shared"_s,
                                      {{u"user"_s, u"somebody"_s}},
                                      ScopeLayer::Kind::Shared,
                                      u"/shop/http-client.env.json"_s,
                                      {{u"user"_s, 3}}});
        composer.scope.secrets = {{u"staging-token"_s, u"PLANTED"_s}};
        composer.scope.environment = u"staging"_s;
        composer.editor->refresh();
        composer.editor->resize(900, 420);
        composer.editor->show();
        composer.editor->activateWindow();
        composer.editor->setPage(RequestEditor::Page::Headers);
        auto &url = *composer.editor->findChild<UrlLine *>();
        url.setFocus();
        url.end(false);
        QTest::keyClicks(&url, u"&t={{"_s);
        save(*composer.editor, u"completion"_s);
        QTest::keyClick(&url, Qt::Key_Escape);
        url.setCursorPosition(int(url.text().indexOf(u"quary"_s)));
        composer.editor->aid().explainAtCaret(url);
        save(*composer.editor, u"card-missing"_s);
        composer.editor->setPage(RequestEditor::Page::Body);
        auto *body = composer.editor->findChild<CodeEditor *>();
        body->setFocus();
        QTextCursor cursor = body->document()->find(u"{{user"_s);
        body->setTextCursor(cursor);
        composer.editor->aid().explainAtCaret(*body);
        save(*composer.editor, u"card-body"_s);

        PromptBar bar(collection.theme);
        bar.resize(800, 160);
        bar.ask({{u"code"_s, u"Which code did the telephone show?"_s}, {u"password"_s, {}}});
        save(bar, u"prompts"_s);
        EnvironmentButton button(collection.theme);
        button.setChoices({{u"staging"_s}, {u"production"_s, ChipTone::Bad}}, u"production"_s);
        button.show();
        save(button, u"button"_s);
    }
    return 0;
}
