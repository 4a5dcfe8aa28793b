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

ResponseBody contentOf(const Body &body, const QString &baseFolder)
{
    ResponseBody content;
    if (body.kind != Body::Kind::File) {
        content.bytes = body.text.toUtf8();
        content.size = content.bytes.size();
        return content;
    }
    const QDir base(baseFolder.isEmpty() ? QDir::currentPath() : baseFolder);
    const QFileInfo file(base.absoluteFilePath(body.filePath));
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
    connect(&document, &RequestDocument::changed, this, [this] {
        if (isVisible())
            read();
    });
}

bool WrittenBody::isLong(const QString &text)
{
    if (text.size() > longText)
        return true;
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
}

} // namespace Recloser
