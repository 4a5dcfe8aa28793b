// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/keyresult.h"

namespace Recloser {

using namespace Qt::StringLiterals;

QString keySourceName(KeySource source)
{
    switch (source) {
    case KeySource::Match:
        return u"match"_s;
    case KeySource::NoMatch:
        return u"no-match"_s;
    case KeySource::Invalid:
        return u"invalid"_s;
    case KeySource::Missing:
        return u"missing"_s;
    case KeySource::Empty:
        return u"empty"_s;
    case KeySource::TooSlow:
        return u"too-slow"_s;
    }
    return {};
}

} // namespace Recloser
