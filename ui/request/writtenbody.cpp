// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/writtenbody.h"

#include "core/resolve/resolve.h"
#include "ui/document/requestdocument.h"

#include <QDir>
#include <QFileInfo>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Files are often written in several steps.
constexpr std::chrono::milliseconds readPause{120};

QByteArray typeOf(const Body &body)
{
    if (!body.mediaType.isEmpty())
        return body.mediaType.toUtf8();
    switch (body.kind) {
    case Body::Kind::Json:
        return "application/json"_ba;
    case Body::Kind::Xml:
        return "application/xml"_ba;
    case Body::Kind::Text:
        return "text/plain"_ba;
    default:
        return {};
    }
}

QString pathOf(const Body &body, const QString &baseFolder)
{
    const QDir base(baseFolder.isEmpty() ? QDir::currentPath() : baseFolder);
    return base.absoluteFilePath(body.filePath);
}

ResponseBody contentOf(const Body &body, const QString &baseFolder)
{
    ResponseBody content;
    if (body.kind != Body::Kind::File) {
        content.bytes = body.text.toUtf8();
        content.size = content.bytes.size();
        return content;
    }
    const QFileInfo file(pathOf(body, baseFolder));
    if (!body.filePath.isEmpty() && file.isFile()) {
        content.path = file.filePath();
        content.size = file.size();
    }
    return content;
}

} // namespace

WrittenBody::WrittenBody(const RequestDocument &document, const RequestEditorServices &services,
                         QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_services(services)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(readPause);
    connect(&m_readSoon, &QTimer::timeout, this, [this] {
        if (isVisible())
            read();
    });
    const auto readSoon = [this] { m_readSoon.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, readSoon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, readSoon);
    connect(&document, &RequestDocument::changed, this, [this] {
        if (isVisible())
            read();
    });
}

bool WrittenBody::isLong(const QString &text)
{
    return text.size() > longText || hasLongLine(text);
}

bool WrittenBody::hasLongLine(const QString &text)
{
    for (qsizetype at = 0; text.size() - at > longLine;) {
        const qsizetype end = text.indexOf(u'\n', at);
        if ((end < 0 ? text.size() : end) - at > longLine)
            return true;
        at = end + 1;
    }
    return false;
}

void WrittenBody::showEvent(QShowEvent *event)
{
    read();
    QWidget::showEvent(event);
}

void WrittenBody::read()
{
    const Body &body = m_document.spec().body;
    const ResponseBody content = contentOf(body, m_services.currentScope().baseFolder);
    const QByteArray type = typeOf(body);
    // The same file may have become another one.
    if (m_viewer && !content.isInFile() && content == m_body && type == m_type)
        return;
    delete m_viewer;
    m_body = content;
    m_type = type;
    m_viewer = m_services.viewBody(content, type);
    layout()->addWidget(m_viewer);
    m_viewer->show();
    watch();
}

/// A file that is not there yet is waited for in its folder.
void WrittenBody::watch()
{
    if (const QStringList paths = m_watcher.files() + m_watcher.directories(); !paths.isEmpty())
        m_watcher.removePaths(paths);
    if (m_document.spec().body.kind != Body::Kind::File
        || m_document.spec().body.filePath.isEmpty())
        return;
    const QString path = pathOf(m_document.spec().body, m_services.currentScope().baseFolder);
    const QFileInfo file(path);
    if (file.isFile())
        m_watcher.addPath(path);
    else if (file.dir().exists())
        m_watcher.addPath(file.path());
}

} // namespace Recloser
