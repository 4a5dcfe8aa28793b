// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/runrequests.h"

#include "app/cli/command.h"
#include "core/model/requestjson.h"
#include "core/store/policyfiles.h"
#include "core/store/wholefile.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

/// Of `{{$secret name}}` in everything that the request refers to.
QStringList secretsOf(const RequestSpec &spec, const Scope &scope)
{
    static const QRegularExpression secret(u"\\{\\{\\s*\\$secret\\s+([^{}]+?)\\s*\\}\\}"_s);
    QString text;
    const auto add = [&text](const QString &value) {
        if (value.contains("$secret"_L1))
            text += value + u'\n';
    };
    add(QString::fromUtf8(QJsonDocument(toJson(spec)).toJson(QJsonDocument::Compact)));
    for (const ScopeLayer &layer : scope.layers) {
        for (const QString &value : layer.values)
            add(value);
    }
    QStringList names;
    for (const auto &match : secret.globalMatch(text)) {
        if (!names.contains(match.captured(1)))
            names.append(match.captured(1));
    }
    return names;
}

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

bool RunRequests::open(qsizetype file)
{
    if (m_open.index == file)
        return true;
    const QString &path = m_files.at(file).file.path;
    const auto bytes = readWholeFile(path, largestFile);
    if (!bytes)
        return false;
    m_open = {.index = file, .content = HttpFile::parse(*bytes), .layers = m_surroundings.layers};
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
    for (const HttpFileRequest &request : m_open.content.requests()) {
        if (!request.spec.name.isEmpty())
            m_open.names.append(request.spec.name);
    }
    return true;
}

Scope RunRequests::scopeOf(qsizetype request) const
{
    const File &file = m_files.at(m_open.index);
    const QString title = u"file "_s + QFileInfo(file.file.path).fileName();
    ScopeLayer own{title, {}, ScopeLayer::Kind::Request, file.file.path};
    ScopeLayer shared{title, {}, ScopeLayer::Kind::File, file.file.path};
    for (const HttpFileVariable &variable : m_open.content.variableLines()) {
        ScopeLayer &layer = variable.request == request ? own : shared;
        layer.values.insert(variable.name, variable.value);
        layer.lines.insert(variable.name, variable.line);
    }
    Scope scope;
    scope.layers.append(m_surroundings.given);
    for (const ScopeLayer &layer : {own, shared}) {
        if (!layer.values.isEmpty())
            scope.layers.append(layer);
    }
    scope.layers += m_open.scope;
    scope.baseFolder = QFileInfo(file.file.path).absolutePath();
    scope.requestNames = m_open.names;
    return scope;
}

SeriesRequest RunRequests::requestAt(qint64 index)
{
    const qsizetype at = fileIndexOf(index);
    const File &file = m_files.at(at);
    const int number = file.requests.at(index - file.first);
    SeriesRequest request{.group = file.file.path};
    if (!open(at) || number >= m_open.content.requests().size()) {
        request.label = file.file.shown;
        request.refusal = SendError{SendError::Kind::BodyUnreadable, file.file.shown,
                                    u"the file has changed since the run began"_s};
        return request;
    }
    const HttpFileRequest &found = m_open.content.requests().at(number);
    request.spec = found.spec;
    request.spec.policy = layered(found.spec.policy, m_surroundings.options);
    request.label
        = found.spec.name.isEmpty() ? found.spec.method + u' ' + found.target : found.spec.name;
    request.layers = m_open.layers;
    request.scope = scopeOf(number);
    request.isReferredTo = m_referredTo.contains(found.spec.name);
    return request;
}

QFuture<SeriesRequest> RunRequests::load(qint64 index)
{
    SeriesRequest request = requestAt(index);
    QStringList unknown;
    const QStringList names = secretsOf(request.spec, request.scope);
    for (const QString &name : names) {
        const auto known = m_known.constFind(name);
        if (known == m_known.cend())
            unknown.append(name);
        else if (*known)
            request.scope.secrets.insert(name, **known);
    }
    if (unknown.isEmpty())
        return QtFuture::makeReadyValueFuture(std::move(request));
    struct Reading
    {
        QPromise<SeriesRequest> promise;
        SeriesRequest request;
        qsizetype left = 0;
    };
    const auto reading = std::make_shared<Reading>();
    reading->request = std::move(request);
    reading->left = unknown.size();
    reading->promise.start();
    QFuture<SeriesRequest> future = reading->promise.future();
    for (const QString &name : std::as_const(unknown)) {
        m_secrets.read(name).then(
            this, [this, reading, name](const std::expected<QString, StoreError> &value) {
                m_known.insert(name, value ? std::optional(*value) : std::nullopt);
                if (value)
                    reading->request.scope.secrets.insert(name, *value);
                else if (value.error().kind != StoreError::Kind::NotFound)
                    printError(u"secret "_s + name, value.error().detail);
                if (--reading->left > 0)
                    return;
                reading->promise.addResult(std::move(reading->request));
                reading->promise.finish();
            });
    }
    return future;
}

} // namespace Recloser
