// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/environments/environmentrows.h"
#include "ui/environments/environmentservices.h"
#include "ui/environments/environmentwriter.h"
#include "ui/variables/variableaid.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace Recloser {

class EnvironmentModel;
class EnvironmentMatrixModel;
class NoticeBar;
class SecretsPage;

/// The variables of a collection, by environment and side by side, the global ones, and the
/// secrets. Every edit is written at once and can be taken back; what others write appears. Not
/// modal. GUI thread.
class EnvironmentsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit EnvironmentsDialog(const EnvironmentServices &services, QWidget *parent = nullptr);
    ~EnvironmentsDialog() override;

    /// Shows what the services say now.
    void refresh();
    /// `$shared` is one; with `variable` its row is the current one.
    void showEnvironment(const QString &name, const QString &variable = {});
    void showGlobals(const QString &variable = {});
    void showSideBySide();
    void showSecrets(const QString &name = {});
    /// Makes a variable in the chosen environment, or in what all share, and opens its value.
    void createVariable(const QString &name);
    /// Asks for the name of a new environment, in the list.
    void newEnvironment();

    EnvironmentModel &model() { return *m_model; }
    EnvironmentMatrixModel &matrix() { return *m_matrix; }
    QTableView &table() { return *m_table; }
    QTableView &matrixTable() { return *m_matrixTable; }
    QListWidget &list() { return *m_list; }
    EnvironmentWriter &writer() { return m_writer; }
    SecretsPage &secretsPage() { return *m_secretsPage; }
    NoticeBar &notice() { return *m_notice; }
    NoticeBar &ignoreNotice() { return *m_ignore; }
    VariableAid &aid() { return m_aid; }

Q_SIGNALS:
    void environmentRenamed(const QString &from, const QString &to);
    /// Its pass phrase is to be asked for.
    void unlockRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Page { SideBySide, Environment, Globals, Secrets };
    /// Of the list's items.
    enum ItemRole { PageRole = Qt::UserRole, NameRole };

    QWidget *newList();
    QWidget *newPages();
    QTableView *newTable(QAbstractItemModel &model, const QString &name);
    void connectWriter();
    void connectModels();

    void fillList();
    void select(Page page, const QString &environment);
    void takeCurrent(QListWidgetItem *item);
    void showPage();
    void showProblems();
    void askGit();
    bool selectVariable(const QString &name);
    void editWhenThere(const QString &variable);
    void updateButtons();
    void showToneMenu();
    void offer(ChipTone tone, const QString &headline, const QString &text, const QString &action,
               const std::function<void()> &run);
    void tell(const StoreError &error);

    // What people do (environmentsactions.cpp).
    QList<FileEdits> editsOfAll(EnvironmentEdit edit) const;
    QString pathFor(const EnvironmentRow &row, EnvironmentSource::Kind kind) const;
    FileEdits edits(const QString &path, const QList<EnvironmentEdit> &edits) const;
    QString scopeName() const;
    /// Whether what is shown has a file; if not, says what makes it one.
    bool hasPlace();
    void setValue(const QString &environment, const EnvironmentRow &row, const QString &value);
    void renameVariable(const EnvironmentRow &row, const QString &name);
    void move(const EnvironmentRow &row, ValuePlace place);
    void moveToSecret(const EnvironmentRow &row, const QString &secret, int number);
    void moveFromSecret(const EnvironmentRow &row, ValuePlace place);
    void writeMoved(const EnvironmentRow &row, const QString &path, const QString &text);
    void addVariable(const QString &name);
    void addPasted(const QString &text);
    void removeSelected();
    void renameEnvironment(const QString &from, const QString &to);
    void duplicateEnvironment();
    void removeEnvironment();
    bool isTaken(const QString &environment) const;
    void showSecretValues(bool isShown);
    void ignorePrivateFile();

    const EnvironmentServices m_services;
    VariableAid m_aid;
    EnvironmentWriter m_writer;
    EnvironmentSet m_set;
    EnvironmentSource m_globals;
    Page m_page = Page::SideBySide;
    QString m_environment;
    /// The value of this variable is edited as soon as it is there.
    QString m_editNext;
    bool m_isFilling = false;
    QString m_gitAsked;
    std::function<void()> m_offered;

    QListWidget *m_list;
    QToolButton *m_more;
    QLabel *m_title;
    QToolButton *m_tone;
    QLineEdit *m_filter;
    QToolButton *m_showSecrets;
    NoticeBar *m_notice;
    NoticeBar *m_ignore;
    QStackedWidget *m_stack;
    EnvironmentModel *m_model;
    EnvironmentMatrixModel *m_matrix;
    QTableView *m_table;
    QTableView *m_matrixTable;
    QWidget *m_noEnvironments;
    SecretsPage *m_secretsPage;
    QLabel *m_problems;
};

} // namespace Recloser
