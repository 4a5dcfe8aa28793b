// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/sourcespage.h"

#include "ui/circuits/circuitsources.h"
#include "ui/theme/look.h"

#include <QDoubleValidator>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// More is no list of decoders.
constexpr qint64 longestFile = 1'000'000;

QLabel *wrapped(const QString &text = {})
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setMinimumWidth(1);
    return label;
}

} // namespace

SourcesPage::SourcesPage(const Theme &theme, CircuitSources &sources, QWidget *parent)
    : QWidget(parent)
    , m_sources(sources)
    , m_list(new QListWidget)
    , m_name(wrapped())
    , m_resetLabel(new QLabel(tr("&Open for, s")))
    , m_reset(new QLineEdit)
    , m_thresholdLabel(new QLabel(tr("&Failures")))
    , m_threshold(new QLineEdit)
    , m_glob(new QLineEdit)
    , m_problem(wrapped())
    , m_decoders(new QPushButton(tr("Load decoders…")))
{
    auto *text = wrapped(tr("Circuits that other libraries keep on this server are shown beside "
                            "Recloser's own. Switch on what your services use."));
    setLook(text, "muted"_L1);
    setLook(m_name, "title"_L1);
    setLook(m_problem, "error"_L1);
    m_problem->hide();
    m_list->setAccessibleName(tr("Libraries whose circuits are shown"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    auto *seconds = new QDoubleValidator(0, 10'000'000, 3, m_reset);
    seconds->setLocale(QLocale::c());
    seconds->setNotation(QDoubleValidator::StandardNotation);
    m_reset->setValidator(seconds);
    m_reset->setToolTip(tr("How long a circuit stays open: the library does not store it"));
    m_threshold->setValidator(new QIntValidator(0, 1'000'000'000, m_threshold));
    m_threshold->setPlaceholderText(tr("not stored by the library"));
    m_threshold->setToolTip(tr("Failures that open a circuit: the library does not store it"));
    m_glob->setPlaceholderText(u"*"_s);
    m_glob->setToolTip(tr("Keys that must fit beside, a glob of Redis such as shop:*"));
    m_glob->setFont(theme.monospace());
    m_resetLabel->setBuddy(m_reset);
    m_thresholdLabel->setBuddy(m_threshold);
    m_decoders->setToolTip(tr("A JSON file that describes layouts of your own"));
    auto *globLabel = new QLabel(tr("&Keys like"));
    globLabel->setBuddy(m_glob);
    auto *done = new QPushButton(tr("Done"));
    setLook(done, "primary"_L1);

    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(6);
    form->addRow(m_resetLabel, m_reset);
    form->addRow(m_thresholdLabel, m_threshold);
    form->addRow(globLabel, m_glob);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_decoders);
    buttons->addStretch();
    buttons->addWidget(done);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(text);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_name);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    setFocusProxy(m_list);

    connect(m_list, &QListWidget::currentRowChanged, this, &SourcesPage::showEntry);
    connect(m_list, &QListWidget::itemChanged, this, &SourcesPage::storeEntry);
    for (QLineEdit *edit : {m_reset, m_threshold, m_glob})
        connect(edit, &QLineEdit::editingFinished, this, &SourcesPage::storeEntry);
    connect(m_decoders, &QPushButton::clicked, this, &SourcesPage::chooseDecoders);
    connect(done, &QPushButton::clicked, this, &SourcesPage::done);
    fill();
}

void SourcesPage::fill()
{
    m_isFilling = true;
    m_layouts = layoutsOf(m_sources.preferences());
    const int row = std::max(0, m_list->currentRow());
    m_list->clear();
    for (const CircuitLayout &layout : std::as_const(m_layouts)) {
        auto *item = new QListWidgetItem(layout.title, m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const bool isOn = m_sources.preferences().entries.value(layout.name).isOn;
        item->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
        item->setToolTip(u"%1\n%2"_s.arg(layout.name, layout.globs().join(u'\n')));
    }
    m_isFilling = false;
    m_list->setCurrentRow(std::min(row, int(m_layouts.size()) - 1));
    showEntry();
}

const CircuitLayout *SourcesPage::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_layouts.size() ? &m_layouts.at(row) : nullptr;
}

void SourcesPage::showEntry()
{
    const CircuitLayout *layout = current();
    if (!layout || m_isFilling)
        return;
    const LayoutPreferences::Entry entry = m_sources.preferences().entries.value(layout->name);
    m_isFilling = true;
    m_name->setText(layout->title);
    m_resetLabel->setVisible(layout->needsReset);
    m_reset->setVisible(layout->needsReset);
    m_reset->setText(entry.settings.reset
                         ? QString::number(double(entry.settings.reset->count()) / 1000.0)
                         : QString());
    m_reset->setPlaceholderText(
        layout->usualReset ? tr("usually %1").arg(double(layout->usualReset->count()) / 1000.0)
                           : tr("not stored by the library"));
    m_thresholdLabel->setVisible(layout->needsThreshold);
    m_threshold->setVisible(layout->needsThreshold);
    m_threshold->setText(entry.settings.threshold ? QString::number(*entry.settings.threshold)
                                                  : QString());
    m_glob->setText(entry.glob);
    m_isFilling = false;
}

void SourcesPage::storeEntry()
{
    if (m_isFilling)
        return;
    LayoutPreferences preferences = m_sources.preferences();
    for (int row = 0; row < m_layouts.size(); ++row)
        preferences.entries[m_layouts.at(row).name].isOn
            = m_list->item(row)->checkState() == Qt::Checked;
    if (const CircuitLayout *layout = current()) {
        LayoutPreferences::Entry &entry = preferences.entries[layout->name];
        entry.settings.reset.reset();
        entry.settings.threshold.reset();
        if (layout->needsReset && m_reset->hasAcceptableInput())
            entry.settings.reset
                = milliseconds(qint64(QLocale::c().toDouble(m_reset->text()) * 1000.0));
        if (layout->needsThreshold && m_threshold->hasAcceptableInput())
            entry.settings.threshold = m_threshold->text().toLongLong();
        entry.glob = m_glob->text();
    }
    // Entries that say nothing are not worth keeping.
    preferences.entries.removeIf(
        [](const auto &entry) { return entry.value() == LayoutPreferences::Entry(); });
    m_sources.setPreferences(preferences);
}

void SourcesPage::edit(const QString &layout)
{
    const auto found = std::ranges::find(m_layouts, layout, &CircuitLayout::name);
    if (found == m_layouts.end())
        return;
    m_list->setCurrentRow(int(found - m_layouts.begin()));
    QWidget *lacking = found->needsThreshold ? m_threshold : found->needsReset ? m_reset : m_glob;
    lacking->setFocus();
}

void SourcesPage::chooseDecoders()
{
    auto *dialog = new QFileDialog(this, tr("Decoders of your own"), {}, tr("JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SourcesPage::loadDecoders);
    dialog->open();
}

void SourcesPage::loadDecoders(const QString &path)
{
    const auto refuse = [this](const QString &problem) {
        m_problem->setText(problem);
        m_problem->show();
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refuse(tr("%1: %2").arg(path, file.errorString()));
    if (file.size() > longestFile)
        return refuse(tr("%1 is too long for a list of decoders").arg(path));
    QJsonParseError error;
    const QJsonDocument json = QJsonDocument::fromJson(file.readAll(), &error);
    if (json.isNull())
        return refuse(tr("%1, byte %2: %3").arg(path).arg(error.offset).arg(error.errorString()));
    const QJsonValue root = json.isArray() ? QJsonValue(json.array()) : QJsonValue(json.object());
    const auto layouts = layoutsFromJson(root);
    if (!layouts)
        return refuse(
            tr("%1: %2 %3").arg(path, layouts.error().place, layouts.error().problem).simplified());
    LayoutPreferences preferences = m_sources.preferences();
    preferences.decoders = json.isArray()       ? json.array()
        : json.object().contains("decoders"_L1) ? json.object().value("decoders"_L1).toArray()
                                                : QJsonArray{json.object()};
    // Whoever loads a decoder wants to see its circuits.
    for (const CircuitLayout &layout : *layouts)
        preferences.entries[layout.name].isOn = true;
    m_problem->hide();
    m_sources.setPreferences(preferences);
    fill();
}

void SourcesPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT done();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Recloser
