// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/fakessh.h"

namespace Recloser {

using namespace Qt::StringLiterals;

FakeSsh::FakeSsh(const QByteArray &behaviour) : m_path(qgetenv("PATH"))
{
    QFile::link(QStringLiteral(RECLOSER_TEST_SUPPORT "/fakessh.py"),
                m_directory.filePath(u"ssh"_s));
    const QByteArray path = m_directory.path().toLocal8Bit() + ':' + m_path;
    qputenv("PATH", path);
    qputenv("FAKE_SSH_LOG", m_directory.filePath(u"log"_s).toLocal8Bit());
    behave(behaviour);
}

FakeSsh::~FakeSsh()
{
    qputenv("PATH", m_path);
    qunsetenv("FAKE_SSH");
    qunsetenv("FAKE_SSH_LOG");
}

void FakeSsh::behave(const QByteArray &behaviour)
{
    qputenv("FAKE_SSH", behaviour);
}

QByteArrayList FakeSsh::runs() const
{
    QFile log(m_directory.filePath(u"log"_s));
    if (!log.open(QIODevice::ReadOnly))
        return {};
    QByteArrayList lines = log.readAll().split('\n');
    lines.removeAll(QByteArray());
    return lines;
}

NoSsh::NoSsh() : m_path(qgetenv("PATH"))
{
    qputenv("PATH", "/nonexistent");
}

NoSsh::~NoSsh()
{
    qputenv("PATH", m_path);
}

} // namespace Recloser
