// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabpanel.h"

#include "core/resilience/breakerkey.h"
#include "ui/keylab/chipflow.h"
#include "ui/keylab/keyfindings.h"
#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabview.h"
#include "ui/keylab/keyrun.h"
#include "ui/keylab/patterncopybutton.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/urlseditor.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/panelheader.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

KeyLabPanel::KeyLabPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(new KeyRun(this))
    , m_model(new KeyLabModel(this))
    , m_pattern(new PatternField(theme))
    , m_error(new PatternErrorLine(theme, *m_pattern))
    , m_apply(new QPushButton(tr("Use for this request")))
    , m_whatIf(new QPushButton(tr("What if…")))
    , m_copy(new PatternCopyButton(*m_pattern))
    , m_chips(new ChipFlow(theme))
    , m_sources(new QButtonGroup(this))
    , m_edit(new QToolButton)
    , m_summary(new QLabel)
    , m_stack(new QStackedWidget)
    , m_view(new KeyLabView(theme, *m_model))
    , m_editor(new UrlsEditor)
    , m_empty(new EmptyState(theme, {}, {}, tr("Write URLs")))
    , m_add(new QLineEdit)
{
    auto *header = new PanelHeader(theme, tr("Key Lab"));
    header->setNote(tr("Python 3.11"));
    header->setToolTip(tr("Keys are what re.search of Python 3.11 finds"));

    auto *actions = new QHBoxLayout;
    actions->setSpacing(6);
    actions->addWidget(m_apply);
    actions->addWidget(m_copy);
    actions->addWidget(m_whatIf);
    actions->addStretch();
    auto *sources = new QHBoxLayout;
    sources->setSpacing(2);
    buildSources();
    for (QAbstractButton *button : m_sources->buttons())
        sources->addWidget(button);
    sources->addStretch();
    sources->addWidget(m_edit);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 0, 12, 6);
    top->setSpacing(6);
    top->addWidget(m_pattern);
    top->addWidget(m_error);
    top->addLayout(actions);
    top->addWidget(m_chips);
    top->addLayout(sources);
    top->addWidget(m_summary);

    buildPattern();
    buildResults();
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 4, 12, 10);
    foot->addWidget(m_add);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);
    layout->addLayout(foot);
    setFocusProxy(m_pattern);

    connect(m_run, &KeyRun::progressed, this, &KeyLabPanel::take);
    restart();
    showContent();
}

KeyLabPanel::~KeyLabPanel() = default;

void KeyLabPanel::buildPattern()
{
    m_pattern->setPlaceholderText(tr("pattern, such as [w].+(?=/)"));
    m_pattern->setAccessibleName(tr("Key pattern"));
    m_pattern->setToolTip(tr(
        "Python pattern searched in the URL; what it finds is the circuit key (Return: use it)"));
    m_apply->setToolTip(tr("Write this pattern into the open request"));
    connect(m_pattern, &PatternField::patternChanged, this, [this](const QString &pattern) {
        m_policy.keyPattern = pattern;
        restart();
    });
    connect(m_pattern, &PatternField::returnPressed, m_apply, &QPushButton::click);
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT applyRequested(pattern()); });
    setLook(m_whatIf, "link"_L1); // narrow, as the dock is
    m_whatIf->setToolTip(tr("Run the recorded calls with this pattern: which circuits would have "
                            "opened, and what they would have blocked"));
    connect(m_whatIf, &QPushButton::clicked, this, [this] { Q_EMIT whatIfRequested(pattern()); });
}

void KeyLabPanel::buildSources()
{
    const std::pair<QString, QString> names[] = {
        {tr("List"), tr("URLs written or pasted here")},
        {tr("Request"), tr("The URL of the open request")},
        {tr("History"), tr("URLs that were sent")},
    };
    for (int i = 0; i < 3; ++i) {
        auto *button = new QToolButton;
        button->setText(names[i].first);
        button->setToolTip(names[i].second);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        m_sources->addButton(button, i);
    }
    m_sources->button(int(m_source))->setChecked(true);
    m_edit->setText(tr("Edit"));
    m_edit->setFocusPolicy(Qt::StrongFocus);
    setLook(m_edit, "link"_L1);
    connect(m_sources, &QButtonGroup::idClicked, this, [this](int id) {
        setSource(Source(id));
        Q_EMIT sourceChosen(m_source);
    });
    connect(m_edit, &QToolButton::clicked, this,
            [this] { m_stack->currentWidget() == m_editor ? finishEditing() : startEditing(); });
}

void KeyLabPanel::buildResults()
{
    setLook(m_summary, "muted"_L1);
    m_summary->setFont(m_theme.figures());
    m_summary->setMinimumWidth(1);

    connect(m_view, &KeyLabView::removeRequested, this, [this](const QString &url) {
        QStringList rest = urls();
        rest.removeOne(url);
        setUrls(rest);
    });

    m_editor->setFont(exactFont(m_theme));
    m_editor->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_editor->setTabChangesFocus(true);
    m_editor->setPlaceholderText(tr("One URL a line"));
    m_editor->setAccessibleName(tr("URLs, one a line"));
    setLook(m_editor, "bare"_L1);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_stack->currentWidget() == m_editor)
            setList(Source::Typed, urlsOf(m_editor->toPlainText()));
    });
    connect(m_editor, &UrlsEditor::finished, this, &KeyLabPanel::finishEditing);
    connect(m_editor, &UrlsEditor::largePaste, this, [this](const QString &text) {
        finishEditing();
        addTyped(text);
    });
    connect(m_empty, &EmptyState::buttonClicked, this, [this] {
        setSource(Source::Typed);
        startEditing();
    });

    m_add->setPlaceholderText(tr("Add a URL"));
    m_add->setAccessibleName(tr("Add a URL"));
    m_add->setFont(exactFont(m_theme));
    m_add->setMaxLength(1 << 20);
    setLook(m_add, "search"_L1);
    connect(m_add, &QLineEdit::returnPressed, this, [this] {
        addTyped(m_add->text());
        m_add->clear();
    });
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_editor);
    m_stack->addWidget(m_empty);
}

QString KeyLabPanel::pattern() const
{
    return m_pattern->pattern();
}

void KeyLabPanel::setPattern(const QString &pattern)
{
    m_pattern->setPattern(pattern);
}

void KeyLabPanel::setPolicy(const BreakerPolicy &policy)
{
    if (m_policy == policy)
        return;
    m_policy = policy;
    setPattern(policy.keyPattern);
    restart();
}

void KeyLabPanel::setUrls(const QStringList &urls)
{
    setList(Source::Typed, urls);
}

void KeyLabPanel::addUrl(const QString &url)
{
    setList(Source::Typed, m_lists[int(Source::Typed)] + QStringList{url});
}

void KeyLabPanel::setRequestUrl(const QString &url)
{
    setList(Source::Request, url.isEmpty() ? QStringList() : QStringList{url});
}

void KeyLabPanel::setHistoryUrls(const QStringList &urls)
{
    setList(Source::History, urls);
}

void KeyLabPanel::setList(Source source, const QStringList &urls)
{
    QStringList &list = m_lists[int(source)];
    if (list.isSharedWith(urls) || list == urls)
        return;
    list = urls;
    if (source == Source::Typed)
        Q_EMIT urlsEdited(urls);
    if (source == m_source)
        restart();
    showContent();
}

void KeyLabPanel::addTyped(const QString &text)
{
    setSource(Source::Typed);
    m_run->split(text).then(this, [this](const QStringList &urls) {
        setList(Source::Typed, m_lists[int(Source::Typed)] + urls);
    });
}

void KeyLabPanel::setSource(Source source)
{
    if (m_stack->currentWidget() == m_editor && source != Source::Typed)
        finishEditing();
    m_sources->button(int(source))->setChecked(true);
    if (std::exchange(m_source, source) == source)
        return;
    restart();
    showContent();
}

void KeyLabPanel::showKey(const QString &key)
{
    m_wantedKey = key;
    const int line = m_model->lineOf(key);
    if (line < 0)
        return;
    m_wantedKey.clear();
    m_view->setCurrentIndex(m_model->index(line, 0));
    m_view->scrollTo(m_model->index(line, 0), QAbstractItemView::PositionAtTop);
}

void KeyLabPanel::restart()
{
    m_run->start(m_policy, list());
}

void KeyLabPanel::take(const KeyGroupsPtr &groups)
{
    KeyGroupsPtr before = m_model->groups();
    const int line = m_view->currentIndex().row();
    m_model->setGroups(groups);
    if (line >= 0 && line < m_model->rowCount())
        m_view->setCurrentIndex(m_model->index(line, 0));
    m_run->discard(std::move(before));
    m_chips->setFindings(findingsOf(*groups));
    m_summary->setText(summaryOf(*groups));
    showError(*groups);
    if (!m_wantedKey.isEmpty() && groups->isComplete())
        showKey(std::exchange(m_wantedKey, {}));
}

void KeyLabPanel::showError(const KeyGroups &groups)
{
    m_apply->setEnabled(!groups.error);
    if (!groups.error) {
        m_pattern->setErrorIndex({});
        m_error->setMessage({});
        return;
    }
    QString message = groups.error->message;
    if (groups.error->position) {
        message += tr(" at position %1").arg(*groups.error->position);
        m_pattern->setErrorIndex(utf16Index(groups.policy.keyPattern, *groups.error->position));
    } else {
        m_pattern->setErrorIndex({});
    }
    m_error->setMessage(u"re.error: %1"_s.arg(message));
}

void KeyLabPanel::showContent()
{
    const bool isTyped = m_source == Source::Typed;
    const bool isEditing = m_stack->currentWidget() == m_editor;
    const bool isEmpty = list().isEmpty();
    m_view->setRemoval(isTyped ? KeyLabView::Removal::Offered : KeyLabView::Removal::NotOffered);
    if (!isEditing)
        m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
    m_edit->setVisible(isTyped && (!isEmpty || isEditing));
    m_edit->setText(isEditing ? tr("Done") : isTooLongToEdit() ? tr("Clear") : tr("Edit"));
    m_summary->setVisible(!isEmpty);
    m_add->setVisible(isTyped && !isEditing);
    switch (m_source) {
    case Source::Typed:
        m_empty->setText(
            tr("Which URLs share a circuit?"),
            tr("A pattern takes the circuit key out of every URL. Give it some URLs and see "
               "which of them stand and fall together."));
        break;
    case Source::Request:
        m_empty->setText(tr("No request is open"), tr("Open a request and its URL shows here."));
        break;
    case Source::History:
        m_empty->setText(tr("Nothing was sent yet"), tr("URLs of sent requests show here."));
        break;
    }
}

bool KeyLabPanel::isTooLongToEdit() const
{
    return urls().size() > UrlsEditor::editableLines;
}

void KeyLabPanel::startEditing()
{
    m_stack->setCurrentWidget(m_editor);
    {
        const QSignalBlocker quiet(m_editor);
        m_editor->setPlainText(urls().join(u'\n'));
    }
    m_editor->setFocus();
    showContent();
}

void KeyLabPanel::finishEditing()
{
    m_stack->setCurrentWidget(m_view);
    m_editor->clear();
    m_pattern->setFocus();
    showContent();
}

} // namespace Recloser
