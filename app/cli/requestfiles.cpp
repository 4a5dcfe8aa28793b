// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/requestfiles.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isRequestFile(const QString &name)
{
    return name.endsWith(".http"_L1, Qt::CaseInsensitive)
        || name.endsWith(".rest"_L1, Qt::CaseInsensitive);
}

void addFolder(QList<RequestFile> &files, const QDir &folder, const QString &shown)
{
    const auto sorted = [&](QDir::Filters what) {
        QStringList names = folder.entryList(what | QDir::NoDotAndDotDot, QDir::NoSort);
        std::ranges::sort(names, comesBefore);
        return names;
    };
    const QStringList inner = sorted(QDir::Dirs | QDir::NoSymLinks);
    for (const QString &name : inner) {
        if (name != "node_modules"_L1)
            addFolder(files, QDir(folder.filePath(name)), shown + name + u'/');
    }
    const QStringList names = sorted(QDir::Files);
    for (const QString &name : names) {
        if (isRequestFile(name))
            files.append({folder.absoluteFilePath(name), shown + name});
    }
}

/// A run of digits without its leading zeros.
QStringView numberAt(QStringView text, qsizetype &at)
{
    while (at < text.size() && text[at] == u'0')
        ++at;
    const qsizetype begin = at;
    while (at < text.size() && text[at].isDigit())
        ++at;
    return text.sliced(begin, at - begin);
}

} // namespace

bool comesBefore(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            const QStringView left = numberAt(a, i);
            const QStringView right = numberAt(b, j);
            if (left.size() != right.size())
                return left.size() < right.size();
            if (const int order = left.compare(right); order != 0)
                return order < 0;
            continue;
        }
        const QChar left = a[i++].toCaseFolded();
        const QChar right = b[j++].toCaseFolded();
        if (left != right)
            return left < right;
    }
    if (i < a.size() || j < b.size())
        return j < b.size();
    return a < b;
}

std::expected<QList<RequestFile>, ArgumentError> requestFiles(const QStringList &paths)
{
    QList<RequestFile> files;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (!info.exists())
            return std::unexpected(ArgumentError{path, u"there is no such file or folder"_s,
                                                 u"name a folder or .http files"_s});
        if (!info.isDir()) {
            files.append({info.absoluteFilePath(), path});
            continue;
        }
        const qsizetype before = files.size();
        addFolder(files, QDir(path), {});
        if (files.size() == before)
            return std::unexpected(ArgumentError{path, u"there is no .http file in it"_s,
                                                 u"name a folder or .http files"_s});
    }
    return files;
}

} // namespace Recloser
