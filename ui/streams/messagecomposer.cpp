// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/streams/messagecomposer.h"

#include "core/store/onworker.h"
#include "core/store/wholefile.h"
#include "ui/describe/formatting.h"
#include "ui/streams/closedialog.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Characters of a message that a menu has room for.
constexpr qsizetype menuWidth = 70;
/// From here on the tools stand beside the message.
constexpr int wide = 860;
/// Bytes under way of which something is told.
constexpr qint64 much = 1'000'000;

QByteArray withoutBlanks(const QString &text)
{
    QByteArray plain = text.toLatin1();
    plain.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    return plain;
}

} // namespace

MessageComposer::MessageComposer(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(new QPlainTextEdit)
    , m_form(new QComboBox)
    , m_format(new QToolButton)
    , m_choose(new QToolButton)
    , m_problem(new QLabel)
    , m_tools(new QWidget)
    , m_grid(new QGridLayout(this))
    , m_ping(new QToolButton)
    , m_send(new QPushButton(tr("Send")))
    , m_connection(new QToolButton)
{
    build();
    m_progress.setInterval(100);
    connect(&m_progress, &QTimer::timeout, this, &MessageComposer::showProgress);
    takeForm();
    showState();
}

MessageComposer::~MessageComposer() = default;

void MessageComposer::build()
{
    setLook(this, "bar"_L1);
    setAttribute(Qt::WA_StyledBackground);
    m_editor->setFont(m_theme.monospace());
    m_editor->setTabChangesFocus(true);
    m_editor->setAccessibleName(tr("Message"));
    m_editor->setMinimumHeight(m_editor->fontMetrics().lineSpacing() + 16);
    m_editor->installEventFilter(this);
    m_form->addItems({tr("Text"), tr("Hex"), tr("Base64"), tr("File")});
    m_form->setAccessibleName(tr("How the message is written"));
    m_form->setToolTip(tr("Text is a text message; the others are binary ones"));
    connect(m_form, &QComboBox::currentIndexChanged, this, &MessageComposer::takeForm);
    m_format->setText(tr("Format"));
    m_format->setToolTip(tr("Lay JSON out"));
    connect(m_format, &QToolButton::clicked, this, &MessageComposer::format);
    m_choose->setText(tr("Choose…"));
    m_choose->setToolTip(tr("Choose the file that is sent"));
    connect(m_choose, &QToolButton::clicked, this, &MessageComposer::chooseFile);
    setLook(m_problem, "error"_L1);
    m_problem->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_ping->setText(tr("Ping"));
    m_ping->setToolTip(tr("Ask the server for a pong, and see how long it takes"));
    connect(m_ping, &QToolButton::clicked, this, [this] {
        if (m_link)
            m_link->ping();
    });
    setLook(m_send, "primary"_L1);
    m_send->setToolTip(tr("Send the message (Ctrl+Return)"));
    connect(m_send, &QPushButton::clicked, this, &MessageComposer::send);
    connect(m_connection, &QToolButton::clicked, this, [this] {
        if (m_link)
            m_link->close(1000, {});
        else if (m_aids.open)
            m_aids.open();
    });

    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_form);
    m_savedMenu = addMenu(row, tr("Saved"), tr("Messages of the request"));
    m_sentMenu = addMenu(row, tr("Sent"), tr("Messages that were sent from here"));
    row->addWidget(m_format);
    row->addWidget(m_choose);
    row->addStretch(1);
    row->addWidget(m_ping);
    row->addWidget(m_connection);
    row->addWidget(m_send);
    m_grid->setContentsMargins(10, 6, 10, 6);
    m_grid->setSpacing(5);
    m_grid->setColumnStretch(0, 1);
    m_grid->setRowStretch(0, 1);
    m_grid->addWidget(m_editor, 0, 0);
    m_grid->addWidget(m_tools, 1, 0, 1, 2);
    m_grid->addWidget(m_problem, 2, 0, 1, 2);
    m_problem->hide();
    setFocusProxy(m_editor);

    auto *menu = new QMenu(m_connection);
    menu->addAction(tr("With code and reason…"), this, &MessageComposer::askHowToClose);
    m_connection->setMenu(menu);
    connect(m_savedMenu->menu(), &QMenu::aboutToShow, this, [this] {
        fill(*m_savedMenu->menu(), m_saved, tr("The request has no messages in its body"));
    });
    connect(m_sentMenu->menu(), &QMenu::aboutToShow, this,
            [this] { fill(*m_sentMenu->menu(), m_sent, tr("Nothing was sent yet")); });
}

QToolButton *MessageComposer::addMenu(QLayout *layout, const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(new QMenu(button));
    layout->addWidget(button);
    return button;
}

void MessageComposer::fill(QMenu &menu, const QStringList &texts, const QString &none)
{
    menu.clear();
    for (const QString &text : texts) {
        QString shown = text.simplified();
        if (shown.size() > menuWidth)
            shown = shown.first(menuWidth) + u'…';
        menu.addAction(shown.replace(u'&', "&&"_L1), this, [this, text] {
            m_form->setCurrentIndex(int(Form::Text));
            m_editor->setPlainText(text);
            m_editor->setFocus();
        });
    }
    if (texts.isEmpty())
        menu.addAction(none)->setEnabled(false);
}

MessageComposer::Form MessageComposer::form() const
{
    return Form(m_form->currentIndex());
}

void MessageComposer::takeForm()
{
    const QString hints[]
        = {tr("Message; {{placeholders}} are filled in, Ctrl+Return sends"),
           tr("Bytes as hex digits: 00 ff 1a"), tr("Bytes in Base64: AP8a"), tr("Path of a file")};
    m_editor->setPlaceholderText(hints[size_t(form())]);
    m_format->setVisible(form() == Form::Text);
    m_choose->setVisible(form() == Form::File);
    say({});
}

void MessageComposer::setLink(WebSocketLink *link)
{
    m_link = link;
    if (!m_link && m_progress.isActive()) {
        m_progress.stop();
        say({});
    }
    showState();
}

void MessageComposer::setSaved(const QList<QByteArray> &messages)
{
    m_saved.clear();
    for (const QByteArray &message : messages)
        m_saved.append(QString::fromUtf8(message));
}

void MessageComposer::showState()
{
    const bool isOpen = m_link && m_link->state() == WebSocketLink::State::Open;
    m_send->setEnabled(isOpen && !isBusy());
    m_ping->setEnabled(isOpen);
    m_connection->setText(isOpen ? tr("Disconnect") : tr("Connect"));
    m_connection->setToolTip(isOpen ? tr("Close the connection (1000)")
                                    : tr("Open the connection again: sends the request"));
    m_connection->setPopupMode(isOpen ? QToolButton::MenuButtonPopup : QToolButton::DelayedPopup);
    m_connection->menu()->setEnabled(isOpen);
}

void MessageComposer::say(const QString &problem)
{
    setLook(m_problem, "error"_L1);
    m_problem->setText(problem);
    m_problem->setToolTip(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void MessageComposer::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // Beside the message where there is room, so that the list above has more of it.
    const bool isWide = width() >= wide;
    if (isWide == m_isWide)
        return;
    m_isWide = isWide;
    m_grid->removeWidget(m_tools);
    if (isWide)
        m_grid->addWidget(m_tools, 0, 1, Qt::AlignBottom);
    else
        m_grid->addWidget(m_tools, 1, 0, 1, 2);
    Q_EMIT heightChanged();
}

void MessageComposer::showProgress()
{
    const qint64 left = m_link ? m_link->backlog() : 0;
    const bool isUnderWay = left > 0 && m_link->state() != WebSocketLink::State::Closed;
    if (!isUnderWay || (!m_progress.isActive() && left < much)) {
        m_progress.stop();
        say({});
        return showState();
    }
    if (!m_progress.isActive()) {
        m_toSend = left;
        m_progress.start();
        showState();
    }
    setLook(m_problem, "muted"_L1);
    m_problem->setText(
        tr("%1 of %2 sent")
            .arg(formatSize(std::max<qint64>(0, m_toSend - left)), formatSize(m_toSend)));
    m_problem->setToolTip({});
    m_problem->show();
}

void MessageComposer::sendFile(const QString &path)
{
    m_isReading = true;
    say({});
    showState();
    using Read = std::expected<QByteArray, StoreError>;
    onWorker<Read>([path] {
        return readWholeFile(path, largestFile);
    }).then(this, [this](const Read &read) {
        m_isReading = false;
        showState();
        if (!read && read.error().kind == StoreError::Kind::Refused)
            return say(tr("Files of more than %1 are sent by recloser-cli ws --send-file")
                           .arg(formatSize(largestFile)));
        if (!read)
            return say(tr("The file cannot be read: %1").arg(read.error().detail));
        if (!m_link)
            return say(tr("The connection has ended"));
        m_link->sendBinary(*read);
        showProgress();
    });
}

QString MessageComposer::problem() const
{
    return m_problem->text();
}

std::expected<QByteArray, QString> MessageComposer::bytes(const QString &text) const
{
    const QByteArray plain = withoutBlanks(text);
    if (form() == Form::Hex) {
        static const QRegularExpression pairs(u"^([0-9A-Fa-f]{2})*$"_s);
        if (!pairs.match(QString::fromLatin1(plain)).hasMatch())
            return std::unexpected(tr("Hex digits stand in pairs, such as 0f a0"));
        return QByteArray::fromHex(plain);
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        plain, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::unexpected(tr("That is no Base64"));
    return *decoded;
}

void MessageComposer::send()
{
    if (!m_link || isBusy())
        return;
    const QString written = m_editor->toPlainText();
    const auto text
        = m_aids.expand ? m_aids.expand(written) : std::expected<QString, QString>(written);
    if (!text)
        return say(text.error());
    if (form() == Form::File) {
        sendFile(text->trimmed());
    } else if (form() == Form::Text) {
        m_link->sendText(*text);
        showProgress();
    } else {
        const auto content = bytes(*text);
        if (!content)
            return say(content.error());
        m_link->sendBinary(*content);
        showProgress();
    }
    if (form() == Form::Text && !written.isEmpty())
        remember(written);
    m_editor->selectAll();
    m_editor->setFocus();
}

void MessageComposer::remember(const QString &text)
{
    m_sent.removeAll(text);
    m_sent.prepend(text);
    if (m_sent.size() > mostSent)
        m_sent.removeLast();
}

void MessageComposer::format()
{
    if (!m_aids.format)
        return;
    const auto text = m_aids.format(m_editor->toPlainText());
    if (!text)
        return say(text.error());
    say({});
    // In one step that can be undone.
    QTextCursor cursor(m_editor->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(*text);
}

void MessageComposer::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Send a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_editor, &QPlainTextEdit::setPlainText);
    dialog->open();
}

void MessageComposer::askHowToClose()
{
    auto *dialog = new CloseDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (m_link)
            m_link->close(dialog->code(), dialog->reason());
    });
    dialog->open();
}

bool MessageComposer::eventFilter(QObject *watched, QEvent *event)
{
    const bool isKey
        = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched != m_editor || !isKey)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isReturn || !key->modifiers().testFlag(Qt::ControlModifier) || !m_link)
        return QWidget::eventFilter(watched, event);
    // The window's own shortcut would send the request.
    event->accept();
    if (event->type() == QEvent::KeyPress)
        send();
    return true;
}

} // namespace Recloser
