// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/importcommand.h"

#include "app/cli/counted.h"
#include "app/cli/importwords.h"
#include "app/cli/passphrase.h"
#include "app/cli/sendarguments.h"
#include "core/formats/curlcommand.h"
#include "core/formats/fyndrequest.h"
#include "core/store/httpfile.h"
#include "core/store/keychainsecrets.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrl>

namespace Recloser {

using namespace Qt::StringLiterals;

struct ImportCommand::Options
{
    QString folder;
    bool appends = false;
    bool isJson = false;
};

namespace {

/// The requests of a file in another notation.
struct Imported
{
    QList<RequestSpec> requests;
    QList<ImportNote> notes;
    QStringList warnings;
};

std::expected<Imported, QString> readRequests(const QString &text)
{
    if (looksLikeCurl(text)) {
        CurlImport import = parseCurl(text);
        if (import.requests.isEmpty())
            return std::unexpected(u"its curl command has no URL"_s);
        return Imported{std::move(import.requests), std::move(import.notes), {}};
    }
    if (!looksLikeFynd(text))
        return std::unexpected(
            u"it is neither a curl command nor a request in one of Fynd's forms"_s);
    const auto requests = parseFyndList(text);
    if (!requests)
        return std::unexpected(u"line %1, column %2: %3"_s.arg(requests.error().line)
                                   .arg(requests.error().column)
                                   .arg(requests.error().message));
    Imported imported;
    for (const ImportedRequest &request : *requests) {
        imported.requests.append(request.spec);
        imported.warnings += request.warnings;
    }
    return imported;
}

/// Names that a file's requests can be told by: the file's own, or method and path.
void nameRequests(QList<RequestSpec> &requests, const QString &fileName, QStringList names)
{
    for (RequestSpec &spec : requests) {
        const QString path = QUrl(spec.url).path();
        const QString wanted = requests.size() == 1
            ? fileName
            : spec.method + u' ' + (path.isEmpty() ? u"/"_s : path);
        spec.name = wanted;
        for (int number = 2; names.contains(spec.name); ++number)
            spec.name = wanted + u' ' + QString::number(number);
        names.append(spec.name);
    }
}

} // namespace

ImportCommand::ImportCommand(QObject *parent) : Command(parent), m_composition(Profile::standard())
{
}

QString ImportCommand::synopsis() const
{
    return u"FILE... --to FOLDER"_s;
}

QString ImportCommand::description() const
{
    return u"Reads curl commands (of bash, cmd or PowerShell) and requests in the Fynd library's "
           u"forms (JSON, Python dict, a list of them, call) and writes each\n"
           "FILE's requests to FOLDER/NAME.http. - is standard input. Nothing is run and no other "
           "file is read. A file that is there is left\n"
           "alone unless --append is given. Passwords, tokens and headers with credentials become "
           "{{$secret NAME}}, kept in the system's\n"
           "keychain or the sealed file. What has no meaning in a request is named on stderr; "
           "--json prints an object "
           "a file: {\"file\", \"to\",\n"
           "\"requests\": [{\"name\", \"method\", \"url\"}], \"notes\": [{\"kind\", \"option\", "
           "\"text\"}], \"warnings\": [], \"secrets\": [], \"lost\": []}\n"
           "or {\"file\", \"error\"}.\n\n"
           "Example: recloser-cli import login.sh orders.json --to requests"_s;
}

void ImportCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"to"_s, u"Where the .http files go; made if it is not there."_s, u"FOLDER"_s},
        {u"append"_s, u"Adds the requests to a file that is there."_s},
        {u"json"_s, u"One JSON object a file."_s},
    });
}

void ImportCommand::run(const QCommandLineParser &parser)
{
    const QStringList files = parser.positionalArguments();
    const Options options{parser.value(u"to"_s), parser.isSet(u"append"_s),
                          parser.isSet(u"json"_s)};
    if (files.isEmpty() || options.folder.isEmpty())
        return fail(ExitCode::Usage, u"import"_s,
                    files.isEmpty() ? u"no file is named"_s : u"no folder is named"_s,
                    u"write import FILE... --to FOLDER"_s);
    for (const QString &path : files)
        importFile(path, options);
    keepSecrets();
}

void ImportCommand::failFile(const QString &path, const QString &why, const QString &remedy,
                             const Options &options)
{
    m_code = ExitCode::Usage;
    if (options.isJson)
        printJson({{u"file"_s, path}, {u"error"_s, why}});
    else
        printError(path, why, remedy);
}

void ImportCommand::importFile(const QString &path, const Options &options)
{
    const auto content = inputContent(path);
    if (!content)
        return failFile(path, content.error().why, content.error().remedy, options);
    auto imported = readRequests(QString::fromUtf8(*content));
    if (!imported)
        return failFile(path, imported.error(), {}, options);
    const QString name = path == "-"_L1 ? u"imported"_s : QFileInfo(path).completeBaseName();
    const QString target = QDir(options.folder).filePath(name + u".http"_s);
    constexpr qint64 most = 64 * 1024 * 1024;
    const auto before = readWholeFile(target, most);
    const bool isThere = before || before.error().kind != StoreError::Kind::NotFound;
    if (isThere && !(before && options.appends))
        return failFile(path,
                        before ? u"%1 is there already"_s.arg(target)
                               : u"%1: %2"_s.arg(target, before.error().detail),
                        u"use --append to add to it, or another folder"_s, options);

    HttpFile file = HttpFile::parse(before.value_or(QByteArray()));
    QStringList names;
    for (const HttpFileRequest &request : file.requests())
        names.append(request.spec.name);
    nameRequests(imported->requests, name, names);
    QStringList secrets;
    QStringList lost;
    QList<ExtractedSecret> taken;
    QJsonArray requests;
    for (RequestSpec &spec : imported->requests) {
        taken += extractSecrets(spec, secretName(spec.name), SecretPlaces::AuthAndHeaders);
        const HttpFileEdit edit = file.append(spec);
        taken += edit.secrets;
        for (const QString &part : edit.lost)
            lost.append(spec.name + u": "_s + part);
        requests.append(
            QJsonObject{{u"name"_s, spec.name}, {u"method"_s, spec.method}, {u"url"_s, spec.url}});
    }
    if (const auto written = writeWholeFile(target, file.write(), FileRights::Default); !written)
        return failFile(target, written.error().detail, {}, options);
    for (const ExtractedSecret &secret : std::as_const(taken))
        secrets.append(secret.name);
    m_secrets += taken;

    if (options.isJson) {
        QJsonArray notes;
        for (const ImportNote &note : std::as_const(imported->notes))
            notes.append(QJsonObject{{u"kind"_s, noteKindName(note.kind)},
                                     {u"option"_s, note.option},
                                     {u"text"_s, note.text}});
        printJson({{u"file"_s, path},
                   {u"to"_s, target},
                   {u"requests"_s, requests},
                   {u"notes"_s, notes},
                   {u"warnings"_s, QJsonArray::fromStringList(imported->warnings)},
                   {u"secrets"_s, QJsonArray::fromStringList(secrets)},
                   {u"lost"_s, QJsonArray::fromStringList(lost)}});
        return;
    }
    for (const ImportNote &note : std::as_const(imported->notes))
        printNote(path, note);
    for (const QString &warning : std::as_const(imported->warnings))
        printError(path, warning);
    for (const QString &part : std::as_const(lost))
        printError(target, u"the file cannot hold %1 as it was"_s.arg(part));
    printLine(
        u"%1: %2"_s.arg(target).arg(counted(requests.size(), u"%1 request"_s, u"%1 requests"_s)));
}

void ImportCommand::keepSecrets()
{
    if (m_secrets.isEmpty())
        return Q_EMIT done(m_code);
    whenSecretsAreKept(m_composition.secrets(), this, [this](bool areKept) {
        if (areKept)
            return writeSecrets();
        for (const ExtractedSecret &secret : std::as_const(m_secrets))
            printError(secret.name, u"there is no place to keep this secret in"_s,
                       u"set %1 to provide it, or keep it with recloser-cli secret set %2"_s.arg(
                           QString::fromLatin1(KeychainSecrets::environmentVariable(secret.name)),
                           secret.name));
        Q_EMIT done(m_code);
    });
}

void ImportCommand::writeSecrets()
{
    m_left = m_secrets.size();
    const QList<ExtractedSecret> secrets = m_secrets;
    for (const ExtractedSecret &secret : secrets) {
        m_composition.secrets()
            .write(secret.name, secret.value)
            .then(this, [this](const std::expected<void, StoreError> &written) {
                if (!written)
                    printError(written.error().subject, written.error().detail,
                               u"give the secret in the environment instead"_s);
                if (--m_left == 0)
                    Q_EMIT done(m_code);
            });
    }
}

} // namespace Recloser
