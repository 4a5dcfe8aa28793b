// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QStringList>

namespace Recloser {

/// URLs in the order in which they came, in parts that copies share: a million of them are copied
/// and added to without touching what is there. A plain value.
class UrlList
{
public:
    UrlList() = default;
    UrlList(const QStringList &urls) { append(urls); }

    void append(const QStringList &urls);
    qsizetype size() const { return m_ends.isEmpty() ? 0 : m_ends.last(); }
    bool isEmpty() const { return size() == 0; }
    /// `index` in [0, size()).
    const QString &at(qsizetype index) const;
    QStringList toStringList() const { return first(size()); }
    QStringList first(qsizetype count) const;
    /// Whether it is a copy of `other`, or `other` with more behind it. Compares no URLs.
    bool continues(const UrlList &other) const;

private:
    QList<QStringList> m_parts;
    /// Behind the last index of each part.
    QList<qsizetype> m_ends;
};

} // namespace Recloser
