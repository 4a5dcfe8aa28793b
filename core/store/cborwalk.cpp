// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/cborwalk.h"

#include <limits>

namespace Recloser {

namespace {

constexpr uchar breakMark = 0xff;
/// Ours is three deep.
constexpr int deepest = 64;

} // namespace

QByteArrayView CborWalk::take(quint64 size)
{
    if (size > quint64(m_rest.size())) {
        giveUp();
        return {};
    }
    const QByteArrayView taken = m_rest.first(qsizetype(size));
    m_rest = m_rest.sliced(qsizetype(size));
    return taken;
}

CborWalk::Head CborWalk::takeHead()
{
    if (m_rest.isEmpty())
        return {};
    const uchar first = uchar(m_rest[0]);
    m_rest = m_rest.sliced(1);
    Head head{.major = Major(first >> 5)};
    const int info = first & 0x1f;
    if (info < 24) {
        head.argument = quint64(info);
    } else if (info < 28) {
        for (const char byte : take(quint64(1) << (info - 24)))
            head.argument = head.argument << 8 | uchar(byte);
    } else if (info == 31) {
        head.isIndefinite = true;
    } else {
        giveUp();
    }
    return head;
}

bool CborWalk::hasNext(const Head &head, quint64 n)
{
    if (m_rest.isEmpty() || head.major == Simple)
        return false;
    if (!head.isIndefinite)
        return n < head.argument;
    if (uchar(m_rest[0]) != breakMark)
        return true;
    m_rest = m_rest.sliced(1);
    return false;
}

QByteArrayView CborWalk::string(Major wanted)
{
    if (m_rest.isEmpty())
        return {};
    if (major() != wanted) {
        skip();
        return {};
    }
    const QByteArrayView before = m_rest;
    const Head head = takeHead();
    if (head.isIndefinite) {
        m_rest = before;
        skip();
        return {};
    }
    return take(head.argument);
}

qint64 CborWalk::integer(qint64 otherwise)
{
    if (m_rest.isEmpty())
        return otherwise;
    if (major() != Unsigned && major() != Negative) {
        skip();
        return otherwise;
    }
    const Head head = takeHead();
    if (head.argument > quint64(std::numeric_limits<qint64>::max()))
        return otherwise;
    const auto number = qint64(head.argument);
    return head.major == Unsigned ? number : -1 - number;
}

bool CborWalk::boolean()
{
    const bool isTrue = !m_rest.isEmpty() && uchar(m_rest[0]) == 0xf5;
    skip();
    return isTrue;
}

void CborWalk::skip()
{
    skipItems(0);
}

void CborWalk::skipItems(int depth)
{
    if (depth > deepest)
        giveUp();
    if (m_rest.isEmpty())
        return;
    const Head head = takeHead();
    switch (head.major) {
    case Unsigned:
    case Negative:
        break;
    case Simple:
        if (head.isIndefinite) // a break where an item should be
            giveUp();
        break;
    case Tag:
        skipItems(depth + 1);
        break;
    case Bytes:
    case Text:
        if (!head.isIndefinite)
            take(head.argument);
        else
            for (quint64 n = 0; hasNext(head, n); ++n)
                skipItems(depth + 1);
        break;
    case Array:
    case Map:
        for (quint64 n = 0; hasNext(head, n); ++n) {
            skipItems(depth + 1);
            if (head.major == Map)
                skipItems(depth + 1);
        }
        break;
    }
}

} // namespace Recloser
