// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/gitignore.h"
#include "ui/describe/describe.h"
#include "ui/environments/environmentmatrixmodel.h"
#include "ui/environments/environmentmodel.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/environments/secretspage.h"
#include "ui/widgets/noticebar.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QTableView>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

// What people do in EnvironmentsDialog.

void EnvironmentsDialog::connectWriter()
{
    const auto reload = [this] {
        if (m_services.reload)
            m_services.reload();
    };
    connect(&m_writer, &EnvironmentWriter::written, this, [this, reload](const QString &what) {
        reload();
        // Values are typed by the dozen; only what takes something away is told.
        if (!what.isEmpty())
            offer(ChipTone::Neutral, what, {}, tr("Undo"), [this] { m_writer.undo(); });
    });
    connect(&m_writer, &EnvironmentWriter::undone, this, reload);
    connect(&m_writer, &EnvironmentWriter::failed, this, [this, reload](const StoreError &error) {
        tell(error);
        reload();
    });
}

void EnvironmentsDialog::connectModels()
{
    connect(m_model, &EnvironmentModel::valueTyped, this,
            [this](const EnvironmentRow &row, const QString &value) {
                setValue(scopeName(), row, value);
            });
    connect(m_model, &EnvironmentModel::nameTyped, this, &EnvironmentsDialog::renameVariable);
    connect(m_model, &EnvironmentModel::placeChosen, this, &EnvironmentsDialog::move);
    connect(m_model, &EnvironmentModel::added, this, &EnvironmentsDialog::addVariable);
    connect(m_matrix, &EnvironmentMatrixModel::valueTyped, this, &EnvironmentsDialog::setValue);
}

void EnvironmentsDialog::offer(ChipTone tone, const QString &headline, const QString &text,
                               const QString &action, const std::function<void()> &run)
{
    m_offered = run;
    if (action.isEmpty())
        m_notice->say(tone, headline, text);
    else
        m_notice->state(tone, headline, text, action);
}

void EnvironmentsDialog::tell(const StoreError &error)
{
    if (error.kind == StoreError::Kind::ChangedOutside && m_writer.hasRefused()) {
        offer(ChipTone::Warning,
              tr("%1 was changed by another program").arg(QFileInfo(error.subject).fileName()),
              tr("Nothing was overwritten; what it holds now is shown."),
              tr("Make my change there"), [this] { m_writer.writeRefusedAgain(); });
        return;
    }
    const Sentence words = describe(error);
    offer(ChipTone::Bad, words.headline, words.hint, {}, {});
}

bool EnvironmentsDialog::hasPlace()
{
    if (m_page == Page::Globals || !m_set.folder.isEmpty())
        return true;
    offer(ChipTone::Warning, tr("Save the request first"),
          tr("Variables and environments are kept in files beside it."),
          m_services.saveRequest ? tr("Save request…") : QString(), m_services.saveRequest);
    return false;
}

QString EnvironmentsDialog::scopeName() const
{
    return m_page == Page::Globals ? sharedEnvironment : m_environment;
}

FileEdits EnvironmentsDialog::edits(const QString &path, const QList<EnvironmentEdit> &edits) const
{
    FileEdits result{path, edits, QByteArray()};
    if (path == m_globals.path)
        result.expected = m_globals.bytes;
    for (const EnvironmentSource &source : m_set.sources) {
        if (source.path == path)
            result.expected = source.bytes;
    }
    return result;
}

QString EnvironmentsDialog::pathFor(const EnvironmentRow &row, EnvironmentSource::Kind kind) const
{
    if (m_page == Page::Globals)
        return m_globals.path;
    const bool isOwn = !row.path.isEmpty() && !row.isInherited && row.place != ValuePlace::ReadOnly;
    return isOwn && row.source == kind ? row.path : m_set.editPath(kind);
}

void EnvironmentsDialog::setValue(const QString &environment, const EnvironmentRow &row,
                                  const QString &value)
{
    if (row.place == ValuePlace::Secret && !row.isInherited) {
        m_services.secrets.write(row.secretName, value)
            .then(this,
                  [this, name = row.secretName,
                   value](const std::expected<void, StoreError> &written) {
                      if (!written) {
                          tell(written.error());
                          return;
                      }
                      if (m_services.secretSet)
                          m_services.secretSet(name, value);
                      if (m_showSecrets->isChecked())
                          showSecretValues(true);
                  });
        return;
    }
    const bool isPrivate = row.source == EnvironmentSource::Kind::Private && !row.isInherited;
    const QString path = pathFor(
        row, isPrivate ? EnvironmentSource::Kind::Private : EnvironmentSource::Kind::Public);
    m_writer.write(
        {}, {edits(path, {{EnvironmentEdit::Kind::SetValue, environment, row.name, value}})});
}

void EnvironmentsDialog::renameVariable(const EnvironmentRow &row, const QString &name)
{
    m_writer.write(
        tr("Renamed %1 to %2").arg(row.name, name),
        {edits(row.path, {{EnvironmentEdit::Kind::RenameValue, scopeName(), row.name, name}})});
}

void EnvironmentsDialog::addVariable(const QString &name)
{
    if (!hasPlace())
        return;
    const QList<EnvironmentRow> &rows = m_model->rows();
    if (std::ranges::any_of(rows, [&](const EnvironmentRow &row) {
            return row.name == name && !row.isInherited;
        })) {
        editWhenThere(name);
        return;
    }
    m_editNext = name;
    m_writer.write({},
                   {edits(pathFor({}, EnvironmentSource::Kind::Public),
                          {{EnvironmentEdit::Kind::SetValue, scopeName(), name, {}}})});
}

void EnvironmentsDialog::createVariable(const QString &name)
{
    const QString chosen = m_services.chosen ? m_services.chosen() : QString();
    showEnvironment(chosen.isEmpty() ? sharedEnvironment : chosen);
    addVariable(name);
}

void EnvironmentsDialog::addPasted(const QString &text)
{
    const auto pasted = pastedVariables(text);
    if (pasted.isEmpty() || (m_page != Page::Environment && m_page != Page::Globals) || !hasPlace())
        return;
    QHash<QString, QList<EnvironmentEdit>> byFile;
    for (const auto &[name, value] : pasted) {
        const auto known
            = std::ranges::find_if(m_model->rows(), [&name = name](const EnvironmentRow &row) {
                  return row.name == name && !row.isInherited && row.place != ValuePlace::ReadOnly;
              });
        const QString path = known != m_model->rows().end()
            ? known->path
            : pathFor({}, EnvironmentSource::Kind::Public);
        byFile[path].append({EnvironmentEdit::Kind::SetValue, scopeName(), name, value});
    }
    QList<FileEdits> files;
    for (auto file = byFile.cbegin(); file != byFile.cend(); ++file)
        files.append(edits(file.key(), file.value()));
    m_writer.write(pasted.size() == 1 ? tr("Pasted %1").arg(pasted.first().first)
                                      : tr("Pasted %1 variables").arg(pasted.size()),
                   files);
}

void EnvironmentsDialog::removeSelected()
{
    QHash<QString, QList<EnvironmentEdit>> byFile;
    QStringList names;
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected) {
        if (m_model->isNewRow(index.row()))
            continue;
        const EnvironmentRow &row = m_model->rows().at(index.row());
        if (row.isInherited || row.place == ValuePlace::ReadOnly) {
            offer(ChipTone::Warning,
                  row.isInherited ? tr("%1 is of “Shared by all”").arg(row.name)
                                  : tr("%1 is another tool's").arg(QFileInfo(row.path).fileName()),
                  tr("It can be removed only there."), {}, {});
            continue;
        }
        byFile[row.path].append({EnvironmentEdit::Kind::RemoveValue, scopeName(), row.name, {}});
        names.append(row.name);
    }
    QList<FileEdits> files;
    for (auto file = byFile.cbegin(); file != byFile.cend(); ++file)
        files.append(edits(file.key(), file.value()));
    const QString what = names.size() == 1 ? tr("Removed %1").arg(names.first())
                                           : tr("Removed %n variables", nullptr, int(names.size()));
    m_writer.write(what, files);
}

QList<FileEdits> EnvironmentsDialog::editsOfAll(EnvironmentEdit edit) const
{
    QList<FileEdits> files;
    for (const EnvironmentSource &source : m_set.sources) {
        const bool hasIt
            = std::ranges::any_of(source.environments, [&](const NamedEnvironment &environment) {
                  return environment.name == edit.environment;
              });
        if (source.isEditable() && hasIt)
            files.append(edits(source.path, {edit}));
    }
    return files;
}

bool EnvironmentsDialog::isTaken(const QString &environment) const
{
    return environment.isEmpty() || environment == sharedEnvironment
        || m_set.names().contains(environment);
}

void EnvironmentsDialog::newEnvironment()
{
    if (!hasPlace())
        return;
    QString name = tr("new");
    for (int number = 2; isTaken(name); ++number)
        name = tr("new-%1").arg(number);
    // Its name is typed at once; an edit in the list renames it.
    m_editNext = name;
    m_page = Page::Environment;
    m_environment = name;
    m_writer.write(tr("Added environment %1").arg(name),
                   {edits(m_set.editPath(EnvironmentSource::Kind::Public),
                          {{EnvironmentEdit::Kind::AddEnvironment, name}})});
}

void EnvironmentsDialog::renameEnvironment(const QString &from, const QString &to)
{
    const QList<FileEdits> files
        = editsOfAll({EnvironmentEdit::Kind::RenameEnvironment, from, {}, to});
    if (isTaken(to) || files.isEmpty()) {
        offer(ChipTone::Warning,
              files.isEmpty()    ? tr("%1 is another tool's environment").arg(from)
                  : to.isEmpty() ? tr("An environment needs a name")
                                 : tr("There is an environment %1 already").arg(to),
              {}, {}, {});
        // Not inside the list's own signal.
        QMetaObject::invokeMethod(this, &EnvironmentsDialog::fillList, Qt::QueuedConnection);
        return;
    }
    m_environment = to;
    m_writer.write(tr("Renamed %1 to %2").arg(from, to), files);
    Q_EMIT environmentRenamed(from, to);
}

void EnvironmentsDialog::duplicateEnvironment()
{
    if (m_page != Page::Environment || m_environment == sharedEnvironment)
        return;
    QString name = tr("%1-copy").arg(m_environment);
    for (int number = 2; isTaken(name); ++number)
        name = tr("%1-copy-%2").arg(m_environment).arg(number);
    const QString from = std::exchange(m_environment, name);
    m_writer.write(tr("Duplicated %1").arg(from),
                   editsOfAll({EnvironmentEdit::Kind::DuplicateEnvironment, from, {}, name}));
}

void EnvironmentsDialog::removeEnvironment()
{
    if (m_page != Page::Environment || m_environment == sharedEnvironment)
        return;
    const QList<FileEdits> files
        = editsOfAll({EnvironmentEdit::Kind::RemoveEnvironment, m_environment});
    m_writer.write(tr("Deleted environment %1").arg(m_environment), files);
}

void EnvironmentsDialog::ignorePrivateFile()
{
    addToGitignore(m_gitAsked).then(this, [this](const std::expected<QString, StoreError> &added) {
        m_ignore->dismiss();
        if (added)
            offer(ChipTone::Good, tr("Added to %1").arg(*added), {}, {}, {});
        else
            tell(added.error());
    });
}

bool EnvironmentsDialog::eventFilter(QObject *watched, QEvent *event)
{
    // Keys that an open field leaves over come by here, too.
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (event->type() != QEvent::KeyPress || !widget || !widget->hasFocus())
        return QDialog::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool isDelete = key->key() == Qt::Key_Delete && key->modifiers() == Qt::NoModifier;
    if (watched == m_table && isDelete) {
        removeSelected();
    } else if (watched == m_table && key->matches(QKeySequence::Paste)) {
        addPasted(QGuiApplication::clipboard()->text());
    } else if (watched == m_list && isDelete) {
        removeEnvironment();
    } else if (watched == m_list && key->key() == Qt::Key_Insert) {
        newEnvironment();
    } else if (watched == m_list
               && key->keyCombination() == QKeyCombination(Qt::ControlModifier, Qt::Key_D)) {
        duplicateEnvironment();
    } else if ((watched == m_table || watched == m_matrixTable)
               && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        auto *view = static_cast<QTableView *>(watched);
        if (view->currentIndex().flags().testFlag(Qt::ItemIsEditable))
            view->edit(view->currentIndex());
    } else {
        return QDialog::eventFilter(watched, event);
    }
    return true;
}

void EnvironmentsDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Find)) {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    } else if (event->matches(QKeySequence::Undo)) {
        m_notice->dismiss();
        m_writer.undo();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->ignore(); // a dialog's default button would take it
    } else {
        QDialog::keyPressEvent(event);
    }
}

} // namespace Recloser
