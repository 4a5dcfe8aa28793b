// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

//
// A driver for compilers without libFuzzer: puts lines together from what servers send and from
// what they should not, and mutates them.

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
    static const QByteArrayList all{"a=b",
                                    "sid=\"x y\"",
                                    "=",
                                    ";",
                                    "; ",
                                    " ",
                                    "\t",
                                    ",",
                                    "Domain=",
                                    "Domain=.example.co.uk",
                                    "domain=shop.example.co.uk",
                                    "Domain=co.uk",
                                    "Domain=m\xc3\xbc.example",
                                    "Path=/",
                                    "Path=",
                                    "path=/a",
                                    "Max-Age=",
                                    "max-age=-1",
                                    "Max-Age=99999999999999999999",
                                    "Max-Age=60",
                                    "Expires=",
                                    "Expires=Sun, 06 Nov 2094 08:49:37 GMT",
                                    "Thu, 01-Jan-70 00:00:00 GMT",
                                    "1:2:3",
                                    "31 feb 2030",
                                    "29 Feb 2028",
                                    "23:59:60",
                                    "Secure",
                                    "HttpOnly",
                                    "SameSite=Lax",
                                    "__Host-a=1",
                                    "__Secure-b=2",
                                    "\r",
                                    "\n",
                                    QByteArray("\0", 1),
                                    "\x7f",
                                    "\xff\xfe",
                                    "#HttpOnly_",
                                    ".shop.example\tTRUE\t/\tFALSE\t0\tn\tv\n",
                                    "shop.example\tFALSE\t/\tTRUE\t1900000000\tn\t",
                                    "Set-Cookie: ",
                                    "0",
                                    "12",
                                    "2026",
                                    "jan",
                                    QByteArray(1025, 'x'),
                                    QByteArray(4097, 'y')};
    return all;
}

QByteArray newLine(QRandomGenerator &random)
{
    QByteArray line;
    for (int i = random.bounded(1, 9); i > 0; --i)
        line += pieces().at(random.bounded(pieces().size())) + (random.bounded(2) ? "; " : "");
    for (int i = random.bounded(4); i > 0 && !line.isEmpty(); --i) {
        const qsizetype at = random.bounded(line.size());
        switch (random.bounded(3)) {
        case 0:
            line[at] = char(random.bounded(256));
            break;
        case 1:
            line.remove(at, random.bounded(1, 8));
            break;
        default:
            line.insert(at, char(random.bounded(256)));
        }
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
    std::printf("%lld lines, every promise kept\n", static_cast<long long>(done));
    return done > 0 ? 0 : 2;
}
