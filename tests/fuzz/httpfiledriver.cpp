// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
//
// A driver for compilers without libFuzzer: makes files up and mutates them. It minds no coverage;
// the texts it starts from have it.

#include "tests/fuzz/httpfilecheck.h"
#include "tests/fuzz/httpfiletexts.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cstdint>
#include <cstdio>

using namespace Recloser;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

/// The smallest part of `bytes` that still breaks a promise, found by leaving pieces out.
QByteArray shrunk(QByteArray bytes)
{
    for (qsizetype size = bytes.size() / 2; size > 0; size /= 2) {
        for (qsizetype at = 0; at + size <= bytes.size();) {
            QByteArray fewer = bytes;
            fewer.remove(at, size);
            if (brokenPromise(fewer).isEmpty())
                at += size;
            else
                bytes = fewer;
        }
    }
    return bytes;
}

int runFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(file.errorString()));
            return 2;
        }
        const QByteArray bytes = file.readAll();
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(bytes.constData()),
                               size_t(bytes.size()));
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{u"runs"_s, u"So many inputs."_s, u"N"_s},
                       {u"seconds"_s, u"For so long."_s, u"N"_s},
                       {u"seed"_s, u"Other inputs for another number."_s, u"N"_s, u"1"_s}});
    parser.addPositionalArgument(u"files"_s, u"Inputs to try instead."_s, u"[FILE...]"_s);
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return runFiles(parser.positionalArguments());

    const qint64 runs = parser.isSet(u"runs"_s) ? parser.value(u"runs"_s).toLongLong() : -1;
    const qint64 most = parser.value(u"seconds"_s).toLongLong() * 1000;
    QRandomGenerator random(parser.value(u"seed"_s).toUInt());
    QElapsedTimer timer;
    timer.start();
    qint64 count = 0;
    for (; runs >= 0 ? count < runs : timer.elapsed() < most; ++count) {
        QByteArray bytes = plausibleFile(random);
        if (count % 3 > 0)
            bytes = mutated(bytes, random);
        const QString broken = brokenPromise(bytes);
        if (broken.isEmpty())
            continue;
        const QByteArray smallest = shrunk(bytes);
        QFile kept(u"fuzz_httpfile.failed"_s);
        if (kept.open(QIODevice::WriteOnly))
            kept.write(smallest);
        std::fprintf(stderr, "input %lld, kept in fuzz_httpfile.failed:\n%s\n",
                     static_cast<long long>(count), qPrintable(brokenPromise(smallest)));
        return 1;
    }
    std::printf("%lld inputs in %lld ms\n", static_cast<long long>(count),
                static_cast<long long>(timer.elapsed()));
    return 0;
}
