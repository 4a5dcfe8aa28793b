// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/urlspage.h"

#include "ui/keylab/chipbutton.h"
#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabview.h"
#include "ui/keylab/keyrun.h"
#include "ui/keylab/keywords.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/urlseditor.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/pagestack.h"
#include "ui/widgets/plaintip.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;

} // namespace

UrlsPage::UrlsPage(const Theme &theme, KeyLabModel &model, UrlSources &sources,
                   Expectations &expectations, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_sources(sources)
    , m_expectations(expectations)
    , m_buttons(new QButtonGroup(this))
    , m_edit(new QToolButton)
    , m_filter(new QLineEdit)
    , m_byHost(new QToolButton)
    , m_menu(new QToolButton)
    , m_filterRow(new QWidget)
    , m_summaryRow(new QWidget)
    , m_summary(new QLabel)
    , m_moved(new ChipButton(theme))
    , m_verdicts(new ChipButton(theme))
    , m_chosen(new ChipButton(theme))
    , m_stack(new PageStack)
    , m_rows(new KeyLabView(theme, model))
    , m_editor(new UrlsEditor)
    , m_empty(new EmptyState(theme, {}, {}, tr("Write URLs")))
    , m_add(new QLineEdit)
    , m_expect(new QLineEdit)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildSources();
    auto *sourceRow = new QHBoxLayout;
    sourceRow->setContentsMargins(margin - 6, 6, margin, 2);
    sourceRow->setSpacing(0);
    for (QAbstractButton *button : m_buttons->buttons())
        sourceRow->addWidget(button);
    sourceRow->addStretch();
    sourceRow->addWidget(m_edit);
    layout->addLayout(sourceRow);
    buildFilter();
    layout->addWidget(m_filterRow);
    layout->addWidget(m_summaryRow);
    buildStack();
    layout->addWidget(m_stack, 1);
    buildFoot();
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(margin, 4, margin, 10);
    foot->addWidget(m_add);
    foot->addWidget(m_expect);
    layout->addLayout(foot);
    connect(&expectations, &Expectations::changed, this, [this] {
        changeView([this](KeyView &view) { view.wanted = m_expectations.wanted(); });
    });
    showContent();
}

void UrlsPage::buildSources()
{
    const std::pair<QString, QString> names[urlSources] = {
        {tr("List"), tr("URLs written or pasted here")},
        {tr("Request"), tr("The URL of the open request")},
        {tr("Collection"), tr("The requests of open tabs and of their files")},
        {tr("History"), tr("URLs that were sent")},
    };
    for (int i = 0; i < urlSources; ++i) {
        auto *button = new QToolButton;
        button->setText(names[i].first);
        button->setToolTip(names[i].second);
        button->setCheckable(true);
        setLook(button, "compact"_L1);
        button->setFocusPolicy(Qt::StrongFocus);
        m_buttons->addButton(button, i);
    }
    m_buttons->button(int(m_source))->setChecked(true);
    m_edit->setText(tr("Edit"));
    m_edit->setFocusPolicy(Qt::StrongFocus);
    setLook(m_edit, "link"_L1);
    connect(m_buttons, &QButtonGroup::idClicked, this,
            [this](int id) { setSource(UrlSource(id)); });
    connect(m_edit, &QToolButton::clicked, this,
            [this] { m_stack->currentWidget() == m_editor ? finishEditing() : startEditing(); });
}

void UrlsPage::buildFilter()
{
    m_filter->setPlaceholderText(tr("Filter URLs and keys"));
    m_filter->setAccessibleName(tr("Filter URLs and keys"));
    m_filter->setClearButtonEnabled(true);
    setLook(m_filter, "search"_L1);
    m_byHost->setText(tr("By host"));
    m_byHost->setToolTip(tr("Group by host instead of by key"));
    m_byHost->setCheckable(true);
    m_byHost->setFocusPolicy(Qt::StrongFocus);
    buildMenu();
    auto *row = new QHBoxLayout(m_filterRow);
    row->setContentsMargins(margin, 2, margin - 6, 2);
    row->setSpacing(4);
    row->addWidget(m_filter, 1);
    row->addWidget(m_byHost);
    row->addWidget(m_menu);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        changeView([&](KeyView &view) { view.filter = text.trimmed(); });
    });
    connect(m_byHost, &QToolButton::toggled, this, [this](bool on) {
        changeView([&](KeyView &view) { view.by = on ? KeyView::By::Host : KeyView::By::Key; });
    });

    setLook(m_summary, "muted"_L1);
    m_summary->setFont(m_theme.figures());
    auto *flow = new FlowLayout(8, m_summaryRow);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->addWidget(m_summary);
    for (ChipButton *chip : {m_moved, m_verdicts, m_chosen}) {
        chip->setCheckable(true);
        chip->hide();
        flow->addWidget(chip);
    }
    m_summaryRow->setContentsMargins(margin, 2, margin, 4);
    connect(m_moved, &ChipButton::toggled, this,
            [this](bool on) { showOnly(KeyView::Only::Moved, on); });
    connect(m_verdicts, &ChipButton::toggled, this,
            [this](bool on) { showOnly(KeyView::Only::Unexpected, on); });
    connect(m_chosen, &ChipButton::toggled, this,
            [this](bool on) { showOnly(KeyView::Only::Chosen, on); });
}

void UrlsPage::buildStack()
{
    connect(m_rows, &KeyLabView::removeRequested, this, [this](const QString &url) {
        QStringList rest = m_sources.list(UrlSource::Typed).toStringList();
        rest.removeOne(url);
        m_sources.set(UrlSource::Typed, rest);
    });
    connect(m_rows, &KeyLabView::urlChosen, this, &UrlsPage::urlChosen);
    connect(m_rows, &KeyLabView::expectRequested, &m_expectations,
            qOverload<const QString &, const WantedKey &>(&Expectations::set));
    connect(m_rows, &KeyLabView::forgetRequested, &m_expectations, &Expectations::forget);
    connect(m_rows, &KeyLabView::expectOtherRequested, this, &UrlsPage::startExpecting);

    m_editor->setFont(exactFont(m_theme));
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(true);
    m_editor->setPlaceholderText(tr("One URL a line"));
    m_editor->setAccessibleName(tr("URLs, one a line"));
    setLook(m_editor, "bare"_L1);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_stack->currentWidget() == m_editor)
            m_sources.set(UrlSource::Typed, urlsOf(m_editor->toPlainText()));
    });
    connect(m_editor, &UrlsEditor::finished, this, &UrlsPage::finishEditing);
    connect(m_editor, &UrlsEditor::largePaste, this, [this](const QString &text) {
        finishEditing();
        Q_EMIT urlsTyped(text);
    });
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        setSource(UrlSource::Typed);
        startEditing();
    });
    m_stack->addWidget(m_rows);
    m_stack->addWidget(m_editor);
    m_stack->addWidget(m_empty);
}

void UrlsPage::buildFoot()
{
    m_add->setPlaceholderText(tr("Add a URL"));
    m_add->setAccessibleName(tr("Add a URL"));
    m_add->setFont(exactFont(m_theme));
    m_add->setMaxLength(1 << 20);
    setLook(m_add, "search"_L1);
    connect(m_add, &QLineEdit::returnPressed, this, [this] {
        Q_EMIT urlsTyped(m_add->text());
        m_add->clear();
    });
    m_expect->setPlaceholderText(tr("Key that the URL must give"));
    m_expect->setAccessibleName(tr("Key that the URL must give"));
    m_expect->setToolTip(tr("Return: expect it. Escape: leave it."));
    m_expect->setFont(exactFont(m_theme));
    m_expect->hide();
    auto *leave = new QAction(m_expect);
    leave->setShortcut(Qt::Key_Escape);
    leave->setShortcutContext(Qt::WidgetShortcut);
    m_expect->addAction(leave);
    connect(leave, &QAction::triggered, this, &UrlsPage::finishExpecting);
    connect(m_expect, &QLineEdit::returnPressed, this, [this] {
        m_expectations.set(m_expectUrl, m_expect->text());
        finishExpecting();
    });
}

void UrlsPage::changeView(const std::function<void(KeyView &)> &change)
{
    KeyView view = m_view;
    change(view);
    setView(view);
}

void UrlsPage::setView(const KeyView &view)
{
    if (view == m_view)
        return;
    m_view = view;
    if (m_filter->text().trimmed() != view.filter)
        m_filter->setText(view.filter);
    m_byHost->setChecked(view.by == KeyView::By::Host);
    const std::pair<ChipButton *, KeyView::Only> chips[] = {{m_moved, KeyView::Only::Moved},
                                                            {m_verdicts, KeyView::Only::Unexpected},
                                                            {m_chosen, KeyView::Only::Chosen}};
    for (const auto &[chip, only] : chips) {
        const QSignalBlocker quiet(chip);
        chip->setChecked(view.only == only);
    }
    if (view.only == KeyView::Only::Chosen)
        m_chosen->setChip(ChipTone::Accent, tr("%1 chosen ✕").arg(view.chosen.size()),
                          tr("Only the URLs of a finding are shown; press to show all"));
    m_chosen->setVisible(view.only == KeyView::Only::Chosen);
    Q_EMIT viewChanged(m_view);
}

void UrlsPage::showOnly(KeyView::Only only, bool isOn)
{
    changeView([&](KeyView &view) { view.only = isOn ? only : KeyView::Only::All; });
}

void UrlsPage::setSource(UrlSource source)
{
    if (m_stack->currentWidget() == m_editor && source != UrlSource::Typed)
        finishEditing();
    m_buttons->button(int(source))->setChecked(true);
    if (std::exchange(m_source, source) == source)
        return;
    // What was chosen are places in the other list.
    changeView([](KeyView &view) {
        view.only = view.only == KeyView::Only::Chosen ? KeyView::Only::All : view.only;
        view.chosen.clear();
    });
    Q_EMIT sourceChosen(source);
    showContent();
}

void UrlsPage::showGroups(const KeyGroups &groups)
{
    const KeyCounts &counts = groups.counts;
    QString summary = summaryOf(groups);
    if (m_source == UrlSource::History && m_sources.isReadingHistory())
        summary = tr("%1, reading on…").arg(summary);
    m_summary->setText(summary);
    const bool isMovedOnly = m_view.only == KeyView::Only::Moved;
    m_moved->setChip(ChipTone::Accent, tr("↷ %1 moved").arg(QLocale().toString(counts.moved)),
                     tr("URLs that have another circuit than with the saved pattern %1")
                         .arg(groups.question.saved.value_or(QString())));
    m_moved->setVisible(counts.moved > 0 || isMovedOnly);
    const bool isGood = counts.unexpected == 0;
    const QLocale locale;
    m_verdicts->setChip(
        isGood ? ChipTone::Good : ChipTone::Bad,
        isGood ? tr("✓ %1").arg(locale.toString(counts.asExpected))
               : tr("✗ %1 of %2")
                     .arg(locale.toString(counts.unexpected),
                          locale.toString(counts.unexpected + counts.asExpected)),
        isGood ? tr("All URLs with an expected key give it")
               : tr("Show the URLs that do not give the key that is expected of them"));
    m_verdicts->setVisible(counts.asExpected + counts.unexpected > 0
                           || m_view.only == KeyView::Only::Unexpected);
    m_summaryRow->updateGeometry();
}

QString UrlsPage::currentUrl() const
{
    return m_rows->currentUrl();
}

void UrlsPage::showContent()
{
    const bool isTyped = m_source == UrlSource::Typed;
    const bool isEditing = m_stack->currentWidget() == m_editor;
    const bool isEmpty = m_sources.list(m_source).isEmpty();
    m_rows->setRemoval(isTyped ? KeyLabView::Removal::Offered : KeyLabView::Removal::NotOffered);
    if (!isEditing)
        m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_rows);
    m_edit->setVisible(isTyped && (!isEmpty || isEditing));
    m_edit->setText(isEditing ? tr("Done") : isTooLongToEdit() ? tr("Clear") : tr("Edit"));
    m_filterRow->setVisible(!isEmpty && !isEditing);
    m_summaryRow->setVisible(!isEmpty);
    m_add->setVisible(isTyped && !isEditing && !m_expect->isVisible());
    if (isEmpty)
        showEmptyText();
}

void UrlsPage::showEmptyText()
{
    switch (m_source) {
    case UrlSource::Typed:
        m_empty->setText(
            tr("Which URLs share a circuit?"),
            tr("A pattern takes the circuit key out of every URL. Give it some URLs and see "
               "which of them stand and fall together."));
        break;
    case UrlSource::Request:
        m_empty->setText(tr("No request is open"), tr("Open a request and its URL shows here."));
        break;
    case UrlSource::Collection:
        m_empty->setText(tr("No requests are open"),
                         tr("The requests of open tabs, and of the files they are from, show here "
                            "with their placeholders filled in."));
        break;
    case UrlSource::History:
        if (m_sources.isReadingHistory())
            m_empty->setText(tr("Reading history…"), tr("URLs show here as they are read."));
        else
            m_empty->setText(tr("Nothing was sent yet"), tr("URLs of sent requests show here."));
        break;
    }
}

bool UrlsPage::isTooLongToEdit() const
{
    return m_sources.list(UrlSource::Typed).size() > UrlsEditor::editableLines;
}

void UrlsPage::startEditing()
{
    if (isTooLongToEdit()) {
        m_sources.set(UrlSource::Typed, {});
        return;
    }
    m_stack->setCurrentWidget(m_editor);
    {
        const QSignalBlocker quiet(m_editor);
        m_editor->setPlainText(m_sources.list(UrlSource::Typed).toStringList().join(u'\n'));
    }
    m_editor->setFocus();
    showContent();
}

void UrlsPage::finishEditing()
{
    m_stack->setCurrentWidget(m_rows);
    m_editor->clear();
    Q_EMIT editingFinished();
    showContent();
}

void UrlsPage::startExpecting(const QString &url, const QString &key)
{
    m_expectUrl = url;
    m_expect->setText(key);
    m_expect->setToolTip(
        plainTip(tr("The key that %1 must give. Return: expect it. Escape: leave it.").arg(url)));
    m_expect->show();
    showContent();
    m_expect->selectAll();
    m_expect->setFocus();
}

void UrlsPage::finishExpecting()
{
    m_expect->hide();
    m_rows->setFocus();
    showContent();
}

} // namespace Recloser
