// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What Key Lab's panel is told and asked from outside, and what its buttons do.

#include "ui/keylab/expectations.h"
#include "ui/keylab/explainpage.h"
#include "ui/keylab/findingspage.h"
#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabpanel.h"
#include "ui/keylab/keylabview.h"
#include "ui/keylab/keyrun.h"
#include "ui/keylab/keywords.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/pythonpage.h"
#include "ui/keylab/stepmodel.h"
#include "ui/keylab/stepspage.h"
#include "ui/keylab/urlspage.h"

#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

QString KeyLabPanel::pattern() const
{
    return m_pattern->pattern();
}

void KeyLabPanel::setPattern(const QString &pattern)
{
    m_pattern->setPattern(pattern);
}

void KeyLabPanel::setVersion(PythonVersion version)
{
    if (version == m_question.version)
        return;
    m_question.version = version;
    m_pattern->setVersion(version);
    showVersion();
    restart();
    Q_EMIT stateChanged();
}

void KeyLabPanel::showVersion()
{
    m_version->setText(versionName(m_question.version) + u" ▾"_s);
    for (QAction *action : m_version->menu()->actions())
        action->setChecked(action->data().toInt() == int(m_question.version));
}

void KeyLabPanel::setPolicy(const BreakerPolicy &policy)
{
    if (m_question.policy == policy)
        return;
    m_question.policy = policy;
    setPattern(policy.keyPattern);
    restart();
}

void KeyLabPanel::setSavedPattern(const std::optional<QString> &pattern)
{
    if (m_question.saved == pattern)
        return;
    m_question.saved = pattern;
    restart();
}

void KeyLabPanel::setApplyTargets(const QList<ApplyTarget> &targets)
{
    if (m_targets == targets)
        return;
    m_targets = targets;
    m_target = 0;
    m_applyTo->menu()->clear();
    for (qsizetype i = 0; i < targets.size(); ++i)
        m_applyTo->menu()->addAction(tr("Use for %1").arg(targets.at(i).label), this, [this, i] {
            m_target = i;
            apply();
            m_target = 0;
        });
    m_applyTo->setVisible(targets.size() > 1);
    m_apply->setVisible(!targets.isEmpty());
    if (!targets.isEmpty()) {
        m_apply->setText(tr("Use for %1").arg(targets.first().label));
        m_apply->setToolTip(tr("Write this pattern into %1").arg(targets.first().label));
    }
}

void KeyLabPanel::setCrossFindings(const std::vector<Finding> &findings)
{
    if (m_cross == findings)
        return;
    m_cross = findings;
    showFindings();
}

const std::vector<Finding> &KeyLabPanel::findings() const
{
    return m_findingsPage->findings();
}

void KeyLabPanel::setFolder(const QString &folder)
{
    m_urlsPage->setFolder(folder);
}

QStringList KeyLabPanel::urls() const
{
    return m_lists->list(UrlSource::Typed).toStringList();
}

void KeyLabPanel::setUrls(const QStringList &urls)
{
    m_lists->set(UrlSource::Typed, urls);
}

void KeyLabPanel::addUrl(const QString &url)
{
    m_lists->add(UrlSource::Typed, {url});
}

void KeyLabPanel::setRequestUrl(const QString &url)
{
    m_lists->set(UrlSource::Request, url.isEmpty() ? QStringList() : QStringList{url});
}

void KeyLabPanel::setCollectionUrls(const QStringList &urls)
{
    m_lists->set(UrlSource::Collection, urls);
}

void KeyLabPanel::takeHistory(qint64 before, const HistoryUrls &page)
{
    m_lists->takeHistory(before, page);
}

UrlSource KeyLabPanel::source() const
{
    return m_urlsPage->source();
}

void KeyLabPanel::setSource(UrlSource source)
{
    m_urlsPage->setSource(source);
}

KeyLabPanel::Page KeyLabPanel::page() const
{
    return Page(m_tabs->currentIndex());
}

void KeyLabPanel::setPage(Page page)
{
    m_tabs->setCurrentIndex(int(page));
}

void KeyLabPanel::showPage()
{
    m_pattern->setMark({});
    m_pattern->setHeat({});
    askInsight();
}

void KeyLabPanel::showKey(const QString &key)
{
    m_wantedKey = key;
    const int line = m_model->lineOf(key);
    if (line < 0)
        return;
    m_wantedKey.clear();
    setPage(Page::Urls);
    m_urlsPage->rows().setCurrentIndex(m_model->index(line, 0));
    m_urlsPage->rows().scrollTo(m_model->index(line, 0), QAbstractItemView::PositionAtTop);
}

QString KeyLabPanel::subject() const
{
    const QString chosen = m_urlsPage->currentUrl();
    if (!chosen.isNull())
        return chosen;
    const UrlList &list = m_lists->list(source());
    return list.isEmpty() ? QString() : list.at(0);
}

void KeyLabPanel::askInsight()
{
    if (page() == Page::Python)
        m_pythonPage->setQuestion(m_pattern->reading(), m_urlsPage->currentUrl(),
                                  m_lists->list(source()));
    if (page() != Page::Explain && page() != Page::Steps)
        return;
    const PatternReading reading = m_pattern->reading();
    const QString url = subject();
    if (!reading.syntax()) {
        m_insightJob->cancel();
        m_insightReading = {};
        takeInsight({});
        return;
    }
    const bool isSame = reading.text() == m_insightReading.text()
        && reading.version() == m_insightReading.version() && url == m_insightUrl
        && url.isNull() == m_insightUrl.isNull();
    if (isSame) {
        if (!m_insightJob->isBusy())
            takeInsight(m_insight);
        return;
    }
    m_insightReading = reading;
    m_insightUrl = url;
    m_insightJob->ask(
        [reading, url](const std::stop_token &stop) { return insightInto(reading, url, stop); },
        [this](const KeyInsightPtr &insight) { takeInsight(insight); });
}

void KeyLabPanel::takeInsight(const KeyInsightPtr &insight)
{
    m_insight = insight;
    if (page() == Page::Explain) {
        m_explainPage->setInsight(insight);
    } else if (page() == Page::Steps) {
        // Whoever is at a step stays there.
        if (m_stepsPage->model().insight() != insight || !insight)
            m_stepsPage->setInsight(insight);
        m_pattern->setHeat(m_stepsPage->heat());
    }
}

void KeyLabPanel::apply()
{
    if (m_targets.isEmpty() || m_isApplying)
        return;
    const KeyGroupsPtr &groups = m_model->groups();
    const bool isKnown = groups && groups->isComplete() && groups->question == m_question;
    const bool isNothing = !m_question.saved || m_lists->list(source()).isEmpty()
        || *m_question.saved == pattern() || (isKnown && groups->counts.moved == 0);
    if (isNothing) {
        Q_EMIT applyRequested(pattern(), m_targets.at(m_target));
        return;
    }
    m_isApplying = true;
    m_apply->setEnabled(false);
    m_run->askChanges(
        this,
        [this, target = m_targets.at(m_target), asked = pattern()](const KeyChanges &changes) {
            m_isApplying = false;
            showError();
            if (asked != pattern())
                return;
            if (changes.isNothing()) {
                Q_EMIT applyRequested(asked, target);
                return;
            }
            auto *sheet = new ApplySheet(m_theme, changes, target, this);
            sheet->setAttribute(Qt::WA_DeleteOnClose);
            connect(sheet, &QDialog::accepted, this,
                    [this, asked, target] { Q_EMIT applyRequested(asked, target); });
            sheet->open();
        });
}

QList<std::pair<QString, std::optional<QString>>> KeyLabPanel::testRows() const
{
    QList<std::pair<QString, WantedKey>> rows;
    for (const ExpectedKey &row : m_expectations->rows())
        rows.append({row.url, row.key});
    // Where nothing is expected yet, what the pattern gives now.
    constexpr qsizetype most = 50;
    const KeyGroupsPtr &groups = m_model->groups();
    for (qsizetype i = 0;
         rows.size() < most && m_expectations->isEmpty() && groups && i < groups->rows.size();
         ++i) {
        const KeyRow &row = groups->rows.at(i);
        const QString &url = groups->urls.at(row.url);
        rows.append({url,
                     row.end > row.begin ? WantedKey(url.sliced(row.begin, row.end - row.begin))
                                         : WantedKey()});
    }
    return rows;
}

QJsonObject KeyLabPanel::state() const
{
    const KeyView &view = m_urlsPage->view();
    QJsonObject state{{u"python"_s, versionNumber(m_question.version)},
                      {u"source"_s, int(source())},
                      {u"page"_s, int(page())},
                      {u"byHost"_s, view.by == KeyView::By::Host},
                      {u"interpreter"_s, m_pythonPage->program()}};
    if (!m_expectations->isEmpty()) {
        state.insert(u"expected"_s, QString::fromUtf8(m_expectations->content()));
        state.insert(u"expectedFile"_s, m_expectations->path());
        state.insert(u"expectedModified"_s, m_expectations->isModified());
    }
    return state;
}

void KeyLabPanel::restore(const QJsonObject &state)
{
    if (const auto version = versionOf(state["python"_L1].toString()))
        setVersion(*version);
    KeyView view = m_urlsPage->view();
    view.by = state["byHost"_L1].toBool() ? KeyView::By::Host : KeyView::By::Key;
    m_urlsPage->setView(view);
    setSource(UrlSource(std::clamp(state["source"_L1].toInt(), 0, urlSources - 1)));
    setPage(Page(std::clamp(state["page"_L1].toInt(), 0, m_tabs->count() - 1)));
    m_pythonPage->setProgram(state["interpreter"_L1].toString());
    m_expectations->restore(state["expected"_L1].toString().toUtf8(),
                            state["expectedFile"_L1].toString(),
                            state["expectedModified"_L1].toBool());
}

} // namespace Recloser
