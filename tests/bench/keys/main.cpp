// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/regex/search.h"
#include "tests/bench/keys/python.h"
#include "tests/bench/keys/urls.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

const QStringList patterns{u"[w].+(?=/)"_s,
                           u"[w].+(?=:)"_s,
                           u".*"_s,
                           u".+m_"_s,
                           u"^https?://[^/?#]+"_s,
                           uR"((?i)^https?://([\w.-]+)(?::\d+)?/(?:v\d+/)?(\w+))"_s,
                           u"(?<=//)[^/:]+"_s};
/// One that is exponential on every URL.
const QString slowPattern = uR"(^(?:[\w.:/?&=-]+)+!$)"_s;

double median(QList<double> values)
{
    std::ranges::sort(values);
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

struct Row
{
    QList<double> python;
    QList<double> ours;
    QList<double> reader;
};

/// @return whether everybody found the same keys
bool measure(Python &python, const QString &pattern, const QStringList &urls, int rounds,
             QList<double> &ratios)
{
    const auto compiled = parse(pattern.toStdU32String());
    if (!compiled)
        return false;
    Row row;
    const QByteArray digest = digestOfKeys(*compiled, urls);
    for (int i = 0; i < rounds; ++i) {
        const auto theirs = python.group(pattern);
        if (!theirs)
            return false;
        const Round ours = groupByKey(*compiled, urls);
        const Round reader = readKeys(pattern, urls);
        if (theirs->digest != digest || theirs->round.groups != ours.groups
            || ours.groups != reader.groups) {
            std::printf("%s: the keys are not the same\n", qPrintable(pattern));
            return false;
        }
        row.python.append(double(theirs->round.nanoseconds));
        row.ours.append(double(ours.nanoseconds));
        row.reader.append(double(reader.nanoseconds));
    }
    const double count = double(urls.size());
    const double theirs = median(row.python) / count;
    const double ours = median(row.ours) / count;
    const double reader = median(row.reader) / count;
    ratios.append(theirs / ours);
    std::printf("%-52s %9.0f %9.0f %7.1fx %9.0f %7.1fx\n", qPrintable(pattern), theirs, ours,
                theirs / ours, reader, theirs / reader);
    std::fflush(stdout);
    return true;
}

/// @return whether every URL is told to be too slow
bool measureSlow(const QStringList &urls)
{
    const auto pattern = parse(slowPattern.toStdU32String());
    Searcher searcher;
    qint64 longest = 0;
    const qint64 start = processorTime();
    for (const QString &url : urls) {
        const qint64 before = processorTime();
        const auto found = searcher.find(*pattern, url.toStdU32String());
        if (found || found.error() != GaveUp::TooSlow)
            return false;
        longest = std::max(longest, processorTime() - before);
    }
    std::printf("\n%s on %lld URLs: all too slow, %.1f ms each, the longest %.1f ms\n",
                qPrintable(slowPattern), static_cast<long long>(urls.size()),
                double(processorTime() - start) / 1e6 / double(urls.size()), double(longest) / 1e6);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOption({u"urls"_s, u"How many URLs."_s, u"N"_s, u"100000"_s});
    options.addOption({u"slow"_s, u"How many URLs for the slow pattern."_s, u"N"_s, u"1000"_s});
    options.addOption({u"rounds"_s, u"How often each is measured."_s, u"N"_s, u"7"_s});
    options.addOption({u"python"_s, u"The CPython beside it."_s, u"PATH"_s, u"python3"_s});
    options.process(application);

    const QStringList urls = generatedUrls(options.value(u"urls"_s).toInt());
    Python python(options.value(u"python"_s), urls);
    const auto first = python.group(patterns.front());
    if (!first) {
        std::fprintf(stderr, "there is no %s\n", qPrintable(options.value(u"python"_s)));
        return 1;
    }
    std::printf("%lld URLs, grouped by key; ns of processor for a URL, medians\n\n",
                static_cast<long long>(urls.size()));
    std::printf("%-52s %9s %9s %8s %9s %8s\n", "pattern", qPrintable(u"py "_s + first->version),
                "ours", "", "KeyReader", "");
    QList<double> ratios;
    for (const QString &pattern : patterns) {
        if (!measure(python, pattern, urls, std::max(1, options.value(u"rounds"_s).toInt()),
                     ratios))
            return 1;
    }
    std::printf("\nours: %.1f times as fast in the median, %.1f at the least\n", median(ratios),
                *std::ranges::min_element(ratios));
    return measureSlow(
               urls.first(std::min<qsizetype>(urls.size(), options.value(u"slow"_s).toInt())))
        ? 0
        : 1;
}
