// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

//
// A driver for compilers without libFuzzer: puts inputs together from the pieces of its target and
// damages some of them.

#include "tests/fuzz/fuzzpieces.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cstring>

namespace {

QByteArray newInput(QRandomGenerator &random)
{
    const QByteArrayList &pieces = Recloser::fuzzPieces();
    QByteArray input;
    for (int i = random.bounded(1, 24); i > 0; --i)
        input += pieces.at(random.bounded(pieces.size()));
    // Every other one stays whole, so that what is well-formed is met too.
    for (int i = random.bounded(2) ? random.bounded(5) : 0; i > 0 && !input.isEmpty(); --i) {
        const qsizetype at = random.bounded(input.size());
        switch (random.bounded(3)) {
        case 0:
            input[at] = char(random.bounded(256));
            break;
        case 1:
            input.remove(at, random.bounded(1, 8));
            break;
        default:
            input.insert(at, char(random.bounded(256)));
        }
    }
    return input;
}

} // namespace

/// --runs N or --seconds S, --seed N.
int main(int argc, char **argv)
{
    qint64 runs = 0;
    qint64 seconds = 0;
    quint32 seed = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        const qint64 number = std::strtoll(argv[i + 1], nullptr, 10);
        if (std::strcmp(argv[i], "--runs") == 0)
            runs = number;
        else if (std::strcmp(argv[i], "--seconds") == 0)
            seconds = number;
        else if (std::strcmp(argv[i], "--seed") == 0)
            seed = quint32(number);
    }
    QRandomGenerator random(seed);
    QElapsedTimer timer;
    timer.start();
    qint64 done = 0;
    for (; done < runs || timer.elapsed() < seconds * 1000; ++done) {
        const QByteArray input = newInput(random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()),
                               size_t(input.size()));
    }
    std::printf("%lld inputs, every promise kept\n", static_cast<long long>(done));
    return done > 0 ? 0 : 2;
}
