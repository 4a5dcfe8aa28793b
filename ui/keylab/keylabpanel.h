// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace Recloser {

class ChipFlow;
class EmptyState;
class KeyLabModel;
class KeyLabView;
class KeyRun;
class NoticeBar;
class PatternCopyButton;
class PatternErrorLine;
class PatternField;
class UrlsEditor;

/// The Key Lab dock: a pattern against a list of URLs, live, the key marked in each and the
/// resulting circuits grouped. Matching runs on a thread of its own; every change starts anew. The
/// theme outlives it. GUI thread.
class KeyLabPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Source { Typed, Request, History };
    Q_ENUM(Source)

    explicit KeyLabPanel(const Theme &theme, QWidget *parent = nullptr);
    ~KeyLabPanel() override;

    QString pattern() const;
    void setPattern(const QString &pattern);
    /// Fallback and empty match as the request has them; its pattern goes to the field.
    void setPolicy(const BreakerPolicy &policy);

    /// The typed list and its parts.
    QStringList urls() const { return m_lists[int(Source::Typed)]; }
    void setUrls(const QStringList &urls);
    void addUrl(const QString &url);
    /// The URL of the open request, resolved.
    void setRequestUrl(const QString &url);
    /// Answers sourceChosen(History).
    void setHistoryUrls(const QStringList &urls);

    Source source() const { return m_source; }
    void setSource(Source source);
    /// Scrolls to the URLs of a key and selects them.
    void showKey(const QString &key);

    const KeyLabModel &model() const { return *m_model; }

Q_SIGNALS:
    /// The pattern shall be the open request's.
    void applyRequested(const QString &pattern);
    /// The typed list changed by hand: keep it.
    void urlsEdited(const QStringList &urls);
    /// The user wants this source; give its URLs.
    void sourceChosen(Recloser::KeyLabPanel::Source source);
    /// What if history had been run with this pattern?
    void whatIfRequested(const QString &pattern);

private:
    void buildPattern();
    void buildSources();
    void buildResults();
    void restart();
    void take(const KeyGroupsPtr &groups);
    void showError(const KeyGroups &groups);
    void showContent();
    bool isTooLongToEdit() const;
    void startEditing();
    void finishEditing();
    void setList(Source source, const QStringList &urls);
    void addTyped(const QString &text);
    const QStringList &list() const { return m_lists[int(m_source)]; }

    const Theme &m_theme;
    KeyRun *m_run;
    KeyLabModel *m_model;
    BreakerPolicy m_policy;
    Source m_source = Source::Typed;
    QStringList m_lists[3];

    PatternField *m_pattern;
    PatternErrorLine *m_error;
    QPushButton *m_apply;
    QPushButton *m_whatIf;
    PatternCopyButton *m_copy;
    ChipFlow *m_chips;
    QButtonGroup *m_sources;
    QToolButton *m_edit;
    QLabel *m_summary;
    QStackedWidget *m_stack;
    KeyLabView *m_view;
    UrlsEditor *m_editor;
    EmptyState *m_empty;
    QLineEdit *m_add;
    QString m_wantedKey;
};

} // namespace Recloser
