// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/request/composer.h"

#include "ui/request/authpage.h"
#include "ui/request/tokenpanel.h"

#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

std::expected<Response, SendError> answer(int status, const QByteArray &body)
{
    Response response;
    response.status = status;
    response.body.bytes = body;
    return response;
}

RequestSpec sample(Auth::Grant grant)
{
    RequestSpec spec;
    spec.url = u"http://a.example/"_s;
    spec.auth.kind = Auth::Kind::OAuth2;
    spec.auth.grant = grant;
    spec.auth.tokenUrl = u"https://login.example/token"_s;
    spec.auth.authorizationUrl = u"https://login.example/authorize"_s;
    spec.auth.deviceUrl = u"https://login.example/device"_s;
    spec.auth.clientId = u"shop"_s;
    return spec;
}

/// The page as somebody sees and uses it.
struct Page
{
    explicit Page(const RequestSpec &spec) : composer(spec)
    {
        composer.editor->resize(1000, 700);
        composer.editor->show();
        composer.editor->setPage(RequestEditor::Page::Auth);
        page = composer.editor->findChild<AuthPage *>();
        panel = composer.editor->findChild<TokenPanel *>();
    }

    template<typename Button> Button *button(const QString &text) const
    {
        const auto buttons = page->findChildren<Button *>();
        for (Button *one : buttons) {
            if (one->text().remove(u'&') == text && one->isVisible())
                return one;
        }
        return nullptr;
    }
    void press(const QString &text)
    {
        auto *found = button<QPushButton>(text);
        QVERIFY2(found, qPrintable(text));
        QVERIFY(found->isEnabled());
        found->click();
        composer.clock.advance(0ms);
        composer.clock.advance(0ms);
    }
    QString state() const
    {
        const auto labels = panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->accessibleName() == u"Token"_s)
                return label->text();
        }
        return {};
    }
    QStringList texts() const
    {
        QStringList all;
        const auto labels = panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all;
    }
    QStringList fields() const
    {
        QStringList names;
        const auto edits = page->findChildren<QLineEdit *>();
        for (const QLineEdit *edit : edits) {
            if (edit->isVisible())
                names.append(edit->accessibleName());
        }
        return names;
    }

    Composer composer;
    AuthPage *page = nullptr;
    TokenPanel *panel = nullptr;
};

} // namespace

class TokenPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void onlyWhatTheGrantNeeds_data()
    {
        QTest::addColumn<int>("grant");
        QTest::addColumn<QStringList>("fields");
        const QStringList rest{u"Token URL"_s, u"Client id"_s, u"Client secret"_s};
        using enum Auth::Grant;
        QTest::newRow("client credentials")
            << int(ClientCredentials) << rest + QStringList{u"Scope"_s};
        QTest::newRow("authorization code")
            << int(AuthorizationCode)
            << QStringList{u"Authorization URL"_s} + rest + QStringList{u"Scope"_s};
        QTest::newRow("device code")
            << int(DeviceCode) << QStringList{u"Device URL"_s} + rest + QStringList{u"Scope"_s};
        QTest::newRow("refresh token")
            << int(RefreshToken) << rest + QStringList{u"Refresh token"_s, u"Scope"_s};
        QTest::newRow("password") << int(Password)
                                  << rest + QStringList{u"User"_s, u"Password"_s, u"Scope"_s};
    }

    void onlyWhatTheGrantNeeds()
    {
        QFETCH(int, grant);
        QFETCH(QStringList, fields);
        Page page(sample(Auth::Grant(grant)));
        QCOMPARE(page.fields(), fields);
        QStringList more{u"Audience"_s, u"Resource"_s, u"Parameters"_s};
        if (!needsNobody(Auth::Grant(grant)))
            more.append(u"Login parameters"_s);
        more += {u"Token parameters"_s, u"Prefix"_s};
        page.button<QToolButton>(u"More"_s)->click();
        QCOMPARE(page.fields(),
                 fields
                     + (grant == int(Auth::Grant::AuthorizationCode)
                            ? QStringList{u"Redirect URL"_s, u"Issuer"_s}
                            : QStringList())
                     + more);
    }

    void whatIsSetIsNeverHidden()
    {
        RequestSpec spec = sample(Auth::Grant::ClientCredentials);
        spec.auth.audience = u"https://api.example/"_s;
        Page page(spec);
        QVERIFY(page.fields().contains(u"Audience"_s));
        QVERIFY(!page.fields().contains(u"Prefix"_s));
    }

    void aChoiceIsAnEdit()
    {
        Page page(sample(Auth::Grant::ClientCredentials));
        page.button<QToolButton>(u"Device code"_s)->click();
        QCOMPARE(page.composer.document.spec().auth.grant, Auth::Grant::DeviceCode);
        page.button<QToolButton>(u"OAuth 1"_s)->click();
        QVERIFY(!page.panel->isVisible());
        page.button<QToolButton>(u"OAuth 2"_s)->click();
        QCOMPARE(page.composer.document.spec().auth.kind, Auth::Kind::OAuth2);
        QVERIFY(page.panel->isVisible());
    }

    void aTokenIsHadAndForgotten()
    {
        Page page(sample(Auth::Grant::ClientCredentials));
        QCOMPARE(page.state(), u"No token yet: the first send gets one."_s);
        QVERIFY(!page.button<QPushButton>(u"Forget"_s));
        page.composer.transport.script(
            {{answer(200, R"({"access_token":"planted-token","expires_in":90,"scope":"read"})")}});
        page.press(u"Get token"_s);
        QVERIFY2(page.state().contains(u"1:30 left; then it is renewed by itself."),
                 qPrintable(page.state()));
        QVERIFY(page.texts().contains(u"Scope: read"_s));
        QVERIFY(!page.texts().join(u' ').contains(u"planted"_s));
        page.composer.clock.advance(90s);
        QTRY_COMPARE(page.state(), u"The token has expired; the next send renews it."_s);
        page.press(u"Forget"_s);
        QCOMPARE(page.state(), u"No token yet: the first send gets one."_s);
        QVERIFY(page.composer.secrets.values.isEmpty());
    }

    void aRefusalSaysWhatToDo()
    {
        Page page(sample(Auth::Grant::ClientCredentials));
        page.composer.transport.script({{answer(401, R"({"error":"invalid_client"})")}});
        page.press(u"Get token"_s);
        QCOMPARE(page.state(), u"login.example gave no token"_s);
        QVERIFY(page.texts().join(u' ').contains(u"Check client, secret and scope"_s));
        QVERIFY(page.texts().join(u' ').contains(u"invalid_client"_s));
        // Another try is another try.
        page.composer.transport.script({{answer(200, R"({"access_token":"a"})")}});
        page.press(u"Get token"_s);
        QVERIFY(page.state().startsWith(u"There is a token"_s));
    }

    void aCodeIsShownAndCopied()
    {
        Page page(sample(Auth::Grant::DeviceCode));
        QCOMPARE(page.state(), u"No token yet: somebody has to log in for it."_s);
        page.composer.transport.script(
            {{answer(200,
                     R"({"device_code":"d","user_code":"WDJB-MJHT","expires_in":600,)"
                     R"("verification_uri":"https:\/\/login.example\/enter"})")},
             {answer(200, R"({"access_token":"a","expires_in":60})")}});
        page.press(u"Get token"_s);
        QCOMPARE(page.state(), u"Type this code in at https://login.example/enter"_s);
        QVERIFY(page.texts().contains(u"WDJB-MJHT"_s));
        page.press(u"Copy code"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"WDJB-MJHT"_s);
        page.press(u"Open page"_s);
        QCOMPARE(page.composer.opened, QList<QUrl>{QUrl(u"https://login.example/enter"_s)});
        page.composer.clock.advance(5s);
        QVERIFY2(page.state().startsWith(u"Token until"_s), qPrintable(page.state()));
        QVERIFY(!page.texts().contains(u"WDJB-MJHT"_s));
    }

    void aBrowserIsOpenedAndMayBeGivenUp()
    {
        Page page(sample(Auth::Grant::AuthorizationCode));
        page.press(u"Get token"_s);
        QCOMPARE(page.composer.opened.size(), 1);
        QCOMPARE(page.composer.opened.first().host(), u"login.example"_s);
        QCOMPARE(page.state(), u"Waiting for the login in the browser…"_s);
        page.press(u"Copy link"_s);
        QCOMPARE(QUrl(QGuiApplication::clipboard()->text()), page.composer.opened.first());
        page.press(u"Cancel"_s);
        QCOMPARE(page.state(), u"No token yet: somebody has to log in for it."_s);
        QVERIFY(page.button<QPushButton>(u"Get token"_s));
    }

    void anEditEndsALogin()
    {
        Page page(sample(Auth::Grant::AuthorizationCode));
        page.press(u"Get token"_s);
        RequestSpec next = page.composer.document.spec();
        next.auth.scope = u"read"_s;
        page.composer.document.edit(u"scope"_s, RequestPart::AuthText, next);
        QCOMPARE(page.state(), u"No token yet: somebody has to log in for it."_s);
    }

    void whatIsInheritedHasItsToken()
    {
        RequestSpec spec;
        spec.auth.kind = Auth::Kind::Inherit;
        Page page(spec);
        QVERIFY(!page.panel->isVisible());
        page.composer.layers = {{PolicyLayer::Kind::Folder,
                                 u"/srv/shop"_s,
                                 {},
                                 {},
                                 {},
                                 sample(Auth::Grant::AuthorizationCode).auth}};
        page.composer.editor->setPage(RequestEditor::Page::Params);
        page.composer.editor->setPage(RequestEditor::Page::Auth);
        QVERIFY(page.panel->isVisible());
        QCOMPARE(page.state(), u"No token yet: somebody has to log in for it."_s);
    }

    /// Of the environment, which the request mentions.
    void whatIsMentionedHasItsToken()
    {
        RequestSpec spec;
        spec.url = u"http://a.example/?t={{$auth.token(\"other\")}}"_s;
        spec.auth.kind = Auth::Kind::Bearer;
        spec.auth.token = u"{{$auth.token(\"shop\")}}"_s;
        Page page(spec);
        QVERIFY(!page.panel->isVisible());
        Scope &scope = page.composer.scope;
        scope.grants.insert(u"shop"_s, {sample(Auth::Grant::ClientCredentials).auth});
        scope.grants.insert(u"other"_s, {sample(Auth::Grant::DeviceCode).auth});
        page.composer.editor->setPage(RequestEditor::Page::Params);
        page.composer.editor->setPage(RequestEditor::Page::Auth);
        const auto panels = page.page->findChildren<TokenPanel *>();
        QCOMPARE(panels.size(), 2);
        QCOMPARE(page.state(), u"shop: No token yet: the first send gets one."_s);
        page.panel = panels.last();
        QVERIFY(page.panel->isVisible());
        QCOMPARE(page.state(), u"other: No token yet: somebody has to log in for it."_s);
        // It is mentioned no more.
        RequestSpec next = spec;
        next.url = u"http://a.example/"_s;
        page.composer.document.edit(u"URL"_s, RequestPart::Url, next);
        QVERIFY(!page.panel->isVisible());
    }

    void whatIsMissingIsNamed()
    {
        RequestSpec spec = sample(Auth::Grant::ClientCredentials);
        spec.auth.tokenUrl = u"http://login.example/token"_s;
        Page page(spec);
        page.press(u"Get token"_s);
        QCOMPARE(page.state(), u"OAuth 2 cannot ask for a token: the token URL"_s);
        RequestSpec next = spec;
        next.auth.tokenUrl = u"{{nowhere}}/token"_s;
        page.composer.document.edit(u"token URL"_s, RequestPart::AuthText, next);
        QVERIFY2(page.state().contains(u"nowhere"), qPrintable(page.state()));
        QVERIFY(!page.button<QPushButton>(u"Get token"_s)->isEnabled());
    }
};

QTEST_MAIN(TokenPanelTest)
#include "tst_tokenpanel.moc"
