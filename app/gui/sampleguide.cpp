// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/gui/sampleguide.h"

#include "core/store/httpfile.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/variables.h"

#include <QFile>

namespace Recloser {

using namespace Qt::StringLiterals;

SampleGuide::SampleGuide(MainWindow &window, QObject *parent) : QObject(parent), m_window(window)
{
    connect(&window, &MainWindow::opened, this, &SampleGuide::welcome);
    connect(&window, &MainWindow::sampleRequested, this, &SampleGuide::openSamples);
}

FaultServer &SampleGuide::server()
{
    if (!m_server) {
        m_server = std::make_unique<FaultServer>(sampleScript());
        if (const auto port = m_server->listen())
            m_window.services().variables.setBuiltIn(
                u"sample"_s, m_server->url().toString(QUrl::StripTrailingSlash));
        else
            m_window.say(ChipTone::Bad, tr("The sample server could not start"), port.error());
    }
    return *m_server;
}

void SampleGuide::welcome()
{
    TabArea &tabs = m_window.tabs();
    SettingsStore &store = m_window.services().settings;
    Settings settings = store.values();
    if (tabs.count() == 0) {
        if (settings.startedBefore)
            m_window.newTab();
        else
            openSamples();
    }
    for (int i = 0; i < tabs.count(); ++i) {
        if (tabs.at(i)->document().spec().url.contains("{{sample}}"_L1))
            server();
    }
    if (!settings.startedBefore) {
        settings.startedBefore = true;
        store.set(settings);
    }
}

void SampleGuide::openSamples()
{
    server();
    QFile file(u":/recloser/samples/sample.http"_s);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const HttpFile samples = HttpFile::parse(file.readAll());
    const int first = m_window.tabs().count();
    for (const HttpFileRequest &request : samples.requests())
        m_window.tabs().append(request.spec);
    m_window.tabs().setCurrent(first);
    if (RequestTab *tab = m_window.tabs().current())
        tab->editor().setFocus();
}

} // namespace Recloser
