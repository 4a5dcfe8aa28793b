// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keygroups.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

qsizetype indexOfAny(QStringView text, QStringView marks, qsizetype from)
{
    for (qsizetype i = from; i < text.size(); ++i) {
        if (marks.contains(text[i]))
            return i;
    }
    return text.size();
}

} // namespace

TextSpan hostSpan(QStringView url)
{
    const qsizetype scheme = url.indexOf("://"_L1);
    if (scheme < 0)
        return {};
    qsizetype begin = scheme + 3;
    const qsizetype end = indexOfAny(url, u"/?#", begin);
    const qsizetype user = url.sliced(begin, end - begin).lastIndexOf(u'@');
    if (user >= 0)
        begin += user + 1;
    return {begin, end};
}

} // namespace Recloser
