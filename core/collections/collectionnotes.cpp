// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionnotes.h"

#include "core/store/httplines.h"
#include "core/store/policyfiles.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = CollectionNote::Kind;

namespace {

QString titleOf(const HttpFileRequest &request)
{
    return request.spec.name.isEmpty() ? QString(request.spec.method + u' ' + request.target)
                                       : request.spec.name;
}

QStringList placeholdersOf(const QString &text)
{
    static const QRegularExpression placeholder(u"\\{\\{\\s*([^{}]+?)\\s*\\}\\}"_s);
    QStringList names;
    for (auto match = placeholder.globalMatch(text); match.hasNext();)
        names.append(match.next().captured(1));
    names.removeDuplicates();
    return names;
}

QStringList importsOf(const HttpFile &file)
{
    QStringList imports;
    const QStringList lines = QString::fromUtf8(file.write()).split(u'\n');
    for (const QString &line : lines) {
        const auto directive = directiveOf(line);
        if (directive && directive->name == u"import")
            imports.append(directive->text.trimmed().toString());
        else if (referenceWordOf(line) == u"import")
            imports.append(line.trimmed().sliced(QStringView(u"import").size()).trimmed());
    }
    return imports;
}

bool isRelative(const QString &path)
{
    return !path.isEmpty() && QDir::isRelativePath(path) && !path.startsWith(u'~')
        && !path.startsWith("{{"_L1);
}

QStringList relativeFilesOf(const HttpFileRequest &request)
{
    QStringList files;
    const Body &body = request.spec.body;
    if (body.kind == Body::Kind::File)
        files.append(body.filePath);
    if (body.kind == Body::Kind::Multipart) {
        for (const MultipartPart &part : body.parts) {
            if (part.isFile)
                files.append(part.value);
        }
    }
    using Script = HttpFileScript::Kind;
    for (const HttpFileScript &script : request.scripts) {
        if (script.kind != Script::Before && script.kind != Script::After
            && script.kind != Script::Assertion && script.kind != Script::Block)
            files.append(script.text);
    }
    files.removeIf([](const QString &file) { return !isRelative(file); });
    files.removeDuplicates();
    return files;
}

bool hasName(const HttpFile &file, QStringView name)
{
    return std::ranges::any_of(file.requests(), [name](const HttpFileRequest &request) {
        return request.spec.name == name;
    });
}

/// Folder's and file's values that count for a request, `file`'s being those it has now.
QList<PolicyLayer> layersAt(const QString &path, const HttpFile &file)
{
    QList<PolicyLayer> layers = readPolicyFiles(path).layers;
    layers.removeIf([](const PolicyLayer &layer) { return layer.kind == PolicyLayer::Kind::File; });
    layers.append({PolicyLayer::Kind::File, path, file.defaults(), file.defaultRedirects(),
                   file.defaultRoute(), file.defaultAuth()});
    return layers;
}

void addDefaults(QList<CollectionNote> &notes, const QList<PolicyLayer> &from,
                 const QList<PolicyLayer> &to, const HttpFileRequest &request)
{
    const RequestSpec &spec = request.spec;
    if (policiesOf(from, spec.policy) == policiesOf(to, spec.policy)
        && redirectsOf(from, spec.redirects) == redirectsOf(to, spec.redirects)
        && routeOf(from, spec.route) == routeOf(to, spec.route))
        return;
    const auto saysSomething = [](const PolicyLayer &layer) {
        return layer != PolicyLayer{.kind = layer.kind, .path = layer.path};
    };
    // The nearest that says something: of the new place, or else of the old.
    for (const QList<PolicyLayer> *layers : {&to, &from}) {
        const auto nearest = std::find_if(layers->rbegin(), layers->rend(), saysSomething);
        if (nearest != layers->rend()) {
            notes.append({Kind::OtherDefaults, nearest->path, titleOf(request)});
            return;
        }
    }
}

void addRelativeFiles(QList<CollectionNote> &notes, const HttpFileRequest &request)
{
    const QStringList files = relativeFilesOf(request);
    for (const QString &file : files)
        notes.append({Kind::RelativeFile, file, titleOf(request)});
}

bool isSameFolder(const QString &a, const QString &b)
{
    return QFileInfo(a).absolutePath() == QFileInfo(b).absolutePath();
}

} // namespace

QList<CollectionNote> notesOf(const RequestJourney &journey)
{
    QList<CollectionNote> notes;
    const HttpFileRequest &request = journey.to.requests()[journey.toIndex];
    const QString title = titleOf(request);
    const QString text = QString::fromUtf8(journey.to.sectionText(journey.toIndex));
    const QStringList placeholders = placeholdersOf(text);
    for (const QString &name : placeholders) {
        const auto before = journey.from.variables().constFind(name);
        const auto after = journey.to.variables().constFind(name);
        const QString owner = name.section(u'.', 0, 0);
        if (name.startsWith(u'$'))
            continue;
        if (before != journey.from.variables().cend()) {
            if (after == journey.to.variables().cend())
                notes.append({Kind::MissingVariable, name, title});
            else if (*before != *after)
                notes.append({Kind::OtherVariable, name, title});
        } else if (name.contains(u'.') && hasName(journey.from, owner)
                   && !hasName(journey.to, owner)) {
            notes.append({Kind::MissingRequest, owner, title});
        }
    }
    const QStringList imports = importsOf(journey.from);
    const QStringList importsThere = importsOf(journey.to);
    for (const QString &file : imports) {
        if (!importsThere.contains(file))
            notes.append({Kind::MissingImport, file, title});
    }
    if (!isSameFolder(journey.fromPath, journey.toPath))
        addRelativeFiles(notes, request);
    addDefaults(notes, layersAt(journey.fromPath, journey.from),
                layersAt(journey.toPath, journey.to), request);
    const auto hasItsName
        = [&request](const HttpFileRequest &other) { return other.spec.name == request.spec.name; };
    if (!request.spec.name.isEmpty()
        && std::ranges::count_if(journey.to.requests(), hasItsName) > 1)
        notes.append({Kind::NameTaken, request.spec.name, title});
    return notes;
}

QList<CollectionNote> notesOfFile(const HttpFile &file, const QString &fromPath,
                                  const QString &toPath)
{
    QList<CollectionNote> notes;
    if (isSameFolder(fromPath, toPath))
        return notes;
    const QList<PolicyLayer> from = layersAt(fromPath, file);
    const QList<PolicyLayer> to = layersAt(toPath, file);
    for (const HttpFileRequest &request : file.requests()) {
        addRelativeFiles(notes, request);
        addDefaults(notes, from, to, request);
    }
    const QStringList imports = importsOf(file);
    for (const QString &import : imports) {
        if (isRelative(import))
            notes.append({Kind::RelativeFile, import, {}});
    }
    return notes;
}

} // namespace Recloser
