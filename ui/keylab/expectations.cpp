// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/expectations.h"

#include "core/store/textfiles.h"
#include "ui/keylab/keywords.h"

#include <algorithm>

namespace Recloser {

WantedKeysPtr Expectations::wanted() const
{
    if (isEmpty())
        return {};
    auto wanted = std::make_shared<QHash<QString, WantedKey>>();
    for (const ExpectedKey &row : m_keys.rows)
        wanted->insert(row.url, row.key);
    return wanted;
}

QStringList Expectations::urls() const
{
    QStringList urls;
    for (const ExpectedKey &row : m_keys.rows)
        urls.append(row.url);
    return urls;
}

void Expectations::set(const QString &url, const WantedKey &key)
{
    set(QHash<QString, WantedKey>{{url, key}});
}

void Expectations::set(const QHash<QString, WantedKey> &keys)
{
    QHash<QString, WantedKey> rest = keys;
    for (ExpectedKey &row : m_keys.rows) {
        const auto fresh = keys.constFind(row.url);
        if (fresh == keys.constEnd())
            continue;
        row.key = *fresh;
        rest.remove(row.url);
    }
    QStringList urls = rest.keys();
    urls.sort();
    for (const QString &url : std::as_const(urls))
        m_keys.rows.append(ExpectedKey{.url = url, .key = rest.value(url)});
    change();
}

void Expectations::forget(const QString &url)
{
    m_keys.rows.removeIf([&](const ExpectedKey &row) { return row.url == url; });
    change();
}

void Expectations::clear()
{
    m_keys = {};
    m_path.clear();
    m_inFile = {};
    m_isModified = false;
    Q_EMIT changed();
}

void Expectations::change()
{
    m_isModified = true;
    Q_EMIT changed();
}

void Expectations::open(const QString &path)
{
    readFile(path).then(this, [this, path](const std::expected<QByteArray, StoreError> &content) {
        if (!content) {
            Q_EMIT failed(content.error(), 0, {});
            return;
        }
        const auto keys = parseExpectedKeys(*content);
        if (!keys) {
            Q_EMIT failed({StoreError::Kind::Corrupt, path, {}}, keys.error().line,
                          keys.error().message);
            return;
        }
        m_keys = *keys;
        m_path = path;
        m_inFile = *content;
        m_isModified = false;
        Q_EMIT changed();
        Q_EMIT opened(m_keys.pattern, m_keys.python);
    });
}

void Expectations::save(const QString &path, const QString &pattern, PythonVersion version)
{
    m_keys.pattern = pattern;
    // The usual version goes without saying, unless the file says it.
    if (version != PythonVersion::Py311 || !m_keys.python.isEmpty())
        m_keys.python = versionNumber(version);
    const QByteArray content = toFile(m_keys);
    // Under a name that was just chosen, replacing what is there was agreed to.
    const std::optional<QByteArray> expected
        = path == m_path ? std::optional(m_inFile) : std::nullopt;
    saveFile(path, content, expected)
        .then(this, [this, path, content](const std::expected<void, StoreError> &written) {
            if (!written) {
                Q_EMIT failed(written.error(), 0, {});
                return;
            }
            m_path = path;
            m_inFile = content;
            m_isModified = toFile(m_keys) != content;
            Q_EMIT changed();
            Q_EMIT saved(path);
        });
}

void Expectations::restore(const QByteArray &content, const QString &path, bool isModified)
{
    const auto keys = parseExpectedKeys(content);
    if (!keys)
        return;
    m_keys = *keys;
    m_path = path;
    m_inFile = content;
    m_isModified = isModified;
    Q_EMIT changed();
    // What the file holds now decides whether it may be written; asked for without a word.
    if (!path.isEmpty() && isModified)
        readFile(path).then(this, [this, path](const std::expected<QByteArray, StoreError> &now) {
            if (now && path == m_path)
                m_inFile = *now;
        });
}

} // namespace Recloser
