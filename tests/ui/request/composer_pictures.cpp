// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/request/composer.h"
#include "ui/request/defaultpoliciesdialog.h"

#include <QDir>
#include <QPushButton>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

RequestSpec sample()
{
    RequestSpec spec;
    spec.url = u"{{base}}/m_search?productId=11211"_s;
    spec.disabledParameters = {{1, {u"debug"_s, u"1"_s, false, true}}};
    spec.headers = {{u"Accept"_s, u"application/json"_s, true},
                    {u"X-Trace"_s, u"{{$uuid}}"_s, true},
                    {u"Bad Name"_s, u"1"_s, true},
                    {u"X-Debug"_s, u"off"_s, false}};
    spec.body.kind = Body::Kind::Json;
    spec.body.text
        = u"{\n    \"name\": \"Kaushil\",\n    \"id\": {{id}}\n    \"tags\": [\"a\", 1.50, true]\n}"_s;
    spec.body.parts = {{u"picture"_s,
                        u"/home/somebody/pictures/very/long/path/holiday-2026-08.png"_s,
                        true,
                        {},
                        u"image/png"_s,
                        true},
                       {u"title"_s, u"Holiday"_s, false, {}, {}, true}};
    spec.auth.kind = Auth::Kind::Basic;
    spec.auth.user = u"{{user}}"_s;
    spec.auth.password = u"secret"_s;
    spec.policy.keyPattern = u"[w].+(?=/)"_s;
    spec.policy.attemptTimeout = milliseconds(5000);
    return spec;
}

void grab(QWidget &widget, const QString &folder, const QString &name)
{
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    widget.grab().save(u"%1/%2.png"_s.arg(folder, name));
}

std::expected<Response, SendError> answer(int status, const QByteArray &body)
{
    Response response;
    response.status = status;
    response.body.bytes = body;
    return response;
}

void press(QWidget &editor, const QString &text)
{
    const auto buttons = editor.findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->text() == text && button->isVisible())
            button->click();
    }
}

/// OAuth 2: every grant, and what becomes of a login.
void tokenPictures(Composer &composer, const QString &folder, const QString &tag)
{
    RequestEditor &editor = *composer.editor;
    editor.resize(editor.width(), 460);
    RequestSpec next = sample();
    const auto show = [&](const QString &name) {
        composer.document.edit(name, RequestPart::Everything, next);
        grab(editor, folder, tag + u"-oauth2-"_s + name);
    };
    next.auth = {.kind = Auth::Kind::OAuth2};
    show(u"empty"_s);
    next.auth.user = u"me"_s;
    next.auth.password = u"{{$secret login}}"_s;
    next.auth.tokenUrl = u"https://login.example/token"_s;
    next.auth.authorizationUrl = u"https://login.example/authorize"_s;
    next.auth.deviceUrl = u"https://login.example/device"_s;
    next.auth.clientId = u"shop"_s;
    composer.scope.secrets = {{u"login"_s, u"x"_s}, {u"shop"_s, u"y"_s}};
    next.auth.clientSecret = u"{{$secret shop}}"_s;
    next.auth.scope = u"orders:read orders:write"_s;
    show(u"client"_s);
    composer.transport.script(
        {{answer(200, R"({"access_token":"a","expires_in":3540,"scope":"orders:read"})")},
         {answer(401, R"({"error":"invalid_client","error_description":"Unknown client"})")},
         {answer(200,
                 R"({"device_code":"d","user_code":"WDJB-MJHT","expires_in":600,)"
                 R"("verification_uri":"https:\/\/login.example\/enter"})")}});
    press(editor, u"&Get token"_s);
    composer.clock.advance(milliseconds(0));
    composer.clock.advance(milliseconds(0));
    grab(editor, folder, tag + u"-oauth2-token"_s);
    press(editor, u"&Get new token"_s);
    composer.clock.advance(milliseconds(0));
    composer.clock.advance(milliseconds(0));
    grab(editor, folder, tag + u"-oauth2-refused"_s);
    next.auth.grant = Auth::Grant::DeviceCode;
    show(u"device"_s);
    press(editor, u"&Get token"_s);
    composer.clock.advance(milliseconds(0));
    grab(editor, folder, tag + u"-oauth2-code"_s);
    next.auth.grant = Auth::Grant::AuthorizationCode;
    next.auth.audience = u"https://api.example/"_s;
    show(u"browser"_s);
    press(editor, u"&Get token"_s);
    grab(editor, folder, tag + u"-oauth2-waiting"_s);
    press(editor, u"&Cancel"_s);
    next.auth.grant = Auth::Grant::Password;
    show(u"password"_s);
    next.auth.tokenUrl = u"http://login.example/token"_s;
    show(u"unsafe"_s);
}

void picture(const QString &folder, Theme::Scheme scheme, int width)
{
    const QString tag
        = u"%1-%2"_s.arg(scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s).arg(width);
    Composer composer(sample(), scheme);
    composer.shared = 4;
    composer.scope.layers.first().values.insert(u"id"_s, u"7"_s);
    RequestEditor &editor = *composer.editor;
    editor.refresh();
    editor.resize(width, 340);
    editor.show();
    editor.focusUrl();
    composer.open(u"www.store1.com:8001"_s, milliseconds(7300), u"4 time-outs"_s);
    const std::pair<RequestEditor::Page, QString> pages[]
        = {{RequestEditor::Page::Params, u"params"_s},
           {RequestEditor::Page::Headers, u"headers"_s},
           {RequestEditor::Page::Body, u"body"_s},
           {RequestEditor::Page::Auth, u"auth"_s},
           {RequestEditor::Page::Policy, u"policy"_s}};
    for (const auto &[page, name] : pages) {
        editor.setPage(page);
        editor.resize(width, page == RequestEditor::Page::Policy ? 620 : 340);
        grab(editor, folder, tag + u'-' + name);
    }
    editor.setPage(RequestEditor::Page::Auth);
    const std::pair<Auth::Kind, QString> kinds[] = {{Auth::Kind::Digest, u"digest"_s},
                                                    {Auth::Kind::AwsSigV4, u"aws"_s},
                                                    {Auth::Kind::OAuth1, u"oauth1"_s},
                                                    {Auth::Kind::Inherit, u"inherit"_s}};
    for (const auto &[kind, name] : kinds) {
        RequestSpec next = sample();
        next.auth.kind = kind;
        next.auth.accessKey = u"AKIDEXAMPLE"_s;
        next.auth.secretKey = u"{{$secret aws}}"_s;
        next.auth.consumerKey = u"9djdj82h48djs9d2"_s;
        composer.document.edit(name, RequestPart::Everything, next);
        grab(editor, folder, tag + u"-auth-"_s + name);
    }
    tokenPictures(composer, folder, tag);
    editor.resize(width, 220);
    editor.setPage(RequestEditor::Page::Params);
    const auto with = [&](const QString &name, auto change) {
        RequestSpec next = sample();
        change(next);
        composer.document.edit(name, RequestPart::Everything, next);
        grab(editor, folder, tag + u'-' + name);
    };
    editor.setPage(RequestEditor::Page::Body);
    editor.resize(width, 380);
    with(u"graphql"_s, [](RequestSpec &s) {
        s.method = u"POST"_s;
        s.body.kind = Body::Kind::GraphQl;
        s.body.text = u"query Find($text: String!) {\n  search(text: $text, order: PRICE) {\n"
                      "    ... on Product { id name price }\n  }\n}\n\nquery Shop {\n  shop "
                      "{ name }\n"_s;
        s.body.variables = u"{\n  \"text\": \"lamp\"\n}"_s;
        s.body.operationName = u"Find"_s;
    });
    editor.setPage(RequestEditor::Page::Params);
    editor.resize(width, 220);
    with(u"invalid"_s, [](RequestSpec &s) { s.policy.keyPattern = u"([w]"_s; });
    with(u"nomatch"_s, [](RequestSpec &s) { s.policy.keyPattern = u"zzz"_s; });
    with(u"unresolved"_s, [](RequestSpec &s) { s.url = u"{{bse}}/x"_s; });
    with(u"nourl"_s, [](RequestSpec &s) { s.url.clear(); });
    with(u"off"_s, [](RequestSpec &s) { s.policy.breaker = BreakerSwitch::Off; });
    with(u"method"_s, [](RequestSpec &s) { s.method = u"PROPFIND"_s; });
    with(u"closed"_s, [](RequestSpec &s) {
        s.url = u"https://pay.eu/v1/charges"_s;
        s.method = u"POST"_s;
        s.policy.keyPattern = u"[^/]+(?=/v1)"_s;
    });
    editor.setRunState(RunState::Running);
    grab(editor, folder, tag + u"-running"_s);
    editor.resize(width, 340);
    editor.setPage(RequestEditor::Page::Body);
    with(u"multipart"_s, [](RequestSpec &s) { s.body.kind = Body::Kind::Multipart; });
    with(u"file"_s, [](RequestSpec &s) {
        s.body.kind = Body::Kind::File;
        s.body.filePath = u"/etc/hostname"_s;
    });
}

/// The policy page as it is in a window of `width`: untouched, guarded, and with most of it set.
void policyPictures(const QString &folder, Theme::Scheme scheme, QSize size)
{
    const QString tag
        = u"%1-%2-policy"_s.arg(scheme == Theme::Scheme::Dark ? u"dark"_s : u"light"_s)
              .arg(size.width());
    RequestSpec spec;
    spec.url = u"{{base}}/store_add"_s;
    spec.method = u"POST"_s;
    Composer composer(spec, scheme);
    composer.layers
        = {{PolicyLayer::Kind::Settings, {}, {.keyPattern = u"(?<=//)[^/]+"_s}},
           {PolicyLayer::Kind::Folder, u"/srv/shop"_s, {.openFor = milliseconds(20'000)}},
           {PolicyLayer::Kind::File, u"/srv/shop/store.http"_s, {.maxRetries = 2}}};
    RequestEditor &editor = *composer.editor;
    editor.refresh();
    editor.resize(size);
    editor.show();
    editor.setPage(RequestEditor::Page::Policy);
    grab(editor, folder, tag + u"-untouched"_s);
    RequestSpec next = spec;
    next.policy.preset = Preset::Guarded;
    composer.document.edit(u"preset"_s, RequestPart::Preset, next);
    grab(editor, folder, tag + u"-guarded"_s);
    next.policy.resend = ResendRule::Always;
    next.policy.connectTimeout = milliseconds(20'000);
    next.policy.failuresInARow = 3;
    next.policy.outcomes = outcomesFromText(u"5xx:failure/if-idempotent,418:ignored"_s).value();
    composer.document.edit(u"more"_s, RequestPart::PolicyFix, next);
    editor.resize(size.width(), 1500);
    grab(editor, folder, tag + u"-unfolded"_s);
    DefaultPoliciesDialog dialog(composer.clock,
                                 {.theme = composer.theme,
                                  .keys = composer.keys,
                                  .circuits = composer.board,
                                  .syntax = composer.syntax},
                                 {.preset = Preset::Guarded, .deadline = milliseconds(30'000)});
    dialog.show();
    grab(dialog, folder, tag + u"-dialog"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = application.arguments().value(1, u"/tmp/composer"_s);
    QDir().mkpath(folder);
    for (const Theme::Scheme scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        for (const int width : {720, 1300})
            picture(folder, scheme, width);
        // What a window of 1280 x 720 and of 1920 x 1080 leaves for the composer, its lower part
        // pulled down.
        policyPictures(folder, scheme, {690, 520});
        policyPictures(folder, scheme, {1330, 800});
    }
    return 0;
}
