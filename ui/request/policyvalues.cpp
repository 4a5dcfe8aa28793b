// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policyvalues.h"

#include "ui/request/durationtext.h"
#include "ui/request/plansummary.h"

#include <QCoreApplication>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::PolicyValues", text);
}

std::optional<double> numberFrom(QString text)
{
    bool isNumber = false;
    const double number = text.replace(u',', u'.').toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

ValueText<milliseconds> durationValue(const QString &zero)
{
    return {
        .write =
            [zero](const milliseconds &value) {
                return value.count() == 0 && !zero.isEmpty() ? zero : durationText(value);
            },
        .read = [zero](const QString &text) -> std::optional<milliseconds> {
            if (!zero.isEmpty() && text == zero)
                return milliseconds(0);
            const auto duration = parseDuration(text);
            return duration && duration->count() == 0 && zero.isNull() ? std::nullopt : duration;
        },
        .problem = zero.isEmpty() ? tr("A duration such as 200 ms, 10 s or 1 min.")
                                  : tr("A duration such as 200 ms, 10 s, 1 min, or %1.").arg(zero)};
}

ValueText<int> countValue(int least, int most, const QString &zero)
{
    return {.write =
                [zero](const int &value) {
                    return value == 0 && !zero.isEmpty() ? zero : QString::number(value);
                },
            .read = [least, most, zero](const QString &text) -> std::optional<int> {
                if (!zero.isEmpty() && text == zero)
                    return 0;
                bool isNumber = false;
                const int number = text.toInt(&isNumber);
                return isNumber && number >= least && number <= most ? std::optional(number)
                                                                     : std::nullopt;
            },
            .problem = tr("A whole number from %1 to %2.").arg(least).arg(most)};
}

ValueText<double> numberValue(double least, double most)
{
    return {.write = [](const double &value) { return QString::number(value); },
            .read = [least, most](const QString &text) -> std::optional<double> {
                const auto number = numberFrom(text);
                return number && *number >= least && *number <= most ? number : std::nullopt;
            },
            .problem = tr("A number from %1 (all alike) to %2.")
                           .arg(QString::number(least), QString::number(most))};
}

ValueText<double> shareValue(double most, const QString &zero)
{
    return {.write =
                [zero](const double &value) {
                    return value == 0 && !zero.isEmpty() ? zero : shareText(value);
                },
            .read = [most, zero](const QString &typed) -> std::optional<double> {
                if (!zero.isEmpty() && typed == zero)
                    return 0;
                QString text = typed;
                const bool isPercent = text.endsWith(u'%');
                if (isPercent)
                    text = text.chopped(1).trimmed();
                auto number = numberFrom(text);
                // "20" can only be percent, "0.2" only a share of one.
                if (number && (isPercent || *number >= 1))
                    *number /= 100;
                return number && *number >= 0 && *number <= most ? number : std::nullopt;
            },
            .problem = tr("A share from 0 % to %1.").arg(shareText(most))};
}

} // namespace Recloser
