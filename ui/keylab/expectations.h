// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/formats/expectedkeys.h"
#include "core/model/storeerror.h"
#include "core/regex/pattern.h"
#include "ui/keylab/keygroups.h"

#include <QObject>

namespace Recloser {

/// The keys that URLs must give, and the file they are kept in (core/formats/expectedkeys.h). Reads
/// and writes on workers. GUI thread.
class Expectations : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool isEmpty() const { return m_keys.rows.isEmpty(); }
    /// By URL, to be compared with; null when there are none.
    WantedKeysPtr wanted() const;
    const QList<ExpectedKey> &rows() const { return m_keys.rows; }
    QStringList urls() const;
    void set(const QString &url, const WantedKey &key);
    void set(const QHash<QString, WantedKey> &keys);
    void forget(const QString &url);
    void clear();

    /// Empty while they are in no file.
    const QString &path() const { return m_path; }
    bool isModified() const { return m_isModified; }
    /// opened() or failed() follows.
    void open(const QString &path);
    /// Writes them with the pattern and the version that they belong to, at once or not at all; a
    /// file that another program changed is left alone. saved() or failed() follows.
    void save(const QString &path, const QString &pattern, PythonVersion version);

    /// As a file, for the session; and back.
    QByteArray content() const { return isEmpty() ? QByteArray() : toFile(m_keys); }
    void restore(const QByteArray &content, const QString &path, bool isModified);

Q_SIGNALS:
    void changed();
    /// A file was read; it names a pattern, and perhaps a version of Python.
    void opened(const QString &pattern, const QString &python);
    void saved(const QString &path);
    /// `line` is that of what is wrong in the file; 0: it is not about its content.
    void failed(const Recloser::StoreError &error, int line, const QString &what);

private:
    void change();

    ExpectedKeys m_keys;
    QString m_path;
    /// What the file held when it was read or written last; null when there is none.
    QByteArray m_inFile;
    bool m_isModified = false;
};

} // namespace Recloser
