// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QList>
#include <QString>

#include <functional>

class QGridLayout;
class QWidget;

namespace Recloser {

class PolicyFields;

/// Label, field, whose value it is: one grid for a whole column, so that its groups line up.
QGridLayout *newPolicyColumn(QWidget &widget);
void addPolicyHeading(QGridLayout &grid, const QString &title);

/// What most people need: preset, open time, time-outs in the left column, retries in the right.
void addCommonFields(PolicyFields &fields, QGridLayout &left, QGridLayout &right);

/// A part of the policies that is folded until somebody needs it.
struct PolicySection
{
    QString title;
    std::function<void(PolicyFields &fields, QGridLayout &left, QGridLayout &right)> build;
    /// The effective values in a few words.
    std::function<QString(const Policies &)> summary;
    /// Whether anything in it is set.
    std::function<bool(const PolicyOverrides &)> isSet;
};

/// All of them but the outcome table, in the order of the page.
QList<PolicySection> policySections();

} // namespace Recloser
