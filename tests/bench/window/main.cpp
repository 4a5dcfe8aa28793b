// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// Starts the real window with what a session before has left (20 tabs, a collection of 3 000
// requests in 300 files), and a skeleton of a window, in turns: until it is painted, until it is
// with all its tabs, what it has taken of the processor and of memory (PSS) at rest.

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int tabs = 20;
constexpr int requestsAFile = 10;
constexpr int longest = 60'000; // ms, for one start

using Figures = QHash<QByteArray, double>;

bool write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(text) == text.size();
}

QByteArray requestText(int number)
{
    const QByteArray name = QByteArray::number(number);
    return "### Search for product " + name
        + "\nPOST http:"
          "//www.store1.com:8001/search?page="
        + name + "\nContent-Type: application/json\nAccept: application/json\n\n{\"product\": "
        + name + ", \"fields\": [\"price\", \"stock\"]}\n\n";
}

/// The files of a collection, and those of the tabs.
bool writeFiles(const QDir &folder, int files)
{
    if (!folder.mkdir(u"shop"_s) || !folder.mkdir(u"tabs"_s))
        return false;
    for (int file = 0; file < files; ++file) {
        QByteArray text;
        for (int i = 0; i < requestsAFile; ++i)
            text += requestText(file * requestsAFile + i);
        if (!write(folder.filePath(u"shop/products%1.http"_s.arg(file)), text))
            return false;
    }
    for (int tab = 0; tab < tabs; ++tab) {
        if (!write(folder.filePath(u"tabs/tab%1.http"_s.arg(tab)), requestText(tab)))
            return false;
    }
    return true;
}

/// Nothing if the window did not come up with all its tabs, or did not end well.
std::optional<Figures> start(const QString &program, const QStringList &arguments,
                             const QString &output)
{
    QFile::remove(output);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_PLUGIN_PATH"_s, QStringLiteral(PLUGINS));
    environment.insert(u"QT_QPA_GENERIC_PLUGINS"_s, u"recloserprobe"_s);
    environment.insert(u"PROBE_TABS"_s, QString::number(tabs));
    environment.insert(u"PROBE_OUTPUT"_s, output);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    environment.insert(u"PROBE_BEGUN"_s, QString::number(std::chrono::nanoseconds(now).count()));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(longest)) {
        process.kill();
        process.waitForFinished();
        return std::nullopt;
    }
    QFile file(output);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0
        || !file.open(QFile::ReadOnly))
        return std::nullopt;
    Figures figures;
    const QByteArrayList lines = file.readAll().trimmed().split('\n');
    for (const QByteArray &line : lines)
        figures.insert(line.left(line.indexOf(' ')), line.mid(line.indexOf(' ') + 1).toDouble());
    return figures;
}

double medianOf(const std::vector<Figures> &all, const QByteArray &figure)
{
    std::vector<double> values;
    for (const Figures &figures : all)
        values.push_back(figures.value(figure));
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, atoi(argv[1])) : 7;
    const int files = argc > 2 ? std::max(1, atoi(argv[2])) : 300;
    const QTemporaryDir folder;
    const QDir dir(folder.path());
    const QString output = dir.filePath(u"output"_s);
    if (!writeFiles(dir, files))
        return 2;
    const QStringList again{u"--profile"_s, dir.filePath(u"profile"_s)};
    QStringList first = again;
    for (int tab = 0; tab < tabs; ++tab)
        first.append(dir.filePath(u"tabs/tab%1.http"_s.arg(tab)));
    first.append(dir.filePath(u"shop"_s));
    // Leaves the session that the others restore.
    if (!start(QStringLiteral(RECLOSER), first, output)) {
        std::fprintf(stderr, "the window did not come up with its tabs\n");
        return 1;
    }
    std::vector<Figures> ours;
    std::vector<Figures> skeletons;
    for (int round = 0; round < rounds; ++round) {
        const auto skeleton = start(QStringLiteral(SKELETON), {}, output);
        const auto own = start(QStringLiteral(RECLOSER), again, output);
        if (!skeleton || !own) {
            std::fprintf(stderr, "a window did not come up with its tabs\n");
            return 1;
        }
        skeletons.push_back(*skeleton);
        ours.push_back(*own);
    }
    std::printf("%d tabs, %d requests in %d files; medians of %d\n", tabs, files * requestsAFile,
                files, rounds);
    const std::pair<const char *, const char *> figures[]{
        {"first", "until it is painted, ms"},
        {"all", "until it is with all tabs, ms"},
        {"processor", "processor time, ms"},
        {"memory", "memory at rest (PSS), MB"},
    };
    for (const auto &[figure, words] : figures) {
        const double own = medianOf(ours, figure);
        const double skeleton = medianOf(skeletons, figure);
        std::printf("%-32s %8.1f  skeleton %8.1f  ratio %5.2f\n", words, own, skeleton,
                    own / skeleton);
    }
    return 0;
}
