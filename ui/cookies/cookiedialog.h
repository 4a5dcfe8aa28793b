// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/store/cookiestore.h"
#include "core/store/settings.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace Recloser {

class CookieForm;
class CookieModel;

/// The cookie jars: which one a folder's requests use, and what is in them, to be searched, edited,
/// imported and exported. Blocks nothing. GUI thread.
class CookieDialog : public QDialog
{
    Q_OBJECT

public:
    /// All outlive the dialog.
    CookieDialog(const Theme &theme, Clock &clock, CookieStore &store, SettingsStore &settings,
                 QWidget *parent = nullptr);

    /// Folders that can be given a jar of their own, and the one to begin with (empty: requests
    /// without a folder).
    void setFolders(const QStringList &folders, const QString &current);

    CookieModel &model() { return *m_model; }
    CookieForm &form() { return *m_form; }
    /// Netscape's format, in a worker; what is wrong is said in the dialog.
    void importFrom(const QString &path);
    void exportTo(const QString &path);

private:
    QWidget *newTop();
    QWidget *newEditor();
    QLayout *newButtons();
    void showChoice();
    void choose(int choice);
    void showCurrent();
    void showCounts();
    void add();
    void save();
    void removeSelected();
    void clearDomain();
    void say(const QString &text, QLatin1StringView look);
    QList<int> selectedRows() const;

    Clock &m_clock;
    CookieStore &m_store;
    SettingsStore &m_settings;
    CookieModel *m_model;
    QComboBox *m_folder;
    QComboBox *m_choice;
    QLineEdit *m_search;
    QPushButton *m_values;
    QStackedWidget *m_list;
    QTableView *m_table;
    CookieForm *m_form;
    QPushButton *m_save;
    QPushButton *m_delete;
    QPushButton *m_clearDomain;
    QLabel *m_note;
    /// What the form was filled with; unset for a new one.
    std::optional<Cookie> m_edited;
};

} // namespace Recloser
