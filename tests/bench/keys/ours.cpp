// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/keys/ours.h"

#include "core/resilience/breakerkey.h"
#include "core/resilience/keyindex.h"

#include <QCryptographicHash>
#include <QHash>

#include <array>
#include <ctime>

namespace Recloser {

namespace {

/// The key of a URL that has one, otherwise the URL.
QStringView keyOf(const std::expected<std::optional<Span>, GaveUp> &found, const QString &url)
{
    if (!found || !*found)
        return url;
    const qsizetype begin = utf16Index(url, qsizetype((*found)->begin));
    return QStringView(url).sliced(begin, utf16Index(url, qsizetype((*found)->end)) - begin);
}

} // namespace

qint64 processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

Round groupByKey(const Pattern &pattern, const QStringList &urls)
{
    const qint64 start = processorTime();
    Searcher searcher;
    std::u32string text;
    KeyIndex index;
    std::vector<int> counts;
    std::array<QStringView, 64> keys;
    std::array<std::uint32_t, 64> numbers{};
    const Budget budget;
    for (qsizetype done = 0; done < urls.size();) {
        std::size_t count = 0;
        for (; count < keys.size() && done < urls.size(); ++count, ++done) {
            assignCodePoints(text, urls[done]);
            keys[count] = keyOf(searcher.find(pattern, text, budget), urls[done]);
        }
        index.add(std::span(keys).first(count), numbers);
        counts.resize(std::size_t(index.size()));
        for (std::size_t i = 0; i < count; ++i)
            ++counts[numbers[i]];
    }
    return {processorTime() - start, index.size()};
}

QByteArray digestOfKeys(const Pattern &pattern, const QStringList &urls)
{
    QCryptographicHash digest(QCryptographicHash::Sha1);
    Searcher searcher;
    std::u32string text;
    for (const QString &url : urls) {
        assignCodePoints(text, url);
        digest.addData(QByteArray(keyOf(searcher.find(pattern, text), url).toUtf8() + '\n'));
    }
    return digest.result().toHex();
}

Round readKeys(const QString &pattern, const QStringList &urls)
{
    const qint64 start = processorTime();
    KeyReader reader;
    BreakerPolicy policy;
    policy.keyPattern = pattern;
    QHash<QString, int> groups;
    for (const QString &url : urls)
        ++groups[reader.read(policy, url).key];
    return {processorTime() - start, groups.size()};
}

} // namespace Recloser
