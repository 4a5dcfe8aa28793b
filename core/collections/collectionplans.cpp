// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionplans.h"

#include "core/collections/collectionnotes.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;
using Failure = CollectionFailure::Kind;
using NameProblem = CollectionFailure::NameProblem;
using Step = Collection::Step;

// Plans for folders and files.

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

std::unexpected<CollectionFailure> failed(Failure kind, const StoreError &error)
{
    return std::unexpected(CollectionFailure{.kind = kind, .error = error});
}

std::unexpected<CollectionFailure> badName(NameProblem problem, const QString &name)
{
    return std::unexpected(CollectionFailure{.kind = Failure::Name,
                                             .nameProblem = problem,
                                             .error = {StoreError::Kind::Refused, name, {}}});
}

QStringList namesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System
                                  | QDir::NoDotAndDotDot);
}

QString nameOf(const QString &path)
{
    return path.section(u'/', -1);
}

QString folderOf(const QString &path)
{
    return path.section(u'/', 0, -2);
}

bool isThere(const QString &path)
{
    return QFileInfo::exists(path) || QFileInfo(path).isSymLink();
}

std::optional<CollectionFailure> missing(const QString &path)
{
    if (isThere(path))
        return std::nullopt;
    return CollectionFailure{.kind = Failure::Gone,
                             .error = {StoreError::Kind::NotFound, path, {}}};
}

void addNotes(CollectionPlan &plan, const QString &from, const QString &to)
{
    const auto addOfFile = [&plan](const QString &file, const QString &target) {
        const auto content = readWholeFile(file, largestFile);
        if (content)
            plan.notes += notesOfFile(HttpFile::parse(*content), file, target);
    };
    if (QFileInfo(from).isFile() && isRequestFile(from))
        addOfFile(from, to);
}

Collection::StepText textOf(Step step, const QStringList &paths)
{
    return {step, paths.size() == 1 ? nameOf(paths.first()) : QString(), paths.size()};
}

} // namespace

PlanResult planAddFolder(const QString &folder, const QString &name)
{
    if (const auto problem = nameProblemOf(name, namesIn(folder)); problem != NameProblem::None)
        return badName(problem, name);
    const QString path = folder + u'/' + name;
    return CollectionPlan{.step = {{Step::AddFolder, name}, {{FileEffect::Kind::Folder, path}}},
                          .places = {{path, -1}}};
}

PlanResult planAddFile(const QString &folder, const QString &name)
{
    const QString file = withRequestFileEnding(name);
    if (const auto problem = nameProblemOf(file, namesIn(folder)); problem != NameProblem::None)
        return badName(problem, file);
    const QString path = folder + u'/' + file;
    FileEffect effect{.kind = FileEffect::Kind::Content, .path = path, .after = ""_ba};
    return CollectionPlan{.step = {{Step::AddFile, file}, {effect}}, .places = {{path, -1}}};
}

PlanResult planAddRequestFile(const QString &folder, const RequestSpec &spec)
{
    const QString name = copyName(fileNameFor(spec.name, spec.method, spec.url), namesIn(folder),
                                  CopyName::WhereTaken);
    const QString path = folder + u'/' + name;
    HttpFile file;
    HttpFileEdit edit = file.append(spec);
    if (edit.lost.contains("request"_L1))
        return failed(Failure::Unwritable, {StoreError::Kind::Refused, path, {}});
    FileEffect effect{.kind = FileEffect::Kind::Content, .path = path, .after = file.write()};
    return CollectionPlan{.step = {{Step::AddRequest, spec.name}, {effect}},
                          .places = {{path, 0}},
                          .secrets = edit.secrets,
                          .lost = edit.lost};
}

PlanResult planRenamePath(const QString &path, const QString &name)
{
    if (const auto gone = missing(path))
        return std::unexpected(*gone);
    const QString fresh = QFileInfo(path).isDir() ? name : withRequestFileEnding(name);
    QStringList siblings = namesIn(folderOf(path));
    siblings.removeOne(nameOf(path));
    if (const auto problem = nameProblemOf(fresh, siblings); problem != NameProblem::None)
        return badName(problem, fresh);
    const QString to = folderOf(path) + u'/' + fresh;
    CollectionPlan plan{.step = {{Step::Rename, nameOf(path)}, {}}, .places = {{to, -1}}};
    if (to != path)
        plan.step.effects.append({FileEffect::Kind::Rename, path, to});
    return plan;
}

PlanResult planMovePaths(const QStringList &paths, const QString &folder)
{
    CollectionPlan plan{.step = {textOf(Step::Move, paths), {}}};
    QStringList names = namesIn(folder);
    for (const QString &path : paths) {
        if (const auto gone = missing(path))
            return std::unexpected(*gone);
        if (folder == path || folder.startsWith(path + u'/'))
            return failed(Failure::IntoItself, {StoreError::Kind::Refused, path, {}});
        const QString to = folder + u'/' + nameOf(path);
        plan.places.append({to, -1});
        if (to == path)
            continue;
        if (names.contains(nameOf(path), Qt::CaseInsensitive))
            return badName(NameProblem::Taken, nameOf(path));
        names.append(nameOf(path));
        plan.step.effects.append({FileEffect::Kind::Rename, path, to});
        addNotes(plan, path, to);
    }
    return plan;
}

PlanResult planCopyPaths(const QStringList &paths, const QString &folder)
{
    CollectionPlan plan{.step
                        = {textOf(folder.isEmpty() ? Step::Duplicate : Step::Copy, paths), {}}};
    QHash<QString, QStringList> names;
    for (const QString &path : paths) {
        if (const auto gone = missing(path))
            return std::unexpected(*gone);
        const QString target = folder.isEmpty() ? folderOf(path) : folder;
        if (target == path || target.startsWith(path + u'/'))
            return failed(Failure::IntoItself, {StoreError::Kind::Refused, path, {}});
        if (!names.contains(target))
            names.insert(target, namesIn(target));
        const QString name = copyName(nameOf(path), names[target],
                                      folder.isEmpty() ? CopyName::Always : CopyName::WhereTaken);
        names[target].append(name);
        const QString to = target + u'/' + name;
        plan.places.append({to, -1});
        plan.step.effects.append({FileEffect::Kind::Copy, path, to});
        addNotes(plan, path, to);
    }
    return plan;
}

PlanResult planRemovePaths(const QStringList &paths)
{
    CollectionPlan plan{.step = {textOf(Step::Remove, paths), {}}};
    for (const QString &path : paths) {
        if (const auto gone = missing(path))
            return std::unexpected(*gone);
        plan.step.effects.append({FileEffect::Kind::Trash, path});
    }
    return plan;
}

} // namespace Recloser
