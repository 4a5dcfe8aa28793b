// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/exportcommand.h"

#include "app/cli/exchangejson.h"
#include "app/composition/profile.h"
#include "core/formats/copyas.h"
#include "core/formats/harentry.h"
#include "core/formats/postmancollection.h"
#include "core/resolve/redaction.h"
#include "core/store/httpfile.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 256 * 1024 * 1024;
constexpr int pageSize = 1000;

QByteArray bodyContent(const ResponseBody &body)
{
    if (!body.isInFile())
        return body.bytes;
    QFile file(body.filePath());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString storeReason(const StoreError &error)
{
    return error.detail.isEmpty() ? error.subject : error.subject + u": "_s + error.detail;
}

/// Of the folders between what was named and the file; the file's own name without its ending is
/// the innermost.
QStringList foldersOf(const RequestFile &file)
{
    QStringList parts = QDir::cleanPath(file.shown).split(u'/', Qt::SkipEmptyParts);
    if (QFileInfo(file.shown).isAbsolute())
        parts = parts.sliced(std::max<qsizetype>(0, parts.size() - 1));
    if (!parts.isEmpty())
        parts.last() = QFileInfo(file.path).completeBaseName();
    return parts;
}

} // namespace

QString ExportCommand::synopsis() const
{
    return u"curl PATH... | postman PATH... | har [SEARCH]"_s;
}

QString ExportCommand::description() const
{
    return u"Writes requests of .http files, or exchanges of history, for other tools:\n"
           "  curl     the requests of files and folders as one shell script of curl commands\n"
           "  postman  the same as a collection of Postman, format v2.1.0, folders and files as "
           "its "
           "folders\n"
           "  har      exchanges of history as an HTTP Archive 1.2, oldest first; SEARCH is that "
           "of "
           "the history panel\n"
           "Secrets are *** unless --plain is given; what history masked when it kept it stays "
           "masked. Placeholders stay in curl and\n"
           "postman; with --values the curl commands have the values of the file's variables. "
           "What a format has no place for is\n"
           "named on stderr.\n\n"
           "Example: recloser-cli export har --limit 100 status:5xx -o failures.har"_s;
}

void ExportCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {u"plain"_s, u"Secrets as they are."_s},
        {u"values"_s, u"curl: values in the place of placeholders."_s},
        {u"name"_s, u"postman: what the collection is called."_s, u"NAME"_s},
        {u"since"_s, u"har: only what began then or later: 2h, 7d, a date or time."_s, u"TIME"_s},
        {u"limit"_s, u"har: the newest N at most."_s, u"N"_s, u"10000"_s},
        {{u"o"_s, u"output"_s}, u"To FILE instead of standard output."_s, u"FILE"_s},
    });
}

void ExportCommand::run(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    m_isPlain = parser.isSet(u"plain"_s);
    m_isResolved = parser.isSet(u"values"_s);
    m_name = parser.value(u"name"_s);
    m_output = parser.value(u"output"_s);
    const QString format = words.value(0);
    if (format == "har"_L1) {
        bool isNumber = false;
        m_most = parser.value(u"limit"_s).toLongLong(&isNumber);
        if (!isNumber || m_most < 1)
            return fail(ExitCode::Usage, u"export"_s, u"--limit wants a whole number from 1"_s);
        QString search = words.sliced(1).join(u' ');
        if (const QString since = parser.value(u"since"_s); !since.isEmpty())
            search += u" since:"_s + since;
        m_history = std::make_unique<HistoryStore>(Profile::standard().data);
        return findExchanges({.text = search.trimmed(), .limit = pageSize});
    }
    if (format != "curl"_L1 && format != "postman"_L1)
        return fail(ExitCode::Usage, u"export"_s,
                    format.isEmpty() ? u"no format is named"_s : u"unknown format %1"_s.arg(format),
                    u"name one of: curl, postman, har"_s);
    if (words.size() < 2)
        return fail(ExitCode::Usage, u"export"_s, u"no file or folder is named"_s,
                    u"name .http files or folders that hold some"_s);
    if (format == "curl"_L1)
        exportScript(words.sliced(1));
    else
        exportCollection(words.sliced(1));
}

std::expected<QByteArray, ArgumentError> ExportCommand::contentOf(const RequestFile &file)
{
    const auto content = readWholeFile(file.path, largestFile);
    if (!content)
        return std::unexpected(ArgumentError{file.shown, storeReason(content.error()), {}});
    return *content;
}

void ExportCommand::exportScript(const QStringList &paths)
{
    const auto files = requestFiles(paths);
    if (!files)
        return fail(ExitCode::Usage, files.error().what, files.error().why, files.error().remedy);
    const CopyOptions options{m_isResolved ? CopyOptions::Variables::Resolve
                                           : CopyOptions::Variables::Keep,
                              m_isPlain ? CopyOptions::Secrets::Plain : CopyOptions::Secrets::Mask};
    QByteArray script = "#!/bin/sh\n"_ba;
    ExitCode code = ExitCode::Done;
    for (const RequestFile &path : *files) {
        const auto content = contentOf(path);
        if (!content)
            return fail(ExitCode::Usage, content.error().what, content.error().why);
        const HttpFile file = HttpFile::parse(*content);
        Scope scope;
        scope.layers.append({u"file "_s + QFileInfo(path.path).fileName(), file.variables()});
        scope.baseFolder = QFileInfo(path.path).absolutePath();
        for (const HttpFileRequest &request : file.requests()) {
            const QString name = u"%1: %2"_s.arg(path.shown, request.spec.name);
            const auto copied = copyAs(CopyFormat::CurlBash, request.spec, scope, options);
            if (!copied) {
                printError(name, explain(copied.error()), u"it is left out"_s);
                code = ExitCode::RequestFailed;
                continue;
            }
            // A name cannot end the comment: it is one line.
            script += "\n# " + name.toUtf8() + '\n' + copied->text.toUtf8();
            if (!copied->lost.isEmpty())
                printError(name, u"curl has no place for: %1"_s.arg(copied->lost.join(u", "_s)));
        }
    }
    if (write(script))
        finish(code);
}

void ExportCommand::exportCollection(const QStringList &paths)
{
    const auto files = requestFiles(paths);
    if (!files)
        return fail(ExitCode::Usage, files.error().what, files.error().why, files.error().remedy);
    PostmanCollection collection(
        m_name.isEmpty() ? QFileInfo(QDir(paths.first()).absolutePath()).completeBaseName()
                         : m_name);
    for (const RequestFile &path : *files) {
        const auto content = contentOf(path);
        if (!content)
            return fail(ExitCode::Usage, content.error().what, content.error().why);
        const HttpFile file = HttpFile::parse(*content);
        QHash<QString, QString> variables = file.variables();
        if (!m_isPlain) {
            for (auto variable = variables.begin(); variable != variables.end(); ++variable) {
                if (isSecretParameter(variable.key()))
                    variable.value() = u"***"_s;
            }
        }
        collection.setVariables(variables);
        for (const HttpFileRequest &request : file.requests())
            collection.add(foldersOf(path), m_isPlain ? request.spec : redacted(request.spec));
    }
    for (const PostmanLoss &loss : collection.losses())
        printError(loss.request, u"Postman has no place for: %1"_s.arg(loss.lost.join(u", "_s)));
    if (write(QJsonDocument(collection.toJson()).toJson()))
        finish(ExitCode::Done);
}

void ExportCommand::findExchanges(const HistoryQuery &query)
{
    m_history->search(query).then(
        this, [this, query](const std::expected<HistoryPage, StoreError> &page) {
            if (!page)
                return fail(ExitCode::StoreUnavailable, u"history"_s, storeReason(page.error()));
            for (const SearchProblem &problem : page->problems)
                printError(u"search"_s, u"%1 is not understood"_s.arg(problem.word),
                           u"see recloser-cli history list --help"_s);
            for (const HistoryRow &row : page->rows) {
                if (m_ids.size() < m_most)
                    m_ids.append(row.id);
            }
            if (page->hasMore && m_ids.size() < m_most) {
                HistoryQuery next = query;
                next.before = page->next;
                return findExchanges(next);
            }
            const QByteArray log = QJsonDocument(harLog()).toJson(QJsonDocument::Compact);
            // Entries are written one by one: history may hold more than memory.
            if (write("{\"log\":" + log.chopped(1) + ",\"entries\":["))
                writeNext();
        });
}

void ExportCommand::writeNext()
{
    if (m_ids.isEmpty()) {
        if (write("\n]}}\n"_ba))
            finish(ExitCode::Done);
        return;
    }
    m_history->load(m_ids.takeLast())
        .then(this, [this](const std::expected<ExchangePtr, StoreError> &exchange) {
            if (!exchange) {
                // Retention may have been quicker.
                if (exchange.error().kind == StoreError::Kind::NotFound)
                    return writeNext();
                return fail(ExitCode::StoreUnavailable, u"history"_s,
                            storeReason(exchange.error()));
            }
            QByteArray text;
            for (const QList<QJsonObject> entries = harEntries(**exchange, bodyContent);
                 const QJsonObject &entry : entries) {
                text += m_isFirst ? "\n" : ",\n";
                text += QJsonDocument(entry).toJson(QJsonDocument::Compact);
                m_isFirst = false;
            }
            if (write(text))
                writeNext();
        });
}

void ExportCommand::finish(ExitCode code)
{
    if (m_file && !m_file->commit())
        return fail(ExitCode::Usage, m_output, m_file->errorString(),
                    u"choose a file that can be written"_s);
    Q_EMIT done(code);
}

bool ExportCommand::write(const QByteArray &bytes)
{
    if (m_output.isEmpty() || m_output == "-"_L1)
        return printBytes(bytes);
    if (!m_file) {
        m_file = std::make_unique<QSaveFile>(m_output);
        m_file->open(QIODevice::WriteOnly);
    }
    if (m_file->write(bytes) == bytes.size())
        return true;
    fail(ExitCode::Usage, m_output, m_file->errorString(), u"choose a file that can be written"_s);
    return false;
}

} // namespace Recloser
