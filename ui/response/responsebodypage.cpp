// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/responsebodypage.h"

#include "ui/describe/describe.h"
#include "ui/describe/formatting.h"
#include "ui/preview/imagepreview.h"
#include "ui/response/bodynotes.h"
#include "ui/response/multipartpage.h"
#include "ui/structure/filterbar.h"
#include "ui/structure/matchlist.h"
#include "ui/structure/recordview.h"
#include "ui/theme/look.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr auto slow = std::chrono::milliseconds(300);

} // namespace

ResponseBodyPage::ResponseBodyPage(const Theme &theme, SyntaxRepository &syntax,
                                   const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_syntax(syntax)
    , m_stack(new QStackedWidget)
    , m_message(new EmptyState(theme, {}, {}))
    , m_views(new QStackedWidget)
    , m_view(new BodyView(theme, syntax))
    , m_tree(new StructureView(theme))
    , m_preview(new ImagePreview(theme))
    , m_table(new RecordView(theme))
    , m_filterBar(new FilterBar(theme, m_filter))
    , m_matches(new MatchList(theme, m_filter))
    , m_content(m_view)
    , m_question(new NoticeBar(theme))
    , m_notes(new QLabel)
{
    m_view->setAccessibleName(name);
    connect(m_view, &BodyView::bigCopyRequested, this, &ResponseBodyPage::askToCopy);
    m_tree->setAccessibleName(tr("%1 as a tree").arg(name));
    connect(m_tree, &StructureView::bigCopyRequested, this, &ResponseBodyPage::askToCopy);
    connect(m_tree, &StructureView::settled, this, &ResponseBodyPage::tellSettled);
    connect(m_preview, &ImagePreview::settled, this, &ResponseBodyPage::tellSettled);
    connect(m_table, &RecordView::settled, this, [this] {
        updateBars();
        tellSettled();
    });
    m_matches->setAccessibleName(tr("What the filter found"));
    connect(m_filterBar, &FilterBar::closeRequested, this, &ResponseBodyPage::closeFilter);
    connect(m_filterBar, &FilterBar::listRequested, m_matches, [this] { m_matches->setFocus(); });
    connect(&m_filter, &BodyFilter::updated, this, &ResponseBodyPage::updateContent);
    connect(m_matches, &MatchList::chosen, this, &ResponseBodyPage::goTo);
    connect(m_question, &NoticeBar::accepted, this, [this] {
        if (m_content == m_tree)
            m_tree->copyBytes(m_toCopy.first, m_toCopy.second);
        else
            m_view->copyBytes(m_toCopy.first, m_toCopy.second);
        m_content->setFocus();
    });
    m_slow.setSingleShot(true);
    m_slow.setInterval(slow);
    connect(&m_slow, &QTimer::timeout, this, &ResponseBodyPage::updateBars);

    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setContentsMargins(14, 0, 14, 6);
    setLook(m_notes, "error"_L1);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildToolBar());
    m_filterBar->hide();
    column->addWidget(m_filterBar);
    column->addWidget(m_notes);
    column->addWidget(m_question);
    m_views->addWidget(m_view);
    m_views->addWidget(m_tree);
    m_views->addWidget(m_preview);
    m_table->setAccessibleName(tr("%1 as a table").arg(name));
    m_views->addWidget(m_table);
    m_views->addWidget(m_matches);
    column->addWidget(m_views, 1);
    column->addWidget(buildProgressBar());
    m_stack->addWidget(m_message);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setFocusProxy(m_view);
}

ResponseBodyPage::~ResponseBodyPage() = default;

QWidget *ResponseBodyPage::buildToolBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(4);
    const auto addSwitch = [&](Form form, const QString &text, const QString &tip) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        connect(button, &QToolButton::clicked, this, [this, form] { setForm(form); });
        layout->addWidget(button);
        m_switches[form] = button;
    };
    addSwitch(Form::Pretty, tr("Pretty"),
              tr("Laid out over lines; nothing but white space changes"));
    addSwitch(Form::Raw, tr("Raw"), tr("As received"));
    addSwitch(Form::Tree, tr("Tree"),
              tr("Value by value: arrow keys open and close, * opens all below"));
    addSwitch(Form::Hex, tr("Hex"), tr("Every byte as hexadecimal digits"));
    addSwitch(Form::Table, tr("Table"), tr("A row for each record, nothing sorted or guessed"));
    addSwitch(Form::Preview, tr("Preview"), tr("The picture"));
    addSwitch(Form::Parts, tr("Parts"), tr("Part by part, each with its headers and its body"));
    m_switches[Form::Pretty]->setChecked(true);
    m_type = new ElidedLabel;
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
        return button;
    };
    m_wrap = new QToolButton;
    m_wrap->setText(tr("Wrap"));
    m_wrap->setToolTip(tr("Wrap long lines"));
    m_wrap->setCheckable(true);
    connect(m_wrap, &QToolButton::toggled, this, [this](bool wraps) {
        m_view->setWrap(wraps ? BodyView::Wrap::Anywhere : BodyView::Wrap::None);
    });
    connect(m_view, &BodyView::wrapChanged, this,
            [this] { m_wrap->setChecked(m_view->wrap() == BodyView::Wrap::Anywhere); });
    layout->addWidget(m_wrap);
    m_find = addAction(tr("Find"), tr("Find in the body (Ctrl+F)"), [this] { m_view->openFind(); });
    m_filterSwitch = addAction(tr("Filter"), {}, [this] {
        if (m_filterBar->isHidden())
            openFilter();
        else
            closeFilter();
    });
    m_filterSwitch->setCheckable(true);
    m_copy = addAction(tr("Copy"), tr("Copy what is shown"), [this] { m_view->copyAll(); });
    m_save = addAction(tr("Save…"), tr("Save the whole body, as received, to a file"),
                       [this] { Q_EMIT saveRequested(); });
    // What few bodies have would make the window's middle wider before there is any.
    for (QWidget *rare :
         {static_cast<QWidget *>(m_switches[Form::Table]),
          static_cast<QWidget *>(m_switches[Form::Preview]),
          static_cast<QWidget *>(m_switches[Form::Parts]), static_cast<QWidget *>(m_filterSwitch)})
        rare->hide();
    return bar;
}

QWidget *ResponseBodyPage::buildProgressBar()
{
    m_progressBar = new QWidget;
    m_progressBar->setAttribute(Qt::WA_StyledBackground);
    setLook(m_progressBar, "bar"_L1);
    auto *layout = new QHBoxLayout(m_progressBar);
    layout->setContentsMargins(14, 4, 10, 4);
    layout->setSpacing(4);
    m_progress = new QLabel;
    m_progress->setFont(m_theme.figures());
    layout->addWidget(m_progress, 1);
    auto *stop = new QPushButton(tr("Stop"));
    setLook(stop, "link"_L1);
    connect(stop, &QPushButton::clicked, this, &ResponseBodyPage::stopLoading);
    layout->addWidget(stop);
    m_progressBar->hide();
    return m_progressBar;
}

void ResponseBodyPage::hideSave()
{
    m_save->hide();
}

void ResponseBodyPage::showMessage(const QString &title, const QString &text)
{
    m_loader.stop();
    m_source = {};
    m_view->clear();
    m_tree->clear();
    m_preview->clear();
    m_table->clear();
    if (m_parts)
        m_parts->clear();
    m_message->setText(title, text);
    m_stack->setCurrentWidget(m_message);
}

void ResponseBodyPage::showBody(const ResponseBody &body, const QByteArray &contentType)
{
    m_source = {body, {}};
    m_contentType = contentType;
    restart();
}

void ResponseBodyPage::showHeld(const HeldBytes &bytes, const QByteArray &contentType)
{
    m_source = {{}, bytes};
    m_contentType = contentType;
    restart();
}

void ResponseBodyPage::setForm(Form form)
{
    if (m_form == form)
        return;
    m_form = form;
    if (m_stack->currentWidget() != m_message)
        restart();
    else
        updateBars();
}

void ResponseBodyPage::restart()
{
    if (m_source.size() == 0) {
        showMessage(tr("The body is empty"), tr("The headers are on the next page."));
        Q_EMIT settled();
        return;
    }
    m_last = {};
    m_error.reset();
    m_isStopped = false;
    m_isBegun = false;
    m_duplicateJob.cancel();
    m_duplicateNote.clear();
    m_filter.setText({m_filter.text().language, {}});
    m_question->dismiss();
    m_view->clear();
    m_tree->clear();
    m_preview->clear();
    m_table->clear();
    if (m_parts)
        m_parts->clear();
    m_stack->setCurrentIndex(1);
    m_slow.start();
    const BodyForm form = m_form == Form::Pretty ? BodyForm::Pretty
        : m_form == Form::Tree                   ? BodyForm::Checked
                                                 : BodyForm::Raw;
    m_loader.load(m_source, m_contentType, form,
                  m_form == Form::Hex ? BodyLoader::Want::Bytes : BodyLoader::Want::Text,
                  [this](BodyLoader::Loaded &&loaded) { take(std::move(loaded)); });
    updateBars();
}

void ResponseBodyPage::stopLoading()
{
    m_isStopped = m_loader.isBusy();
    m_loader.stop();
    updateBars();
    Q_EMIT settled();
}

void ResponseBodyPage::updateBars()
{
    const bool isBinary = m_last.kind.isBinary;
    qsizetype shown = 0;
    for (const auto &[form, button] : m_switches)
        shown += canShow(form) ? 1 : 0;
    for (const auto &[form, button] : m_switches)
        button->setVisible(shown > 1 && canShow(form));
    m_switches[shownForm()]->setChecked(true);
    const bool isText = m_content == m_view;
    m_wrap->setVisible(isText && !isBinary && shownForm() != Form::Hex);
    m_find->setVisible(isText);
    m_copy->setVisible(isText);
    const bool canFilter = filterLanguage().has_value();
    m_filterSwitch->setVisible(canFilter);
    m_filterSwitch->setToolTip(filterLanguage() == StructureLanguage::Xml
                                   ? tr("Filter by XPath (Ctrl+Shift+F)")
                                   : tr("Filter by JSONPath (Ctrl+Shift+F)"));
    m_filterSwitch->setChecked(!m_filterBar->isHidden());
    if (!canFilter && !m_filterBar->isHidden())
        closeFilter();
    const QString type = isBinary ? describeBinary(m_last.kind.type) : m_last.kind.type.essence();
    QStringList types{type, type.section(u'/', -1)};
    if (isBinary && shownForm() == Form::Hex)
        types.prepend(type
                      + tr(" · %1, shown as hexadecimal digits").arg(formatSize(m_source.size())));
    else if (!m_last.notes.charset.isEmpty())
        types.prepend(type + u" · "_s + m_last.notes.charset);
    m_type->setTexts(types);
    m_type->setToolTip(types.first());
    m_notes->setText(noteText());
    m_notes->setVisible(!m_notes->text().isEmpty());
    m_progress->setText(progressText());
    m_progressBar->setVisible(m_loader.isBusy() && !m_slow.isActive());
}

QString ResponseBodyPage::noteText() const
{
    if (m_error) {
        const Sentence sentence = describe(*m_error);
        return sentence.headline + u". "_s + sentence.hint;
    }
    QStringList notes = describeDecoding(m_last.notes);
    if (m_last.fault)
        notes.append(describeFault(*m_last.fault, languageOf(m_last.kind.type),
                                   shownForm() == Form::Tree ? FaultRest::Left : FaultRest::Shown));
    if (shownForm() == Form::Table && !m_table->faultNote().isEmpty())
        notes.append(m_table->faultNote());
    if (shownForm() == Form::Parts && m_parts && !m_parts->faultNote().isEmpty())
        notes.append(m_parts->faultNote());
    if (!m_duplicateNote.isEmpty())
        notes.append(m_duplicateNote);
    if (m_last.laidOutUntil)
        notes.append(tr("Laid out it would be too long; from byte %L1 on it is shown as received.")
                         .arg(*m_last.laidOutUntil));
    if (m_isStopped)
        notes.append(tr("Stopped after %1 of %2.")
                         .arg(formatSize(m_last.readSoFar), formatSize(m_source.size())));
    return notes.join(u'\n');
}

QString ResponseBodyPage::progressText() const
{
    if (!m_loader.isBusy())
        return {};
    const qint64 size = m_source.size();
    const QString done = formatSize(m_last.readSoFar);
    return m_last.isPretty ? tr("Laid out %1 of %2…").arg(done, formatSize(size))
                           : tr("Read %1 of %2…").arg(done, formatSize(size));
}

void ResponseBodyPage::askToCopy(qint64 begin, qint64 end)
{
    m_toCopy = {begin, end};
    m_question->ask(ChipTone::Warning, tr("Copy %1?").arg(formatSize(end - begin)),
                    tr("The clipboard holds it twice in memory, and other programs may not take "
                       "as much. “Save…” writes the whole body to a file."),
                    {}, tr("Copy"));
}

} // namespace Recloser
