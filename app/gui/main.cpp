// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/composition/collectionplaces.h"
#include "app/composition/composition.h"
#include "app/gui/breakerstores.h"
#include "app/gui/sampleguide.h"
#include "app/gui/singleinstance.h"
#include "core/resolve/urltext.h"
#include "core/send/wireheaders.h"
#include "core/websocket/handshakeheaders.h"
#include "ui/circuits/circuitsources.h"
#include "ui/describe/describe.h"
#include "ui/mainwindow/graphqlservers.h"
#include "ui/mainwindow/variables.h"
#include "ui/theme/stylesheet.h"
#include "ui/tour/tour.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <optional>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// How long the window waits for what it shows.
constexpr std::chrono::milliseconds patience{400};

struct Options
{
    QStringList files;
    bool tour = false;
    QString pictures;
    QString profile;
    std::optional<Theme::Scheme> scheme;
    QSize size;
};

void sayLine(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stdout);
    std::fflush(stdout);
}

Options readOptions(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "HTTP workbench with retries and circuit breakers"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption tour(
        u"tour"_s,
        u"Shows the main job step by step against a built-in server, says what happened, and ends."_s);
    const QCommandLineOption pictures(
        u"screenshots"_s, u"With --tour: where pictures of the steps go."_s, u"FOLDER"_s);
    const QCommandLineOption profile(
        u"profile"_s, u"Keeps settings, session and history below FOLDER."_s, u"FOLDER"_s);
    const QCommandLineOption theme(u"theme"_s, u"light, dark or system."_s, u"NAME"_s);
    const QCommandLineOption size(u"window-size"_s, u"Size of the window, such as 1280x720."_s,
                                  u"WxH"_s);
    parser.addOptions({tour, pictures, profile, theme, size});
    parser.addPositionalArgument(
        u"files"_s, u"Request files to open (.http, .rest, .json), and folders of them."_s,
        u"[FILE...|FOLDER...]"_s);
    parser.process(application);

    Options options;
    options.files = parser.positionalArguments();
    options.tour = parser.isSet(tour);
    options.pictures = parser.value(pictures);
    options.profile = parser.value(profile);
    const QString name = parser.value(theme);
    if (name == "light"_L1)
        options.scheme = Theme::Scheme::Light;
    else if (name == "dark"_L1)
        options.scheme = Theme::Scheme::Dark;
    const QStringList sides = parser.value(size).split(u'x');
    if (sides.size() == 2)
        options.size = {sides[0].toInt(), sides[1].toInt()};
    return options;
}

/// Ends the program with the tour's result.
void startTour(MainWindow &window, SampleGuide &guide, const Options &options)
{
    auto *tour = new Tour(window, guide.server(),
                          {.pictureFolder = options.pictures, .say = sayLine}, &window);
    QObject::connect(tour, &Tour::finished, qApp, [](bool passed) {
        sayLine(passed ? u"The tour passed."_s : u"The tour FAILED."_s);
        QCoreApplication::exit(passed ? 0 : 1);
    });
    tour->start();
}

/// Sends that no tab begins have the jar of those without a folder.
void keepCookies(Composition &composition)
{
    const auto choose = [&composition] {
        composition.sender().setCookieJar(
            composition.cookies().jarFor(composition.settings().values().cookies, {}));
    };
    QObject::connect(&composition.settings(), &SettingsStore::changed, &composition.cookies(),
                     choose);
    choose();
}

/// The sources look where the circuits are, and the settings keep what is chosen.
void keepSources(CircuitSources &sources, BreakerStores &stores, SettingsStore &settings)
{
    sources.setEndpoint(stores.endpoint());
    QObject::connect(&stores, &StoreChooser::chosen, &sources,
                     [&sources, &stores] { sources.setEndpoint(stores.endpoint()); });
    QObject::connect(&sources, &CircuitSources::preferencesChanged, &settings,
                     [&sources, &settings] {
                         Settings values = settings.values();
                         values.circuitSources = toJson(sources.preferences());
                         settings.set(values);
                     });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"recloser"_s);
    QApplication::setApplicationDisplayName(u"Recloser"_s);
    QApplication::setApplicationVersion(QStringLiteral(RECLOSER_VERSION));
    QApplication::setDesktopFileName(u"recloser"_s);
    QApplication::setWindowIcon(QIcon(u":/recloser/recloser.svg"_s));
    const Options options = readOptions(application);

    std::optional<QTemporaryDir> scratch;
    if (options.tour)
        scratch.emplace();
    const Profile profile = scratch ? Profile::below(scratch->path())
        : options.profile.isEmpty() ? Profile::standard()
                                    : Profile::below(options.profile);

    SingleInstance instance(profile.state);
    if (!instance.claim()) {
        QObject::connect(&instance, &SingleInstance::handedOver, &application,
                         &QCoreApplication::quit);
        instance.handOver(options.files);
        return QApplication::exec();
    }

    Composition composition(profile);
    const auto settingsRead = composition.settings().load();
    Theme theme(application);
    theme.setScheme(options.scheme.value_or(Theme::Scheme(composition.settings().values().scheme)));
    SyntaxRepository syntax;
    BreakerStores stores(composition);
    CircuitSources sources(composition.clock(),
                           layoutPreferencesFromJson(composition.settings().values().circuitSources)
                               .value_or(LayoutPreferences{}));
    keepSources(sources, stores, composition.settings());
    CircuitBoard board(stores.store(), composition.clock());
    board.setSources(&sources);
    Variables variables(composition.secrets());
    variables.setGlobalsPath(profile.globals());
    SessionStore session(profile.state + u"/session.json"_s, composition.secrets());
    GraphQlServers graphQl(composition.sender(), GraphQlSchemas(profile.graphQlSchemas()));
    const WindowServices services{.theme = theme,
                                  .clock = composition.clock(),
                                  .sender = composition.sender(),
                                  .history = composition.history(),
                                  .secrets = composition.secrets(),
                                  .session = session,
                                  .settings = composition.settings(),
                                  .syntax = syntax,
                                  .stores = stores,
                                  .board = board,
                                  .variables = variables,
                                  .transportHeaders =
                                      [](const ResolvedRequest &request) {
                                          return isWebSocketUrl(request.url)
                                              ? handshakeHeaders(request.url, request.headers)
                                              : headersAddedByTransport(request);
                                      },
                                  .collectionPlaces = collectionPlaces(profile),
                                  .cookies = &composition.cookies(),
                                  .graphQl = &graphQl,
                                  .tokens = &composition.tokens()};
    keepCookies(composition);
    composition.useConnectionSettings();
    // Widgets without a style sheet are not styled anew whenever they, or what holds them, move.
    application.setStyleSheet({});
    MainWindow window(services);
    const auto show = [&] {
        if (application.styleSheet().isEmpty())
            application.setStyleSheet(styleSheetOf(theme.colors()));
        window.show();
    };
    SampleGuide guide(window);
    if (!settingsRead) {
        const Sentence words = describe(settingsRead.error());
        window.say(ChipTone::Bad, words.headline, words.hint);
    }
    QObject::connect(&instance, &SingleInstance::filesReceived, &window,
                     [&window, show](const QStringList &files) {
                         window.openFiles(files);
                         show();
                         window.raise();
                         window.activateWindow();
                     });
    QObject::connect(&window, &MainWindow::opened, &window, [&] {
        window.openFiles(options.files);
        if (options.size.isValid())
            window.resize(options.size);
        if (options.tour)
            QTimer::singleShot(0, &window, [&] { startTour(window, guide, options); });
        show();
    });
    if (options.size.isValid())
        window.resize(options.size);
    window.restore();
    // A session that is slow to come, out of a keychain that asks first, comes to a window that is
    // there.
    QTimer::singleShot(patience, &window, [&] {
        if (!window.isVisible())
            show();
    });
    return QApplication::exec();
}
