// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "ui/request/requestpage.h"

#include <functional>

class QGridLayout;
class QLineEdit;
class QStackedWidget;

namespace Recloser {

class ChoiceRow;
class RequestDocument;
class Theme;
class UndoRouter;

/// How the request identifies its user. Every kind keeps its own fields; secrets are shown on
/// demand only.
class AuthPage : public RequestPage
{
    Q_OBJECT

public:
    AuthPage(RequestDocument &document, const Theme &theme, UndoRouter &router,
             QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override;
    ChoiceRow &kinds() { return *m_kinds; }

private:
    enum class Visibility { Plain, Secret };
    using TextOfAuth = QString Auth::*;

    QLineEdit *addField(QGridLayout &sheet, const QString &label, RequestPart part, TextOfAuth text,
                        Visibility visibility);
    QGridLayout *addSheet(const QString &note);
    void addPlacement(QGridLayout &sheet);
    void take(const DocumentChange &change);

    RequestDocument &m_document;
    const Theme &m_theme;
    UndoRouter &m_router;
    ChoiceRow *m_kinds;
    ChoiceRow *m_placement = nullptr;
    QStackedWidget *m_sheets;
};

} // namespace Recloser
