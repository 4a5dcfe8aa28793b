// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/bodytextedit.h"

#include "core/graphql/graphqlformat.h"
#include "core/resilience/breakerkey.h"
#include "core/text/xmlprinter.h"
#include "ui/document/requestdocument.h"
#include "ui/document/textpatch.h"
#include "ui/editor/codeeditor.h"
#include "ui/request/jsonbody.h"
#include "ui/request/undorouter.h"
#include "ui/request/writtenbody.h"
#include "ui/widgets/emptystate.h"

#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString mediaTypeOf(const Body &body)
{
    if (!body.mediaType.isEmpty() && body.kind != Body::Kind::GraphQl)
        return body.mediaType;
    switch (body.kind) {
    case Body::Kind::Json:
        return u"application/json"_s;
    case Body::Kind::Xml:
        return u"application/xml"_s;
    case Body::Kind::GraphQl:
        return u"application/graphql"_s;
    default:
        return u"text/plain"_s;
    }
}

/// A place in a text whose lines end in line feeds, in UTF-16 units.
qsizetype unitsOf(const QString &text, const TextPlace &place)
{
    qsizetype begin = 0;
    for (qint64 line = 1; line < place.line; ++line)
        begin = text.indexOf(u'\n', begin) + 1;
    return begin + utf16Index(text.sliced(begin), place.column - 1);
}

std::expected<QString, qsizetype> formattedXml(const QString &text)
{
    XmlPrinter printer;
    QByteArray out;
    printer.print(text.toUtf8(), out);
    if (const auto fault = printer.finish(out))
        return std::unexpected(unitsOf(text, fault->place));
    return QString::fromUtf8(out);
}

/// Laid out, or where the first fault is.
std::expected<QString, qsizetype> formattedBody(Body::Kind kind, const QString &text,
                                                BodyTextEdit::Content content)
{
    if (content == BodyTextEdit::Content::Text && kind == Body::Kind::Xml)
        return formattedXml(text);
    if (content == BodyTextEdit::Content::Text && kind == Body::Kind::GraphQl) {
        return formattedGraphQl(text).transform_error(
            [](const GraphQlSyntaxFault &fault) { return fault.span.begin; });
    }
    return formattedJson(text).transform_error(
        [&text](const SyntaxFault &fault) { return unitsOf(text, fault.place); });
}

} // namespace

BodyTextEdit::BodyTextEdit(RequestDocument &document, const RequestEditorServices &services,
                           UndoRouter &router, Content content, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_content(content)
    , m_editor(new CodeEditor(services.theme, services.syntax))
    , m_instead(new EmptyState(services.theme, {}, {}, tr("Format")))
    , m_fault(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_instead, 1);
    layout->addWidget(m_fault);
    m_editor->setProperty("look", u"bare"_s);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setAccessibleName(content == Content::Text ? tr("Body text") : tr("Variables"));
    m_editor->setTabChangesFocus(false);
    m_fault->setProperty("look", u"error"_s);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setContentsMargins(14, 5, 14, 5);
    m_fault->hide();
    m_instead->hide();
    setFocusProxy(m_editor);
    router.routeText(*m_editor);

    m_commitSoon.setSingleShot(true);
    m_commitSoon.setInterval(300);
    m_checkSoon.setSingleShot(true);
    m_checkSoon.setInterval(250);
    connect(&m_commitSoon, &QTimer::timeout, this, &BodyTextEdit::commit);
    connect(&m_checkSoon, &QTimer::timeout, this, &BodyTextEdit::check);
    connect(m_editor, &QPlainTextEdit::textChanged, this, &BodyTextEdit::textTyped);
    connect(m_editor, &CodeEditor::loaded, this, [this] { m_editor->setReadOnly(false); });
    connect(m_instead, &EmptyState::buttonClicked, this, &BodyTextEdit::format);
    m_editor->setPasteTaker([this](const QString &text) { return takePasted(text); });
    connect(&document, &RequestDocument::changed, this, &BodyTextEdit::take);
    take();
}

void BodyTextEdit::take()
{
    const Body &body = m_document.spec().body;
    m_editor->setMediaType(isJson() ? u"application/json"_s : mediaTypeOf(body));
    m_checkSoon.start();
    if (m_taking)
        return;
    m_commitSoon.stop();
    QString text = m_content == Content::Text ? body.text : body.variables;
    m_carriageReturns = text.contains("\r\n"_L1);
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    if (text != m_shown)
        showText(text);
}

void BodyTextEdit::showText(const QString &text)
{
    const QScopedValueRollback taking(m_taking, true);
    holdBack(WrittenBody::hasLongLine(text));
    if (m_isHeldBack) {
        m_shown = text;
        return;
    }
    const TextPatch patch = patchBetween(m_shown, text);
    m_shown = text;
    if (patch.removed.size() + patch.inserted.size() > directLimit) {
        // A long text comes in slices; what is typed meanwhile would be typed into a part of it.
        m_editor->setReadOnly(true);
        m_editor->loadText(text);
        if (!m_editor->isLoading())
            m_editor->setReadOnly(false);
        m_editor->setUndoRedoEnabled(false);
        return;
    }
    // Only what differs, so that scroll position and folds stay, with the cursor where it happened.
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(int(patch.at));
    cursor.setPosition(int(patch.at + patch.removed.size()), QTextCursor::KeepAnchor);
    cursor.insertText(patch.inserted);
    m_editor->setTextCursor(cursor);
}

void BodyTextEdit::holdBack(bool isHeldBack)
{
    if (isHeldBack == m_isHeldBack)
        return;
    m_isHeldBack = isHeldBack;
    m_editor->loadText({});
    m_editor->setReadOnly(false);
    // The editor has nothing, whatever was to be in it.
    m_shown.clear();
    m_instead->setText(
        tr("A line is too long to be edited"),
        tr("To edit it would hold the window up. Format lays JSON and XML out over lines; "
           "View shows it as it is."));
    m_editor->setVisible(!isHeldBack);
    m_instead->setVisible(isHeldBack);
    setFocusProxy(isHeldBack ? static_cast<QWidget *>(m_instead) : m_editor);
}

/// What is long goes into the document at once, and comes back in slices or not at all.
bool BodyTextEdit::takePasted(const QString &text)
{
    if (m_editor->isReadOnly() || text.size() < WrittenBody::longLine)
        return false;
    commit();
    const QTextCursor cursor = m_editor->textCursor();
    QString whole = m_shown;
    const int begin = cursor.selectionStart();
    whole.replace(begin, cursor.selectionEnd() - begin,
                  QString(text).replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n'));
    const bool isText = m_content == Content::Text;
    m_document.edit(tr("paste"), isText ? RequestPart::BodyText : RequestPart::BodyVariables,
                    withText(whole), RequestDocument::EditKind::Step);
    return true;
}

QString BodyTextEdit::typedText() const
{
    // toPlainText() would turn no-break spaces into spaces.
    QString text = m_editor->document()->toRawText();
    return text.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
}

void BodyTextEdit::textTyped()
{
    if (m_taking || m_editor->isLoading())
        return;
    if (m_editor->document()->characterCount() > directLimit)
        m_commitSoon.start();
    else
        commit();
}

void BodyTextEdit::commit()
{
    m_commitSoon.stop();
    if (m_taking || m_isHeldBack || m_editor->isLoading())
        return;
    QString text = typedText();
    if (text == m_shown)
        return;
    m_shown = text;
    const QScopedValueRollback taking(m_taking, true);
    const bool isText = m_content == Content::Text;
    m_document.edit(isText ? tr("body") : tr("variables"),
                    isText ? RequestPart::BodyText : RequestPart::BodyVariables, withText(text));
}

bool BodyTextEdit::isQuery() const
{
    return m_content == Content::Text && m_document.spec().body.kind == Body::Kind::GraphQl;
}

bool BodyTextEdit::isJson() const
{
    return m_content == Content::Variables || m_document.spec().body.kind == Body::Kind::Json;
}

RequestSpec BodyTextEdit::withText(const QString &text) const
{
    RequestSpec next = m_document.spec();
    QString &place = m_content == Content::Text ? next.body.text : next.body.variables;
    place = text;
    if (m_carriageReturns)
        place.replace(u'\n', "\r\n"_L1);
    return next;
}

void BodyTextEdit::format()
{
    commit();
    const auto work = [kind = m_document.spec().body.kind, text = m_shown, content = m_content](
                          const std::stop_token &) { return formattedBody(kind, text, content); };
    if (m_shown.size() <= directLimit)
        return takeFormatted(work({}));
    m_format.ask(work, [this, before = m_shown](std::expected<QString, qsizetype> &&formatted) {
        if (m_shown == before)
            takeFormatted(formatted);
    });
}

void BodyTextEdit::takeFormatted(const std::expected<QString, qsizetype> &formatted)
{
    if (formatted) {
        m_document.edit(tr("format body"),
                        m_content == Content::Text ? RequestPart::BodyText
                                                   : RequestPart::BodyVariables,
                        withText(*formatted), RequestDocument::EditKind::Step);
        check();
        return;
    }
    check();
    if (m_isHeldBack) {
        m_fault->setText(tr("It cannot be laid out: there is a fault at character %L1.")
                             .arg(formatted.error() + 1));
        m_fault->show();
        return;
    }
    moveTo(int(formatted.error()));
    m_editor->setFocus();
}

void BodyTextEdit::moveTo(int position)
{
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(std::clamp(position, 0, m_editor->document()->characterCount() - 1));
    m_editor->setTextCursor(cursor);
}

void BodyTextEdit::setQueryCheck(std::function<QString(const QString &query)> check)
{
    m_queryCheck = std::move(check);
    m_checkSoon.start();
}

void BodyTextEdit::check()
{
    m_checkSoon.stop();
    QString text;
    if (isQuery()) {
        if (m_queryCheck)
            text = m_queryCheck(m_shown);
    } else if (isJson() && m_shown.size() <= jsonCheckLimit) {
        if (const auto fault = jsonFault(m_shown))
            text = describeFault(*fault);
    }
    m_fault->setText(text);
    m_fault->setVisible(!text.isEmpty());
}

QString BodyTextEdit::faultText() const
{
    return m_fault->text();
}

} // namespace Recloser
