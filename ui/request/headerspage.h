// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/fieldtablemodel.h"
#include "ui/request/requesteditorservices.h"
#include "ui/request/requestpage.h"

#include <QTimer>

namespace Recloser {

class FieldTable;
class RequestDocument;
class UndoRouter;

/// The headers of a request, and under them those that will be added when it is sent. The table is
/// made when it is first looked at.
class HeadersPage : public RequestPage
{
    Q_OBJECT

public:
    HeadersPage(RequestDocument &document, const RequestEditorServices &services,
                UndoRouter &router, QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override { return part == RequestPart::Headers; }
    FieldTable &table()
    {
        build();
        return *m_table;
    }
    /// Reads the added headers again soon; at once where the page is on display for the first time.
    void refreshAdded();

protected:
    void showEvent(QShowEvent *event) override;
    void build() override;

private:
    void take(const DocumentChange &change);
    void write(const QString &what, EditField field);
    void showAdded();

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    FieldTableModel m_model{FieldStyle::Headers};
    UndoRouter &m_router;
    FieldTable *m_table = nullptr;
    /// Resolving looks at body files; typing does not wait for it.
    QTimer m_soon;
};

/// The headers a request will be sent with that nobody wrote, credentials hidden.
QList<FieldRow> addedHeaderRows(const ResolvedRequest &request,
                                const QList<RawHeader> &byTransport);

} // namespace Recloser
