// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/bodycompare.h"
#include "core/compare/exchangecompare.h"

#include <QStringList>

namespace Recloser {

QString sectionName(ComparedField::Section section);
/// "Status", "Parameter page", "openFor".
QString fieldName(const ComparedField &field);
/// Empty where there is none.
QString valueText(const FieldValue &value);
/// "−", "+", "~", "≈", "↕", "·"; a blank for what is the same.
QString verdictSign(Verdict verdict);
/// "removed", "written differently", "at another place", empty for what is the same.
QString verdictWord(Verdict verdict);
QString differenceSign(JsonDifference::Kind kind);
QString differenceWord(JsonDifference::Kind kind);
QString methodName(BodyMethod method);

/// What a comparison of bodies says in one line: how it was done, and what it found.
QString bodySummary(const BodyComparison &comparison);
/// What else there is to know, one sentence each: faults, encodings, ignored values.
QStringList bodyNotes(const BodyComparison &comparison);

} // namespace Recloser
