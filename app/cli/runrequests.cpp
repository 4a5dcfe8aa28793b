// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/runrequests.h"

#include "app/cli/command.h"
#include "core/resolve/redaction.h"
#include "core/resolve/variables.h"
#include "core/store/policyfiles.h"
#include "core/store/wholefile.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

} // namespace

RunRequests::RunRequests(RunSurroundings surroundings, SecretStore &secrets)
    : m_surroundings(std::move(surroundings))
    , m_secrets(secrets)
{
}

std::expected<std::unique_ptr<RunRequests>, ArgumentError>
RunRequests::read(const QList<RequestFile> &files, RunSurroundings surroundings,
                  SecretStore &secrets)
{
    std::unique_ptr<RunRequests> run(new RunRequests(std::move(surroundings), secrets));
    QStringList missing = run->m_surroundings.names;
    for (const RequestFile &file : files) {
        const auto bytes = readWholeFile(file.path, largestFile);
        if (!bytes)
            return std::unexpected(
                ArgumentError{file.shown, bytes.error().detail, u"name files that can be read"_s});
        HttpFile content = HttpFile::parse(*bytes);
        File noted{.file = file, .first = run->count()};
        run->note(content, *bytes, noted);
        for (const int request : std::as_const(noted.requests))
            missing.removeAll(content.requests().at(request).spec.name);
        if (!noted.requests.isEmpty())
            run->m_files.append(noted);
    }
    if (!missing.isEmpty())
        return std::unexpected(
            ArgumentError{u"--only"_s, u"no request is called \"%1\""_s.arg(missing.constFirst()),
                          u"recloser-cli check tells the names"_s});
    // A wrong name of an environment is told before anything is sent.
    if (!run->m_files.isEmpty()) {
        if (const auto problem = run->open(0))
            return std::unexpected(*problem);
    }
    if (run->m_files.isEmpty())
        return std::unexpected(ArgumentError{u"run"_s, u"there is no request in these files"_s,
                                             u"write one, such as GET http://localhost/"_s});
    return run;
}

void RunRequests::note(const HttpFile &content, const QByteArray &bytes, File &file)
{
    static const QRegularExpression reference(
        u"\\{\\{\\s*([^\\s{}.$]+)\\.(?:response|request)\\."_s);
    if (bytes.contains(".response.") || bytes.contains(".request.")) {
        const QString text = QString::fromUtf8(bytes);
        for (const auto &match : reference.globalMatch(text))
            m_referredTo.insert(match.captured(1));
    }
    for (int i = 0; i < content.requests().size(); ++i) {
        if (m_surroundings.names.isEmpty()
            || m_surroundings.names.contains(content.requests().at(i).spec.name))
            file.requests.append(i);
    }
}

qint64 RunRequests::count() const
{
    return m_files.isEmpty() ? 0 : m_files.last().first + m_files.last().requests.size();
}

qsizetype RunRequests::fileIndexOf(qint64 index) const
{
    const auto after = std::ranges::upper_bound(m_files, index, {}, &File::first);
    return after - m_files.begin() - 1;
}

const RequestFile &RunRequests::fileOf(qint64 index) const
{
    return m_files.at(fileIndexOf(index)).file;
}

std::optional<ArgumentError> RunRequests::open(qsizetype file)
{
    if (m_open.index == file)
        return std::nullopt;
    const QString &path = m_files.at(file).file.path;
    const auto bytes = readWholeFile(path, largestFile);
    if (!bytes)
        return ArgumentError{path, bytes.error().detail, {}};
    const QString folder = QFileInfo(path).absolutePath();
    // The next file is in the same folder most of the time.
    std::optional<EnvironmentChoice> environments = std::exchange(m_open.environments, {});
    if (!environments || folder != m_open.folder) {
        auto choice = m_surroundings.environments(folder);
        if (!choice)
            return choice.error();
        environments = *std::move(choice);
    }
    m_open = {.index = file,
              .content = HttpFile::parse(*bytes),
              .layers = m_surroundings.layers,
              .folder = folder,
              .environments = std::move(environments)};
    const PolicyFiles policies = readPolicyFiles(path);
    m_open.layers += policies.layers;
    for (const StoreError &error : policies.errors)
        printError(error.subject, error.detail, u"the run goes on without it"_s);
    QList<PolicyFileProblem> problems = policies.problems;
    for (const HttpFileProblem &problem : m_open.content.problems()) {
        const PolicyFileProblem placed{path, problem};
        if (!problems.contains(placed))
            problems.append(placed);
    }
    for (const auto &[where, problem] : std::as_const(problems))
        printError(u"%1:%2:%3"_s.arg(where).arg(problem.line).arg(problem.column),
                   u"not understood: %1"_s.arg(problem.subject), u"the run goes on without it"_s);
    return std::nullopt;
}

SeriesRequest RunRequests::requestAt(qint64 index)
{
    const qsizetype at = fileIndexOf(index);
    const File &file = m_files.at(at);
    const int number = file.requests.at(index - file.first);
    SeriesRequest request{.group = file.file.path};
    const auto problem = open(at);
    if (problem || number >= m_open.content.requests().size()) {
        request.label = file.file.shown;
        request.refusal = SendError{SendError::Kind::BodyUnreadable, file.file.shown,
                                    problem ? problem->what + u": "_s + problem->why
                                            : u"the file has changed since the run began"_s};
        return request;
    }
    const HttpFileRequest &found = m_open.content.requests().at(number);
    request.spec = found.spec;
    request.spec.policy = layered(found.spec.policy, m_surroundings.options);
    request.label = found.spec.name.isEmpty() ? found.spec.method + u' ' + redacted(found.spec).url
                                              : found.spec.name;
    request.layers = m_open.layers;
    // Its secrets are read before it is sent.
    request.spec.auth = authOf(request.layers, found.spec.auth);
    request.scope = requestScope(m_open.content, file.file.path, number, *m_open.environments);
    request.scope.layers.prepend(m_surroundings.given);
    if (const auto prompt = missingPrompt(request.scope))
        request.refusal = SendError{SendError::Kind::UnresolvedVariable, prompt->what, prompt->why};
    request.isReferredTo = m_referredTo.contains(found.spec.name);
    return request;
}

QFuture<SeriesRequest> RunRequests::load(qint64 index)
{
    SeriesRequest request = requestAt(index);
    const auto addKnown = [this](SeriesRequest &to) {
        QStringList unknown;
        const QStringList names = secretsNeeded(to.spec, to.scope);
        for (const QString &name : names) {
            if (const auto known = m_secretValues.constFind(name); known != m_secretValues.cend())
                to.scope.secrets.insert(name, *known);
            else if (!m_missingSecrets.contains(name))
                unknown.append(name);
        }
        return unknown;
    };
    const QStringList unknown = addKnown(request);
    if (unknown.isEmpty())
        return QtFuture::makeReadyValueFuture(std::move(request));
    const auto promise = std::make_shared<QPromise<SeriesRequest>>();
    promise->start();
    QFuture<SeriesRequest> future = promise->future();
    withSecrets(m_secrets, unknown, this,
                [this, promise, unknown, addKnown,
                 request = std::move(request)](const QHash<QString, QString> &values) mutable {
                    m_secretValues.insert(values);
                    for (const QString &name : unknown) {
                        if (!values.contains(name))
                            m_missingSecrets.insert(name);
                    }
                    addKnown(request);
                    promise->addResult(std::move(request));
                    promise->finish();
                });
    return future;
}

} // namespace Recloser
