// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/expectations.h"
#include "ui/keylab/keygroups.h"
#include "ui/keylab/urlsources.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace Recloser {

class ChipButton;
class EmptyState;
class KeyLabModel;
class KeyLabView;
class UrlsEditor;

/// The URLs of a source with their keys: what is shown of them, what is expected of them. Theme,
/// model, sources and expectations outlive it. GUI thread.
class UrlsPage : public QWidget
{
    Q_OBJECT

public:
    UrlsPage(const Theme &theme, KeyLabModel &model, UrlSources &sources,
             Expectations &expectations, QWidget *parent = nullptr);

    UrlSource source() const { return m_source; }
    /// Emits sourceChosen() where it is another one.
    void setSource(UrlSource source);
    const KeyView &view() const { return m_view; }
    void setView(const KeyView &view);
    /// Counts and summary of what the model shows now.
    void showGroups(const KeyGroups &groups);
    /// Which widget is shown, after a list changed.
    void showContent();
    /// The URL of the current row; null without one.
    QString currentUrl() const;
    KeyLabView &rows() { return *m_rows; }
    /// Where a file of expected keys is suggested.
    void setFolder(const QString &folder) { m_folder = folder; }

Q_SIGNALS:
    void sourceChosen(Recloser::UrlSource source);
    void viewChanged(const Recloser::KeyView &view);
    void urlChosen(const QString &url);
    /// Text of URLs, one a line, was put in.
    void urlsTyped(const QString &text);
    /// The expected keys shall be written to this file.
    void saveWanted(const QString &path);
    void editingFinished();

private:
    void buildSources();
    void buildFilter();
    void buildMenu();
    void buildStack();
    void buildFoot();
    void changeView(const std::function<void(KeyView &)> &change);
    void showOnly(KeyView::Only only, bool isOn);
    bool isTooLongToEdit() const;
    void startEditing();
    void finishEditing();
    void showEmptyText();
    void startExpecting(const QString &url, const QString &key);
    void finishExpecting();
    void expectShown();
    void askOpen();
    void askSave();

    const Theme &m_theme;
    KeyLabModel &m_model;
    UrlSources &m_sources;
    Expectations &m_expectations;
    UrlSource m_source = UrlSource::Typed;
    KeyView m_view;
    QString m_folder;

    QButtonGroup *m_buttons;
    QToolButton *m_edit;
    QLineEdit *m_filter;
    QToolButton *m_byHost;
    QToolButton *m_menu;
    QWidget *m_filterRow;
    QWidget *m_summaryRow;
    QLabel *m_summary;
    ChipButton *m_moved;
    ChipButton *m_verdicts;
    ChipButton *m_chosen;
    QStackedWidget *m_stack;
    KeyLabView *m_rows;
    UrlsEditor *m_editor;
    EmptyState *m_empty;
    QLineEdit *m_add;
    QLineEdit *m_expect;
    QString m_expectUrl;
};

} // namespace Recloser
