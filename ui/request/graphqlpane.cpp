// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/graphqlpane.h"

#include "core/graphql/introspection.h"
#include "core/resolve/resolve.h"
#include "ui/describe/describegraphql.h"
#include "ui/document/requestdocument.h"
#include "ui/editor/codeeditor.h"
#include "ui/request/bodytextedit.h"
#include "ui/request/graphqlaid.h"
#include "ui/request/graphqlsource.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Longer queries are not checked while they are typed.
constexpr qsizetype checkLimit = 50'000;

} // namespace

GraphQlPane::GraphQlPane(RequestDocument &document, const RequestEditorServices &services,
                         UndoRouter &router, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_services(services)
    , m_query(new BodyTextEdit(document, services, router))
    , m_variables(new BodyTextEdit(document, services, router, BodyTextEdit::Content::Variables))
    , m_operation(new QComboBox)
    , m_operationLabel(new QLabel(tr("&Operation")))
    , m_state(new QLabel)
    , m_bar(new QWidget)
    , m_ask(new QPushButton(tr("Get schema"), this))
    , m_aid(new GraphQlAid(services.theme, m_query->editor(), this))
{
    m_query->editor().setAccessibleName(tr("Query"));
    m_query->editor().setPlaceholderText(tr("query { … }"));
    m_variables->editor().setAccessibleName(tr("Variables of the query, as JSON"));
    m_variables->editor().setPlaceholderText(tr("Variables: { \"name\": value }"));
    m_query->setQueryCheck([this](const QString &query) { return check(query); });

    m_operationLabel->setBuddy(m_operation);
    setLook(m_operationLabel, "muted"_L1);
    m_operation->setAccessibleName(tr("Operation that is sent"));
    m_operation->setToolTip(tr("Which of the operations in the query the server executes"));
    setLook(m_state, "muted"_L1);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_ask->setProperty("look", u"link"_s);
    auto *bar = new QHBoxLayout(m_bar);
    bar->setContentsMargins(14, 0, 14, 4);
    bar->setSpacing(8);
    bar->addWidget(m_operationLabel);
    bar->addWidget(m_operation);
    bar->addWidget(m_state, 1);

    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(m_query);
    splitter->addWidget(m_variables);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(splitter, 1);
    setFocusProxy(m_query);

    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(300);
    connect(&m_lookSoon, &QTimer::timeout, this, &GraphQlPane::lookUp);
    connect(m_ask, &QPushButton::clicked, this, &GraphQlPane::ask);
    connect(m_operation, &QComboBox::activated, this, [this](int index) {
        commit();
        RequestSpec next = m_document.spec();
        next.body.operationName = m_operation->itemData(index).toString();
        m_document.edit(tr("operation"), RequestPart::BodyOperation, next,
                        RequestDocument::EditKind::Step);
    });
    if (m_services.graphQl) {
        connect(m_services.graphQl, &GraphQlSource::changed, this, [this](const QString &endpoint) {
            if (endpoint == m_endpoint)
                showSchema();
        });
    }
    connect(&document, &RequestDocument::changed, this, &GraphQlPane::take);
    m_ask->hide(); // until it is placed
    take();
}

void GraphQlPane::showEvent(QShowEvent *event)
{
    lookUp();
    QWidget::showEvent(event);
}

void GraphQlPane::take()
{
    const bool isQuery = m_document.spec().body.kind == Body::Kind::GraphQl;
    m_aid->setEnabled(isQuery);
    if (!isQuery)
        return;
    showOperations();
    m_lookSoon.start();
}

void GraphQlPane::showOperations()
{
    const Body &body = m_document.spec().body;
    QStringList names;
    if (body.text.size() <= checkLimit)
        names = graphQlOperationNames(body.text);
    names.removeAll(QString());
    const bool isChosen = !body.operationName.isEmpty();
    if (isChosen && !names.contains(body.operationName))
        names.append(body.operationName);
    const QSignalBlocker blocker(m_operation);
    m_operation->clear();
    m_operation->addItem(tr("the only one"), QString());
    for (const QString &name : std::as_const(names))
        m_operation->addItem(name, name);
    m_operation->setCurrentIndex(std::max(0, m_operation->findData(body.operationName)));
    const bool isShown = names.size() > 1 || isChosen;
    m_operation->setVisible(isShown);
    m_operationLabel->setVisible(isShown);
    showBar();
}

void GraphQlPane::lookUp()
{
    m_lookSoon.stop();
    if (!isVisible() || !m_services.graphQl)
        return;
    const auto url = resolveUrl(m_document.spec(), m_services.currentScope());
    const QString endpoint = url ? graphQlEndpoint(*url) : QString();
    if (endpoint == m_endpoint)
        return;
    m_endpoint = endpoint;
    showSchema();
}

void GraphQlPane::showSchema()
{
    const GraphQlKnowledge known
        = m_endpoint.isEmpty() ? GraphQlKnowledge() : m_services.graphQl->knowledge(m_endpoint);
    m_schema = known.schema;
    m_aid->setSchema(known.schema);
    m_ask->setEnabled(!m_endpoint.isEmpty() && !known.isAsking);
    QString state;
    if (known.isAsking)
        state = tr("Asking the server…");
    else if (!known.error.isEmpty())
        state = tr("No schema: %1").arg(known.error);
    m_state->setText(state);
    m_state->setToolTip(state);
    const QString what
        = tr("Ask the server what can be asked of it, for completion and checks; the "
             "question goes the way of this request");
    m_ask->setToolTip(known.schema
                          ? tr("%1 (known since %2)")
                                .arg(what, QLocale().toString(known.toldAt, QLocale::ShortFormat))
                          : what);
    showBar();
    setLook(m_state, known.error.isEmpty() ? "muted"_L1 : "error"_L1);
    m_query->check();
}

/// A row that says nothing would take a line of the query's.
void GraphQlPane::showBar()
{
    m_bar->setVisible(!m_operation->isHidden() || !m_state->text().isEmpty());
}

QString GraphQlPane::schemaText() const
{
    return m_state->text();
}

void GraphQlPane::ask()
{
    commit();
    lookUp();
    if (!m_endpoint.isEmpty())
        m_services.graphQl->ask(m_endpoint, m_document.spec(), m_services.currentScope(),
                                m_services.currentLayers());
}

QString GraphQlPane::check(const QString &query) const
{
    if (query.trimmed().isEmpty() || query.size() > checkLimit)
        return {};
    return describeCheck(query, checkedGraphQl(query, m_schema.get()));
}

void GraphQlPane::commit()
{
    m_query->commit();
    m_variables->commit();
}

void GraphQlPane::format()
{
    m_query->format();
    if (!m_document.spec().body.variables.trimmed().isEmpty())
        m_variables->format();
}

} // namespace Recloser
