// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/cookies/cookiedialog.h"

#include "core/cookies/netscapecookies.h"
#include "core/store/onworker.h"
#include "core/store/wholefile.h"
#include "ui/cookies/cookieform.h"
#include "ui/cookies/cookiemodel.h"
#include "ui/theme/look.h"
#include "ui/widgets/emptystate.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

QString reasonOf(const StoreError &error)
{
    return error.detail.isEmpty() ? error.subject : error.subject + u": "_s + error.detail;
}

} // namespace

CookieDialog::CookieDialog(const Theme &theme, Clock &clock, CookieStore &store,
                           SettingsStore &settings, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_store(store)
    , m_settings(settings)
    , m_model(new CookieModel(this))
    , m_folder(new QComboBox)
    , m_choice(new QComboBox)
    , m_search(new QLineEdit)
    , m_values(new QPushButton(tr("Show &values")))
    , m_list(new QStackedWidget)
    , m_table(new QTableView)
    , m_form(new CookieForm)
    , m_save(new QPushButton(tr("Save")))
    , m_delete(new QPushButton(tr("De&lete")))
    , m_clearDomain(new QPushButton(tr("&Clear domain")))
    , m_note(new QLabel)
{
    setWindowTitle(tr("Cookies"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(920, 620);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(CookieModel::Value, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{CookieModel::Domain, 190},
                                          {CookieModel::Name, 150},
                                          {CookieModel::Path, 90},
                                          {CookieModel::Expires, 170},
                                          {CookieModel::Flags, 150}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_table->setAccessibleName(tr("Cookies of the jar"));
    m_list->addWidget(m_table);
    m_list->addWidget(new EmptyState(
        theme, tr("No cookies here"),
        tr("What servers set is kept here and sent back to them, for each host and path. Add one "
           "below, or import a cookies.txt.")));
    m_note->setWordWrap(true);
    m_note->setMinimumWidth(1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(newTop());
    layout->addWidget(m_list, 1);
    layout->addWidget(newEditor());
    layout->addWidget(m_note);

    connect(m_model, &QAbstractItemModel::modelReset, this, &CookieDialog::showCounts);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (const int row = m_edited ? m_model->rowOf(*m_edited) : -1; row >= 0)
            m_table->selectRow(row);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CookieDialog::showCurrent);
    connect(m_form, &CookieForm::submitted, this, &CookieDialog::save);
    connect(new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, &CookieDialog::removeSelected);
    connect(&m_store, &CookieStore::keepingChanged, this, &CookieDialog::showCounts);
    setFolders({}, {});
    add();
    m_search->setFocus();
}

QWidget *CookieDialog::newTop()
{
    m_folder->setAccessibleName(tr("Collection"));
    m_folder->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_folder->setMinimumContentsLength(18);
    m_choice->addItems({tr("the shared jar"), tr("a jar of their own"), tr("no cookies")});
    m_choice->setAccessibleName(tr("Which jar it uses"));
    m_search->setPlaceholderText(tr("Search domain, name, path"));
    m_search->setClearButtonEnabled(true);
    setLook(m_search, "search"_L1);
    m_values->setCheckable(true);
    auto *label = new QLabel(tr("&Requests of"));
    label->setBuddy(m_folder);
    auto *use = new QLabel(tr("&use"));
    use->setBuddy(m_choice);
    auto *top = new QWidget;
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_folder);
    row->addWidget(use);
    row->addWidget(m_choice);
    row->addWidget(m_search, 1);
    row->addWidget(m_values);
    connect(m_folder, &QComboBox::currentIndexChanged, this, &CookieDialog::showChoice);
    connect(m_choice, &QComboBox::activated, this, &CookieDialog::choose);
    connect(m_search, &QLineEdit::textChanged, m_model, &CookieModel::setSearch);
    connect(m_values, &QPushButton::toggled, this, [this](bool isOn) {
        m_model->setValuesShown(isOn);
        m_form->setValueShown(isOn);
        m_values->setText(isOn ? tr("Hide &values") : tr("Show &values"));
    });
    return top;
}

QWidget *CookieDialog::newEditor()
{
    auto *card = new QFrame;
    setLook(card, "card"_L1);
    auto *layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_form);
    layout->addLayout(newButtons());
    return card;
}

QLayout *CookieDialog::newButtons()
{
    auto *fresh = new QPushButton(tr("&New"));
    fresh->setToolTip(tr("Empties the fields for another cookie"));
    auto *import = new QPushButton(tr("&Import…"));
    import->setToolTip(tr("A cookies.txt as curl, wget and browser extensions write it"));
    auto *save = new QPushButton(tr("E&xport…"));
    save->setToolTip(tr("Writes values as they are, for curl and others to read"));
    setLook(m_save, "primary"_L1);
    // Return belongs to the fields.
    for (QPushButton *button : {m_values, m_save, m_delete, m_clearDomain, fresh, import, save})
        button->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_save);
    row->addWidget(fresh);
    row->addWidget(m_delete);
    row->addWidget(m_clearDomain);
    row->addStretch();
    row->addWidget(import);
    row->addWidget(save);
    connect(m_save, &QPushButton::clicked, this, &CookieDialog::save);
    connect(fresh, &QPushButton::clicked, this, [this] {
        m_table->clearSelection();
        add();
        m_form->setFocus();
    });
    connect(m_delete, &QPushButton::clicked, this, &CookieDialog::removeSelected);
    connect(m_clearDomain, &QPushButton::clicked, this, &CookieDialog::clearDomain);
    const auto ask = [this](QFileDialog::AcceptMode mode, const QString &title,
                            void (CookieDialog::*take)(const QString &)) {
        auto *dialog = new QFileDialog(this, title);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(mode);
        dialog->setNameFilters({tr("Cookies (*.txt)"), tr("All files (*)")});
        connect(dialog, &QFileDialog::fileSelected, this, take);
        dialog->open();
    };
    connect(import, &QPushButton::clicked, this, [ask] {
        ask(QFileDialog::AcceptOpen, tr("Import cookies"), &CookieDialog::importFrom);
    });
    connect(save, &QPushButton::clicked, this,
            [ask] { ask(QFileDialog::AcceptSave, tr("Export cookies"), &CookieDialog::exportTo); });
    return row;
}

void CookieDialog::setFolders(const QStringList &folders, const QString &current)
{
    QStringList all = folders + m_settings.values().cookies.folders.keys();
    all.removeAll(QString());
    all.removeDuplicates();
    all.sort();
    const QSignalBlocker blocker(m_folder);
    m_folder->clear();
    m_folder->addItem(tr("folders without a choice"), QString());
    m_folder->setItemData(0, tr("All requests whose folder has no choice of its own"),
                          Qt::ToolTipRole);
    for (const QString &folder : std::as_const(all)) {
        m_folder->addItem(QDir(folder).dirName(), folder);
        m_folder->setItemData(m_folder->count() - 1, folder, Qt::ToolTipRole);
    }
    m_folder->setCurrentIndex(std::max(0, m_folder->findData(current)));
    showChoice();
}

void CookieDialog::showChoice()
{
    const CookieChoices &choices = m_settings.values().cookies;
    const QString folder = m_folder->currentData().toString();
    m_folder->setToolTip(m_folder->currentData(Qt::ToolTipRole).toString());
    const CookieChoices::Found found = choices.of(folder);
    m_choice->setCurrentIndex(int(found.choice));
    m_edited.reset();
    m_model->setJar(m_store.jarFor(choices, folder));
    m_form->setEnabled(m_model->jar() != nullptr);
    m_save->setEnabled(m_model->jar() != nullptr);
    add();
}

void CookieDialog::choose(int choice)
{
    Settings values = m_settings.values();
    values.cookies.folders.insert(m_folder->currentData().toString(), CookieChoice(choice));
    m_settings.set(values);
    showChoice();
}

QList<int> CookieDialog::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(index.row());
    return rows;
}

void CookieDialog::showCurrent()
{
    const QList<int> rows = selectedRows();
    m_delete->setEnabled(!rows.isEmpty());
    m_clearDomain->setEnabled(!rows.isEmpty());
    if (rows.size() != 1)
        return;
    m_edited = m_model->at(rows.first());
    m_form->setCookie(*m_edited, m_clock.wallTime());
}

void CookieDialog::showCounts()
{
    const CookieJarPtr &jar = m_model->jar();
    m_list->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    m_delete->setEnabled(false);
    m_clearDomain->setEnabled(false);
    if (!jar)
        say(tr("These requests send and keep no cookies."), "muted"_L1);
    else if (m_store.keeping() == CookieStore::Keeping::ThisRunOnly)
        say(tr("There is no keychain for the key of the jar, so its cookies end with the program."),
            "error"_L1);
    else
        say(jar->size() == 1
                ? tr("1 cookie, kept sealed; its key is with the secrets.")
                : tr("%1 cookies, kept sealed; their key is with the secrets.").arg(jar->size()),
            "muted"_L1);
}

void CookieDialog::add()
{
    m_edited.reset();
    m_form->setCookie({.path = "/"_ba}, m_clock.wallTime());
    m_delete->setEnabled(false);
    m_clearDomain->setEnabled(false);
}

void CookieDialog::save()
{
    const CookieJarPtr jar = m_model->jar();
    auto cookie = m_form->cookie();
    if (!jar || !cookie)
        return;
    if (!cookie->createdAt.isValid())
        cookie->createdAt = m_clock.wallTime();
    const auto before = std::exchange(m_edited, *cookie);
    // With another name, domain or path it is another cookie for the jar.
    if (before && !before->isSameAs(*cookie))
        jar->remove(*before);
    m_edited = *cookie;
    jar->set(*cookie);
}

void CookieDialog::removeSelected()
{
    QList<Cookie> gone;
    for (const QList<int> rows = selectedRows(); const int row : rows)
        gone.append(m_model->at(row));
    add();
    for (const Cookie &cookie : std::as_const(gone))
        m_model->jar()->remove(cookie);
}

void CookieDialog::clearDomain()
{
    QList<QByteArray> domains;
    for (const QList<int> rows = selectedRows(); const int row : rows)
        domains.append(m_model->at(row).domain);
    add();
    for (const QByteArray &domain : std::as_const(domains))
        m_model->jar()->removeDomain(domain);
}

void CookieDialog::importFrom(const QString &path)
{
    onWorker<std::expected<NetscapeCookies, StoreError>>([path, now = m_clock.wallTime()] {
        return readWholeFile(path, largestFile).transform([&now](const QByteArray &text) {
            return readNetscapeCookies(text, now);
        });
    })
        .then(this,
              [this, path,
               jar = m_model->jar()](const std::expected<NetscapeCookies, StoreError> &read) {
                  if (!jar)
                      return;
                  if (!read)
                      return say(reasonOf(read.error()), "error"_L1);
                  jar->assign(jar->cookies() + read->cookies);
                  if (!read->badLines.isEmpty())
                      say(tr("%Ln line(s) of %1 hold no cookie, the first is line %2.", nullptr,
                             int(read->badLines.size()))
                              .arg(path)
                              .arg(read->badLines.first()),
                          "error"_L1);
              });
}

void CookieDialog::exportTo(const QString &path)
{
    if (!m_model->jar())
        return;
    onWorker<std::expected<void, StoreError>>([path, cookies = m_model->jar()->cookies()] {
        return writeWholeFile(path, writeNetscapeCookies(cookies), FileRights::OwnerOnly);
    }).then(this, [this, path](const std::expected<void, StoreError> &written) {
        if (written)
            say(tr("Written to %1, values as they are.").arg(path), "muted"_L1);
        else
            say(reasonOf(written.error()), "error"_L1);
    });
}

void CookieDialog::say(const QString &text, QLatin1StringView look)
{
    setLook(m_note, look);
    m_note->setText(text);
}

} // namespace Recloser
