// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historysettings.h"

#include "ui/describe/describe.h"
#include "ui/theme/look.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 gigabyte = 1'000'000'000;

QString counted(qint64 count)
{
    return QLocale().toString(count);
}

QLabel *paragraph(QLatin1StringView look)
{
    auto *label = new QLabel;
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

HistorySettingsDialog::HistorySettingsDialog(HistoryStore &store, SettingsStore &settings,
                                             QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_settings(settings)
    , m_there(paragraph("muted"_L1))
    , m_next(paragraph("muted"_L1))
{
    setWindowTitle(tr("What history keeps"));
    auto *intro = paragraph("muted"_L1);
    intro->setText(tr("Beyond these bounds the oldest exchanges are removed, in pauses and with a "
                      "note in the panel. What is kept for ever stays and does not count."));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(2, 1);
    const HistoryRetention usual;
    addBound(*grid, tr("At most"), tr(" exchanges"), 1, usual.mostExchanges, 100'000'000,
             &HistoryRetention::mostExchanges);
    addBound(*grid, tr("At most"), tr(" GB on disk"), gigabyte, 10 * gigabyte, 100'000,
             &HistoryRetention::mostBytes);
    addBound(*grid, tr("No older than"), tr(" days"), 1, 90, 100'000, &HistoryRetention::mostDays);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    setLook(buttons->button(QDialogButtonBox::Ok), "primary"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(intro);
    layout->addLayout(grid);
    layout->addWidget(m_there);
    layout->addWidget(m_next);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(460, 320);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Settings changed = m_settings.values();
        changed.history = values();
        m_settings.set(changed);
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    ask();
}

void HistorySettingsDialog::addBound(QGridLayout &grid, const QString &text, const QString &suffix,
                                     qint64 unit, qint64 usual, int most,
                                     qint64 HistoryRetention::*member)
{
    const qint64 now = m_settings.values().history.*member;
    Bound bound{new QCheckBox(text), new QSpinBox, unit, member};
    bound.isSet->setChecked(now > 0);
    bound.value->setRange(1, most);
    bound.value->setGroupSeparatorShown(true);
    bound.value->setSuffix(suffix);
    bound.value->setAccessibleName(text + suffix);
    // A bound between two steps stays what it is as long as nobody turns it.
    bound.value->setValue(
        int(std::clamp<qint64>(((now > 0 ? now : usual) + unit / 2) / unit, 1, most)));
    bound.value->setEnabled(now > 0);
    const int row = grid.rowCount();
    grid.addWidget(bound.isSet, row, 0);
    grid.addWidget(bound.value, row, 1);
    connect(bound.isSet, &QCheckBox::toggled, bound.value, &QWidget::setEnabled);
    connect(bound.isSet, &QCheckBox::toggled, this, &HistorySettingsDialog::ask);
    connect(bound.value, &QSpinBox::valueChanged, this, &HistorySettingsDialog::ask);
    m_bounds.push_back(bound);
}

HistoryRetention HistorySettingsDialog::values() const
{
    HistoryRetention retention = m_settings.values().history;
    for (const Bound &bound : m_bounds) {
        qint64 &value = retention.*bound.member;
        if (!bound.isSet->isChecked())
            value = 0;
        else if ((value + bound.unit / 2) / bound.unit != bound.value->value())
            value = bound.value->value() * bound.unit;
    }
    return retention;
}

void HistorySettingsDialog::ask()
{
    m_store.usage(values()).then(
        this,
        [this, question = ++m_question](const std::expected<HistoryUsage, StoreError> &usage) {
            if (question != m_question)
                return;
            if (usage)
                tell(*usage);
            else
                m_there->setText(describe(usage.error()).headline);
        });
}

void HistorySettingsDialog::tell(const HistoryUsage &usage)
{
    QString there
        = tr("There are %1 exchanges, %2 in the database and %3 in %4 files of large bodies.")
              .arg(counted(usage.exchanges), formatSize(usage.databaseBytes),
                   formatSize(usage.bodyBytes), counted(usage.bodyFiles));
    if (usage.oldest.isValid())
        there += u' '
            + tr("The oldest is of %1.")
                  .arg(QLocale().toString(usage.oldest.toLocalTime().date(), QLocale::LongFormat));
    if (usage.kept > 0)
        there += u' ' + tr("%1 are kept for ever.").arg(counted(usage.kept));
    if (usage.cleaned > 0)
        there += u' ' + tr("%1 have been removed so far.").arg(counted(usage.cleaned));
    m_there->setText(there);
    const HistoryCleaning &excess = usage.excess;
    QStringList reasons;
    if (excess.byAge > 0)
        reasons.append(tr("%1 by age").arg(counted(excess.byAge)));
    if (excess.byCount > 0)
        reasons.append(tr("%1 by number").arg(counted(excess.byCount)));
    if (excess.bySize > 0)
        reasons.append(tr("about %1 by size").arg(counted(excess.bySize)));
    setLook(m_next, excess.exchanges() > 0 ? "error"_L1 : "muted"_L1);
    m_next->setText(excess.exchanges() > 0
                        ? tr("These bounds remove %1 exchanges for good: %2.")
                              .arg(counted(excess.exchanges()), reasons.join(u", "_s))
                        : tr("These bounds remove nothing now."));
}

} // namespace Recloser
