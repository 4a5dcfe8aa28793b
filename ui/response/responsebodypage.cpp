// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/responsebodypage.h"

#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"
#include "ui/response/bodynotes.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"

#include <QApplication>
#include <QClipboard>
#include <QFuture>
#include <QHBoxLayout>
#include <QLabel>
#include <QPromise>
#include <QPushButton>
#include <QStackedWidget>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using PieceResult = std::expected<BodyPiece, StoreError>;

/// Read and laid out within a millisecond or two: not worth a thread and a flicker.
constexpr qint64 atOnceUpTo = 32 * 1024;

} // namespace

ResponseBodyPage::ResponseBodyPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedWidget)
    , m_message(new EmptyState(theme, {}, {}))
    , m_editor(new CodeEditor(theme, syntax))
    , m_notes(new QLabel)
{
    m_editor->setReadOnly(true);
    m_editor->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_editor->setLongLines(CodeEditor::LongLines::Folded);
    m_editor->setAccessibleName(tr("Response body"));
    setLook(m_editor, "bare"_L1);
    connect(m_editor, &CodeEditor::loaded, this, [this] {
        updateBars();
        if (isSettled())
            Q_EMIT settled();
    });

    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setContentsMargins(14, 0, 14, 6);
    setLook(m_notes, "error"_L1);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildToolBar());
    column->addWidget(m_notes);
    column->addWidget(m_editor, 1);
    column->addWidget(buildMoreBar());
    m_stack->addWidget(m_message);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setFocusProxy(m_editor);
}

ResponseBodyPage::~ResponseBodyPage()
{
    stopReading();
}

QWidget *ResponseBodyPage::buildToolBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(4);
    const auto addSwitch = [&](const QString &text, const QString &tip, BodyForm form) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        connect(button, &QToolButton::clicked, this, [this, form] { setForm(form); });
        layout->addWidget(button);
        return button;
    };
    m_pretty = addSwitch(tr("Pretty"), tr("Laid out over lines; nothing but white space changes"),
                         BodyForm::Pretty);
    m_pretty->setChecked(true);
    m_raw = addSwitch(tr("Raw"), tr("As received"), BodyForm::Raw);
    m_type = new QLabel;
    m_type->setMinimumWidth(40);
    m_type->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_type, "muted"_L1);
    layout->addSpacing(6);
    layout->addWidget(m_type, 1);
    const auto addAction = [&](const QString &text, const QString &tip, auto slot) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    addAction(tr("Find"), tr("Find in the body (Ctrl+F)"), [this] { m_editor->openFind(); });
    addAction(tr("Copy"), tr("Copy what is shown"), [this] { copyAll(); });
    addAction(tr("Save…"), tr("Save the whole body, as received, to a file"),
              [this] { Q_EMIT saveRequested(); });
    return bar;
}

QWidget *ResponseBodyPage::buildMoreBar()
{
    m_moreBar = new QWidget;
    m_moreBar->setAttribute(Qt::WA_StyledBackground);
    setLook(m_moreBar, "bar"_L1);
    auto *layout = new QHBoxLayout(m_moreBar);
    layout->setContentsMargins(14, 4, 10, 4);
    layout->setSpacing(4);
    m_more = new QLabel;
    m_more->setFont(m_theme.figures());
    layout->addWidget(m_more, 1);
    const auto addLink = [&](const QString &text, auto slot) {
        auto *button = new QPushButton(text);
        setLook(button, "link"_L1);
        connect(button, &QPushButton::clicked, this, slot);
        layout->addWidget(button);
        return button;
    };
    m_moreButton = addLink(tr("Show more"), [this] { showMore(); });
    m_wholeButton = addLink(tr("Open the whole"), [this] { openWhole(); });
    addLink(tr("Save…"), [this] { Q_EMIT saveRequested(); });
    m_moreBar->hide();
    return m_moreBar;
}

void ResponseBodyPage::showMessage(const QString &title, const QString &text)
{
    stopReading();
    m_body = {};
    m_message->setText(title, text);
    m_stack->setCurrentWidget(m_message);
}

void ResponseBodyPage::showBody(const ResponseBody &body, const QByteArray &contentType)
{
    m_body = body;
    m_contentType = contentType;
    restart();
}

void ResponseBodyPage::setForm(BodyForm form)
{
    (form == BodyForm::Pretty ? m_pretty : m_raw)->setChecked(true);
    if (m_form == form)
        return;
    m_form = form;
    if (m_stack->currentWidget() != m_message)
        restart();
}

void ResponseBodyPage::restart()
{
    stopReading();
    const qint64 size = m_body.isInFile() ? m_body.size : m_body.bytes.size();
    if (size == 0) {
        showMessage(tr("The body is empty"), tr("The headers are on the next page."));
        Q_EMIT settled();
        return;
    }
    m_stopped = std::make_shared<std::atomic_bool>(false);
    m_reader = std::make_shared<BodyReader>(m_body, m_contentType, m_form, m_stopped);
    m_last = {};
    m_error.reset();
    m_editor->loadText({});
    m_stack->setCurrentIndex(1);
    updateBars();
    readNext(size <= wholeUpTo ? size : firstBytes);
}

void ResponseBodyPage::stopReading()
{
    ++m_generation;
    if (m_stopped)
        m_stopped->store(true, std::memory_order_relaxed);
    m_isReading = false;
    m_reader.reset();
}

void ResponseBodyPage::readNext(qint64 bytes)
{
    if (m_isReading || !m_reader)
        return;
    m_isReading = true;
    if (!m_body.isInFile() && bytes <= atOnceUpTo) {
        take(m_reader->next(bytes));
        return;
    }
    auto promise = std::make_shared<QPromise<PieceResult>>();
    promise->start();
    promise->future().then(this, [this, generation = m_generation](const PieceResult &piece) {
        if (generation == m_generation)
            take(piece);
    });
    // Nobody else touches the reader until the piece is here.
    QThreadPool::globalInstance()->start([promise, reader = m_reader, bytes] {
        promise->addResult(reader->next(bytes));
        promise->finish();
    });
}

void ResponseBodyPage::take(const std::expected<BodyPiece, StoreError> &piece)
{
    m_isReading = false;
    if (!piece) {
        m_error = piece.error();
        m_reader.reset();
        updateBars();
        Q_EMIT settled();
        return;
    }
    const bool first = m_last.readSoFar == 0;
    m_last = *piece;
    if (first) {
        m_editor->setMediaType(piece->isBinary ? QString() : piece->type.essence());
        m_editor->loadText(piece->text);
    } else {
        m_editor->appendText(piece->text);
    }
    m_last.text.clear();
    updateBars();
    if (isSettled())
        Q_EMIT settled();
}

bool ResponseBodyPage::isSettled() const
{
    return !m_isReading && !m_editor->isLoading();
}

void ResponseBodyPage::updateBars()
{
    const qint64 size = m_body.isInFile() ? m_body.size : m_body.bytes.size();
    const TextLanguage language = languageOf(m_last.type);
    const bool canBePretty
        = !m_last.isBinary && (language == TextLanguage::Json || language == TextLanguage::Xml);
    m_pretty->setVisible(canBePretty);
    m_raw->setVisible(canBePretty);
    QString type = m_last.isBinary ? describeBinary(m_last.type) : m_last.type.essence();
    if (m_last.isBinary)
        type += tr(" · %1, shown as hexadecimal digits").arg(formatSize(size));
    else if (!m_last.notes.charset.isEmpty() && m_last.readSoFar > 0)
        type += u" · "_s + m_last.notes.charset;
    m_type->setText(type);
    m_type->setToolTip(type);
    m_notes->setText(noteText());
    m_notes->setVisible(!m_notes->text().isEmpty());
    m_more->setText(moreText());
    m_moreBar->setVisible(!m_more->text().isEmpty());
    const bool idle = isSettled();
    m_moreButton->setVisible(!m_last.isBinary);
    m_moreButton->setEnabled(idle);
    m_wholeButton->setVisible(!m_last.isBinary && size <= openableUpTo);
    m_wholeButton->setEnabled(idle);
}

QString ResponseBodyPage::noteText() const
{
    if (m_error) {
        const Sentence sentence = describe(*m_error);
        return sentence.headline + u". "_s + sentence.hint;
    }
    QStringList notes = describeDecoding(m_last.notes);
    if (m_last.fault)
        notes.append(describeFault(*m_last.fault, languageOf(m_last.type)));
    return notes.join(u'\n');
}

QString ResponseBodyPage::moreText() const
{
    const qint64 size = m_body.isInFile() ? m_body.size : m_body.bytes.size();
    if (m_error || size == 0)
        return {};
    if (m_last.readSoFar == 0)
        return size > wholeUpTo ? tr("Reading %1…").arg(formatSize(size)) : QString();
    if (m_last.isBinary)
        return size > BodyReader::hexBytes
            ? tr("Showing the first %1 of %2")
                  .arg(formatSize(BodyReader::hexBytes), formatSize(size))
            : QString();
    if (!isSettled() && size > wholeUpTo)
        return tr("Showing %1 of %2…").arg(formatSize(m_last.readSoFar), formatSize(size));
    if (m_last.isLast)
        return {};
    return tr("Showing %1 of %2").arg(formatSize(m_last.readSoFar), formatSize(size));
}

void ResponseBodyPage::showMore()
{
    // Twice as much each time, so that nobody clicks for ever.
    readNext(std::max(firstBytes, m_last.readSoFar));
    updateBars();
}

void ResponseBodyPage::openWhole()
{
    readNext(m_body.size - m_last.readSoFar);
    updateBars();
}

void ResponseBodyPage::copyAll()
{
    QApplication::clipboard()->setText(m_editor->shownText());
}

} // namespace Recloser
