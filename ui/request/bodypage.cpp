// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/bodypage.h"

#include "core/formats/soapenvelope.h"
#include "core/graphql/graphqlbody.h"
#include "ui/document/requestdocument.h"
#include "ui/request/bodytextedit.h"
#include "ui/request/choicerow.h"
#include "ui/request/fieldtable.h"
#include "ui/request/filefield.h"
#include "ui/request/graphqlpane.h"
#include "ui/request/headernames.h"
#include "ui/request/textbinding.h"
#include "ui/request/writtenbody.h"
#include "ui/widgets/taborder.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

enum Sheet { NoneSheet, TextSheet, FormSheet, PartsSheet, FileSheet, QuerySheet };

Sheet sheetOf(Body::Kind kind)
{
    switch (kind) {
    case Body::Kind::None:
        return NoneSheet;
    case Body::Kind::Text:
    case Body::Kind::Json:
    case Body::Kind::Xml:
        return TextSheet;
    case Body::Kind::Form:
        return FormSheet;
    case Body::Kind::Multipart:
        return PartsSheet;
    case Body::Kind::File:
        return FileSheet;
    case Body::Kind::GraphQl:
        return QuerySheet;
    }
    return NoneSheet;
}

/// What a kind is sent as unless something else is said.
QString impliedMediaType(Body::Kind kind)
{
    switch (kind) {
    case Body::Kind::Text:
        return u"text/plain"_s;
    case Body::Kind::Json:
        return u"application/json"_s;
    case Body::Kind::Xml:
        return u"application/xml"_s;
    case Body::Kind::File:
        return u"application/octet-stream"_s;
    default:
        return {};
    }
}

} // namespace

BodyPage::BodyPage(RequestDocument &document, const RequestEditorServices &services,
                   UndoRouter &router, QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
{
    connect(&document, &RequestDocument::changed, this, &BodyPage::take);
    take({DocumentChange::Cause::Loaded, RequestPart::Everything});
}

void BodyPage::build()
{
    if (m_kinds)
        return;
    buildBar();
    const auto route = [this](QWidget &editor) { m_router.routeText(editor); };
    m_text = new BodyTextEdit(m_document, m_services, m_router);
    m_formTable = new FieldTable(m_services.theme, m_formModel, route);
    m_partsTable = new FieldTable(m_services.theme, m_partsModel, route);
    m_formTable->setAccessibleName(tr("Form fields"));
    m_partsTable->setAccessibleName(tr("Parts"));
    m_formTable->setAid(m_router.aid());
    m_partsTable->setAid(m_router.aid());

    auto *none = new QLabel(tr("This request has no body."));
    none->setProperty("look", u"muted"_s);
    none->setContentsMargins(16, 10, 16, 10);
    none->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_stack = new QStackedWidget;
    m_stack->addWidget(none);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_formTable);
    m_stack->addWidget(m_partsTable);
    m_stack->addWidget(new FileField(m_document, m_services, m_router));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(m_stack, 1);
    connectParts();
    m_kinds->setCurrent(int(m_document.spec().body.kind));
    followLength(true);
    showKind();
    takeTabPlace(*this);
    setFocusProxy(m_kinds);
}

void BodyPage::buildBar()
{
    m_kinds = new ChoiceRow(tr("Kind of body"),
                            {tr("None"), tr("Text"), tr("JSON"), tr("XML"), tr("Form"),
                             tr("Multipart"), tr("File"), tr("GraphQL")});
    m_mediaType = new QComboBox;
    m_soap = new QPushButton(tr("SOAP"));
    m_format = new QPushButton(tr("For&mat"));
    m_viewSwitch = new QToolButton;
    m_viewSwitch->setText(tr("&View"));
    m_viewSwitch->setCheckable(true);
    m_viewSwitch->setFocusPolicy(Qt::StrongFocus);
    m_viewSwitch->setToolTip(
        tr("Look at the body as at a response: of any size, as a tree, filtered, byte by byte"));
    m_mediaType->setEditable(true);
    m_mediaType->setInsertPolicy(QComboBox::NoInsert);
    m_mediaType->addItems(commonMediaTypes());
    // Completing inside the line would change the text without anybody having typed it.
    m_mediaType->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_mediaType->setAccessibleName(tr("Content type"));
    m_mediaType->setToolTip(tr("Content-Type of the body; a header of that name wins over it"));
    m_mediaType->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_mediaType->setMinimumContentsLength(16);
    // In a narrow window it gives way, so that the panels beside keep their places.
    m_mediaType->setMinimumWidth(96);
    m_mediaType->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_soap->setProperty("look", u"link"_s);
    m_soap->setToolTip(tr("Put the text into a SOAP envelope"));
    auto *soap = new QMenu(m_soap);
    for (const auto &[title, version] :
         {std::pair(tr("Envelope of SOAP 1.&1"), SoapVersion::Soap11),
          std::pair(tr("Envelope of SOAP 1.&2"), SoapVersion::Soap12)}) {
        soap->addAction(title, this, [this, version] {
            commit();
            m_document.edit(tr("SOAP envelope"), RequestPart::Everything,
                            withSoapEnvelope(version, m_document.spec()),
                            RequestDocument::EditKind::Step);
        });
    }
    m_soap->setMenu(soap);
    m_format->setProperty("look", u"link"_s);
    m_format->setToolTip(tr("Lay the text out over lines"));

    m_bar = new QHBoxLayout;
    m_bar->setContentsMargins(10, 6, 14, 6);
    m_bar->setSpacing(8);
    m_bar->addWidget(m_kinds, 1);
    m_bar->addWidget(m_viewSwitch);
    m_bar->addWidget(m_soap);
    m_bar->addWidget(m_format);
    m_bar->addWidget(m_mediaType);
}

void BodyPage::connectParts()
{
    connect(m_kinds, &ChoiceRow::chosen, this, [this](int kind) { chooseKind(Body::Kind(kind)); });
    connect(m_viewSwitch, &QToolButton::clicked, this, [this](bool isOn) {
        commit();
        m_isViewed = isOn;
        showKind();
    });
    connect(m_format, &QPushButton::clicked, this, [this] {
        if (m_graphQl && m_document.spec().body.kind == Body::Kind::GraphQl)
            m_graphQl->format();
        else
            m_text->format();
    });
    bindText(*m_mediaType->lineEdit(), m_document, m_router, RequestPart::BodyMediaType,
             tr("content type"),
             [](RequestSpec &spec) -> QString & { return spec.body.mediaType; });
    connect(m_mediaType, &QComboBox::textActivated, this, [this](const QString &type) {
        RequestSpec next = m_document.spec();
        next.body.mediaType = type;
        m_document.edit(tr("content type"), RequestPart::BodyMediaType, next,
                        RequestDocument::EditKind::Step);
    });
    const auto connectTable = [this](FieldTableModel &model, RequestPart part, auto write) {
        connect(&model, &FieldTableModel::typed, this, [this, part, write](int row, int column) {
            (this->*write)(tr("body field"), {part, row, column});
        });
        connect(&model, &FieldTableModel::restructured, this,
                [this, part, write](const QString &what) { (this->*write)(what, part); });
    };
    connectTable(m_formModel, RequestPart::BodyForm, &BodyPage::writeForm);
    connectTable(m_partsModel, RequestPart::BodyParts, &BodyPage::writeParts);
    connect(m_partsTable, &FieldTable::fileWanted, this, &BodyPage::choosePartFile);
}

QString BodyPage::badge() const
{
    switch (m_document.spec().body.kind) {
    case Body::Kind::None:
        return {};
    case Body::Kind::Text:
        return tr("text");
    case Body::Kind::Json:
        return tr("JSON");
    case Body::Kind::Xml:
        return tr("XML");
    case Body::Kind::Form:
        return QString::number(m_formModel.enabledRows());
    case Body::Kind::Multipart:
        return QString::number(m_partsModel.enabledRows());
    case Body::Kind::File:
        return tr("file");
    case Body::Kind::GraphQl:
        return tr("GraphQL");
    }
    return {};
}

bool BodyPage::shows(RequestPart part) const
{
    using enum RequestPart;
    return part == BodyKind || part == BodyText || part == BodyVariables || part == BodyOperation
        || part == BodyForm || part == BodyParts || part == BodyFile || part == BodyMediaType;
}

void BodyPage::commit()
{
    if (!m_kinds)
        return;
    if (m_graphQl && m_document.spec().body.kind == Body::Kind::GraphQl)
        m_graphQl->commit();
    else
        m_text->commit();
}

void BodyPage::take(const DocumentChange &change)
{
    if (!shows(change.field.part) && change.field.part != RequestPart::Everything)
        return;
    const Body &body = m_document.spec().body;
    m_formModel.setRows(rowsOf(body.form));
    m_partsModel.setRows(rowsOf(body.parts));
    if (m_kinds) {
        followLength(change.cause == DocumentChange::Cause::Loaded);
        m_kinds->setCurrent(int(body.kind));
        showKind();
    }
    Q_EMIT badgeChanged();
}

/// What cannot be edited is looked at; what can be again, is edited.
void BodyPage::followLength(bool isNew)
{
    const QString &text = m_document.spec().body.text;
    const bool hasLongLine = WrittenBody::hasLongLine(text);
    if (isNew)
        m_isViewed = WrittenBody::isLong(text);
    else if (hasLongLine != m_hadLongLine)
        m_isViewed = hasLongLine;
    m_hadLongLine = hasLongLine;
}

void BodyPage::showKind()
{
    const Body::Kind kind = m_document.spec().body.kind;
    const Sheet sheet = sheetOf(kind);
    // Made when the first query is looked at: it is the largest sheet, and most requests have none.
    if (sheet == QuerySheet && !m_graphQl) {
        m_graphQl = new GraphQlPane(m_document, m_services, m_router);
        m_stack->addWidget(m_graphQl);
        m_bar->insertWidget(m_bar->indexOf(m_format), &m_graphQl->schemaButton());
    }
    if (m_graphQl)
        m_graphQl->schemaButton().setVisible(sheet == QuerySheet && m_services.graphQl);
    const bool canView = m_services.viewBody && (sheet == TextSheet || sheet == FileSheet);
    const bool isViewed = canView && m_isViewed;
    if (isViewed && !m_written) {
        m_written = new WrittenBody(m_document, m_services);
        m_stack->addWidget(m_written);
    }
    m_viewSwitch->setVisible(canView);
    m_viewSwitch->setChecked(isViewed);
    m_stack->setCurrentWidget(isViewed                  ? m_written
                                  : sheet == QuerySheet ? m_graphQl
                                                        : m_stack->widget(sheet));
    m_soap->setVisible(kind == Body::Kind::Xml);
    m_format->setVisible(kind == Body::Kind::Json || kind == Body::Kind::Xml
                         || kind == Body::Kind::GraphQl);
    m_mediaType->setVisible(sheet == TextSheet || sheet == FileSheet);
    m_mediaType->lineEdit()->setPlaceholderText(impliedMediaType(kind));
}

void BodyPage::chooseKind(Body::Kind kind)
{
    commit();
    RequestSpec next = m_document.spec();
    const bool isQuery = next.body.kind == Body::Kind::GraphQl;
    next.body.kind = kind;
    // What would make a query of it again.
    if (isQuery && kind != Body::Kind::GraphQl) {
        if (next.method == "GRAPHQL"_L1)
            next.method = u"POST"_s;
        next.headers.removeIf(
            [](const HeaderField &header) { return isGraphQlMarker(header.name, header.value); });
    } else if (kind == Body::Kind::GraphQl && next.method == "GET"_L1) {
        next.method = u"POST"_s;
    }
    m_document.edit(tr("kind of body"), RequestPart::BodyKind, next,
                    RequestDocument::EditKind::Step);
}

void BodyPage::writeForm(const QString &what, EditField field)
{
    RequestSpec next = m_document.spec();
    next.body.form.clear();
    for (const FieldRow &row : m_formModel.rows())
        next.body.form.append(parameterOf(row));
    m_document.edit(what, field, next,
                    field.row >= 0 ? RequestDocument::EditKind::Typing
                                   : RequestDocument::EditKind::Step);
}

void BodyPage::writeParts(const QString &what, EditField field)
{
    RequestSpec next = m_document.spec();
    const QList<MultipartPart> before = std::exchange(next.body.parts, {});
    for (const FieldRow &row : m_partsModel.rows()) {
        MultipartPart part = partOf(row);
        // What the table has no column for.
        const auto same = std::ranges::find_if(before, [&part](const MultipartPart &old) {
            return old.isFile && part.isFile && old.value == part.value;
        });
        if (same != before.end()) {
            part.fileContent = same->fileContent;
            part.fileEncoding = same->fileEncoding;
        }
        next.body.parts.append(part);
    }
    m_document.edit(what, field, next,
                    field.row >= 0 ? RequestDocument::EditKind::Typing
                                   : RequestDocument::EditKind::Step);
}

void BodyPage::choosePartFile(int row)
{
    const QString current = m_partsModel.rows().value(row).value;
    chooseFile(
        *this, tr("Choose a file"), m_services.currentScope().baseFolder, current,
        [this, row](const QString &path) {
            // The table may have changed while the dialog was open.
            if (m_partsModel.rows().value(row).isFile) {
                m_document.endTyping();
                m_partsModel.setData(
                    m_partsModel.index(row, m_partsModel.sectionOf(FieldTableModel::Column::Value)),
                    path, Qt::EditRole);
            }
        });
}

} // namespace Recloser
