// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/fieldtablemodel.h"
#include "ui/request/requesteditorservices.h"
#include "ui/request/requestpage.h"

class QComboBox;
class QHBoxLayout;
class QPushButton;
class QStackedWidget;

namespace Recloser {

class BodyTextEdit;
class ChoiceRow;
class FieldTable;
class GraphQlPane;
class RequestDocument;
class UndoRouter;

/// The body: which kind it is, and its content. Every kind keeps its own.
class BodyPage : public RequestPage
{
    Q_OBJECT

public:
    BodyPage(RequestDocument &document, const RequestEditorServices &services, UndoRouter &router,
             QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override;
    void commit() override;

    ChoiceRow &kinds() { return *m_kinds; }
    QPushButton &soap() { return *m_soap; }
    BodyTextEdit &text() { return *m_text; }
    FieldTable &form() { return *m_formTable; }
    FieldTable &parts() { return *m_partsTable; }
    /// Null until a query has been shown.
    GraphQlPane *graphQl() { return m_graphQl; }

private:
    void take(const DocumentChange &change);
    void chooseKind(Body::Kind kind);
    void writeForm(const QString &what, EditField field);
    void writeParts(const QString &what, EditField field);
    void choosePartFile(int row);
    void showKind();

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    FieldTableModel m_formModel{FieldStyle::Form};
    FieldTableModel m_partsModel{FieldStyle::Multipart};
    ChoiceRow *m_kinds;
    QHBoxLayout *m_bar;
    QComboBox *m_mediaType;
    QPushButton *m_soap;
    QPushButton *m_format;
    QStackedWidget *m_stack;
    BodyTextEdit *m_text;
    FieldTable *m_formTable;
    FieldTable *m_partsTable;
    GraphQlPane *m_graphQl = nullptr;
};

} // namespace Recloser
