// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/authpage.h"

#include "core/resolve/placeholders.h"
#include "ui/document/requestdocument.h"
#include "ui/request/choicerow.h"
#include "ui/request/textbinding.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

AuthPage::AuthPage(RequestDocument &document, const Theme &theme, UndoRouter &router,
                   QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_theme(theme)
    , m_router(router)
    , m_kinds(new ChoiceRow(tr("Authentication"),
                            {tr("None"), tr("Basic"), tr("Bearer"), tr("API key")}))
    , m_sheets(new QStackedWidget)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 6, 14, 6);
    layout->setSpacing(6);
    layout->addWidget(m_kinds);
    layout->addWidget(m_sheets, 1);
    setFocusProxy(m_kinds);

    addSheet(tr("The request is sent without credentials of its own."));
    QGridLayout *basic = addSheet(
        tr("User and password go into an Authorization header, readable to whoever sees the "
           "request. {{placeholders}} keep them out of the file."));
    addField(*basic, tr("&User"), RequestPart::AuthUser, &Auth::user, Visibility::Plain);
    addField(*basic, tr("Pass&word"), RequestPart::AuthPassword, &Auth::password,
             Visibility::Secret);
    QGridLayout *bearer = addSheet(
        tr("Sent as “Authorization: Bearer …”. A {{placeholder}} keeps it out of the file."));
    addField(*bearer, tr("&Token"), RequestPart::AuthToken, &Auth::token, Visibility::Secret);
    QGridLayout *key = addSheet(tr("Sent as a header or as a parameter of the URL."));
    addField(*key, tr("&Name"), RequestPart::AuthKeyName, &Auth::keyName, Visibility::Plain)
        ->setPlaceholderText(u"X-Api-Key"_s);
    addField(*key, tr("&Value"), RequestPart::AuthKeyValue, &Auth::keyValue, Visibility::Secret);
    addPlacement(*key);

    connect(m_kinds, &ChoiceRow::chosen, this, [this](int kind) {
        RequestSpec next = m_document.spec();
        next.auth.kind = Auth::Kind(kind);
        m_document.edit(tr("authentication"), RequestPart::AuthKind, next,
                        RequestDocument::EditKind::Step);
    });
    connect(&document, &RequestDocument::changed, this, &AuthPage::take);
    take({DocumentChange::Cause::Loaded, RequestPart::Everything});
}

QString AuthPage::badge() const
{
    switch (m_document.spec().auth.kind) {
    case Auth::Kind::None:
        return {};
    case Auth::Kind::Basic:
        return tr("basic");
    case Auth::Kind::Bearer:
        return tr("bearer");
    case Auth::Kind::ApiKey:
        return tr("API key");
    }
    return {};
}

bool AuthPage::shows(RequestPart part) const
{
    return part >= RequestPart::AuthKind && part <= RequestPart::AuthPlacement;
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

QLineEdit *AuthPage::addField(QGridLayout &sheet, const QString &label, RequestPart part,
                              TextOfAuth text, Visibility visibility)
{
    const int row = sheet.rowCount();
    auto *caption = new QLabel(label);
    caption->setProperty("look", u"muted"_s);
    auto *field = new QLineEdit;
    caption->setBuddy(field);
    field->setFont(m_theme.monospace());
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

void AuthPage::addPlacement(QGridLayout &sheet)
{
    m_placement = new ChoiceRow(tr("Where the key is sent"), {tr("Header"), tr("URL parameter")});
    auto *caption = new QLabel(tr("Sent as"));
    caption->setProperty("look", u"muted"_s);
    const int row = sheet.rowCount();
    sheet.addWidget(caption, row, 0);
    sheet.addWidget(m_placement, row, 1);
    connect(m_placement, &ChoiceRow::chosen, this, [this](int placement) {
        RequestSpec next = m_document.spec();
        next.auth.keyPlacement = Auth::Placement(placement);
        m_document.edit(tr("place of the API key"), RequestPart::AuthPlacement, next,
                        RequestDocument::EditKind::Step);
    });
}

void AuthPage::take(const DocumentChange &change)
{
    if (!shows(change.field.part) && change.field.part != RequestPart::Everything)
        return;
    const Auth &auth = m_document.spec().auth;
    m_kinds->setCurrent(int(auth.kind));
    m_placement->setCurrent(int(auth.keyPlacement));
    m_sheets->setCurrentIndex(int(auth.kind));
    Q_EMIT badgeChanged();
}

} // namespace Recloser
