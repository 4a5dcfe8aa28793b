// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policies.h"

#include <QString>

#include <functional>

namespace Recloser {

/// How a kind of policy value is written for people, and read from what they type.
template<typename T> struct ValueText
{
    std::function<QString(const T &)> write;
    /// Empty when it is not understood or out of range.
    std::function<std::optional<T>(const QString &)> read;
    /// What is understood: "A whole number from 0 to 100."
    QString problem;
};

/// A span of time. Where `zero` has words ("none"), they are read too and zero is shown by them;
/// where it is null, zero is out of range.
ValueText<milliseconds> durationValue(const QString &zero);
/// A whole number in [least, most]; zero is shown as `zero` where that has words.
ValueText<int> countValue(int least, int most, const QString &zero = {});
/// A number in [least, most], with a decimal point or comma.
ValueText<double> numberValue(double least, double most);
/// A share in [0, most]: "20 %", "20" (percent) or "0.2"; zero is shown as `zero`.
ValueText<double> shareValue(double most, const QString &zero);

} // namespace Recloser
