// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionnotes.h"
#include "core/collections/collectionplans.h"
#include "core/store/wholefile.h"

#include <algorithm>
#include <map>

namespace Recloser {

using namespace Qt::StringLiterals;
using Failure = CollectionFailure::Kind;
using Step = Collection::Step;

// Plans for requests.

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

/// A file as it is, and as it will be.
struct EditedFile
{
    QByteArray before;
    HttpFile original;
    HttpFile file;
    /// Where the requests that are meant are in `original`.
    QList<qsizetype> chosen;
};

using Files = std::map<QString, EditedFile>;

std::unexpected<CollectionFailure> failed(Failure kind, StoreError::Kind error, const QString &path)
{
    return std::unexpected(CollectionFailure{.kind = kind, .error = {error, path, {}}});
}

std::expected<void, CollectionFailure> load(Files &files, const QString &path)
{
    if (files.contains(path))
        return {};
    const auto content = readWholeFile(path, largestFile);
    if (!content)
        return std::unexpected(CollectionFailure{
            .kind
            = content.error().kind == StoreError::Kind::NotFound ? Failure::Gone : Failure::Store,
            .error = content.error()});
    const HttpFile file = HttpFile::parse(*content);
    files.insert({path, {*content, file, file, {}}});
    return {};
}

/// Reads the files of all requests and finds each where it is now; the indices, in the order of
/// `requests`.
std::expected<QList<qsizetype>, CollectionFailure> load(Files &files,
                                                        const QList<RequestPlace> &requests)
{
    QList<qsizetype> indices;
    for (const RequestPlace &request : requests) {
        if (const auto loaded = load(files, request.file); !loaded)
            return std::unexpected(loaded.error());
        EditedFile &edited = files.at(request.file);
        const QList<qsizetype> found = findAgain(request.marks, requestMarks(edited.original));
        const qsizetype index = found.value(request.index, -1);
        if (index < 0)
            return failed(Failure::Gone, StoreError::Kind::NotFound, request.file);
        edited.chosen.append(index);
        indices.append(index);
    }
    return indices;
}

void addEffect(QList<FileEffect> &effects, const QString &path, const EditedFile &edited)
{
    const QByteArray after = edited.file.write();
    if (after != edited.before)
        effects.append({.kind = FileEffect::Kind::Content,
                        .path = path,
                        .before = edited.before,
                        .after = after});
}

QStringList requestNames(const HttpFile &file)
{
    QStringList names;
    for (const HttpFileRequest &request : file.requests())
        names.append(request.spec.name);
    names.removeAll(QString());
    return names;
}

void removeChosen(EditedFile &edited)
{
    QList<qsizetype> indices = edited.chosen;
    std::ranges::sort(indices, std::greater());
    indices.erase(std::ranges::unique(indices).begin(), indices.end());
    for (qsizetype index : std::as_const(indices))
        edited.file.removeRequest(index);
}

Collection::StepText textOf(Step step, const HttpFile &file, qsizetype index, qsizetype count)
{
    const HttpFileRequest &request = file.requests()[index];
    const QString name = request.spec.name.isEmpty()
        ? QString(request.spec.method + u' ' + request.target)
        : request.spec.name;
    return {step, count == 1 ? name : QString(), count};
}

} // namespace

PlanResult planAddRequest(const QString &path, qsizetype row, const RequestSpec &spec)
{
    Files files;
    if (const auto loaded = load(files, path); !loaded)
        return std::unexpected(loaded.error());
    EditedFile &edited = files.at(path);
    const qsizetype count = edited.file.requests().size();
    const qsizetype index = row < 0 || row > count ? count : row;
    HttpFileEdit edit = edited.file.insertRequest(index, spec);
    if (edit.lost.contains("request"_L1))
        return failed(Failure::Unwritable, StoreError::Kind::Refused, path);
    CollectionPlan plan{.step = {textOf(Step::AddRequest, edited.file, index, 1), {}},
                        .places = {{path, index}},
                        .secrets = edit.secrets,
                        .lost = edit.lost};
    addEffect(plan.step.effects, path, edited);
    return plan;
}

PlanResult planRenameRequest(const RequestPlace &request, const QString &name)
{
    if (name.contains(u'\n') || name.contains(u'\r'))
        return std::unexpected(
            CollectionFailure{.kind = Failure::Name,
                              .nameProblem = CollectionFailure::NameProblem::Illegal,
                              .error = {StoreError::Kind::Refused, name, {}}});
    Files files;
    const auto indices = load(files, {request});
    if (!indices)
        return std::unexpected(indices.error());
    EditedFile &edited = files.at(request.file);
    if (!edited.file.renameRequest(indices->first(), name.trimmed()))
        return failed(Failure::Unwritable, StoreError::Kind::Refused, request.file);
    CollectionPlan plan{.step = {textOf(Step::Rename, edited.original, indices->first(), 1), {}},
                        .places = {{request.file, indices->first()}}};
    addEffect(plan.step.effects, request.file, edited);
    return plan;
}

PlanResult planDuplicateRequests(const QList<RequestPlace> &requests)
{
    Files files;
    const auto indices = load(files, requests);
    if (!indices)
        return std::unexpected(indices.error());
    CollectionPlan plan{.step = {textOf(Step::Duplicate, files.at(requests.first().file).original,
                                        indices->first(), requests.size()),
                                 {}}};
    for (auto &[path, edited] : files) {
        QList<qsizetype> chosen = edited.chosen;
        std::ranges::sort(chosen);
        qsizetype shift = 0;
        for (qsizetype index : std::as_const(chosen)) {
            const QString name = edited.original.requests()[index].spec.name;
            const QString copy = name.isEmpty()
                ? QString()
                : copyName(name, requestNames(edited.file), CopyName::Always);
            if (!edited.file.duplicateRequest(index + shift, copy))
                return failed(Failure::Unwritable, StoreError::Kind::Refused, path);
            plan.places.append({path, index + ++shift});
        }
        addEffect(plan.step.effects, path, edited);
    }
    return plan;
}

PlanResult planRemoveRequests(const QList<RequestPlace> &requests)
{
    Files files;
    const auto indices = load(files, requests);
    if (!indices)
        return std::unexpected(indices.error());
    CollectionPlan plan{.step = {textOf(Step::Remove, files.at(requests.first().file).original,
                                        indices->first(), requests.size()),
                                 {}}};
    HttpFile kept;
    for (qsizetype i = 0; i < requests.size(); ++i)
        kept.insertSection(kept.requests().size(),
                           files.at(requests[i].file).original.sectionText(indices->at(i)));
    const HttpFileRequest &first
        = files.at(requests.first().file).original.requests()[indices->first()];
    plan.step.effects.append({.kind = FileEffect::Kind::Keep,
                              .path = fileNameFor(first.spec.name, first.spec.method, first.target),
                              .after = kept.write()});
    for (auto &[path, edited] : files) {
        removeChosen(edited);
        addEffect(plan.step.effects, path, edited);
    }
    return plan;
}

PlanResult planTransferRequests(const QList<RequestPlace> &requests, const QString &target,
                                qsizetype row, RequestTransfer transfer)
{
    const bool isMove = transfer == RequestTransfer::Move;
    Files files;
    if (const auto loaded = load(files, target); !loaded)
        return std::unexpected(loaded.error());
    const auto indices = load(files, requests);
    if (!indices)
        return std::unexpected(indices.error());
    EditedFile &into = files.at(target);
    // Its requests as they stand one after the other, those that come with negative numbers.
    QList<qsizetype> order;
    for (qsizetype i = 0; i < into.original.requests().size(); ++i)
        order.append(i);
    // What stays and the block stands behind; -1: at the beginning.
    qsizetype anchor = (row < 0 || row > order.size() ? order.size() : row) - 1;
    const auto isMovedHere = [&](qsizetype index) { return isMove && into.chosen.contains(index); };
    while (anchor >= 0 && isMovedHere(anchor))
        --anchor;
    bool hasAnchor = anchor >= 0;
    QList<qsizetype> block;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const qsizetype from = indices->at(i);
        const bool isHere = isMove && requests[i].file == target;
        const qsizetype number = isHere ? from : -1 - i;
        const qsizetype now = isHere ? order.indexOf(number) : -1;
        if (isHere)
            order.removeAt(now);
        const qsizetype place = hasAnchor ? order.indexOf(anchor) + 1 : 0;
        order.insert(place, number);
        block.append(number);
        anchor = number;
        hasAnchor = true;
        const EditedFile &source = files.at(requests[i].file);
        if (isHere ? !into.file.moveRequest(now, place)
                   : !into.file.insertSection(place, source.original.sectionText(from)))
            return failed(Failure::Unwritable, StoreError::Kind::Refused, target);
        const QString name = source.original.requests()[from].spec.name;
        QStringList names = requestNames(into.file);
        names.removeOne(name);
        if (!isMove && !name.isEmpty() && names.contains(name, Qt::CaseInsensitive))
            into.file.renameRequest(place, copyName(name, names, CopyName::WhereTaken));
    }
    CollectionPlan plan{
        .step = {textOf(isMove ? Step::Move : Step::Copy, files.at(requests.first().file).original,
                        indices->first(), requests.size()),
                 {}}};
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const qsizetype place = order.indexOf(block[i]);
        plan.places.append({target, place});
        if (requests[i].file != target)
            plan.notes += notesOf({files.at(requests[i].file).original, requests[i].file,
                                   indices->at(i), into.file, target, place});
    }
    addEffect(plan.step.effects, target, into);
    for (auto &[path, edited] : files) {
        if (path == target || !isMove)
            continue;
        removeChosen(edited);
        addEffect(plan.step.effects, path, edited);
    }
    return plan;
}

} // namespace Recloser
