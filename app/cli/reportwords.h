// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// What an enumerator is called in JSON and in a sentence.
struct ReportWords
{
    const char16_t *name = u"";
    const char16_t *sentence = u"";

    QString nameText() const { return QString::fromUtf16(name); }
    QString sentenceText() const { return QString::fromUtf16(sentence); }
};

} // namespace Recloser
