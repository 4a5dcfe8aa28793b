// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/bodycompare.h"
#include "core/compare/exchangecompare.h"

#include <QJsonObject>
#include <QJsonValue>

namespace Recloser {

/// The stable name of a field, for scripts.
QString fieldName(const ComparedField &field);

/// Null when there is none; durations in milliseconds.
QJsonValue fieldValueJson(const FieldValue &value);

QJsonObject bodyComparisonJson(const BodyComparison &comparison);
QJsonObject exchangeComparisonJson(const ExchangeComparison &comparison, const Exchange &left,
                                   const Exchange &right);

} // namespace Recloser
