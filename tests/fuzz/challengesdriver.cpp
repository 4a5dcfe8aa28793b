// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

//
// A driver for compilers without libFuzzer: puts challenges together from what servers send and
// from what they should not, and mutates them.

#include <QByteArray>
#include <QByteArrayList>
#include <QElapsedTimer>
#include <QRandomGenerator>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace {

const QByteArrayList &pieces()
{
    static const QByteArrayList all{"Digest ",
                                    "Basic ",
                                    "NTLM TlRMTVNTUAACAAAA==",
                                    "Negotiate",
                                    "Bearer error=\"invalid_token\"",
                                    "realm=\"x\"",
                                    "realm=\"a, \\\"b\\\"\"",
                                    "nonce=\"n\"",
                                    "nonce=abc+/==",
                                    "qop=\"auth, auth-int\"",
                                    "qop=auth-int",
                                    "algorithm=SHA-256-sess",
                                    "algorithm=SHA-512-256",
                                    "userhash=true",
                                    "charset=UTF-8",
                                    "opaque=\"\"",
                                    "stale=TRUE",
                                    ", ",
                                    ",",
                                    "=",
                                    " = ",
                                    "\"",
                                    "\\",
                                    "\t",
                                    QByteArray("\0", 1),
                                    "\xff\xfe",
                                    QByteArray(5000, 'x'),
                                    QByteArray(3000, ',')};
    return all;
}

QByteArray newLine(QRandomGenerator &random)
{
    QByteArray line;
    for (int i = random.bounded(1, 12); i > 0; --i)
        line += pieces().at(random.bounded(pieces().size())) + (random.bounded(2) ? ", " : "");
    for (int i = random.bounded(4); i > 0 && !line.isEmpty(); --i) {
        const qsizetype at = random.bounded(line.size());
        if (random.bounded(2))
            line[at] = char(random.bounded(256));
        else
            line.remove(at, random.bounded(1, 8));
    }
    return line;
}

qint64 numberOf(const char *text)
{
    return std::strtoll(text, nullptr, 10);
}

} // namespace

/// --runs N or --seconds S, --seed N.
int main(int argc, char **argv)
{
    qint64 runs = 0;
    qint64 seconds = 0;
    quint32 seed = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (std::strcmp(argv[i], "--runs") == 0)
            runs = numberOf(argv[i + 1]);
        else if (std::strcmp(argv[i], "--seconds") == 0)
            seconds = numberOf(argv[i + 1]);
        else if (std::strcmp(argv[i], "--seed") == 0)
            seed = quint32(numberOf(argv[i + 1]));
    }
    QRandomGenerator random(seed);
    QElapsedTimer timer;
    timer.start();
    qint64 done = 0;
    for (; done < runs || timer.elapsed() < seconds * 1000; ++done) {
        const QByteArray line = newLine(random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(line.constData()),
                               size_t(line.size()));
    }
    std::printf("%lld challenges, every promise kept\n", static_cast<long long>(done));
    return done > 0 ? 0 : 2;
}
