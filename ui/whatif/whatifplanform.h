// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "ui/request/policyvalues.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace Recloser {

/// The main values of one side's rules: pattern, preset, retries, waits, what opens and for how
/// long. Others that it was given stay as they are. GUI thread.
class WhatIfPlanForm : public QWidget
{
    Q_OBJECT

public:
    /// `name` is the side's, for screen readers.
    explicit WhatIfPlanForm(const QString &name, QWidget *parent = nullptr);

    /// `layers` lie under `own`; empty fields take their values.
    void setPolicies(const QList<PolicyLayer> &layers, const PolicyOverrides &own);
    const PolicyOverrides &own() const { return m_own; }
    Policies policies() const { return policiesOf(m_layers, m_own); }
    /// What is wrong with a field; empty when all is well.
    QString problem() const;
    QLineEdit *patternField() const { return m_pattern; }
    QComboBox *presetBox() const { return m_preset; }

Q_SIGNALS:
    void changed();

private:
    struct Field
    {
        QLineEdit *edit;
        std::function<void(QLineEdit &)> show;
        std::function<bool()> isUnderstood;
    };
    template<typename T>
    void add(QGridLayout &grid, int row, int column, const QString &label,
             std::optional<T> PolicyOverrides::*member, const ValueText<T> &text,
             const QString &toolTip);
    void addLabel(QGridLayout &grid, int row, int column, const QString &label, QWidget *field);
    void showValues();
    void showPlaceholders();

    QString m_name;
    QList<PolicyLayer> m_layers;
    PolicyOverrides m_own;
    QLineEdit *m_pattern;
    QComboBox *m_preset;
    QList<Field> m_fields;
    QString m_problem;
    bool m_isShowing = false;
};

} // namespace Recloser
