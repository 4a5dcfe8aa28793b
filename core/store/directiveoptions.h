// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policywords.h"
#include "core/store/httpdirectives.h"

#include <QString>

#include <optional>

namespace Recloser {

// The words of `# @breaker` and `# @retry`. Each reader is false, and leaves the place as it is,
// where the value is not one.

/// `name=value`, or a name alone.
struct DirectiveOption
{
    QString name;
    QString value;
};

DirectiveOption optionOf(const QString &word);

/// An option with a word, a number in [least, most], a share ("20%" or "0.2"), or a duration as its
/// value.
template<typename T> bool readWord(const DirectiveOption &option, std::optional<T> &place)
{
    const auto value = fromWord<T>(option.value);
    if (value)
        place = value;
    return value.has_value();
}
bool readNumber(const DirectiveOption &option, std::optional<int> &place, int least, int most);
bool readNumber(const DirectiveOption &option, std::optional<double> &place, double least,
                double most);
bool readShare(const DirectiveOption &option, std::optional<double> &place);
bool readSpan(const DirectiveOption &option, std::optional<milliseconds> &place);

} // namespace Recloser
