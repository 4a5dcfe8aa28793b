// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentmatrixmodel.h"
#include "ui/environments/environmentmodel.h"
#include "ui/environments/environmentsdialog.h"
#include "ui/environments/secretspage.h"

#include <QListWidget>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

// Where EnvironmentsDialog is sent to, and how values move between files and the secret store.

void EnvironmentsDialog::showEnvironment(const QString &name, const QString &variable)
{
    select(Page::Environment, name);
    selectVariable(variable);
}

void EnvironmentsDialog::showGlobals(const QString &variable)
{
    select(Page::Globals, {});
    selectVariable(variable);
}

void EnvironmentsDialog::showSideBySide()
{
    select(Page::SideBySide, {});
}

void EnvironmentsDialog::showSecrets(const QString &name)
{
    select(Page::Secrets, {});
    m_secretsPage->select(name);
}

bool EnvironmentsDialog::selectVariable(const QString &name)
{
    const QList<EnvironmentRow> &rows = m_model->rows();
    const auto found = std::ranges::find(rows, name, &EnvironmentRow::name);
    if (name.isEmpty() || found == rows.end() || m_stack->currentWidget() != m_table)
        return false;
    const QModelIndex index = m_model->index(int(found - rows.begin()), EnvironmentModel::Value);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    m_table->setFocus();
    return true;
}

void EnvironmentsDialog::editWhenThere(const QString &variable)
{
    // A new environment is named first.
    if (m_page == Page::Environment && variable == m_environment) {
        if (m_list->currentItem() && m_list->currentItem()->data(NameRole) == variable) {
            m_editNext.clear();
            m_list->setFocus();
            m_list->editItem(m_list->currentItem());
        }
        return;
    }
    if (!selectVariable(variable))
        return;
    m_editNext.clear();
    m_table->edit(m_table->currentIndex());
}

void EnvironmentsDialog::showToneMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::pair<QString, ChipTone> tones[]{
        {tr("No colour"), ChipTone::Neutral}, {tr("Red: production"), ChipTone::Bad},
        {tr("Amber"), ChipTone::Warning},     {tr("Green"), ChipTone::Good},
        {tr("Blue"), ChipTone::Accent},       {tr("Violet"), ChipTone::HalfOpen}};
    for (const auto &[text, tone] : tones) {
        QAction *action = menu->addAction(text, this, [this, tone = tone] {
            m_services.setTone(m_environment, tone);
            fillList();
        });
        action->setCheckable(true);
        action->setChecked(m_services.tone && m_services.tone(m_environment) == tone);
    }
    menu->popup(m_tone->mapToGlobal(QPoint(0, m_tone->height())));
}

void EnvironmentsDialog::move(const EnvironmentRow &row, ValuePlace place)
{
    if (place == ValuePlace::Secret) {
        moveToSecret(row, suggestedSecretName(scopeName(), row.name), 1);
    } else if (row.place == ValuePlace::Secret) {
        moveFromSecret(row, place);
    } else {
        const auto kind = place == ValuePlace::PrivateFile ? EnvironmentSource::Kind::Private
                                                           : EnvironmentSource::Kind::Public;
        writeMoved(row, m_set.editPath(kind), row.written);
    }
}

void EnvironmentsDialog::writeMoved(const EnvironmentRow &row, const QString &path,
                                    const QString &text)
{
    QList<FileEdits> files{
        edits(path, {{EnvironmentEdit::Kind::SetValue, scopeName(), row.name, text}})};
    if (path != row.path)
        files.append(
            edits(row.path, {{EnvironmentEdit::Kind::RemoveValue, scopeName(), row.name, {}}}));
    m_writer.write(tr("Moved %1").arg(row.name), files);
}

void EnvironmentsDialog::moveToSecret(const EnvironmentRow &row, const QString &secret, int number)
{
    const QString name = number > 1 ? u"%1-%2"_s.arg(secret).arg(number) : secret;
    m_services.secrets.read(name).then(
        this, [this, row, secret, number, name](const std::expected<QString, StoreError> &known) {
            // A secret of that name with another value is somebody else's.
            if (known && *known != row.written && number < 100) {
                moveToSecret(row, secret, number + 1);
                return;
            }
            m_services.secrets.write(name, row.written)
                .then(this, [this, row, name](const std::expected<void, StoreError> &written) {
                    if (!written) {
                        tell(written.error());
                        return;
                    }
                    if (m_services.secretSet)
                        m_services.secretSet(name, row.written);
                    writeMoved(row, row.path, u"{{$secret %1}}"_s.arg(name));
                });
        });
}

void EnvironmentsDialog::moveFromSecret(const EnvironmentRow &row, ValuePlace place)
{
    m_services.secrets.read(row.secretName)
        .then(this, [this, row, place](const std::expected<QString, StoreError> &value) {
            if (!value) {
                tell(value.error());
                return;
            }
            const auto kind = place == ValuePlace::PrivateFile ? EnvironmentSource::Kind::Private
                                                               : EnvironmentSource::Kind::Public;
            writeMoved(row, pathFor(row, kind), *value);
        });
}

void EnvironmentsDialog::showSecretValues(bool isShown)
{
    m_showSecrets->setText(isShown ? tr("Hide secrets") : tr("Show secrets"));
    m_model->setShownSecrets({});
    if (!isShown)
        return;
    const QList<EnvironmentRow> rows = m_model->rows();
    for (const EnvironmentRow &row : rows) {
        if (row.place != ValuePlace::Secret)
            continue;
        m_services.secrets.read(row.secretName)
            .then(this,
                  [this, name = row.secretName](const std::expected<QString, StoreError> &value) {
                      if (!value || !m_showSecrets->isChecked())
                          return;
                      QHash<QString, QString> shown = m_model->shownSecrets();
                      shown.insert(name, *value);
                      m_model->setShownSecrets(shown);
                  });
    }
}

} // namespace Recloser
