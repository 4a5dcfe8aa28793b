// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/keylabcommands.h"

#include "core/model/policylayers.h"
#include "core/regex/lint/crosscheck.h"
#include "core/resilience/breakerkey.h"
#include "core/resolve/resolve.h"
#include "core/store/onworker.h"
#include "core/store/textfiles.h"
#include "core/store/wholefile.h"
#include "ui/collections/collectionspanel.h"
#include "ui/describe/describe.h"
#include "ui/mainwindow/collectioncommands.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/variables.h"

#include <QDir>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Exchanges of history that are looked at in one go: some milliseconds of the history thread.
constexpr int historyPage = 20'000;
constexpr qsizetype mostFiles = 500;
constexpr qint64 largestFile = 16 * 1024 * 1024;

/// A request of an open tab.
struct OpenRequest
{
    QString title;
    RequestSpec spec;
    BreakerPolicy breaker;
    QString path;
    int index = -1;
    Scope scope;
    bool isInCollection = false;
};

QString resolvedUrl(const RequestSpec &spec, const Scope &scope)
{
    return resolveUrl(spec, scope).value_or(spec.url);
}

/// The URLs of the tabs, then of the open collections, then of the other requests in files of no
/// collection and in the files beside them. Looks at the disk.
QStringList collectionUrls(const QList<OpenRequest> &tabs,
                           const QList<std::pair<QList<CollectionUrl>, Scope>> &collections,
                           const Scope &usual)
{
    QStringList urls;
    QStringList files;
    for (const OpenRequest &tab : tabs) {
        urls.append(resolvedUrl(tab.spec, tab.scope));
        if (tab.path.isEmpty() || tab.isInCollection)
            continue;
        const QDir folder = QFileInfo(tab.path).absoluteDir();
        for (const QString &name : folder.entryList({u"*.http"_s, u"*.rest"_s}, QDir::Files)) {
            const QString path = folder.filePath(name);
            if (!files.contains(path) && files.size() < mostFiles)
                files.append(path);
        }
    }
    QSet<QString> known(urls.cbegin(), urls.cend());
    for (const auto &[requests, scope] : collections) {
        const QStringList resolved = resolvedUrls(requests, scope);
        for (const QString &url : resolved) {
            if (!known.contains(url)) {
                known.insert(url);
                urls.append(url);
            }
        }
    }
    for (const QString &path : std::as_const(files)) {
        const auto content = readWholeFile(path, largestFile);
        if (!content)
            continue;
        const HttpFile file = HttpFile::parse(*content);
        Scope scope = usual;
        scope.layers.prepend(
            {QFileInfo(path).fileName(), file.variables(), ScopeLayer::Kind::File, path});
        for (int index = 0; index < int(file.requests().size()); ++index) {
            const bool isOpen = std::ranges::any_of(tabs, [&](const OpenRequest &tab) {
                return tab.path == path && tab.index == index;
            });
            if (!isOpen)
                urls.append(resolvedUrl(file.requests()[index].spec, scope));
        }
    }
    urls.removeAll(QString());
    return urls;
}

QList<OpenRequest> openRequests(MainWindow &window, const Variables &variables)
{
    QList<OpenRequest> tabs;
    for (int i = 0; i < window.tabs().count(); ++i) {
        RequestTab *tab = window.tabs().at(i);
        const auto &origin = tab->document().origin();
        tabs.append({tab->document().title(), tab->document().spec(), tab->policies().breaker,
                     tab->filePath(), origin ? origin->index : -1,
                     variables.scopeOf(tab->filePath()),
                     window.collections().shelf().holding(tab->filePath()) != nullptr});
    }
    return tabs;
}

std::vector<Finding> findingsAmong(const QList<OpenRequest> &tabs)
{
    std::vector<KeyedRequest> requests;
    KeyReader reader;
    for (const OpenRequest &tab : tabs) {
        const auto url = resolveUrl(tab.spec, tab.scope);
        if (!url || tab.breaker.breaker == BreakerSwitch::Off)
            continue;
        const KeyResult key = reader.read(tab.breaker, *url);
        requests.push_back({codePoints(tab.title), codePoints(*url),
                            codePoints(tab.breaker.keyPattern),
                            key.key.isNull() ? std::nullopt : std::optional(codePoints(key.key))});
    }
    std::vector<Finding> findings = crossFindings(requests);
    // These are numbers of requests; the lab's are numbers of the URLs in its list.
    for (Finding &finding : findings) {
        finding.urls.clear();
        finding.urlCount = 0;
    }
    return findings;
}

} // namespace

KeyLabCommands::KeyLabCommands(MainWindow &window, const WindowServices &services,
                               KeyLabPanel &panel)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
    , m_panel(panel)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        feedCross();
        if (m_panel.source() == UrlSource::Collection)
            feedCollection();
    });
    connect(&panel, &KeyLabPanel::applyRequested, this, &KeyLabCommands::apply);
    connect(&panel, &KeyLabPanel::sourceChosen, this, &KeyLabCommands::feed);
    connect(&panel, &KeyLabPanel::historyWanted, this, &KeyLabCommands::feedHistory);
    connect(&services.variables, &Variables::changed, this, &KeyLabCommands::feedRequest);
}

void KeyLabCommands::open(const QString &pattern)
{
    BreakerPolicy policy;
    if (RequestTab *tab = m_window.tabs().current())
        policy = tab->policies().breaker;
    policy.keyPattern = pattern;
    m_panel.setPolicy(policy);
    feedRequest();
    m_panel.setSource(UrlSource::Request);
}

void KeyLabCommands::feed(UrlSource source)
{
    if (source == UrlSource::Request)
        feedRequest();
    else if (source == UrlSource::Collection)
        feedCollection();
}

void KeyLabCommands::feedRequest()
{
    m_soon.start();
    RequestTab *tab = m_window.tabs().current();
    m_panel.setApplyTargets(targetsOf(tab));
    if (!tab)
        return;
    const QString path = tab->filePath();
    m_panel.setRequestUrl(resolvedUrl(tab->document().spec(), m_services.variables.scopeOf(path)));
    if (!path.isEmpty())
        m_panel.setFolder(QFileInfo(path).absolutePath());
    const QString saved = tab->policies().breaker.keyPattern;
    m_panel.setSavedPattern(saved.isEmpty() ? std::nullopt : std::optional(saved));
}

void KeyLabCommands::feedCross()
{
    const quint64 asked = ++m_crossings;
    onWorker<std::vector<Finding>>([tabs = openRequests(m_window, m_services.variables)] {
        return findingsAmong(tabs);
    }).then(this, [this, asked](const std::vector<Finding> &findings) {
        if (asked == m_crossings)
            m_panel.setCrossFindings(findings);
    });
}

void KeyLabCommands::feedCollection()
{
    const QList<OpenRequest> tabs = openRequests(m_window, m_services.variables);
    const quint64 asked = ++m_collections;
    onWorker<QStringList>([tabs, collections = m_window.collectionCommands().urls(),
                           usual = m_services.variables.scopeOf({})] {
        return collectionUrls(tabs, collections, usual);
    }).then(this, [this, asked](const QStringList &urls) {
        if (asked == m_collections)
            m_panel.setCollectionUrls(urls);
    });
}

void KeyLabCommands::feedHistory(qint64 before)
{
    m_services.history.urls(before, historyPage)
        .then(this, [this, before](const std::expected<HistoryUrls, StoreError> &page) {
            if (!page) {
                const Sentence words = describe(page.error());
                m_window.say(ChipTone::Bad, words.headline, words.hint);
            }
            // Without an answer the reading ends here.
            m_panel.takeHistory(before, page.value_or(HistoryUrls()));
        });
}

QList<ApplyTarget> KeyLabCommands::targetsOf(RequestTab *tab) const
{
    QList<ApplyTarget> targets;
    if (tab) {
        targets.append({ApplyTarget::Kind::Request, {}, tr("this request")});
        if (const QString path = tab->filePath(); !path.isEmpty()) {
            const QFileInfo file(path);
            targets.append({ApplyTarget::Kind::File, file.absoluteFilePath(),
                            tr("the requests of %1").arg(file.fileName())});
            targets.append({ApplyTarget::Kind::Folder, file.absolutePath(),
                            tr("the folder %1").arg(file.absoluteDir().dirName())});
        }
    }
    targets.append({ApplyTarget::Kind::AllRequests, {}, tr("all requests")});
    return targets;
}

void KeyLabCommands::apply(const QString &pattern, const ApplyTarget &target)
{
    switch (target.kind) {
    case ApplyTarget::Kind::Request:
        applyToRequest(pattern);
        break;
    case ApplyTarget::Kind::File:
    case ApplyTarget::Kind::Folder:
        applyToFile(pattern, target);
        break;
    case ApplyTarget::Kind::AllRequests: {
        Settings changed = m_services.settings.values();
        changed.defaults.keyPattern = pattern;
        m_services.settings.set(changed);
        tellApplied(target);
        break;
    }
    }
}

void KeyLabCommands::applyToRequest(const QString &pattern)
{
    RequestTab *tab = m_window.tabs().current();
    if (!tab)
        return;
    RequestSpec spec = tab->document().spec();
    spec.policy.keyPattern = pattern;
    tab->document().edit(tr("key pattern"), RequestPart::KeyPattern, spec,
                         RequestDocument::EditKind::Step);
}

void KeyLabCommands::applyToFile(const QString &pattern, const ApplyTarget &target)
{
    const QString path = target.kind == ApplyTarget::Kind::Folder
        ? QDir(target.path).filePath(u"folder.http"_s)
        : target.path;
    const auto fail = [this](const StoreError &error) {
        const Sentence words = describe(error);
        m_window.say(ChipTone::Bad, words.headline, words.hint);
    };
    readFile(path).then(
        this,
        [this, path, pattern, target, fail](const std::expected<QByteArray, StoreError> &content) {
            if (!content && content.error().kind != StoreError::Kind::NotFound) {
                fail(content.error());
                return;
            }
            const QByteArray before = content.value_or(QByteArray());
            HttpFile file = HttpFile::parse(before);
            file.setDefaultKeyPattern(pattern);
            saveFile(path, file.write(), before)
                .then(this, [this, target, fail](const std::expected<void, StoreError> &written) {
                    if (!written) {
                        fail(written.error());
                        return;
                    }
                    m_window.files().refreshPolicies();
                    tellApplied(target);
                });
        });
}

void KeyLabCommands::tellApplied(const ApplyTarget &target)
{
    RequestTab *tab = m_window.tabs().current();
    const bool isHidden = tab && tab->document().spec().policy.keyPattern.has_value();
    m_window.say(ChipTone::Good, tr("The pattern is in use for %1").arg(target.label),
                 isHidden ? tr("Requests with a pattern of their own keep it, the open one too.")
                          : QString());
}

} // namespace Recloser
