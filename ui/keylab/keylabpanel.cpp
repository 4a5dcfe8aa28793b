// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabpanel.h"

#include "core/resilience/codepoints.h"
#include "ui/describe/describe.h"
#include "ui/keylab/chipflow.h"
#include "ui/keylab/explainpage.h"
#include "ui/keylab/findingspage.h"
#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabview.h"
#include "ui/keylab/keyrun.h"
#include "ui/keylab/keywords.h"
#include "ui/keylab/patterncopybutton.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/pythonpage.h"
#include "ui/keylab/stepspage.h"
#include "ui/keylab/urlspage.h"
#include "ui/theme/look.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pagestack.h"
#include "ui/widgets/panelheader.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

KeyLabPanel::KeyLabPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(new KeyRun(this))
    , m_insightJob(new LatestJob(this))
    , m_model(new KeyLabModel(this))
    , m_lists(new UrlSources(this))
    , m_expectations(new Expectations(this))
    , m_version(new QToolButton)
    , m_notice(new NoticeBar(theme))
    , m_pattern(new PatternField(theme))
    , m_error(new PatternErrorLine(theme, *m_pattern))
    , m_apply(new QPushButton)
    , m_applyTo(new QToolButton)
    , m_whatIf(new QPushButton(tr("What if…")))
    , m_copy(new PatternCopyButton(*m_pattern))
    , m_chips(new ChipFlow(theme))
    , m_tabs(new QTabBar)
    , m_stack(new PageStack)
    , m_urlsPage(new UrlsPage(theme, *m_model, *m_lists, *m_expectations))
    , m_explainPage(new ExplainPage(theme))
    , m_findingsPage(new FindingsPage(theme))
    , m_stepsPage(new StepsPage(theme))
    , m_pythonPage(new PythonPage(theme))
{
    auto *header = new PanelHeader(theme, tr("Key Lab"));
    buildHeader(*header);
    header->addWidget(m_version);

    auto *actions = new QHBoxLayout;
    actions->setSpacing(6);
    actions->addWidget(m_apply);
    actions->addWidget(m_applyTo);
    actions->addWidget(m_copy);
    actions->addWidget(m_whatIf);
    actions->addStretch();
    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 0, 12, 0);
    top->setSpacing(6);
    top->addWidget(m_pattern);
    top->addWidget(m_error);
    top->addLayout(actions);
    top->addWidget(m_chips);
    buildPattern();
    buildPages();
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(12, 2, 0, 0);
    tabs->addWidget(m_tabs);
    tabs->addStretch();
    auto *line = new QFrame;
    setLook(line, "line"_L1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addWidget(m_notice);
    layout->addLayout(top);
    layout->addLayout(tabs);
    layout->addWidget(line);
    layout->addWidget(m_stack, 1);
    m_notice->hide();
    setFocusProxy(m_pattern);

    connect(m_run, &KeyRun::progressed, this, &KeyLabPanel::take);
    connect(m_run, &KeyRun::diagnosed, this, &KeyLabPanel::takeDiagnosis);
    connectUrls();
    connectPages();
    setApplyTargets({{ApplyTarget::Kind::Request, {}, tr("this request")}});
    showVersion();
    restart();
}

KeyLabPanel::~KeyLabPanel() = default;

void KeyLabPanel::buildHeader(QWidget &header)
{
    header.setToolTip(tr("Keys are what re.search of this Python finds"));
    m_version->setPopupMode(QToolButton::InstantPopup);
    m_version->setFocusPolicy(Qt::StrongFocus);
    m_version->setAccessibleName(tr("Python version"));
    auto *menu = new QMenu(this);
    auto *group = new QActionGroup(menu);
    for (const PythonVersion version : allVersions()) {
        QAction *action
            = menu->addAction(versionName(version), this, [this, version] { setVersion(version); });
        action->setCheckable(true);
        action->setData(int(version));
        group->addAction(action);
    }
    m_version->setMenu(menu);
}

void KeyLabPanel::buildPattern()
{
    m_pattern->setPlaceholderText(tr("pattern, such as [w].+(?=/)"));
    m_pattern->setAccessibleName(tr("Key pattern"));
    m_pattern->setToolTip(tr(
        "Python pattern searched in the URL; what it finds is the circuit key (Return: use it)"));
    m_applyTo->setText(u"▾"_s);
    m_applyTo->setFocusPolicy(Qt::StrongFocus);
    m_applyTo->setPopupMode(QToolButton::InstantPopup);
    m_applyTo->setAccessibleName(tr("Where the pattern is written"));
    m_applyTo->setToolTip(m_applyTo->accessibleName());
    m_applyTo->setMenu(new QMenu(this));
    setLook(m_applyTo, "field"_L1);
    m_copy->setTestRows([this] { return testRows(); });
    connect(m_pattern, &PatternField::patternChanged, this, [this](const QString &pattern) {
        m_question.policy.keyPattern = pattern;
        restart();
    });
    connect(m_pattern, &PatternField::returnPressed, m_apply, &QPushButton::click);
    connect(m_pattern, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (page() == Page::Explain && m_pattern->hasFocus())
            m_explainPage->showPlace(m_pattern->textCursor().position());
    });
    connect(m_apply, &QPushButton::clicked, this, &KeyLabPanel::apply);
    connect(m_chips, &ChipFlow::chosen, this, [this](int finding) {
        setPage(Page::Findings);
        m_findingsPage->show(finding);
    });
    setLook(m_whatIf, "link"_L1); // narrow, as the dock is
    m_whatIf->setToolTip(tr("Run the recorded calls with this pattern: which circuits would have "
                            "opened, and what they would have blocked"));
    connect(m_whatIf, &QPushButton::clicked, this, [this] { Q_EMIT whatIfRequested(pattern()); });
}

void KeyLabPanel::buildPages()
{
    setLook(m_tabs, "compact"_L1);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setAccessibleName(tr("Pages of Key Lab"));
    const std::pair<QString, QWidget *> pages[] = {{tr("URLs"), m_urlsPage},
                                                   {tr("Explain"), m_explainPage},
                                                   {tr("Findings"), m_findingsPage},
                                                   {tr("Steps"), m_stepsPage},
                                                   {tr("Python"), m_pythonPage}};
    const QString tips[]
        = {tr("The URLs and their keys"), tr("The pattern in plain words"),
           tr("What will surprise you, and how to mend it"),
           tr("How the pattern goes through the chosen URL"), tr("Ask a Python of yours")};
    for (int i = 0; i < int(std::size(pages)); ++i) {
        m_tabs->addTab(pages[i].first);
        m_tabs->setTabToolTip(i, tips[i]);
        m_stack->addWidget(pages[i].second);
    }
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        showPage();
        Q_EMIT stateChanged();
    });
}

void KeyLabPanel::connectUrls()
{
    connect(m_lists, &UrlSources::changed, this, [this](UrlSource source) {
        if (source == UrlSource::Typed)
            Q_EMIT urlsEdited(urls());
        if (source == this->source())
            restart();
        m_urlsPage->showContent();
    });
    connect(m_lists, &UrlSources::extended, this, &KeyLabPanel::extend);
    connect(m_lists, &UrlSources::historyWanted, this, &KeyLabPanel::historyWanted);
    connect(m_urlsPage, &UrlsPage::sourceChosen, this, [this](UrlSource source) {
        if (source == UrlSource::History)
            m_lists->readHistory();
        else
            m_lists->stopHistory();
        restart();
        Q_EMIT sourceChosen(source);
        Q_EMIT stateChanged();
    });
    connect(m_urlsPage, &UrlsPage::viewChanged, this, [this](const KeyView &view) {
        m_run->arrange(view);
        if (std::exchange(m_by, view.by) != view.by)
            Q_EMIT stateChanged();
    });
    connect(m_urlsPage, &UrlsPage::urlChosen, this, &KeyLabPanel::askInsight);
    connect(m_urlsPage, &UrlsPage::urlsTyped, this, [this](const QString &text) {
        setSource(UrlSource::Typed);
        m_run->split(text).then(
            this, [this](const QStringList &urls) { m_lists->add(UrlSource::Typed, urls); });
    });
    connect(m_urlsPage, &UrlsPage::editingFinished, m_pattern,
            qOverload<>(&PatternField::setFocus));
    connect(m_urlsPage, &UrlsPage::saveWanted, this,
            [this](const QString &path) { m_expectations->save(path, pattern(), version()); });
    connect(m_expectations, &Expectations::changed, this, &KeyLabPanel::stateChanged);
    connect(m_expectations, &Expectations::opened, this,
            [this](const QString &pattern, const QString &python) {
                if (const auto version = versionOf(python))
                    setVersion(*version);
                setPattern(pattern);
                m_lists->set(UrlSource::Typed, m_expectations->urls());
                setSource(UrlSource::Typed);
            });
    connect(m_expectations, &Expectations::saved, this, [this](const QString &path) {
        m_notice->say(ChipTone::Good, tr("Expected keys saved"), path);
    });
    connect(m_expectations, &Expectations::failed, this,
            [this](const StoreError &error, int line, const QString &what) {
                const Sentence words = describe(error);
                if (line > 0)
                    m_notice->say(ChipTone::Bad, tr("Line %1: %2").arg(line).arg(what),
                                  error.subject);
                else
                    m_notice->say(ChipTone::Bad, words.headline, words.hint);
            });
}

void KeyLabPanel::connectPages()
{
    const auto mark = [this](const TextRange &range) { m_pattern->setMark(range); };
    connect(m_explainPage, &ExplainPage::pointed, this, mark);
    connect(m_stepsPage, &StepsPage::pointed, this, [this, mark](const TextRange &range) {
        if (page() == Page::Steps)
            mark(range);
    });
    connect(m_findingsPage, &FindingsPage::pointed, this,
            [this, mark](const std::optional<SourceRange> &range, qsizetype url) {
                mark(range ? m_pattern->reading().utf16(*range) : TextRange());
                const int line = url < 0 ? -1 : m_model->lineOfUrl(url);
                if (line >= 0) {
                    m_urlsPage->rows().setCurrentIndex(m_model->index(line, 0));
                    m_urlsPage->rows().scrollTo(m_model->index(line, 0));
                }
            });
    connect(m_findingsPage, &FindingsPage::urlsWanted, this, [this](const QSet<qsizetype> &urls) {
        KeyView view = m_urlsPage->view();
        view.only = KeyView::Only::Chosen;
        view.filter.clear();
        view.chosen = urls;
        m_urlsPage->setView(view);
        setPage(Page::Urls);
    });
    connect(m_findingsPage, &FindingsPage::fixWanted, this, [this](const QString &pattern) {
        setPattern(pattern);
        m_pattern->setFocus();
    });
}

void KeyLabPanel::restart()
{
    const bool isReading = source() == UrlSource::History && m_lists->isReadingHistory();
    m_run->start(m_question, m_lists->list(source()),
                 isReading ? KeyRun::More::Yes : KeyRun::More::No);
    // What was asked of the run before is not answered any more.
    m_isApplying = false;
    showError();
    askInsight();
}

void KeyLabPanel::extend(UrlSource source, const QStringList &urls)
{
    if (source == UrlSource::Typed)
        Q_EMIT urlsEdited(this->urls());
    if (source != this->source())
        return;
    const bool isReading = source == UrlSource::History && m_lists->isReadingHistory();
    m_run->extend(urls, isReading ? KeyRun::More::Yes : KeyRun::More::No);
    m_urlsPage->showContent();
}

void KeyLabPanel::take(const KeyGroupsPtr &groups)
{
    KeyGroupsPtr before = m_model->groups();
    const QModelIndex current = m_urlsPage->rows().currentIndex();
    const KeyLabModel::Line chosen
        = current.isValid() ? m_model->line(current.row()) : KeyLabModel::Line();
    // The same URL stays the chosen one, wherever its row is now.
    const bool isSameList = before && groups->urls.continues(before->urls);
    const qsizetype url = chosen.url && isSameList ? chosen.url->url : -1;
    m_model->setGroups(groups);
    if (const int line = url < 0 ? -1 : m_model->lineOfUrl(url); line >= 0)
        m_urlsPage->rows().setCurrentIndex(m_model->index(line, 0));
    m_run->discard(std::move(before));
    m_urlsPage->showGroups(*groups);
    // A pattern that is too long for the field to read it is read by the run.
    if (!m_pattern->reading().isRead())
        showError();
    if (!m_wantedKey.isEmpty() && groups->isComplete())
        showKey(std::exchange(m_wantedKey, {}));
}

void KeyLabPanel::takeDiagnosis(const KeyDiagnosisPtr &diagnosis)
{
    m_diagnosis = diagnosis;
    showFindings();
}

void KeyLabPanel::showFindings()
{
    // Without a pattern there is nothing that other requests could be compared with.
    m_findingsPage->setDiagnosis(m_diagnosis,
                                 pattern().isEmpty() ? std::vector<Finding>() : m_cross);
    std::vector<Finding> loud = m_findingsPage->findings();
    std::erase_if(loud, [](const Finding &finding) { return finding.severity == Severity::Info; });
    m_chips->setFindings(loud);
    const auto slow = std::ranges::find(loud, "X1", &Finding::rule);
    m_stepsPage->setSlowness(slow == loud.end() ? QString() : QString::fromStdString(slow->detail));
}

void KeyLabPanel::showError()
{
    const PatternReading &reading = m_pattern->reading();
    std::optional<qsizetype> place;
    QString message;
    if (reading.isRead() && !reading.pattern()) {
        const PatternError &error = reading.pattern().error();
        message = pythonErrorText(error, reading.source(), reading.version());
        if (error.position)
            place = reading.utf16(*error.position);
    } else if (const KeyGroupsPtr &groups = m_model->groups(); !reading.isRead() && groups
               && groups->error && groups->question.policy.keyPattern == pattern()) {
        message = groups->error->message;
    }
    m_apply->setEnabled(message.isEmpty() && !m_isApplying);
    m_pattern->setErrorIndex(place);
    m_error->setMessage(message);
}

} // namespace Recloser
