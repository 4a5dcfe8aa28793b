// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/paramspage.h"

#include "core/model/queryparameters.h"
#include "ui/document/requestdocument.h"
#include "ui/request/fieldtable.h"
#include "ui/request/undorouter.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace Recloser {

ParamsPage::ParamsPage(RequestDocument &document, const Theme &theme, UndoRouter &router,
                       QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_table(
          new FieldTable(theme, m_model, [&router](QWidget &editor) { router.routeText(editor); }))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table);
    m_table->setAccessibleName(tr("Parameters"));
    setFocusProxy(m_table);
    m_table->setAid(router.aid());

    connect(&m_model, &FieldTableModel::typed, this, [this](int row, int column) {
        write(tr("parameter"), {RequestPart::Parameters, row, column});
    });
    connect(&m_model, &FieldTableModel::restructured, this,
            [this](const QString &what) { write(what, RequestPart::Parameters); });
    connect(&document, &RequestDocument::changed, this, &ParamsPage::take);
    take({DocumentChange::Cause::Loaded, RequestPart::Everything});
}

QString ParamsPage::badge() const
{
    const int count = m_model.enabledRows();
    return count > 0 ? QString::number(count) : QString();
}

void ParamsPage::take(const DocumentChange &change)
{
    const bool concerns = change.field.part == RequestPart::Url
        || change.field.part == RequestPart::Parameters
        || change.field.part == RequestPart::Everything;
    // While rows are written from here they stay as they were typed, also where the URL would be
    // read back differently.
    if (!concerns || m_writing)
        return;
    m_model.setRows(rowsOf(parameterRows(m_document.spec())));
    Q_EMIT badgeChanged();
}

void ParamsPage::write(const QString &what, EditField field)
{
    QList<QueryParameter> rows;
    for (const FieldRow &row : m_model.rows())
        rows.append(parameterOf(row));
    RequestSpec next = m_document.spec();
    setParameterRows(next, rows);
    {
        const QScopedValueRollback writing(m_writing, true);
        m_document.edit(what, field, next,
                        field.row >= 0 ? RequestDocument::EditKind::Typing
                                       : RequestDocument::EditKind::Step);
    }
    Q_EMIT badgeChanged();
}

} // namespace Recloser
