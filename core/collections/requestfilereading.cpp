// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/requestfilereading.h"

#include "core/store/wholefile.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <thread>

#include <sys/stat.h>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;
constexpr int mostTries = 4;

/// Most requests share one of these, and so its memory.
QString sharedMethod(const QString &method)
{
    static const QStringList usual{u"GET"_s,    u"POST"_s, u"PUT"_s,    u"PATCH"_s,
                                   u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s};
    const qsizetype place = usual.indexOf(method);
    return place < 0 ? method : usual[place];
}

std::shared_ptr<const CollectionKeyRule> keyRuleOf(const PolicyOverrides &policy)
{
    if (!policy.keyPattern && !policy.fallback && !policy.emptyMatch)
        return nullptr;
    return std::make_shared<CollectionKeyRule>(policy.keyPattern, policy.fallback,
                                               policy.emptyMatch);
}

/// The time of the last change and the size; unset where it cannot be told.
std::optional<std::array<qint64, 4>> stateOf(const QString &path)
{
    struct stat status;
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return std::nullopt;
    return std::array<qint64, 4>{qint64(status.st_ino), qint64(status.st_size),
                                 qint64(status.st_mtim.tv_sec), qint64(status.st_mtim.tv_nsec)};
}

} // namespace

size_t contentHash(const QByteArray &content)
{
    return qHash(content, 1) | 1;
}

QString searchedText(const QString &text)
{
    return text.toCaseFolded();
}

FileReading readingOf(const QString &path, const QByteArray &content)
{
    const HttpFile file = HttpFile::parse(content);
    FileReading reading{
        .path = path, .content = contentHash(content), .problems = int(file.problems().size())};
    CollectionFileFacts facts{file.variables(), {}};
    if (const auto rule = keyRuleOf(file.defaults()))
        facts.keyRule = *rule;
    if (facts != CollectionFileFacts())
        reading.facts = std::make_shared<CollectionFileFacts>(std::move(facts));
    const QList<RequestMark> marks = requestMarks(file);
    auto problem = file.problems().begin();
    const auto lastProblem = file.problems().end();
    for (qsizetype i = 0; i < marks.size(); ++i) {
        const HttpFileRequest &request = file.requests()[i];
        const QString method = sharedMethod(request.spec.method);
        RequestRow row{.mark = marks[i],
                       .method = method,
                       .target = request.target,
                       .searched
                       = searchedText(request.spec.name + u'\n' + request.target + u'\n' + method),
                       .line = request.line,
                       .keyRule = keyRuleOf(request.spec.policy)};
        while (problem != lastProblem && problem->line < request.firstLine)
            ++problem;
        for (; problem != lastProblem && problem->line < request.endLine; ++problem)
            ++row.problems;
        reading.requests.append(std::move(row));
    }
    return reading;
}

FileReading readRequestFile(const QString &path)
{
    FileReading reading{.path = path};
    for (int attempt = 0; attempt < mostTries; ++attempt) {
        const auto before = stateOf(path);
        const auto content = readWholeFile(path, largestFile);
        if (!content) {
            reading.error = std::make_shared<StoreError>(content.error());
            return reading;
        }
        if (before && before == stateOf(path))
            return readingOf(path, *content);
        std::this_thread::sleep_for(10ms);
    }
    reading.isUnsettled = true;
    return reading;
}

} // namespace Recloser
