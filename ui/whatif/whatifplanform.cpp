// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/whatif/whatifplanform.h"

#include "ui/request/policylayers.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace Recloser {

using namespace Qt::StringLiterals;
using P = PolicyOverrides;

WhatIfPlanForm::WhatIfPlanForm(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_pattern(new QLineEdit)
    , m_preset(new QComboBox)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);

    m_pattern->setToolTip(tr("Python pattern whose match in the URL is the circuit key"));
    addLabel(*grid, 0, 0, tr("Key pattern"), m_pattern);
    grid->addWidget(m_pattern, 0, 1, 1, 3);
    connect(m_pattern, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_own.keyPattern = text.isEmpty() ? std::nullopt : std::optional(text);
        Q_EMIT changed();
    });

    m_preset->addItems({QString(), presetName(Preset::Fynd), presetName(Preset::Guarded)});
    m_preset->setToolTip(tr("The rules that fields left empty take their values from"));
    addLabel(*grid, 1, 0, tr("Preset"), m_preset);
    grid->addWidget(m_preset, 1, 1);
    connect(m_preset, &QComboBox::activated, this, [this](int index) {
        m_own.preset = index == 0 ? std::nullopt : std::optional(Preset(index - 1));
        showPlaceholders();
        Q_EMIT changed();
    });

    add(*grid, 1, 2, tr("Open for"), &P::openFor, durationValue({}),
        tr("How long a circuit blocks, the first time"));
    add(*grid, 2, 0, tr("Retries"), &P::maxRetries, countValue(0, 100, tr("none")),
        tr("Attempts after the first one"));
    add(*grid, 2, 2, tr("First wait"), &P::retryDelay, durationValue(tr("none")),
        tr("Before the second attempt"));
    add(*grid, 3, 0, tr("Failures in a row"), &P::failuresInARow,
        countValue(0, 1'000'000, tr("not counted")), tr("So many open the circuit"));
    add(*grid, 3, 2, tr("Attempt time-out"), &P::attemptTimeout, durationValue(tr("none")),
        tr("An attempt that takes longer has failed"));
}

void WhatIfPlanForm::addLabel(QGridLayout &grid, int row, int column, const QString &label,
                              QWidget *field)
{
    auto *text = new QLabel(label);
    setLook(text, "muted"_L1);
    text->setBuddy(field);
    field->setAccessibleName(tr("%1 of %2").arg(label, m_name));
    grid.addWidget(text, row, column);
}

template<typename T>
void WhatIfPlanForm::add(QGridLayout &grid, int row, int column, const QString &label,
                         std::optional<T> PolicyOverrides::*member, const ValueText<T> &text,
                         const QString &toolTip)
{
    auto *edit = new QLineEdit;
    edit->setToolTip(toolTip);
    edit->setMinimumWidth(80);
    addLabel(grid, row, column, label, edit);
    grid.addWidget(edit, row, column + 1);
    m_fields.append({edit,
                     [this, member, text](QLineEdit &field) {
                         PolicyOverrides without = m_own;
                         without.*member = std::nullopt;
                         const PolicyOverrides below
                             = completed(policiesOf(m_layers, without), Preset::Fynd);
                         // A limit that is not there.
                         field.setPlaceholderText(text.write((below.*member).value_or(T{})));
                         if (!m_isShowing)
                             return;
                         field.setText(m_own.*member ? text.write(*(m_own.*member)) : QString());
                     },
                     [edit, text] {
                         const QString typed = edit->text().trimmed();
                         return typed.isEmpty() || text.read(typed).has_value();
                     }});
    connect(edit, &QLineEdit::textEdited, this, [this, edit, member, text](const QString &typed) {
        const QString trimmed = typed.trimmed();
        const auto value = trimmed.isEmpty() ? std::nullopt : text.read(trimmed);
        const bool isWrong = !trimmed.isEmpty() && !value;
        edit->setProperty("invalid", isWrong);
        setLook(edit, {});
        m_problem = isWrong ? text.problem : QString();
        if (!isWrong)
            m_own.*member = value;
        Q_EMIT changed();
    });
}

QString WhatIfPlanForm::problem() const
{
    const bool isGood
        = std::ranges::all_of(m_fields, [](const Field &field) { return field.isUnderstood(); });
    return isGood ? QString() : m_problem.isEmpty() ? tr("A value is not understood.") : m_problem;
}

void WhatIfPlanForm::setPolicies(const QList<PolicyLayer> &layers, const PolicyOverrides &own)
{
    m_layers = layers;
    m_own = own;
    m_problem.clear();
    m_isShowing = true;
    showValues();
    m_isShowing = false;
}

void WhatIfPlanForm::showValues()
{
    m_pattern->setText(m_own.keyPattern.value_or(QString()));
    m_preset->setCurrentIndex(m_own.preset ? 1 + int(*m_own.preset) : 0);
    showPlaceholders();
}

void WhatIfPlanForm::showPlaceholders()
{
    PolicyOverrides without = m_own;
    without.keyPattern.reset();
    const QString pattern = policiesOf(m_layers, without).breaker.keyPattern;
    m_pattern->setPlaceholderText(pattern.isEmpty() ? tr("none: the whole URL is the key")
                                                    : pattern);
    m_preset->setItemText(0, tr("default (%1)").arg(presetName(presetOf(m_layers))));
    for (const Field &field : std::as_const(m_fields))
        field.show(*field.edit);
}

} // namespace Recloser
