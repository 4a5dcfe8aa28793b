// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/core/regex/diagnosing.h"

#include <QFile>

using namespace Recloser;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 1;
    const QStringList blocks = QString::fromUtf8(in.readAll()).split(u"\n\n"_s);
    for (const QString &block : blocks) {
        const QString pattern = block.section(u'\n', 0, 0);
        const QString urls = block.section(u'\n', 1);
        printf("=== %s\n%s", qPrintable(pattern), qPrintable(told(diagnose(pattern, urls))));
    }
    return argc > 5 && argv;
}
