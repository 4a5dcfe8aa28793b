// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/fileconflict.h"

#include "core/collections/collectionresult.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

namespace {

/// Line endings are the file's, not the request's.
QByteArray comparedText(QByteArray section)
{
    section.removeIf([](char c) { return c == '\r'; });
    if (section.startsWith("###"))
        section = section.sliced(std::max(section.indexOf('\n'), qsizetype(0)));
    return section.trimmed();
}

RequestMark markOf(const HttpFile &file, qsizetype index)
{
    const HttpFileRequest &request = file.requests()[index];
    return {request.spec.name, request.spec.method + u' ' + request.target,
            qHash(comparedText(file.sectionText(index)))};
}

/// Pairs of those that are still alone and have the same key, in their order. An empty key is
/// nobody's.
template<typename KeyOf>
void pairBy(KeyOf keyOf, const QList<RequestMark> &before, const QList<RequestMark> &after,
            QList<qsizetype> &found, QList<bool> &isTaken)
{
    using Key = decltype(keyOf(before.first()));
    QHash<Key, QList<qsizetype>> places;
    for (qsizetype i = after.size() - 1; i >= 0; --i) {
        if (!isTaken[i])
            places[keyOf(after[i])].append(i);
    }
    for (qsizetype i = 0; i < before.size() && !places.isEmpty(); ++i) {
        if (found[i] >= 0)
            continue;
        const Key key = keyOf(before[i]);
        const auto place = key == Key() ? places.end() : places.find(key);
        if (place == places.end() || place->isEmpty())
            continue;
        found[i] = place->takeLast();
        isTaken[found[i]] = true;
    }
}

/// What stands alone between two that were found, as many before as after.
void pairByPlace(QList<qsizetype> &found, QList<bool> &isTaken)
{
    for (qsizetype begin = 0; begin < found.size();) {
        if (found[begin] >= 0) {
            ++begin;
            continue;
        }
        const qsizetype end = std::find_if(found.begin() + begin, found.end(),
                                           [](qsizetype place) { return place >= 0; })
            - found.begin();
        const qsizetype first = begin == 0 ? 0 : found[begin - 1] + 1;
        const qsizetype last = end == found.size() ? isTaken.size() : found[end];
        const bool isFree = last - first == end - begin
            && std::find(isTaken.begin() + first, isTaken.begin() + last, true)
                == isTaken.begin() + last;
        for (qsizetype i = begin; isFree && i < end; ++i) {
            found[i] = first + i - begin;
            isTaken[found[i]] = true;
        }
        begin = end;
    }
}

/// A file with this request alone, and what `read` has for all of its requests.
HttpFile fileOfOne(const QByteArray &read, qsizetype index)
{
    HttpFile file = HttpFile::parse(read);
    for (qsizetype i = file.requests().size() - 1; i >= 0; --i) {
        if (i != index)
            file.removeRequest(i);
    }
    return file;
}

/// Where a request that is gone from `after` is put back: behind the one it stood behind.
qsizetype placeFor(const HttpFile &before, qsizetype index, const HttpFile &after)
{
    const QList<qsizetype> found = findAgain(requestMarks(before), requestMarks(after));
    for (qsizetype i = std::min(index, found.size()) - 1; i >= 0; --i) {
        if (found[i] >= 0)
            return found[i] + 1;
    }
    return index == 0 ? 0 : after.requests().size();
}

} // namespace

QList<RequestMark> requestMarks(const HttpFile &file)
{
    QList<RequestMark> marks;
    marks.reserve(file.requests().size());
    for (qsizetype i = 0; i < file.requests().size(); ++i)
        marks.append(markOf(file, i));
    return marks;
}

QList<qsizetype> findAgain(const QList<RequestMark> &before, const QList<RequestMark> &after)
{
    QList<qsizetype> found(before.size(), -1);
    QList<bool> isTaken(after.size(), false);
    if (before.isEmpty() || after.isEmpty())
        return found;
    using Two = std::pair<QString, QString>;
    using TextOf = std::pair<QString, size_t>;
    pairBy([](const RequestMark &mark) { return TextOf(mark.name, mark.text); }, before, after,
           found, isTaken);
    pairBy(
        [](const RequestMark &mark) {
            return mark.name.isEmpty() ? Two() : Two(mark.name, mark.address);
        },
        before, after, found, isTaken);
    pairBy([](const RequestMark &mark) { return mark.name; }, before, after, found, isTaken);
    pairBy([](const RequestMark &mark) { return mark.text; }, before, after, found, isTaken);
    pairBy([](const RequestMark &mark) { return mark.address; }, before, after, found, isTaken);
    pairByPlace(found, isTaken);
    return found;
}

qsizetype findAgain(const HttpFile &before, qsizetype index, const HttpFile &after)
{
    return findAgain(requestMarks(before), requestMarks(after)).value(index, -1);
}

RequestMerge mergeEdit(const QByteArray &read, qsizetype index, const RequestSpec &edited,
                       const std::optional<QByteArray> &onDisk)
{
    using enum RequestMerge::Kind;
    const HttpFile before = HttpFile::parse(read);
    if (!onDisk || index < 0 || index >= before.requests().size())
        return {};
    HttpFile after = HttpFile::parse(*onDisk);
    const qsizetype now = findAgain(before, index, after);
    if (now < 0)
        return {};
    const RequestSpec base = before.requests()[index].spec;
    const RequestSpec theirs = after.requests()[now].spec;
    if (theirs == edited || base == edited)
        return {Adopted, now, *onDisk, {}};
    if (theirs != base)
        return {Conflict, now, {}, {}};
    HttpFileEdit edit = after.update(now, edited);
    if (edit.lost.contains(QStringLiteral("request")))
        return {Conflict, now, {}, {}};
    return {Same, now, after.write(), std::move(edit)};
}

ConflictSolution solveConflict(const QByteArray &read, qsizetype index, const RequestSpec &edited,
                               const std::optional<QByteArray> &onDisk, ConflictChoice choice)
{
    const HttpFile before = HttpFile::parse(read);
    HttpFile after = HttpFile::parse(onDisk.value_or(QByteArray()));
    const qsizetype now = findAgain(before, index, after);
    if (choice == ConflictChoice::TakeTheirs)
        return {onDisk.value_or(QByteArray()), now, {}};
    if (!onDisk)
        after = fileOfOne(read, index);
    if (!onDisk && after.requests().size() == 1) {
        HttpFileEdit edit = after.update(0, edited);
        return {after.write(), 0, std::move(edit)};
    }
    if (now >= 0 && choice == ConflictChoice::KeepMine) {
        HttpFileEdit edit = after.update(now, edited);
        return {after.write(), now, std::move(edit)};
    }
    RequestSpec mine = edited;
    if (now >= 0) {
        QStringList names;
        for (const HttpFileRequest &request : after.requests())
            names.append(request.spec.name);
        mine.name
            = mine.name.isEmpty() ? QString() : copyName(mine.name, names, CopyName::WhereTaken);
    }
    const qsizetype place = now >= 0 ? now + 1 : placeFor(before, index, after);
    HttpFileEdit edit = after.insertRequest(place, mine);
    return {after.write(), place, std::move(edit)};
}

} // namespace Recloser
