// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/environments.h"

#include "core/store/dotenvfile.h"
#include "core/store/onworker.h"
#include "core/store/placedjson.h"
#include "core/store/policyfiles.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = EnvironmentSource::Kind;

constexpr qint64 largestFile = 16 * 1024 * 1024;

QString fileNameOf(Kind kind)
{
    return kind == Kind::Private ? u"http-client.private.env.json"_s : u"http-client.env.json"_s;
}

/// The value of `rest-client.environmentVariables` in VS Code's settings, as a file of its own
/// whose lines are those of the settings.
EnvironmentFile vsCodeEnvironments(const QByteArray &bytes)
{
    const PlacedJson tree = PlacedJson::parse(bytes);
    if (!tree.root())
        return {};
    const auto *member = tree.member(*tree.root(), u"rest-client.environmentVariables"_s);
    if (!member)
        return {};
    const JsonNode &value = tree.nodes[member->value];
    QByteArray alone = bytes.first(value.end);
    for (qsizetype i = 0; i < value.begin; ++i) {
        if (alone[i] != '\n' && alone[i] != '\r')
            alone[i] = ' ';
    }
    return EnvironmentFile::parse(alone);
}

/// The environment that a `.env` file is of: `.env` is shared by all. Nothing: it is a pattern for
/// people to copy, or no such file.
std::optional<QString> dotenvEnvironment(const QString &fileName)
{
    if (fileName == ".env"_L1)
        return sharedEnvironment;
    const QString name = fileName.startsWith(".env."_L1) ? fileName.sliced(5)
        : fileName.endsWith(".env"_L1)                   ? fileName.chopped(4)
                                                         : QString();
    static const QStringList patterns{u"example"_s, u"sample"_s,   u"template"_s,
                                      u"dist"_s,    u"defaults"_s, u"vault"_s};
    if (name.isEmpty() || patterns.contains(name.section(u'.', -1)) || name.startsWith(u'.'))
        return std::nullopt;
    return name;
}

class SetReader
{
public:
    explicit SetReader(EnvironmentSet &set) : m_set(set) { }

    void read(const QStringList &folders)
    {
        for (const Kind kind : {Kind::Private, Kind::Public, Kind::VsCode, Kind::Dotenv}) {
            for (const QString &folder : folders)
                readFolder(kind, QDir(folder));
        }
    }

private:
    void readFolder(Kind kind, const QDir &folder)
    {
        if (kind == Kind::Dotenv) {
            const QStringList names
                = folder.entryList({u".env"_s, u".env.*"_s, u"*.env"_s},
                                   QDir::Files | QDir::Hidden | QDir::Readable, QDir::Name);
            for (const QString &name : names) {
                if (const auto environment = dotenvEnvironment(name))
                    readFile(kind, folder.filePath(name), *environment);
            }
            return;
        }
        readFile(
            kind,
            folder.filePath(kind == Kind::VsCode ? u".vscode/settings.json"_s : fileNameOf(kind)),
            {});
    }

    void readFile(Kind kind, const QString &path, const QString &environment)
    {
        const auto content = readWholeFile(path, largestFile);
        if (!content) {
            if (content.error().kind != StoreError::Kind::NotFound)
                m_set.errors.append(content.error());
            return;
        }
        EnvironmentSource source{kind, path, *content, {}, {}};
        if (kind == Kind::Dotenv) {
            DotenvFile file = readDotenv(*content);
            source.environments.append({environment, 1, std::move(file.variables)});
            source.problems = std::move(file.problems);
        } else {
            const EnvironmentFile file = kind == Kind::VsCode ? vsCodeEnvironments(*content)
                                                              : EnvironmentFile::parse(*content);
            source.environments = file.environments();
            source.problems = file.problems();
            if (kind == Kind::VsCode && source.environments.isEmpty() && source.problems.isEmpty())
                return;
        }
        m_set.sources.append(std::move(source));
    }

    EnvironmentSet &m_set;
};

const NamedEnvironment *find(const EnvironmentSource &source, const QString &name)
{
    const auto found = std::ranges::find(source.environments, name, &NamedEnvironment::name);
    return found == source.environments.end() ? nullptr : &*found;
}

ScopeLayer::Kind layerKind(Kind kind, const QString &environment)
{
    if (kind == Kind::Global)
        return ScopeLayer::Kind::Global;
    if (environment == sharedEnvironment)
        return ScopeLayer::Kind::Shared;
    return kind == Kind::Private ? ScopeLayer::Kind::PrivateEnvironment
                                 : ScopeLayer::Kind::Environment;
}

std::expected<EnvironmentSource, StoreError> sourceOf(const QString &path)
{
    const auto content = readWholeFile(path, largestFile);
    if (!content && content.error().kind != StoreError::Kind::NotFound)
        return std::unexpected(content.error());
    EnvironmentSource source{Kind::Global, path, content.value_or(QByteArray()), {}, {}};
    const EnvironmentFile file = EnvironmentFile::parse(source.bytes);
    source.environments = file.environments();
    source.problems = file.problems();
    return source;
}

std::expected<QByteArray, StoreError> edited(const QString &path,
                                             const QList<EnvironmentEdit> &edits,
                                             const std::optional<QByteArray> &expected)
{
    const auto content = readWholeFile(path, largestFile);
    if (!content && content.error().kind != StoreError::Kind::NotFound)
        return std::unexpected(content.error());
    const QByteArray before = content.value_or(QByteArray());
    if (expected && before != *expected)
        return std::unexpected(StoreError{StoreError::Kind::ChangedOutside, path, {}});
    EnvironmentFile file = EnvironmentFile::parse(before);
    for (const EnvironmentEdit &edit : edits) {
        if (const auto applied = file.apply(edit); !applied) {
            StoreError error = applied.error();
            if (error.kind == StoreError::Kind::Corrupt)
                error.subject = path;
            return std::unexpected(error);
        }
    }
    if (content && file.write() == before)
        return before;
    // Values that are not for everybody are not for other users of the machine either.
    const bool isPrivate = path.endsWith(fileNameOf(Kind::Private)) && !content;
    const auto written = writeWholeFile(path, file.write(),
                                        isPrivate ? FileRights::OwnerOnly : FileRights::Default);
    if (!written)
        return std::unexpected(written.error());
    return file.write();
}

} // namespace

QStringList EnvironmentSet::names() const
{
    // Public files first: their order is the one that people agreed on.
    QStringList names;
    for (const Kind kind : {Kind::Public, Kind::Private, Kind::VsCode, Kind::Dotenv}) {
        for (const EnvironmentSource &source : sources) {
            for (const NamedEnvironment &environment : source.environments) {
                if (source.kind == kind && environment.name != sharedEnvironment
                    && !names.contains(environment.name))
                    names.append(environment.name);
            }
        }
    }
    return names;
}

ScopeLayer layerOf(const EnvironmentSource &source, const QString &environment)
{
    const NamedEnvironment *found = find(source, environment);
    ScopeLayer layer{.kind = layerKind(source.kind, environment), .path = source.path};
    const QString file = QFileInfo(source.path).fileName();
    if (source.kind == Kind::Global)
        layer.title = u"global variables"_s;
    else if (environment == sharedEnvironment)
        layer.title = u"%1 (%2)"_s.arg(file, source.kind == Kind::Dotenv ? u"all"_s : environment);
    else
        layer.title = u"environment %1 (%2)"_s.arg(environment, file);
    if (!found)
        return layer;
    for (const EnvironmentVariable &variable : found->variables) {
        if (variable.isConfiguration)
            continue;
        layer.values.insert(variable.name, variable.value);
        layer.lines.insert(variable.name, variable.line);
        for (const auto &[name, value] : variable.members) {
            layer.values.insert(name, value);
            layer.lines.insert(name, variable.line);
        }
    }
    return layer;
}

QList<ScopeLayer> EnvironmentSet::layers(const QString &environment) const
{
    QList<ScopeLayer> layers;
    const auto add = [&](const QString &name) {
        for (const EnvironmentSource &source : sources) {
            if (find(source, name))
                layers.append(layerOf(source, name));
        }
    };
    if (!environment.isEmpty())
        add(environment);
    add(sharedEnvironment);
    return layers;
}

QHash<QString, QString> EnvironmentSet::dotenv(const QString &environment) const
{
    QHash<QString, QString> values;
    QString folderPath;
    for (const EnvironmentSource &source : sources) {
        if (source.kind != Kind::Dotenv)
            continue;
        const QString path = QFileInfo(source.path).path();
        const NamedEnvironment &found = source.environments.first();
        const bool isChosen = !environment.isEmpty() && found.name == environment;
        if ((found.name != sharedEnvironment && !isChosen)
            || (!folderPath.isEmpty() && path != folderPath))
            continue;
        folderPath = path;
        for (const EnvironmentVariable &variable : found.variables) {
            if (isChosen || !values.contains(variable.name))
                values.insert(variable.name, variable.value);
        }
    }
    return values;
}

QString EnvironmentSet::editPath(EnvironmentSource::Kind kind) const
{
    const auto found = std::ranges::find(sources, kind, &EnvironmentSource::kind);
    if (found != sources.end())
        return found->path;
    // A private file belongs beside the public one.
    const auto beside = std::ranges::find_if(sources, &EnvironmentSource::isEditable);
    const QString place = beside != sources.end() ? QFileInfo(beside->path).path()
        : root.isEmpty()                          ? folder
                                                  : root;
    return place.isEmpty() ? QString() : QDir(place).filePath(fileNameOf(kind));
}

EnvironmentSet readEnvironments(const QString &folder, const QString &root)
{
    EnvironmentSet set{.folder = QDir(folder).absolutePath()};
    QStringList folders = policyFolders(QDir(set.folder).filePath(u"file"_s), QDir::homePath());
    const qsizetype outermost = root.isEmpty() ? 0 : folders.indexOf(QDir(root).absolutePath());
    if (outermost > 0)
        folders = folders.sliced(outermost);
    // Outside any repository the way up ends nowhere in particular: the folder itself is the root.
    const bool isKnownRoot
        = !root.isEmpty() || QFileInfo::exists(QDir(folders.first()).filePath(u".git"_s));
    set.root = isKnownRoot ? folders.first() : set.folder;
    std::ranges::reverse(folders);
    SetReader(set).read(folders);
    return set;
}

QFuture<EnvironmentSet> loadEnvironments(const QString &folder, const QString &root)
{
    return onWorker<EnvironmentSet>([folder, root] { return readEnvironments(folder, root); });
}

std::expected<EnvironmentSource, StoreError> readGlobals(const QString &path)
{
    return sourceOf(path);
}

QFuture<std::expected<EnvironmentSource, StoreError>> loadGlobals(const QString &path)
{
    return onWorker<std::expected<EnvironmentSource, StoreError>>(
        [path] { return sourceOf(path); });
}

QFuture<std::expected<QByteArray, StoreError>>
editEnvironmentFile(const QString &path, const QList<EnvironmentEdit> &edits,
                    const std::optional<QByteArray> &expected)
{
    return onWorker<std::expected<QByteArray, StoreError>>(
        [path, edits, expected] { return edited(path, edits, expected); });
}

} // namespace Recloser
