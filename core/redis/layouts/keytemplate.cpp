// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/keytemplate.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Length of the set that begins at `glob`[0] == '[', and whether `byte` is in it. An unclosed set
/// ends with the glob, as in Redis.
std::pair<qsizetype, bool> matchSet(QByteArrayView glob, char byte)
{
    qsizetype at = 1;
    const bool isNegated = at < glob.size() && glob[at] == '^';
    if (isNegated)
        ++at;
    bool isIn = false;
    const auto value = static_cast<unsigned char>(byte);
    for (; at < glob.size() && glob[at] != ']'; ++at) {
        if (glob[at] == '\\' && at + 1 < glob.size())
            ++at;
        auto from = static_cast<unsigned char>(glob[at]);
        auto to = from;
        if (at + 2 < glob.size() && glob[at + 1] == '-') {
            to = static_cast<unsigned char>(glob[at + 2]);
            at += 2;
        }
        if (from > to)
            std::swap(from, to);
        isIn |= value >= from && value <= to;
    }
    return {std::min(at + 1, glob.size()), isIn != isNegated};
}

} // namespace

std::optional<CircuitName> KeyTemplate::match(const QByteArray &key) const
{
    if (key.size() < head.size() + tail.size() || !key.endsWith(tail))
        return std::nullopt;
    const qsizetype last = prefix == Prefix::None ? 0 : key.size() - head.size() - tail.size();
    // Where the whole key is the name it may be empty: "" is a key too.
    const bool isWhole = head.isEmpty() && tail.isEmpty();
    for (qsizetype at = 0; at <= last; ++at) {
        at = key.indexOf(head, at);
        if (at < 0 || at > last)
            return std::nullopt;
        if (prefix == Prefix::Separated && at > 0 && isAlphanumeric(key[at - 1]))
            continue;
        const QByteArray name
            = key.sliced(at + head.size(), key.size() - at - head.size() - tail.size());
        const bool isName
            = nameEnd ? name.isEmpty() || name.endsWith(nameEnd) : isWhole || !name.isEmpty();
        if (!isName || std::ranges::any_of(notEnding, [&](const QByteArray &end) {
                return name.endsWith(end);
            }))
            return std::nullopt;
        return CircuitName{key.first(at), name};
    }
    return std::nullopt;
}

QByteArray KeyTemplate::glob() const
{
    const QByteArray start = prefix == Prefix::None ? ""_ba : "*"_ba;
    if (head.isEmpty() && tail.isEmpty())
        return "*"_ba;
    return start + escapedForGlob(head) + '*' + escapedForGlob(tail);
}

std::expected<KeyTemplate, QString> parseKeyTemplate(const QString &text)
{
    KeyTemplate found{.prefix = KeyTemplate::Prefix::None};
    const QByteArray bytes = text.toUtf8();
    QByteArray part;
    bool hasName = false;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (c == '\\' && at + 1 < bytes.size()) {
            part += bytes[++at];
        } else if (c == '*' && at == 0) {
            found.prefix = KeyTemplate::Prefix::Any;
        } else if (bytes.sliced(at).startsWith("{name}")) {
            if (std::exchange(hasName, true))
                return std::unexpected(u"has {name} twice"_s);
            found.head = std::exchange(part, {});
            at += 5;
        } else if (QByteArrayView("*?[]{}\\").contains(c)) {
            return std::unexpected(u"'%1' at %2 needs a backslash"_s.arg(QLatin1Char(c)).arg(at));
        } else {
            part += c;
        }
    }
    if (!hasName)
        return std::unexpected(u"has no {name}"_s);
    found.tail = part;
    if (found.head.isEmpty() && found.tail.isEmpty())
        return std::unexpected(u"would match every key"_s);
    return found;
}

bool matchesGlob(QByteArrayView glob, QByteArrayView key)
{
    qsizetype g = 0;
    qsizetype k = 0;
    // Where the last star was and what it has swallowed: a later star makes earlier choices final.
    qsizetype star = -1;
    qsizetype swallowed = 0;
    while (k < key.size() || g < glob.size()) {
        bool fits = false;
        if (g < glob.size() && glob[g] == '*') {
            star = g++;
            swallowed = k;
            continue;
        }
        if (g < glob.size() && k < key.size()) {
            qsizetype length = 1;
            if (glob[g] == '?') {
                fits = true;
            } else if (glob[g] == '[') {
                std::tie(length, fits) = matchSet(glob.sliced(g), key[k]);
            } else {
                if (glob[g] == '\\' && g + 1 < glob.size())
                    length = 2;
                fits = glob[g + length - 1] == key[k];
            }
            if (fits) {
                g += length;
                ++k;
            }
        }
        if (!fits) {
            if (star < 0 || swallowed >= key.size())
                return false;
            g = star + 1;
            k = ++swallowed;
        }
    }
    return true;
}

QByteArray escapedForGlob(const QByteArray &text)
{
    QByteArray out;
    for (const char c : text) {
        if (QByteArrayView("*?[]^\\").contains(c))
            out += '\\';
        out += c;
    }
    return out;
}

} // namespace Recloser
