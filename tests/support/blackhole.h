// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtTypes>

#include <vector>

namespace Recloser {

/// A loopback port whose backlog is full, so that the kernel drops every SYN: a connection to it is
/// neither made nor refused.
class BlackHole
{
public:
    BlackHole();
    ~BlackHole();
    BlackHole(const BlackHole &) = delete;
    BlackHole &operator=(const BlackHole &) = delete;

    /// 0 when it could not be made.
    quint16 port() const { return m_port; }

private:
    std::vector<int> m_descriptors;
    quint16 m_port = 0;
};

} // namespace Recloser
