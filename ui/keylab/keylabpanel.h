// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/applysheet.h"
#include "ui/keylab/keydiagnosis.h"
#include "ui/keylab/keyinsight.h"
#include "ui/keylab/urlsources.h"
#include "ui/theme/theme.h"

#include <QJsonObject>
#include <QWidget>

class QPushButton;
class QStackedWidget;
class QTabBar;
class QToolButton;

namespace Recloser {

class ChipFlow;
class ExplainPage;
class Expectations;
class FindingsPage;
class KeyLabModel;
class KeyRun;
class LatestJob;
class NoticeBar;
class PatternCopyButton;
class PatternErrorLine;
class PatternField;
class PythonPage;
class StepsPage;
class UrlsPage;

/// The Key Lab dock: a pattern against a list of URLs, live, the key marked in each and the
/// resulting circuits grouped; what it means, what is wrong with it, how it is searched, and what
/// another Python says. Matching runs on threads of its own; every change starts anew. The theme
/// outlives it. GUI thread.
class KeyLabPanel : public QWidget
{
    Q_OBJECT

public:
    using Source = UrlSource;
    enum class Page { Urls, Explain, Findings, Steps, Python };

    explicit KeyLabPanel(const Theme &theme, QWidget *parent = nullptr);
    ~KeyLabPanel() override;

    QString pattern() const;
    void setPattern(const QString &pattern);
    PythonVersion version() const { return m_question.version; }
    void setVersion(PythonVersion version);
    /// Fallback and empty match as the request has them; its pattern goes to the field.
    void setPolicy(const BreakerPolicy &policy);
    /// The pattern in use, against which is told what moved.
    void setSavedPattern(const std::optional<QString> &pattern);
    /// Where the pattern can be written, the usual place first.
    void setApplyTargets(const QList<ApplyTarget> &targets);
    /// Findings about the pattern in use among those of the other open requests.
    void setCrossFindings(const std::vector<Finding> &findings);
    /// The folder of the collection: where files are suggested.
    void setFolder(const QString &folder);

    /// The typed list and its parts.
    QStringList urls() const;
    void setUrls(const QStringList &urls);
    void addUrl(const QString &url);
    /// The URL of the open request, resolved.
    void setRequestUrl(const QString &url);
    /// The URLs of the requests of the collection, resolved.
    void setCollectionUrls(const QStringList &urls);
    /// Answers historyWanted(before).
    void takeHistory(qint64 before, const HistoryUrls &page);

    Source source() const;
    void setSource(Source source);
    Page page() const;
    void setPage(Page page);
    /// Scrolls to the URLs of a key and selects them.
    void showKey(const QString &key);

    /// What comes back after a restart beside pattern and typed URLs: version, view, expected keys.
    QJsonObject state() const;
    void restore(const QJsonObject &state);

    const KeyLabModel &model() const { return *m_model; }
    Expectations &expectations() { return *m_expectations; }
    const KeyDiagnosisPtr &diagnosis() const { return m_diagnosis; }
    /// What is said of the pattern, that of the other requests included.
    const std::vector<Finding> &findings() const;

Q_SIGNALS:
    /// The pattern shall be that of the target.
    void applyRequested(const QString &pattern, const Recloser::ApplyTarget &target);
    /// The typed list changed by hand: keep it.
    void urlsEdited(const QStringList &urls);
    /// The user wants this source; give its URLs.
    void sourceChosen(Recloser::UrlSource source);
    void historyWanted(qint64 before);
    /// state() is another one.
    void stateChanged();

private:
    void buildHeader(QWidget &header);
    void buildPattern();
    void buildPages();
    void connectUrls();
    void connectPages();
    void restart();
    void extend(UrlSource source, const QStringList &urls);
    void take(const KeyGroupsPtr &groups);
    void takeDiagnosis(const KeyDiagnosisPtr &diagnosis);
    void showFindings();
    void showError();
    void showVersion();
    void showPage();
    void askInsight();
    void takeInsight(const KeyInsightPtr &insight);
    /// The URL that pages about one URL are about: the current one, else the first; null: none.
    QString subject() const;
    void apply();
    QList<std::pair<QString, std::optional<QString>>> testRows() const;

    const Theme &m_theme;
    KeyRun *m_run;
    LatestJob *m_insightJob;
    KeyLabModel *m_model;
    UrlSources *m_lists;
    Expectations *m_expectations;
    KeyQuestion m_question;
    KeyDiagnosisPtr m_diagnosis;
    std::vector<Finding> m_cross;
    QList<ApplyTarget> m_targets;
    qsizetype m_target = 0;
    bool m_isApplying = false;
    QString m_wantedKey;
    KeyView::By m_by = KeyView::By::Key;
    /// What the insight is about, asked for or there.
    PatternReading m_insightReading;
    QString m_insightUrl;
    KeyInsightPtr m_insight;

    QToolButton *m_version;
    NoticeBar *m_notice;
    PatternField *m_pattern;
    PatternErrorLine *m_error;
    QPushButton *m_apply;
    QToolButton *m_applyTo;
    PatternCopyButton *m_copy;
    ChipFlow *m_chips;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    UrlsPage *m_urlsPage;
    ExplainPage *m_explainPage;
    FindingsPage *m_findingsPage;
    StepsPage *m_stepsPage;
    PythonPage *m_pythonPage;
};

} // namespace Recloser
