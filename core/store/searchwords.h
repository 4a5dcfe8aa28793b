// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QStringList>

namespace Recloser {

/// Words as the history's full-text index sees them (FTS5's tokenizer unicode61, set up as in
/// historyschema.cpp), for what has to agree with it without asking it. All pure.

/// The stretches of letters, digits and the like; marks belong to the letter before them.
QStringList wordsOf(QStringView text);

/// The stretches between the words.
QStringList signsOf(QStringView text);

/// The words of a UTF-8 text with one blank before, between and after them, letters of ASCII in
/// lower case; other characters stay as they are. For the index it is the same text.
QByteArray condensed(QByteArrayView text);

/// condensed(), with all letters as the index compares them: in lower case, those of Latin without
/// their marks. A word or phrase is in the text exactly if " word" or " two words" is in this form
/// of it.
QByteArray folded(QByteArrayView text);

/// folded(), of a text that is condensed() already: nothing to do for ASCII.
QByteArray foldedFromCondensed(const QByteArray &text);

} // namespace Recloser
