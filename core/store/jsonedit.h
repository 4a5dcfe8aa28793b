// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/placedjson.h"

#include <QStringList>

namespace Recloser {

/// Changes single members of a JSON text whose root is an object; every other byte stays. New lines
/// are indented and end as those around them. Objects are named by the keys that lead to them, the
/// root by none; of a name that occurs twice the last one is meant.
class JsonEditor
{
public:
    /// A text of nothing but blanks and comments gets an empty root.
    explicit JsonEditor(const QByteArray &bytes);

    /// False: the text is no JSON, or no object, and nothing may be changed.
    bool hasObject() const;
    const QByteArray &bytes() const { return m_tree.bytes; }
    const JsonNode *node(const QStringList &path) const;
    bool has(const QStringList &path) const { return node(path); }

    /// As the last member of `object`.
    void insert(const QStringList &object, const QString &key, const QByteArray &value);
    void replace(const QStringList &path, const QByteArray &value);
    /// All of that name, each with the comments that end its line.
    void remove(const QStringList &object, const QString &key);
    void rename(const QStringList &object, const QString &key, const QString &to);
    /// A copy of a member of the root, right behind it.
    void duplicate(const QString &key, const QString &as);

private:
    void insertBehind(const JsonNode &object, qsizetype index, const QString &key,
                      const QByteArray &value);
    void removeAt(const JsonNode &object, qsizetype index);
    void splice(qsizetype begin, qsizetype end, const QByteArray &text);
    QByteArray newline() const;
    /// What stands before the first character of the line of `offset`.
    QByteArray indentAt(qsizetype offset) const;
    /// One step of indentation.
    QByteArray step() const;
    qsizetype lineBegin(qsizetype offset) const;
    /// Where the rest of the line is only blanks and comments: its end; else -1.
    qsizetype lineEndBehind(qsizetype offset) const;

    PlacedJson m_tree;
};

} // namespace Recloser
