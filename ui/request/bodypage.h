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
class QToolButton;

namespace Recloser {

class BodyTextEdit;
class ChoiceRow;
class FieldTable;
class GraphQlPane;
class RequestDocument;
class UndoRouter;
class WrittenBody;

/// The body: which kind it is, and its content. Every kind keeps its own. Made when it is first
/// looked at.
class BodyPage : public RequestPage
{
    Q_OBJECT

public:
    BodyPage(RequestDocument &document, const RequestEditorServices &services, UndoRouter &router,
             QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override;
    void commit() override;

    ChoiceRow &kinds() { return *built().m_kinds; }
    /// Looks at the body instead of editing it.
    QToolButton &viewSwitch() { return *built().m_viewSwitch; }
    QPushButton &soap() { return *built().m_soap; }
    BodyTextEdit &text() { return *built().m_text; }
    FieldTable &form() { return *built().m_formTable; }
    FieldTable &parts() { return *built().m_partsTable; }
    /// Null until a query has been shown.
    GraphQlPane *graphQl() { return built().m_graphQl; }

protected:
    void build() override;

private:
    BodyPage &built()
    {
        build();
        return *this;
    }
    void buildBar();
    void connectParts();
    void take(const DocumentChange &change);
    void chooseKind(Body::Kind kind);
    void writeForm(const QString &what, EditField field);
    void writeParts(const QString &what, EditField field);
    void choosePartFile(int row);
    void showKind();
    void followLength(bool isNew);

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    FieldTableModel m_formModel{FieldStyle::Form};
    FieldTableModel m_partsModel{FieldStyle::Multipart};
    ChoiceRow *m_kinds = nullptr;
    QHBoxLayout *m_bar = nullptr;
    QComboBox *m_mediaType = nullptr;
    QToolButton *m_viewSwitch = nullptr;
    QPushButton *m_soap = nullptr;
    QPushButton *m_format = nullptr;
    QStackedWidget *m_stack = nullptr;
    BodyTextEdit *m_text = nullptr;
    FieldTable *m_formTable = nullptr;
    FieldTable *m_partsTable = nullptr;
    GraphQlPane *m_graphQl = nullptr;
    WrittenBody *m_written = nullptr;
    /// Chosen by hand, or because what was loaded is too long for an editor.
    bool m_isViewed = false;
    bool m_hadLongLine = false;
};

} // namespace Recloser
