// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/headerspage.h"

#include "core/resolve/redaction.h"
#include "core/resolve/resolve.h"
#include "ui/describe/describe.h"
#include "ui/document/requestdocument.h"
#include "ui/request/fieldtable.h"
#include "ui/request/undorouter.h"
#include "ui/widgets/taborder.h"

#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString shownValue(const RawHeader &header)
{
    const QString value = QString::fromUtf8(header.value);
    if (!isSecretHeader(header.name))
        return value;
    // The scheme says which kind of authentication it is, and is no secret.
    const qsizetype blank = value.indexOf(u' ');
    return blank > 0 ? value.first(blank) + u" ***"_s : u"***"_s;
}

} // namespace

QList<FieldRow> addedHeaderRows(const ResolvedRequest &request, const QList<RawHeader> &byTransport)
{
    QList<FieldRow> rows;
    for (const RawHeader &header : request.headers) {
        if (request.addedHeaders.contains(header.name.toLower()))
            rows.append({.name = QString::fromLatin1(header.name), .value = shownValue(header)});
    }
    for (const RawHeader &header : byTransport)
        rows.append({.name = QString::fromLatin1(header.name), .value = shownValue(header)});
    return rows;
}

HeadersPage::HeadersPage(RequestDocument &document, const RequestEditorServices &services,
                         UndoRouter &router, QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &HeadersPage::showAdded);
    connect(&m_model, &FieldTableModel::typed, this, [this](int row, int column) {
        write(tr("header"), {RequestPart::Headers, row, column});
    });
    connect(&m_model, &FieldTableModel::restructured, this,
            [this](const QString &what) { write(what, RequestPart::Headers); });
    connect(&document, &RequestDocument::changed, this, &HeadersPage::take);
    take({DocumentChange::Cause::Loaded, RequestPart::Everything});
}

void HeadersPage::build()
{
    if (m_table)
        return;
    m_table = new FieldTable(m_services.theme, m_model,
                             [this](QWidget &editor) { m_router.routeText(editor); });
    m_table->setAccessibleName(tr("Headers"));
    m_table->setAid(m_router.aid());
    layout()->addWidget(m_table);
    takeTabPlace(*this);
    setFocusProxy(m_table);
}

QString HeadersPage::badge() const
{
    const int count = m_model.enabledRows();
    return count > 0 ? QString::number(count) : QString();
}

void HeadersPage::refreshAdded()
{
    if (isVisible())
        m_soon.start();
}

void HeadersPage::showEvent(QShowEvent *event)
{
    RequestPage::showEvent(event);
    showAdded();
}

void HeadersPage::take(const DocumentChange &change)
{
    refreshAdded();
    if (change.field.part != RequestPart::Headers && change.field.part != RequestPart::Everything)
        return;
    m_model.setRows(rowsOf(m_document.spec().headers));
    Q_EMIT badgeChanged();
}

void HeadersPage::write(const QString &what, EditField field)
{
    RequestSpec next = m_document.spec();
    next.headers.clear();
    for (const FieldRow &row : m_model.rows())
        next.headers.append(headerOf(row));
    m_document.edit(what, field, next,
                    field.row >= 0 ? RequestDocument::EditKind::Typing
                                   : RequestDocument::EditKind::Step);
}

void HeadersPage::showAdded()
{
    m_soon.stop();
    const auto request = resolve(m_document.spec(), m_services.currentScope());
    if (!request) {
        m_model.setAdded(
            tr("Not known yet what will be added: %1").arg(describe(request.error()).headline), {});
        return;
    }
    const QList<RawHeader> byTransport
        = m_services.transportHeaders ? m_services.transportHeaders(*request) : QList<RawHeader>();
    m_model.setAdded(tr("Added when sending"), addedHeaderRows(*request, byTransport));
}

} // namespace Recloser
