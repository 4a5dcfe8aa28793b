// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/authpage.h"

#include "core/resolve/authentication.h"
#include "core/resolve/placeholders.h"
#include "ui/document/requestdocument.h"
#include "ui/request/authpreview.h"
#include "ui/request/choicerow.h"
#include "ui/request/requesteditorservices.h"
#include "ui/request/textbinding.h"
#include "ui/request/tokenpanel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/taborder.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QShowEvent>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// As they stand side by side, their sheets too.
constexpr Auth::Kind shownKinds[] = {Auth::Kind::None,   Auth::Kind::Basic,  Auth::Kind::Bearer,
                                     Auth::Kind::ApiKey, Auth::Kind::Digest, Auth::Kind::AwsSigV4,
                                     Auth::Kind::OAuth1, Auth::Kind::OAuth2, Auth::Kind::Inherit};

/// HMAC and RSA, by the hash they use.
constexpr Auth::OAuth1Method oauth1Methods[][3] = {
    {Auth::OAuth1Method::HmacSha1, Auth::OAuth1Method::HmacSha256, Auth::OAuth1Method::HmacSha512},
    {Auth::OAuth1Method::RsaSha1, Auth::OAuth1Method::RsaSha256, Auth::OAuth1Method::RsaSha512}};

int hashOf(Auth::OAuth1Method method)
{
    const auto &methods = oauth1Methods[isRsa(method) ? 1 : 0];
    const auto *found = std::ranges::find(methods, method);
    return found == std::end(methods) ? 0 : int(found - std::begin(methods));
}

int placeOf(Auth::Kind kind)
{
    return int(std::ranges::find(shownKinds, kind) - std::begin(shownKinds));
}

/// Texts that have no part of their own, each kind from another row on.
EditField otherText(Auth::Kind kind, int row)
{
    return {RequestPart::AuthText, int(kind) * 16 + row};
}

} // namespace

AuthPage::AuthPage(RequestDocument &document, const RequestEditorServices &services,
                   UndoRouter &router, QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
{
    connect(&document, &RequestDocument::changed, this, &AuthPage::take);
}

void AuthPage::build()
{
    if (m_kinds)
        return;
    m_kinds = new ChoiceRow(tr("Authentication"),
                            {tr("None"), tr("Basic"), tr("Bearer"), tr("API key"), tr("Digest"),
                             tr("AWS"), tr("OAuth 1"), tr("OAuth 2"), tr("Inherit")});
    m_sheets = new QStackedWidget;
    m_preview = new QLabel;
    auto *content = new QWidget;
    auto *sheets = new QVBoxLayout(content);
    sheets->setContentsMargins(0, 0, 0, 0);
    sheets->addWidget(m_sheets);
    sheets->addStretch();
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 14, 6);
    layout->setSpacing(6);
    layout->addWidget(m_kinds);
    layout->addWidget(m_preview);
    if (m_services.tokens) {
        m_tokens = new QVBoxLayout;
        m_tokens->setSpacing(4);
        // Its buttons follow the fields; others, which few requests need, come when they do.
        m_tokens->addWidget(
            new TokenPanel(*m_services.tokens, m_services.theme, m_services.openPage));
        m_tokens->itemAt(0)->widget()->hide();
        layout->addLayout(m_tokens);
    }
    layout->addWidget(area, 1);
    m_preview->setFont(m_services.theme.monospace());
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_preview->setWordWrap(true);
    m_preview->setContentsMargins(6, 2, 0, 2);
    m_preview->setAccessibleName(tr("What will be sent"));

    addSheet(tr("The request is sent without credentials of its own."));
    addCredentials(*addSheet(
        tr("User and password go into an Authorization header, readable to whoever sees the "
           "request. {{placeholders}} keep them out of the file.")));
    QGridLayout *bearer = addSheet(
        tr("Sent as “Authorization: Bearer …”. A {{placeholder}} keeps it out of the file."));
    addField(*bearer, tr("&Token"), RequestPart::AuthToken, &Auth::token, Visibility::Secret);
    QGridLayout *key = addSheet(tr("Sent as a header, as a parameter of the URL, or as a cookie."));
    addField(*key, tr("&Name"), RequestPart::AuthKeyName, &Auth::keyName, Visibility::Plain)
        ->setPlaceholderText(u"X-Api-Key"_s);
    addField(*key, tr("&Value"), RequestPart::AuthKeyValue, &Auth::keyValue, Visibility::Secret);
    m_keyPlace
        = addChoice(*key, tr("Sent as"), tr("place of the API key"),
                    {tr("Header"), tr("URL parameter"), tr("Cookie")},
                    [](Auth &auth, int place) { auth.keyPlacement = Auth::Placement(place); });
    addCredentials(*addSheet(
        tr("The server asks (401) and gets an answer made of the password, which itself is never "
           "sent: MD5, SHA-256 or SHA-512/256, as the server offers. Later requests need no "
           "question as long as the answer's nonce is good.")));
    addAws(*addSheet(
        tr("Signature Version 4, made for every attempt. Without region and service the host's "
           "name says them (sqs.eu-west-1.amazonaws.com). S3: a header “x-amz-content-sha256: "
           "UNSIGNED-PAYLOAD” leaves the body unsigned.")));
    addOAuth1(*addSheet(tr("OAuth 1.0a, signed for every attempt.")));
    addOAuth2(*addSheet(tr("The token is kept with the secrets, never in a file, renewed before it "
                           "expires, and once more when a server refuses it (401). URLs must be "
                           "https, or http on this machine.")));
    QGridLayout *inherited = addSheet(tr("Written as “# @auth …” before the first ### of the file "
                                         "or of a folder.http; the nearest one counts."));
    m_inherited = new QLabel;
    m_inherited->setTextFormat(Qt::PlainText);
    m_inherited->setWordWrap(true);
    inherited->addWidget(m_inherited, 0, 0, 1, 2);

    connect(m_kinds, &ChoiceRow::chosen, this, [this](int kind) {
        RequestSpec next = m_document.spec();
        next.auth.kind = shownKinds[kind];
        m_document.edit(tr("authentication"), RequestPart::AuthKind, next,
                        RequestDocument::EditKind::Step);
    });
    take({DocumentChange::Cause::Loaded, RequestPart::Everything});
    takeTabPlace(*this);
    setFocusProxy(m_kinds);
}

ChoiceRow &AuthPage::kinds()
{
    build();
    return *m_kinds;
}

QString AuthPage::badge() const
{
    return authKindName(m_document.spec().auth.kind);
}

bool AuthPage::shows(RequestPart part) const
{
    return part >= RequestPart::AuthKind && part <= RequestPart::AuthPlacement;
}

void AuthPage::showEvent(QShowEvent *event)
{
    showOutcome();
    RequestPage::showEvent(event);
}

QGridLayout *AuthPage::addSheet(const QString &note)
{
    auto *sheet = new QWidget;
    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, 80);
    grid->setColumnStretch(1, 1);
    auto *text = new QLabel(note);
    text->setProperty("look", u"muted"_s);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *layout = new QVBoxLayout(sheet);
    layout->setContentsMargins(6, 2, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(grid);
    layout->addWidget(text);
    layout->addStretch();
    m_sheets->addWidget(sheet);
    return grid;
}

QLineEdit *AuthPage::addField(QGridLayout &sheet, const QString &label, EditField part,
                              TextOfAuth text, Visibility visibility)
{
    const int row = sheet.rowCount();
    auto *caption = new QLabel(label);
    caption->setProperty("look", u"muted"_s);
    auto *field = new QLineEdit;
    caption->setBuddy(field);
    field->setFont(m_services.theme.monospace());
    QString plain = label;
    field->setAccessibleName(plain.remove(u'&'));
    field->setMaximumWidth(520);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(field, 1);
    if (visibility == Visibility::Secret) {
        field->setEchoMode(QLineEdit::Password);
        auto *show = new QToolButton;
        show->setText(tr("Show"));
        show->setCheckable(true);
        show->setFocusPolicy(Qt::StrongFocus);
        show->setAccessibleName(tr("Show %1").arg(plain));
        const auto mask = [show, field] {
            // A placeholder is no secret, and hidden it could not be checked.
            const bool isPlain = show->isChecked()
                || (!field->text().isEmpty() && isOnlyPlaceholders(field->text()));
            field->setEchoMode(isPlain ? QLineEdit::Normal : QLineEdit::Password);
            show->setText(show->isChecked() ? tr("Hide") : tr("Show"));
        };
        connect(show, &QToolButton::toggled, field, mask);
        // Before the marks, which dots get none of.
        connect(field, &QLineEdit::textChanged, show, mask);
        line->addWidget(show);
    }
    line->addStretch();
    sheet.addWidget(caption, row, 0);
    sheet.addLayout(line, row, 1);
    bindText(*field, m_document, m_router, part, plain.toLower(),
             [text](RequestSpec &spec) -> QString & { return spec.auth.*text; });
    return field;
}

void AuthPage::addCredentials(QGridLayout &sheet)
{
    addField(sheet, tr("&User"), RequestPart::AuthUser, &Auth::user, Visibility::Plain);
    addField(sheet, tr("Pass&word"), RequestPart::AuthPassword, &Auth::password,
             Visibility::Secret);
}

void AuthPage::addAws(QGridLayout &sheet)
{
    const auto add = [&](const QString &label, int row, TextOfAuth text, Visibility visibility) {
        return addField(sheet, label, otherText(Auth::Kind::AwsSigV4, row), text, visibility);
    };
    add(tr("Access &key"), 0, &Auth::accessKey, Visibility::Plain);
    add(tr("&Secret key"), 1, &Auth::secretKey, Visibility::Secret);
    add(tr("Session &token"), 2, &Auth::sessionToken, Visibility::Secret)
        ->setPlaceholderText(tr("of temporary credentials"));
    add(tr("Re&gion"), 3, &Auth::region, Visibility::Plain)->setPlaceholderText(u"eu-west-1"_s);
    add(tr("Ser&vice"), 4, &Auth::service, Visibility::Plain)->setPlaceholderText(u"s3"_s);
    m_awsPlace = addChoice(
        sheet, tr("Signed by"), tr("place of the signature"), {tr("Header"), tr("Signed URL")},
        [](Auth &auth, int place) { auth.signaturePlacement = Auth::SignaturePlacement(place); });
}

void AuthPage::addOAuth1(QGridLayout &sheet)
{
    const auto add = [&](const QString &label, int row, TextOfAuth text, Visibility visibility) {
        return addField(sheet, label, otherText(Auth::Kind::OAuth1, row), text, visibility);
    };
    add(tr("Consumer &key"), 0, &Auth::consumerKey, Visibility::Plain);
    add(tr("Consumer &secret"), 1, &Auth::consumerSecret, Visibility::Secret);
    addField(sheet, tr("&Token"), RequestPart::AuthToken, &Auth::token, Visibility::Secret);
    add(tr("Token se&cret"), 3, &Auth::tokenSecret, Visibility::Secret);
    add(tr("&Realm"), 4, &Auth::realm, Visibility::Plain);
    add(tr("Pri&vate key"), 5, &Auth::privateKey, Visibility::Plain)
        ->setPlaceholderText(tr("of RSA: a file in PEM, or {{$secret name}}"));
    m_oauth1Method = addChoice(sheet, tr("Method"), tr("method of the signature"),
                               {u"HMAC"_s, u"RSA"_s, u"PLAINTEXT"_s}, [](Auth &auth, int method) {
                                   auth.oauth1Method = method > 1
                                       ? Auth::OAuth1Method::PlainText
                                       : oauth1Methods[method][hashOf(auth.oauth1Method)];
                               });
    m_oauth1Hash = addChoice(sheet, tr("Hash"), tr("hash of the signature"),
                             {u"SHA-1"_s, u"SHA-256"_s, u"SHA-512"_s}, [](Auth &auth, int hash) {
                                 auth.oauth1Method
                                     = oauth1Methods[isRsa(auth.oauth1Method) ? 1 : 0][hash];
                             });
    m_oauth1Place
        = addChoice(sheet, tr("Signed by"), tr("place of the signature"),
                    {tr("Header"), tr("URL parameters"), tr("Form")}, [](Auth &auth, int place) {
                        auth.signaturePlacement = Auth::SignaturePlacement(place);
                    });
}

ChoiceRow *AuthPage::addChoice(QGridLayout &sheet, const QString &label, const QString &what,
                               const QStringList &texts, std::function<void(Auth &, int)> choose)
{
    auto *choices = new ChoiceRow(label, texts);
    auto *caption = new QLabel(label);
    caption->setProperty("look", u"muted"_s);
    const int row = sheet.rowCount();
    sheet.addWidget(caption, row, 0);
    sheet.addWidget(choices, row, 1);
    connect(choices, &ChoiceRow::chosen, this,
            [this, what, choose = std::move(choose)](int choice) {
                RequestSpec next = m_document.spec();
                choose(next.auth, choice);
                m_document.edit(what, RequestPart::AuthPlacement, next,
                                RequestDocument::EditKind::Step);
            });
    return choices;
}

void AuthPage::showOutcome()
{
    const RequestSpec &spec = m_document.spec();
    const QList<PolicyLayer> layers = m_services.currentLayers();
    if (spec.auth.kind == Auth::Kind::Inherit)
        m_inherited->setText(inheritedAuthText(layers));
    RequestSpec sent = spec;
    sent.auth = authOf(layers, spec.auth);
    const QString preview = authPreview(sent, m_services.currentScope());
    m_preview->setText(preview);
    m_preview->setVisible(!preview.isEmpty());
    if (!m_tokens)
        return;
    sent.route = routeOf(layers, spec.route);
    const QList<RequestGrant> grants = requestGrants(sent, m_services.currentScope());
    while (m_tokens->count() < grants.size())
        m_tokens->addWidget(
            new TokenPanel(*m_services.tokens, m_services.theme, m_services.openPage));
    for (int i = 0; i < m_tokens->count(); ++i) {
        auto *panel = qobject_cast<TokenPanel *>(m_tokens->itemAt(i)->widget());
        if (i < grants.size())
            panel->setGrant(grants[i]);
        panel->setVisible(i < grants.size());
    }
}

void AuthPage::take(const DocumentChange &change)
{
    const bool isOurs = shows(change.field.part) || change.field.part == RequestPart::Everything;
    if (!m_kinds) {
        if (isOurs)
            Q_EMIT badgeChanged();
        return;
    }
    // A signature is about the URL too.
    if (isVisible() && (isOurs || change.field.part == RequestPart::Url))
        showOutcome();
    if (!isOurs)
        return;
    const Auth &auth = m_document.spec().auth;
    const int place = placeOf(auth.kind);
    m_kinds->setCurrent(place);
    m_keyPlace->setCurrent(int(auth.keyPlacement));
    m_awsPlace->setCurrent(int(auth.signaturePlacement));
    m_oauth1Place->setCurrent(int(auth.signaturePlacement));
    const bool isPlain = auth.oauth1Method == Auth::OAuth1Method::PlainText;
    m_oauth1Method->setCurrent(isPlain ? 2 : isRsa(auth.oauth1Method) ? 1 : 0);
    m_oauth1Hash->setCurrent(hashOf(auth.oauth1Method));
    m_oauth1Hash->setEnabled(!isPlain);
    m_grant->setCurrent(int(auth.grant));
    m_clientPlace->setCurrent(int(auth.clientPlacement));
    showOAuth2Rows();
    // Only the sheet that is seen takes room, else all would scroll for the longest one.
    for (int sheet = 0; sheet < m_sheets->count(); ++sheet) {
        const auto policy = sheet == place ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_sheets->widget(sheet)->setSizePolicy(policy, policy);
    }
    m_sheets->setCurrentIndex(place);
    Q_EMIT badgeChanged();
}

} // namespace Recloser
