// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/bodytext.h"
#include "core/text/structuretree.h"

#include <QString>

#include <optional>

namespace Recloser {

/// A row of a tree in words. Plain value.
struct ItemWords
{
    QString name;
    /// Behind the name: ":" in JSON, "=" of attributes.
    QString joint;
    QString value;
    /// KSyntaxHighlighting::Theme::TextStyle, or -1 for a summary of what is within.
    int style = -1;
    /// Its type, how many are within, how long it is.
    QString note;
    bool canOpen = false;
    /// How many are within has to be counted, which takes a while.
    bool wantsCount = false;
};

/// What the tree says of an item of `text`, without going far through it. `count` are the items
/// within it where that is known.
ItemWords itemWords(StructureLanguage language, QByteArrayView text, const StructureRow &row,
                    std::optional<qint64> count);

/// The characters of some bytes on one line: what is not seen is a sign, blanks are one.
QString onOneLine(QByteArrayView bytes);

} // namespace Recloser
