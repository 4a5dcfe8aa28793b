// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/bodycompare.h"
#include "core/compare/exchangecompare.h"

#include <QCommandLineParser>

namespace Recloser {

enum class ReportColors { Never, Always };

/// The options that `compare` and `history compare` share: --structural, --text, --bytes, --ignore,
/// --context, --color.
void addCompareOptions(QCommandLineParser &parser);

struct CompareArguments
{
    BodyCompareOptions options;
    /// Equal lines around a difference.
    int context = 3;
    ReportColors colors = ReportColors::Never;
};

/// The words of an argument that is not understood as error.
std::expected<CompareArguments, QString> readCompareArguments(const QCommandLineParser &parser);

/// The differences of two bodies as lines, like those of `diff -u`; of JSON one line a place.
void printBodyComparison(const BodyComparison &comparison, const CompareArguments &arguments,
                         const QString &leftName, const QString &rightName);
void printExchangeComparison(const ExchangeComparison &comparison, const Exchange &left,
                             const Exchange &right, const CompareArguments &arguments);

} // namespace Recloser
