// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlschema.h"
#include "ui/request/requesteditorservices.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace Recloser {

class BodyTextEdit;
class GraphQlAid;
class RequestDocument;
class UndoRouter;

/// A GraphQL query with its variables: completion and checks by the schema of the server, which is
/// asked for once and kept, and which of several operations is meant.
class GraphQlPane : public QWidget
{
    Q_OBJECT

public:
    GraphQlPane(RequestDocument &document, const RequestEditorServices &services,
                UndoRouter &router, QWidget *parent = nullptr);

    BodyTextEdit &query() { return *m_query; }
    BodyTextEdit &variables() { return *m_variables; }
    QComboBox &operation() { return *m_operation; }
    /// To be placed beside the choice of kinds.
    QPushButton &schemaButton() { return *m_ask; }
    GraphQlAid &aid() { return *m_aid; }
    QString schemaText() const;
    void commit();
    void format();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void take();
    void showOperations();
    void lookUp();
    void showSchema();
    void showBar();
    void ask();
    QString check(const QString &query) const;

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    BodyTextEdit *m_query;
    BodyTextEdit *m_variables;
    QComboBox *m_operation;
    QLabel *m_operationLabel;
    QLabel *m_state;
    QWidget *m_bar;
    QPushButton *m_ask;
    GraphQlAid *m_aid;
    QString m_endpoint;
    GraphQlSchemaPtr m_schema;
    QTimer m_lookSoon;
};

} // namespace Recloser
