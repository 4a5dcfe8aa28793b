// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/gitignore.h"

#include "core/store/onworker.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 4 * 1024 * 1024;
constexpr int longestAnswer = 5000; // ms; a repository on a network that is away

/// Empty: none.
QString repositoryOf(const QString &path)
{
    QDir folder = QFileInfo(path).absoluteDir();
    while (!QFileInfo::exists(folder.filePath(u".git"_s))) {
        if (!folder.cdUp())
            return {};
    }
    return folder.absolutePath();
}

/// The exit code of git in `folder`; nothing where it did not come to an answer.
std::optional<int> askGit(const QString &git, const QString &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(git, arguments, QIODevice::ReadOnly);
    if (!process.waitForFinished(longestAnswer)) {
        process.kill();
        process.waitForFinished(longestAnswer);
        return std::nullopt;
    }
    return process.exitStatus() == QProcess::NormalExit ? std::optional(process.exitCode())
                                                        : std::nullopt;
}

/// A pattern of gitignore(5) as a regular expression for paths from the folder of its file.
QRegularExpression expressionOf(QStringView pattern)
{
    const bool isAnchored = pattern.chopped(pattern.endsWith(u'/') ? 1 : 0).contains(u'/');
    if (pattern.startsWith(u'/'))
        pattern = pattern.sliced(1);
    if (pattern.endsWith(u'/'))
        pattern.chop(1);
    QString expression = isAnchored ? u"^"_s : u"^(?:.*/)?"_s;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QStringView rest = pattern.sliced(i);
        if (rest.startsWith(u"**/")) {
            expression += u"(?:.*/)?"_s;
            i += 2;
        } else if (rest.startsWith(u"**")) {
            expression += u".*"_s;
            ++i;
        } else if (rest.startsWith(u'*')) {
            expression += u"[^/]*"_s;
        } else if (rest.startsWith(u'?')) {
            expression += u"[^/]"_s;
        } else if (const qsizetype close = rest.indexOf(u']', 2); rest[0] == u'[' && close > 0) {
            QString set = rest.first(close + 1).toString();
            if (set[1] == u'!')
                set[1] = u'^';
            expression += set;
            i += close;
        } else {
            if (rest[0] == u'\\' && rest.size() > 1)
                ++i;
            expression += QRegularExpression::escape(pattern.sliced(i, 1).toString());
        }
    }
    return QRegularExpression(expression + u'$');
}

/// What one file says of `relative`; nothing: nothing.
std::optional<bool> saidBy(const QString &ignoreFile, const QString &relative)
{
    const auto content = readWholeFile(ignoreFile, largestFile);
    if (!content)
        return std::nullopt;
    std::optional<bool> said;
    const QStringList lines = QString::fromUtf8(*content).split(u'\n');
    for (QString line : lines) {
        while (line.endsWith(u'\r') || (line.endsWith(u' ') && !line.endsWith("\\ "_L1)))
            line.chop(1);
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const bool isNegated = line.startsWith(u'!');
        const QString pattern = isNegated ? line.sliced(1) : line;
        const QRegularExpression expression = expressionOf(pattern);
        // The file, or a folder on the way to it.
        for (qsizetype end = relative.indexOf(u'/'); end >= 0;
             end = relative.indexOf(u'/', end + 1)) {
            if (expression.match(relative.first(end)).hasMatch())
                said = !isNegated;
        }
        if (!pattern.endsWith(u'/') && expression.match(relative).hasMatch())
            said = !isNegated;
    }
    return said;
}

bool isIgnoredByRules(const QString &repository, const QString &path)
{
    QStringList files{repository + u"/.git/info/exclude"_s};
    QStringList bases{repository};
    QString folder = repository;
    const QString relative = QDir(repository).relativeFilePath(path);
    const QStringList parts = relative.split(u'/');
    for (const QString &part : parts) {
        files.append(folder + u"/.gitignore"_s);
        bases.append(folder);
        folder += u'/' + part;
    }
    bool isIgnored = false;
    for (qsizetype i = 0; i < files.size(); ++i)
        isIgnored = saidBy(files[i], QDir(bases[i]).relativeFilePath(path)).value_or(isIgnored);
    return isIgnored;
}

std::expected<QString, StoreError> added(const QString &path)
{
    const QString repository = repositoryOf(path);
    if (repository.isEmpty())
        return std::unexpected(StoreError{StoreError::Kind::NotFound, path, u".git"_s});
    const QString file = repository + u"/.gitignore"_s;
    if (gitIgnoringOf(path) == GitIgnoring::Ignored)
        return file;
    const auto content = readWholeFile(file, largestFile);
    if (!content && content.error().kind != StoreError::Kind::NotFound)
        return std::unexpected(content.error());
    QByteArray bytes = content.value_or(QByteArray());
    const QByteArray ending = bytes.contains("\r\n") ? "\r\n"_ba : "\n"_ba;
    if (!bytes.isEmpty() && !bytes.endsWith('\n'))
        bytes += ending;
    bytes += QFileInfo(path).fileName().toUtf8() + ending;
    return writeWholeFile(file, bytes, FileRights::Default).transform([&] { return file; });
}

} // namespace

GitIgnoring gitIgnoringOf(const QString &path)
{
    const QString full = QFileInfo(path).absoluteFilePath();
    const QString repository = repositoryOf(full);
    if (repository.isEmpty())
        return GitIgnoring::NoRepository;
    if (const QString git = QStandardPaths::findExecutable(u"git"_s); !git.isEmpty()) {
        if (askGit(git, repository, {u"ls-files"_s, u"--error-unmatch"_s, u"--"_s, full}) == 0)
            return GitIgnoring::Tracked;
        const auto answer = askGit(git, repository, {u"check-ignore"_s, u"-q"_s, u"--"_s, full});
        // Anything else is no answer, as for a folder that only looks like a repository.
        if (answer == 0 || answer == 1)
            return *answer == 0 ? GitIgnoring::Ignored : GitIgnoring::NotIgnored;
    }
    return isIgnoredByRules(repository, full) ? GitIgnoring::Ignored : GitIgnoring::NotIgnored;
}

QFuture<GitIgnoring> loadGitIgnoring(const QString &path)
{
    return onWorker<GitIgnoring>([path] { return gitIgnoringOf(path); });
}

QFuture<std::expected<QString, StoreError>> addToGitignore(const QString &path)
{
    return onWorker<std::expected<QString, StoreError>>([path] { return added(path); });
}

} // namespace Recloser
