// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/fieldtablemodel.h"
#include "ui/request/requestpage.h"

namespace Recloser {

class FieldTable;
class RequestDocument;
class Theme;
class UndoRouter;

/// The parameters of the URL's query as a table, in step with the URL both ways.
class ParamsPage : public RequestPage
{
    Q_OBJECT

public:
    ParamsPage(RequestDocument &document, const Theme &theme, UndoRouter &router,
               QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override { return part == RequestPart::Parameters; }
    FieldTable &table() { return *m_table; }

protected:
    void build() override { }

private:
    void take(const DocumentChange &change);
    void write(const QString &what, EditField field);

    RequestDocument &m_document;
    FieldTableModel m_model{FieldStyle::Parameters};
    FieldTable *m_table;
    bool m_writing = false;
};

} // namespace Recloser
