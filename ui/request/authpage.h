// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "ui/request/requestpage.h"

#include <functional>

class QGridLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace Recloser {

class ChoiceRow;
class RequestDocument;
class UndoRouter;
struct RequestEditorServices;

/// How the request identifies its user. Every kind keeps its own fields; secrets are shown on
/// demand only. Made when it is first looked at.
class AuthPage : public RequestPage
{
    Q_OBJECT

public:
    /// The services outlive it.
    AuthPage(RequestDocument &document, const RequestEditorServices &services, UndoRouter &router,
             QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override;
    ChoiceRow &kinds();

protected:
    void showEvent(QShowEvent *event) override;
    void build() override;

private:
    enum class Visibility { Plain, Secret };
    using TextOfAuth = QString Auth::*;

    QLineEdit *addField(QGridLayout &sheet, const QString &label, EditField part, TextOfAuth text,
                        Visibility visibility);
    void addCredentials(QGridLayout &sheet);
    void addAws(QGridLayout &sheet);
    void addOAuth1(QGridLayout &sheet);
    void addOAuth2(QGridLayout &sheet);
    /// Only what the grant needs, and what else is filled in or asked for.
    void showOAuth2Rows();
    /// A row of choices that an edit makes of the next request.
    ChoiceRow *addChoice(QGridLayout &sheet, const QString &label, const QString &what,
                         const QStringList &texts, std::function<void(Auth &, int)> choose);
    /// Of what does not come with the document: variables, and what is inherited.
    void showOutcome();
    QGridLayout *addSheet(const QString &note);
    void take(const DocumentChange &change);

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    ChoiceRow *m_kinds = nullptr;
    ChoiceRow *m_keyPlace = nullptr;
    ChoiceRow *m_awsPlace = nullptr;
    ChoiceRow *m_oauth1Place = nullptr;
    ChoiceRow *m_oauth1Method = nullptr;
    ChoiceRow *m_oauth1Hash = nullptr;
    ChoiceRow *m_grant = nullptr;
    ChoiceRow *m_clientPlace = nullptr;
    /// Shows the rows that few requests need.
    QToolButton *m_more = nullptr;
    /// A row of OAuth 2 and whether `auth` needs it; the seldom ones wait behind m_more.
    struct OAuth2Row
    {
        int row;
        TextOfAuth text;
        /// Null: a choice.
        QLineEdit *field;
        bool isSeldom;
        std::function<bool(const Auth &)> isNeeded;
    };
    QList<OAuth2Row> m_oauth2Rows;
    QGridLayout *m_oauth2Sheet = nullptr;
    /// A TokenPanel for each token that the request needs, of an inherited authentication too;
    /// null: there are no tokens.
    QVBoxLayout *m_tokens = nullptr;
    QStackedWidget *m_sheets = nullptr;
    QLabel *m_inherited = nullptr;
    QLabel *m_preview = nullptr;
};

} // namespace Recloser
