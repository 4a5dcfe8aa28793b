// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/bodytextedit.h"

#include "core/resilience/breakerkey.h"
#include "ui/document/requestdocument.h"
#include "ui/document/textpatch.h"
#include "ui/editor/codeeditor.h"
#include "ui/request/jsonbody.h"
#include "ui/request/undorouter.h"

#include <QLabel>
#include <QScopedValueRollback>
#include <QTextBlock>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString mediaTypeOf(const Body &body)
{
    if (!body.mediaType.isEmpty())
        return body.mediaType;
    switch (body.kind) {
    case Body::Kind::Json:
        return u"application/json"_s;
    case Body::Kind::Xml:
        return u"application/xml"_s;
    default:
        return u"text/plain"_s;
    }
}

} // namespace

BodyTextEdit::BodyTextEdit(RequestDocument &document, const RequestEditorServices &services,
                           UndoRouter &router, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_editor(new CodeEditor(services.theme, services.syntax))
    , m_fault(new QLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_fault);
    m_editor->setProperty("look", u"bare"_s);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setAccessibleName(tr("Body text"));
    m_editor->setTabChangesFocus(false);
    m_fault->setProperty("look", u"error"_s);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setContentsMargins(14, 5, 14, 5);
    m_fault->hide();
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
    connect(&document, &RequestDocument::changed, this, &BodyTextEdit::take);
    take();
}

void BodyTextEdit::take()
{
    const Body &body = m_document.spec().body;
    m_editor->setMediaType(mediaTypeOf(body));
    m_checkSoon.start();
    if (m_taking)
        return;
    m_commitSoon.stop();
    m_carriageReturns = body.text.contains("\r\n"_L1);
    QString text = body.text;
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    if (text != m_shown)
        showText(text);
}

void BodyTextEdit::showText(const QString &text)
{
    const QScopedValueRollback taking(m_taking, true);
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
    if (m_taking || m_editor->isLoading())
        return;
    QString text = typedText();
    if (text == m_shown)
        return;
    m_shown = text;
    if (m_carriageReturns)
        text.replace(u'\n', "\r\n"_L1);
    RequestSpec next = m_document.spec();
    next.body.text = text;
    const QScopedValueRollback taking(m_taking, true);
    m_document.edit(tr("body"), RequestPart::BodyText, next);
}

void BodyTextEdit::format()
{
    commit();
    const auto formatted = formattedJson(m_shown);
    if (formatted) {
        RequestSpec next = m_document.spec();
        next.body.text = *formatted;
        if (m_carriageReturns)
            next.body.text.replace(u'\n', "\r\n"_L1);
        m_document.edit(tr("format body"), RequestPart::BodyText, next,
                        RequestDocument::EditKind::Step);
        check();
        return;
    }
    check();
    const TextPlace &place = formatted.error().place;
    const QTextBlock block = m_editor->document()->findBlockByNumber(int(place.line) - 1);
    if (block.isValid()) {
        QTextCursor cursor(block);
        const qsizetype column = utf16Index(block.text(), place.column - 1);
        cursor.setPosition(block.position() + int(column));
        m_editor->setTextCursor(cursor);
    }
    m_editor->setFocus();
}

void BodyTextEdit::check()
{
    m_checkSoon.stop();
    const Body &body = m_document.spec().body;
    QString text;
    if (body.kind == Body::Kind::Json && m_shown.size() <= jsonCheckLimit) {
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
