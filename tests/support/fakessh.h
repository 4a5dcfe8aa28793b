// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayList>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

namespace Recloser {

/// While this lives, `ssh` in PATH of this process is a program that forwards ports by itself or
/// fails as told, see fakessh.py.
class FakeSsh
{
public:
    explicit FakeSsh(const QByteArray &behaviour = "forward");
    ~FakeSsh();
    FakeSsh(const FakeSsh &) = delete;
    FakeSsh &operator=(const FakeSsh &) = delete;

    void behave(const QByteArray &behaviour);
    /// Process id and arguments of each run so far, separated by spaces.
    QByteArrayList runs() const;
    static qint64 processOf(const QByteArray &run) { return run.split(' ').first().toLongLong(); }

private:
    QTemporaryDir m_directory;
    QByteArray m_path;
};

/// While this lives there is no ssh, whatever is installed.
class NoSsh
{
public:
    NoSsh();
    ~NoSsh();
    NoSsh(const NoSsh &) = delete;
    NoSsh &operator=(const NoSsh &) = delete;

private:
    QByteArray m_path;
};

} // namespace Recloser
