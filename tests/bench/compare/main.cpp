// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Compares bodies of 1, 10 and 100 MB: lines of JSON with a few edits, the same in one line,
// and texts that have little in common; beside diff on the same files, where it is there.

#include "core/compare/bodycompare.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>
#include <sys/resource.h>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    QByteArray left;
    QByteArray right;
    /// Places that were edited.
    int edits = 0;
};

/// Objects of four lines each, one in ten thousand edited.
Texts edited(qsizetype size, bool isMinified)
{
    Texts texts;
    const char *end = isMinified ? "" : "\n";
    texts.left = texts.right = QByteArray("[") + end;
    texts.left.reserve(size + 100);
    texts.right.reserve(size + 100);
    for (int i = 0; texts.left.size() < size; ++i) {
        const auto object = [&](int value) {
            return QByteArray("{") + end + "\"id\":" + QByteArray::number(i) + ',' + end
                + "\"value\":" + QByteArray::number(value) + end + "}," + end;
        };
        const bool isEdited = i % 10'000 == 5'000;
        texts.edits += isEdited ? 1 : 0;
        texts.left += object(i * 7 % 1000);
        texts.right += object(isEdited ? -1 : i * 7 % 1000);
    }
    for (QByteArray *text : {&texts.left, &texts.right})
        *text += "null]";
    return texts;
}

Texts strangers(qsizetype size)
{
    Texts texts;
    QRandomGenerator random(1);
    for (QByteArray *text : {&texts.left, &texts.right}) {
        text->reserve(size + 100);
        while (text->size() < size)
            *text += "line " + QByteArray::number(random.bounded(1000)) + '\n';
    }
    return texts;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        std::exit(2);
}

double peakMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_maxrss) / 1024.0;
}

/// Of `diff`, in ms; negative without one, or when it did not end in time.
double peer(const QString &left, const QString &right)
{
    const QString program = QStandardPaths::findExecutable(u"diff"_s);
    if (program.isEmpty())
        return -1;
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    process.start(program, {u"-u"_s, left, right});
    if (!process.waitForFinished(120'000)) {
        process.kill();
        process.waitForFinished();
        return -1;
    }
    return double(timer.nsecsElapsed()) / 1e6;
}

/// False when what was edited was not found.
bool measure(const char *name, const Texts &texts, const QTemporaryDir &folder,
             std::optional<BodyMethod> method)
{
    const QString left = folder.filePath(u"left"_s);
    const QString right = folder.filePath(u"right"_s);
    write(left, texts.left);
    write(right, texts.right);
    QElapsedTimer timer;
    timer.start();
    const auto leftBytes = HeldBytes::ofFile(left);
    const auto rightBytes = HeldBytes::ofFile(right);
    if (!leftBytes || !rightBytes)
        return false;
    const auto compared = compareBodies({*leftBytes, {}}, {*rightBytes, {}}, {.method = method});
    const double ours = double(timer.nsecsElapsed()) / 1e6;
    const double theirs = peer(left, right);
    const qsizetype found = qsizetype((*compared)->rows.differences().size());
    std::printf("  %-34s %9.1f ms  diff -u %9.1f ms  ratio %6.2f  %8lld places%s\n", name, ours,
                theirs, theirs > 0 ? ours / theirs : 0.0, static_cast<long long>(found),
                (*compared)->rows.isApproximate ? ", approximate" : "");
    std::fflush(stdout);
    return texts.edits == 0 || found == texts.edits;
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<int> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(std::max(1, QByteArray(argv[i]).toInt()));
    if (sizes.empty())
        sizes = {1, 10, 100};
    const QTemporaryDir folder;
    bool isRight = true;
    for (const int megabytes : sizes) {
        const qsizetype size = qsizetype(megabytes) * 1'000'000;
        std::printf("%d MB against %d MB\n", megabytes, megabytes);
        const Texts lines = edited(size, false);
        isRight &= measure("lines, few edits, as text", lines, folder, BodyMethod::Text);
        isRight &= measure("the same, by structure", lines, folder, BodyMethod::Structure);
        isRight &= measure("one line, few edits, as text", edited(size, true), folder,
                           BodyMethod::Text);
        isRight
            &= measure("one line, by structure", edited(size, true), folder, BodyMethod::Structure);
        isRight &= measure("little in common, as text", strangers(size), folder, BodyMethod::Text);
        std::printf("  at most %.0f MB in memory so far, what is mapped included\n",
                    peakMegabytes());
    }
    if (!isRight)
        std::printf("not every edit was found\n");
    return isRight ? 0 : 1;
}
