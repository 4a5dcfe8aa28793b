// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/rawpage.h"

#include "core/send/bodyfiles.h"
#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"
#include "ui/editor/codeeditor.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QString fileWords(const BodySegment &file)
{
    return RawPage::tr("[%1, %2]").arg(QFileInfo(file.filePath).fileName(), formatSize(file.size));
}

QString bodyWords(const QList<BodySegment> &body)
{
    const QString size = formatSize(sizeOfBody(body));
    const bool hasFiles = std::ranges::any_of(
        body, [](const BodySegment &segment) { return !segment.filePath.isEmpty(); });
    if (!hasFiles)
        return RawPage::tr("Body: %1").arg(size);
    return body.size() == 1
        ? RawPage::tr("Body: %1, the file %2").arg(size, body.first().filePath)
        : RawPage::tr("Body: %1; the files in it are told by name and size").arg(size);
}

} // namespace

RawPage::RawPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_choice(new QComboBox)
    , m_head(new CodeEditor(theme, syntax))
    , m_splitter(new QSplitter(Qt::Vertical))
{
    m_head->setReadOnly(true);
    m_head->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_head->setLongLines(CodeEditor::LongLines::Folded);
    m_head->setAccessibleName(tr("Head as it was sent or received"));
    m_head->setMarks([this] { return marks(); });
    setLook(m_head, "bare"_L1);
    m_splitter->addWidget(m_head);
    m_splitter->addWidget(buildBody(syntax));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_head);
    setTabOrder({m_choice, m_sent, m_received, m_head, m_body});
    connect(&theme, &Theme::changed, m_head, &CodeEditor::refreshMarks);
}

QWidget *RawPage::buildBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 4, 14, 4);
    layout->setSpacing(4);
    const auto addSide = [&](const QString &text, const QString &tip, Side side) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        connect(button, &QToolButton::clicked, this, [this, side] { setSide(side); });
        layout->addWidget(button);
        return button;
    };
    m_sent = addSide(tr("Sent"),
                     tr("The request, with the lines in grey that were added for the "
                        "connection"),
                     Side::Sent);
    m_received
        = addSide(tr("Received"), tr("Status line and headers of the answer"), Side::Received);
    m_sent->setChecked(true);
    m_choice->setAccessibleName(tr("Request among attempts and redirects"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(20);
    m_choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_choice, &QComboBox::activated, this, &RawPage::update);
    layout->addSpacing(6);
    layout->addWidget(m_choice, 1);
    m_note = new QLabel;
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_note, "muted"_L1);
    layout->addSpacing(6);
    layout->addWidget(m_note, 1);
    return bar;
}

QWidget *RawPage::buildBody(SyntaxRepository &syntax)
{
    m_bodyPart = new QWidget;
    auto *layout = new QVBoxLayout(m_bodyPart);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_bodyNote = new QLabel;
    m_bodyNote->setContentsMargins(14, 4, 14, 4);
    m_bodyNote->setWordWrap(true);
    setLook(m_bodyNote, "muted"_L1);
    layout->addWidget(m_bodyNote);
    m_body = new BodyView(m_theme, syntax);
    m_body->setAccessibleName(tr("Request body as sent"));
    connect(m_body, &BodyView::bigCopyRequested, m_body, &BodyView::copyBytes);
    layout->addWidget(m_body, 1);
    m_bodyPart->hide();
    return m_bodyPart;
}

void RawPage::clear()
{
    m_messages.clear();
    m_choice->clear();
    update();
}

void RawPage::showExchange(const Exchange &exchange)
{
    m_messages = rawMessages(exchange);
    m_contentType = headerValue(exchange.request.headers, "content-type");
    m_choice->clear();
    for (const RawMessage &message : std::as_const(m_messages))
        m_choice->addItem(message.title);
    m_choice->setVisible(m_messages.size() > 1);
    setMessage(int(m_messages.size()) - 1);
}

void RawPage::setMessage(int index)
{
    m_choice->setCurrentIndex(index);
    update();
}

void RawPage::setSide(Side side)
{
    m_side = side;
    (side == Side::Sent ? m_sent : m_received)->setChecked(true);
    update();
}

QString RawPage::headText() const
{
    return m_head->shownText();
}

QString RawPage::bodyNoteText() const
{
    return m_bodyNote->text();
}

void RawPage::update()
{
    const int index = m_choice->currentIndex();
    const RawMessage message = m_messages.value(index);
    const bool isSent = m_side == Side::Sent;
    m_received->setEnabled(!message.response.isEmpty());
    m_choice->setToolTip(message.title);
    const QString note = isSent ? message.note
        : message.response.isEmpty()
        ? tr("No answer came")
        : tr("Names of headers are told in lower case, whatever the server wrote");
    m_note->setText(note);
    m_note->setToolTip(note);
    m_head->loadText(isSent ? message.request : message.response);
    m_head->refreshMarks();
    loadBody(isSent ? message : RawMessage());
}

QList<QTextEdit::ExtraSelection> RawPage::marks() const
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_side != Side::Sent)
        return marks;
    // A folded line would count as several.
    const auto isFolded
        = [this](const QString &line) { return line.size() >= CodeEditor::foldedLineLength; };
    const RawMessage message = m_messages.value(m_choice->currentIndex());
    const QStringList lines = message.request.split(u'\n');
    int offset = 0;
    for (int line = 0; line < lines.size(); ++line) {
        if (message.added.contains(line)) {
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(m_head->document()->findBlockByNumber(line + offset));
            mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            mark.format.setForeground(m_theme.colors().muted);
            marks.append(mark);
        }
        if (isFolded(lines[line]))
            offset += int(lines[line].size()) / CodeEditor::foldedLineLength;
    }
    return marks;
}

void RawPage::loadBody(const RawMessage &message)
{
    m_loader.stop();
    m_body->clear();
    const qint64 size = sizeOfBody(message.body);
    m_bodyPart->setVisible(size > 0);
    if (size == 0)
        return;
    const auto body = bodyToShow(message.body,
                                 [](const BodySegment &file) { return fileWords(file).toUtf8(); });
    m_bodyNote->setText(
        body ? bodyWords(message.body)
             : tr("Body: %1. It cannot be shown: %2 %3.")
                   .arg(formatSize(size), body.error().subject, body.error().detail));
    if (body)
        m_loader.load({*body, {}}, m_contentType, BodyForm::Raw, BodyLoader::Want::Text,
                      [this](BodyLoader::Loaded &&loaded) { takeBody(std::move(loaded)); });
}

void RawPage::takeBody(BodyLoader::Loaded &&loaded)
{
    if (!loaded) {
        const Sentence sentence = describe(loaded.error());
        m_bodyNote->setText(sentence.headline + u". "_s + sentence.hint);
    } else if (loaded->text.kind.isBinary) {
        m_body->showHex(loaded->bytes);
    } else {
        m_body->setMediaType(loaded->text.kind.type.essence());
        m_body->grow(loaded->text.text, std::move(loaded->text.lines));
    }
}

} // namespace Recloser
