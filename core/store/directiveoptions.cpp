// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/directiveoptions.h"

namespace Recloser {

using namespace Qt::StringLiterals;

DirectiveOption optionOf(const QString &word)
{
    const qsizetype equals = word.indexOf(u'=');
    return equals < 0 ? DirectiveOption{word, {}}
                      : DirectiveOption{word.first(equals), word.sliced(equals + 1)};
}

bool readNumber(const DirectiveOption &option, std::optional<int> &place, int least, int most)
{
    bool isNumber = false;
    const int value = option.value.toInt(&isNumber);
    isNumber = isNumber && value >= least && value <= most;
    if (isNumber)
        place = value;
    return isNumber;
}

bool readNumber(const DirectiveOption &option, std::optional<double> &place, double least,
                double most)
{
    bool isNumber = false;
    const double value = option.value.toDouble(&isNumber);
    isNumber = isNumber && value >= least && value <= most;
    if (isNumber)
        place = value;
    return isNumber;
}

bool readShare(const DirectiveOption &option, std::optional<double> &place)
{
    if (!option.value.endsWith(u'%'))
        return readNumber(option, place, 0, 1);
    std::optional<double> percent;
    if (!readNumber({option.name, option.value.chopped(1)}, percent, 0, 100))
        return false;
    place = *percent / 100;
    return true;
}

bool readSpan(const DirectiveOption &option, std::optional<milliseconds> &place)
{
    const auto duration = durationFrom(option.value);
    if (duration)
        place = duration;
    return duration.has_value();
}

} // namespace Recloser
