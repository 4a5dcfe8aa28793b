// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

namespace Recloser {

/// How a text is made up of values within values.
enum class StructureLanguage : quint8 {
    Json,
    JsonLines, ///< values one after the other
    Xml,
};

enum class ItemKind : quint8 {
    Document, ///< the text, which holds its value, or its root element and what is around that
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
    Element,
    Attribute,
    Text,
    CData,
    Comment,
    Instruction,
    Doctype,
};

/// A value in a text, by the bytes it stands at. Plain value.
struct StructureItem
{
    ItemKind kind = ItemKind::Document;
    /// With its key, where it has one.
    qint64 begin = 0;
    /// [nameBegin, nameEnd): the key with its quotes, the name of an element or an attribute; empty
    /// where there is none.
    qint64 nameBegin = 0;
    qint64 nameEnd = 0;
    /// A JSON value with its quotes or brackets; an element from its <; without quotes or marks for
    /// attributes, CDATA and comments.
    qint64 valueBegin = 0;
    /// Of the value; -1 where nobody has looked so far: it may be a long way off.
    qint64 valueEnd = -1;

    bool operator==(const StructureItem &) const = default;

    /// Others may be within it.
    bool isContainer() const
    {
        return kind == ItemKind::Object || kind == ItemKind::Array || kind == ItemKind::Element
            || kind == ItemKind::Document;
    }
};

} // namespace Recloser
