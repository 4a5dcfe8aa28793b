// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/filecommands.h"

#include "core/formats/curlcommand.h"
#include "core/formats/fyndrequest.h"
#include "core/store/textfiles.h"
#include "ui/collections/collectionspanel.h"
#include "ui/collections/collectionview.h"
#include "ui/collections/saverequestdialog.h"
#include "ui/describe/describe.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/tabfiles.h"
#include "ui/mainwindow/variables.h"

#include <QFileDialog>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using FileBytes = std::expected<QByteArray, StoreError>;
using FileWritten = std::expected<void, StoreError>;

/// A name for a body, from the end of the URL's path.
QString suggestedName(const Exchange &exchange)
{
    const QString name = QFileInfo(exchange.request.url.path()).fileName();
    return name.isEmpty() ? u"response"_s : name;
}

} // namespace

FileCommands::FileCommands(MainWindow &window, const WindowServices &services)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
{
    connect(&window.tabFiles(), &TabFiles::written, this, &FileCommands::relearn);
    connect(&window.tabFiles(), &TabFiles::placed, this, [this](const QString &path) {
        if (!m_told.contains(path))
            learnVariables(path);
    });
}

// ---- opening -----------------------------------------------------------------------------------

void FileCommands::askOpen()
{
    auto *dialog = new QFileDialog(&m_window, tr("Open requests"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Requests (*.http *.rest *.json *.py *.txt *.sh *.curl)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            open(path);
    });
    dialog->open();
}

void FileCommands::open(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    readFile(absolute).then(this, [this, absolute](const FileBytes &content) {
        if (!content) {
            fail(content.error());
            return;
        }
        // A tab knows its policies from the first moment.
        learnPolicies(absolute,
                      [this, absolute, content = *content] { takeFile(absolute, content); });
    });
}

void FileCommands::openRequest(const FileOrigin &origin)
{
    readFile(origin.path).then(this, [this, origin](const FileBytes &content) {
        if (!content) {
            fail(content.error());
            return;
        }
        learnPolicies(origin.path, [this, origin, content = *content] {
            const HttpFile file = HttpFile::parse(content);
            learn(origin.path, file);
            if (origin.index >= file.requests().size()) {
                fail({.kind = StoreError::Kind::ChangedOutside, .subject = origin.path});
                return;
            }
            RequestTab *tab = m_window.tabs().open(file.requests()[origin.index].spec);
            tab->document().setOrigin(origin);
            m_window.tabFiles().know(tab, content);
        });
    });
}

void FileCommands::learnPolicies(const QString &path, const std::function<void()> &then)
{
    loadPolicyFiles(path).then(this, [this, path, then](const PolicyFiles &files) {
        m_services.variables.setPolicyFiles(path, files.layers);
        if (then)
            then();
        // Files are read again and again; the same trouble is told once.
        if (m_told.value(path) != files)
            tellProblems(files);
        m_told.insert(path, files);
    });
}

void FileCommands::tellProblems(const PolicyFiles &files)
{
    if (!files.errors.isEmpty()) {
        const Sentence words = describe(files.errors.first());
        m_window.say(ChipTone::Warning, words.headline,
                     tr("Requests go on without the policies in it."));
    } else if (!files.problems.isEmpty()) {
        const auto &[path, problem] = files.problems.first();
        m_window.say(ChipTone::Warning,
                     tr("%1, line %2, column %3 was not understood: %4")
                         .arg(path)
                         .arg(problem.line)
                         .arg(problem.column)
                         .arg(problem.subject),
                     tr("Requests go on without it; the other policies there count."));
    }
}

void FileCommands::refreshPolicies()
{
    const QStringList paths = m_services.variables.policyFiles();
    for (const QString &path : paths)
        learnPolicies(path);
}

void FileCommands::takeFile(const QString &path, const QByteArray &content)
{
    const bool isHttpFile = path.endsWith(".http"_L1) || path.endsWith(".rest"_L1);
    const QString text = QString::fromUtf8(content);
    if (!isHttpFile && looksLikeFynd(text)) {
        takeFynd(path, text);
        return;
    }
    if (!isHttpFile && looksLikeCurl(text)) {
        takeCurl(nullptr, text);
        return;
    }
    const HttpFile file = HttpFile::parse(content);
    learn(path, file);
    if (file.requests().isEmpty()) {
        m_window.say(ChipTone::Warning, tr("No request in %1").arg(path),
                     tr("A request begins with a line such as GET http://localhost/."));
        return;
    }
    RequestTab *first = nullptr;
    for (int index = 0; index < int(file.requests().size()); ++index) {
        RequestTab *tab = m_window.tabFiles().tabsOf(path, index).value(0);
        if (!tab) {
            tab = m_window.tabs().open(file.requests()[index].spec);
            tab->document().setOrigin(FileOrigin{path, index});
            m_window.tabFiles().know(tab, content);
        }
        if (!first)
            first = tab;
    }
    m_window.tabs().setCurrent(first);
    if (!file.problems().isEmpty()) {
        const HttpFileProblem &problem = file.problems().first();
        m_window.say(ChipTone::Warning,
                     tr("%1, line %2, column %3 was not understood: %4")
                         .arg(QFileInfo(path).fileName())
                         .arg(problem.line)
                         .arg(problem.column)
                         .arg(problem.subject),
                     tr("It is kept as it is; the other requests are not affected."));
    }
}

void FileCommands::learnVariables(const QString &path)
{
    readFile(path).then(this, [this, path](const FileBytes &content) {
        if (!content)
            return;
        learn(path, HttpFile::parse(*content));
        learnPolicies(path);
    });
}

void FileCommands::learn(const QString &path, const HttpFile &file)
{
    m_services.variables.setFile(path, file);
    for (const HttpFileRequest &request : file.requests())
        m_services.variables.prefetchSecrets(request.spec);
}

// ---- saving ------------------------------------------------------------------------------------

void FileCommands::save(RequestTab *tab)
{
    if (!tab)
        return;
    tab->editor().commit();
    if (tab->document().origin())
        m_window.tabFiles().save(tab);
    else
        askSaveAs(tab);
}

void FileCommands::askSaveAs(RequestTab *tab)
{
    if (!tab)
        return;
    CollectionShelf &shelf = m_window.collections().shelf();
    if (shelf.collections().isEmpty()) {
        askFile(tab);
        return;
    }
    tab->editor().commit();
    auto *dialog
        = new SaveRequestDialog(m_services.theme, shelf, tab->document().spec().name, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    const auto &origin = tab->document().origin();
    const CollectionItem own = origin ? shelf.find(origin->path, origin->index) : CollectionItem();
    dialog->propose(own ? own : m_window.collections().view()->currentItem());
    connect(dialog, &SaveRequestDialog::otherPlaceRequested, tab, [this, tab] { askFile(tab); });
    connect(dialog, &SaveRequestDialog::chosen, tab,
            [this, tab](const QString &path, const QString &name) {
                RequestSpec spec = tab->document().spec();
                spec.name = name;
                tab->document().edit(tr("name"), RequestPart::Name, spec,
                                     RequestDocument::EditKind::Step);
                saveAs(tab, path);
            });
    dialog->open();
}

void FileCommands::askFile(RequestTab *tab)
{
    auto *dialog
        = new QFileDialog(&m_window, tr("Save request to a file (it is added to one that exists)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(u"http"_s);
    dialog->setNameFilter(tr("Requests (*.http *.rest)"));
    connect(dialog, &QFileDialog::fileSelected, tab,
            [this, tab](const QString &path) { saveAs(tab, path); });
    dialog->open();
}

void FileCommands::saveAs(RequestTab *tab, const QString &path)
{
    m_window.tabFiles().add(tab, path);
}

void FileCommands::relearn(const QString &path, const QByteArray &content)
{
    learn(path, HttpFile::parse(content));
    learnPolicies(path);
}

// ---- bodies ------------------------------------------------------------------------------------

void FileCommands::saveBody(const ExchangePtr &exchange)
{
    if (!exchange || !exchange->response())
        return;
    auto *dialog = new QFileDialog(&m_window, tr("Save response body"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestedName(*exchange));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, exchange](const QString &path) { writeBody(exchange, path); });
    dialog->open();
}

void FileCommands::writeBody(const ExchangePtr &exchange, const QString &path)
{
    const Response *response = exchange->response();
    if (!response) {
        m_window.say(ChipTone::Warning, tr("Nothing to save: there is no response"),
                     describe(*exchange).headline);
        return;
    }
    QFuture<FileWritten> written = response->body.isInFile()
        ? copyFile(response->body.filePath(), path)
        : saveFile(path, response->body.bytes);
    // The exchange is held until then: it owns the temporary file.
    written.then(this, [this, path, exchange](const FileWritten &result) {
        if (result)
            m_window.say(ChipTone::Good, tr("Body saved to %1").arg(path),
                         formatSize(exchange->response()->body.size));
        else
            fail(result.error());
    });
}

void FileCommands::keepScheme(Theme::Scheme scheme)
{
    Settings settings = m_services.settings.values();
    settings.scheme = Settings::Scheme(scheme);
    m_services.settings.set(settings);
}

void FileCommands::fail(const StoreError &error)
{
    const Sentence words = describe(error);
    m_window.say(ChipTone::Bad, words.headline, words.hint);
}

} // namespace Recloser
