// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth2.h"
#include "ui/document/requestdocument.h"
#include "ui/request/authpage.h"
#include "ui/request/choicerow.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

// The fields of OAuth 2. Part of AuthPage.

namespace {

void setRowVisible(QLayoutItem *item, bool isVisible)
{
    if (!item)
        return;
    if (QWidget *widget = item->widget())
        widget->setVisible(isVisible);
    if (QLayout *layout = item->layout()) {
        for (int i = 0; i < layout->count(); ++i)
            setRowVisible(layout->itemAt(i), isVisible);
    }
}

} // namespace

void AuthPage::addOAuth2(QGridLayout &sheet)
{
    using enum Auth::Grant;
    m_oauth2Sheet = &sheet;
    m_grant = addChoice(
        sheet, tr("Grant"), tr("grant"),
        {tr("Client"), tr("Auth code"), tr("Device code"), tr("Refresh token"), tr("Password")},
        [](Auth &auth, int grant) { auth.grant = Auth::Grant(grant); });
    int number = 0;
    const auto add
        = [&](const QString &label, TextOfAuth text, Visibility visibility, const QString &example,
              std::function<bool(const Auth &)> isNeeded, bool isSeldom = false) {
              const int row = sheet.rowCount();
              EditField field{RequestPart::AuthText, int(Auth::Kind::OAuth2) * 16 + number};
              if (text == &Auth::user)
                  field = RequestPart::AuthUser;
              else if (text == &Auth::password)
                  field = RequestPart::AuthPassword;
              else
                  ++number;
              QLineEdit *edit = addField(sheet, label, field, text, visibility);
              edit->setPlaceholderText(example);
              m_oauth2Rows.append({row, text, edit, isSeldom, std::move(isNeeded)});
          };
    const auto always = [](const Auth &) { return true; };
    const auto of = [](Auth::Grant grant) {
        return [grant](const Auth &auth) { return auth.grant == grant; };
    };
    add(tr("Authori&zation URL"), &Auth::authorizationUrl, Visibility::Plain,
        u"https://login.example/authorize"_s, of(AuthorizationCode));
    add(tr("De&vice URL"), &Auth::deviceUrl, Visibility::Plain, u"https://login.example/device"_s,
        of(DeviceCode));
    add(tr("&Token URL"), &Auth::tokenUrl, Visibility::Plain, u"https://login.example/token"_s,
        always);
    add(tr("&Client id"), &Auth::clientId, Visibility::Plain, {}, always);
    add(tr("Client &secret"), &Auth::clientSecret, Visibility::Secret, tr("none: a public client"),
        always);
    add(tr("&User"), &Auth::user, Visibility::Plain, {}, of(Password));
    add(tr("Pass&word"), &Auth::password, Visibility::Secret, {}, of(Password));
    add(tr("&Refresh token"), &Auth::refreshToken, Visibility::Secret, {}, of(RefreshToken));
    add(tr("Sco&pe"), &Auth::scope, Visibility::Plain, tr("separated by blanks"), always);

    m_more = new QToolButton;
    m_more->setText(tr("&More"));
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setAccessibleName(tr("More fields of OAuth 2"));
    sheet.addWidget(m_more, sheet.rowCount(), 1, Qt::AlignLeft);
    connect(m_more, &QToolButton::toggled, this, &AuthPage::showOAuth2Rows);

    add(tr("Redirect UR&L"), &Auth::redirectUrl, Visibility::Plain,
        tr("http://127.0.0.1, any free port"), of(AuthorizationCode), true);
    add(tr("&Issuer"), &Auth::issuer, Visibility::Plain, tr("not compared"), of(AuthorizationCode),
        true);
    add(tr("Au&dience"), &Auth::audience, Visibility::Plain, {}, always, true);
    add(tr("Resour&ce"), &Auth::resource, Visibility::Plain, {}, always, true);
    add(tr("Para&meters"), &Auth::parameters, Visibility::Plain, u"name=value&name=value"_s, always,
        true);
    add(
        tr("Lo&gin parameters"), &Auth::authorizationParameters, Visibility::Plain,
        u"prompt=consent"_s, [](const Auth &auth) { return !needsNobody(auth.grant); }, true);
    add(tr("To&ken parameters"), &Auth::tokenParameters, Visibility::Plain, u"name=value"_s, always,
        true);
    add(tr("Prefi&x"), &Auth::prefix, Visibility::Plain, u"Bearer"_s, always, true);
    const int row = sheet.rowCount();
    m_clientPlace = addChoice(
        sheet, tr("Client in"), tr("place of the client's secret"), {tr("Header"), tr("Body")},
        [](Auth &auth, int place) { auth.clientPlacement = Auth::ClientPlacement(place); });
    m_oauth2Rows.append({row, nullptr, nullptr, true, always});
}

void AuthPage::showOAuth2Rows()
{
    const Auth &auth = m_document.spec().auth;
    const Auth usual;
    for (const OAuth2Row &row : std::as_const(m_oauth2Rows)) {
        // What is being emptied stays where it is.
        const bool isSaid = row.field ? row.field->hasFocus() || !(auth.*(row.text)).isEmpty()
                                      : auth.clientPlacement != usual.clientPlacement;
        const bool isShown = row.isNeeded(auth) && (!row.isSeldom || m_more->isChecked() || isSaid);
        for (int column : {0, 1})
            setRowVisible(m_oauth2Sheet->itemAtPosition(row.row, column), isShown);
    }
}

} // namespace Recloser
