// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentsdialog.h"

#include "core/store/gitignore.h"
#include "ui/describe/describe.h"
#include "ui/environments/environmentdelegate.h"
#include "ui/environments/environmentmatrixmodel.h"
#include "ui/environments/environmentmodel.h"
#include "ui/environments/secretspage.h"
#include "ui/theme/look.h"
#include "ui/variables/variablewords.h"
#include "ui/widgets/noticebar.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// The columns of environments share what the names leave, as long as each can be read.
void shareWidth(QTableView &table, int room)
{
    constexpr int nameWidth = 160;
    constexpr int leastWidth = 150;
    const int columns = table.model()->columnCount() - 1;
    table.setColumnWidth(0, nameWidth);
    for (int column = 1; column <= columns; ++column) {
        table.setColumnWidth(column, std::max(leastWidth, (room - nameWidth) / columns));
    }
}

} // namespace

EnvironmentsDialog::EnvironmentsDialog(const EnvironmentServices &services, QWidget *parent)
    : QDialog(parent)
    , m_services(services)
    , m_aid(services.theme,
            {.scope =
                 [this] {
                     return m_services.scope && m_page == Page::Environment
                         ? m_services.scope(m_environment == sharedEnvironment ? QString()
                                                                               : m_environment)
                         : Scope();
                 },
             .edit =
                 [this](const PlaceholderExplanation &found) {
                     if (found.kind == PlaceholderKind::Secret)
                         showSecrets(found.name.section(u' ', 1).trimmed());
                     else
                         selectVariable(found.name);
                 },
             .create = [this](const QString &name) { addVariable(name); }})
    , m_list(new QListWidget)
    , m_more(new QToolButton)
    , m_title(new QLabel)
    , m_tone(new QToolButton)
    , m_filter(new QLineEdit)
    , m_showSecrets(new QToolButton)
    , m_notice(new NoticeBar(services.theme))
    , m_ignore(new NoticeBar(services.theme))
    , m_stack(new QStackedWidget)
    , m_model(new EnvironmentModel(this))
    , m_matrix(new EnvironmentMatrixModel(this))
    , m_secretsPage(new SecretsPage(m_services))
    , m_problems(new QLabel)
{
    setWindowTitle(tr("Variables and environments"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(1000, 640);
    m_table = newTable(*m_model, tr("Variables of this environment"));
    m_matrixTable = newTable(*m_matrix, tr("Variables side by side"));

    auto *splitter = new QSplitter;
    splitter->addWidget(newList());
    splitter->addWidget(newPages());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({230, 770});
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connectWriter();
    connectModels();
    connect(&services.theme, &Theme::changed, this, &EnvironmentsDialog::fillList);
    refresh();
    select(Page::SideBySide, {});
}

EnvironmentsDialog::~EnvironmentsDialog() = default;

void EnvironmentsDialog::refresh()
{
    m_set = m_services.set ? m_services.set() : EnvironmentSet();
    m_globals = m_services.globals ? m_services.globals() : EnvironmentSource();
    m_aid.refresh();
    fillList();
    showPage();
    m_secretsPage->refresh();
}

void EnvironmentsDialog::fillList()
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_list->clear();
    const auto add = [this](Page page, const QString &name, const QString &text) {
        auto *item = new QListWidgetItem(text, m_list);
        item->setData(PageRole, int(page));
        item->setData(NameRole, name);
        item->setSizeHint({0, 30});
        if (page == m_page && (page != Page::Environment || name == m_environment))
            m_list->setCurrentItem(item);
        return item;
    };
    add(Page::SideBySide, {}, tr("Side by side"));
    add(Page::Environment, sharedEnvironment, tr("Shared by all"));
    const QString chosen = m_services.chosen ? m_services.chosen() : QString();
    const QStringList names = m_set.names();
    for (const QString &name : names) {
        QListWidgetItem *item = add(Page::Environment, name, name);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        QFont font = item->font();
        font.setBold(name == chosen);
        item->setFont(font);
        if (name == chosen)
            item->setToolTip(tr("Requests are sent with this one"));
        const ChipTone tone = m_services.tone ? m_services.tone(name) : ChipTone::Neutral;
        if (tone != ChipTone::Neutral)
            item->setForeground(toneOf(m_services.theme, tone).strong);
    }
    add(Page::Globals, {}, tr("Global variables"));
    add(Page::Secrets, {}, tr("Secrets"));
    // Gone by somebody else's hand.
    if (!m_list->currentItem()) {
        m_page = Page::SideBySide;
        m_environment.clear();
        m_list->setCurrentRow(0);
    }
}

void EnvironmentsDialog::select(Page page, const QString &environment)
{
    // What is being typed belongs to the environment that is left.
    if (const QWidget *field = focusWidget(); field && m_table->viewport()->isAncestorOf(field))
        m_table->setFocus();
    m_page = page;
    m_environment = environment;
    fillList();
    showPage();
}

void EnvironmentsDialog::takeCurrent(QListWidgetItem *item)
{
    if (m_isFilling || !item)
        return;
    m_page = Page(item->data(PageRole).toInt());
    m_environment = item->data(NameRole).toString();
    m_showSecrets->setChecked(false);
    m_aid.refresh();
    showPage();
}

void EnvironmentsDialog::showPage()
{
    switch (m_page) {
    case Page::SideBySide:
        m_title->setText(tr("What each variable becomes in each environment"));
        m_matrix->setEnvironments(m_set, m_services.scope);
        m_stack->setCurrentWidget(m_matrix->rowCount() == 0 && m_set.names().isEmpty()
                                      ? m_noEnvironments
                                      : m_matrixTable);
        // Columns that somebody dragged stay so.
        if (const int columns = m_matrix->columnCount();
            m_matrixTable->property("columns") != columns) {
            m_matrixTable->setProperty("columns", columns);
            // Before it is shown the stack has no width of its own yet.
            shareWidth(*m_matrixTable, m_stack->isVisible() ? m_stack->width() : 760);
        }
        break;
    case Page::Environment:
        m_title->setText(m_environment == sharedEnvironment ? tr("Shared by all environments")
                                                            : m_environment);
        m_model->setRows(environmentRows(m_set, m_environment));
        m_stack->setCurrentWidget(m_table);
        break;
    case Page::Globals:
        m_title->setText(tr("Global variables, for all collections on this computer"));
        m_model->setRows(globalRows(m_globals));
        m_stack->setCurrentWidget(m_table);
        break;
    case Page::Secrets:
        m_title->setText(tr("Secrets"));
        m_stack->setCurrentWidget(m_secretsPage);
        break;
    }
    updateButtons();
    showProblems();
    askGit();
    if (!m_editNext.isEmpty())
        editWhenThere(m_editNext);
}

void EnvironmentsDialog::updateButtons()
{
    const bool isTable = m_stack->currentWidget() == m_table;
    const bool isEnvironment = m_page == Page::Environment && m_environment != sharedEnvironment;
    m_more->setEnabled(isEnvironment);
    m_tone->setVisible(isEnvironment && m_services.setTone);
    m_filter->setVisible(m_page != Page::Secrets && m_stack->currentWidget() != m_noEnvironments);
    m_showSecrets->setVisible(
        isTable && std::ranges::any_of(m_model->rows(), [](const EnvironmentRow &row) {
            return row.place == ValuePlace::Secret;
        }));
    const QString typed = m_filter->text().trimmed();
    QTableView *view = isTable ? m_table : m_matrixTable;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        bool isHit = typed.isEmpty() || (isTable && m_model->isNewRow(row));
        for (int column = 0; !isHit && column < view->model()->columnCount(); ++column) {
            isHit = view->model()
                        ->index(row, column)
                        .data()
                        .toString()
                        .contains(typed, Qt::CaseInsensitive);
        }
        view->setRowHidden(row, !isHit);
    }
}

void EnvironmentsDialog::showProblems()
{
    QStringList lines;
    for (const StoreError &error : std::as_const(m_set.errors))
        lines.append(describe(error).headline);
    for (const EnvironmentSource &source : std::as_const(m_set.sources)) {
        for (const EnvironmentProblem &problem : source.problems)
            lines.append(problemText(problem, QFileInfo(source.path).fileName()));
    }
    constexpr qsizetype most = 4;
    if (lines.size() > most) {
        const qsizetype rest = lines.size() - most + 1;
        lines = lines.first(most - 1);
        lines.append(tr("and %n more", nullptr, int(rest)));
    }
    const bool hasProblems = !lines.isEmpty();
    if (!hasProblems && m_page != Page::Secrets) {
        QStringList paths;
        for (const EnvironmentSource &source : std::as_const(m_set.sources))
            paths.append(source.isEditable() ? source.path : tr("%1 (read only)").arg(source.path));
        lines = {m_page == Page::Globals ? m_globals.path : paths.join(u'\n')};
    }
    setLook(m_problems, hasProblems ? "error"_L1 : "muted"_L1);
    m_problems->setText(lines.join(u'\n'));
    m_problems->setVisible(!m_problems->text().isEmpty());
}

void EnvironmentsDialog::askGit()
{
    QString path;
    for (const EnvironmentSource &source : std::as_const(m_set.sources)) {
        if (source.kind == EnvironmentSource::Kind::Private)
            path = source.path;
    }
    if (path == m_gitAsked)
        return;
    m_gitAsked = path;
    if (path.isEmpty()) {
        m_ignore->dismiss();
        return;
    }
    loadGitIgnoring(path).then(this, [this, path](GitIgnoring ignoring) {
        const QString file = QFileInfo(path).fileName();
        if (ignoring == GitIgnoring::NotIgnored)
            m_ignore->state(ChipTone::Warning, tr("git would take %1 in").arg(file),
                            tr("It holds values that are meant for you alone."),
                            tr("Add to .gitignore"));
        else if (ignoring == GitIgnoring::Tracked)
            m_ignore->say(ChipTone::Bad, tr("%1 is in the git repository already").arg(file),
                          tr("Take it out with “git rm --cached”, and change what was in it."));
        else
            m_ignore->dismiss();
    });
}

} // namespace Recloser
