// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "ui/request/requesteditorservices.h"

#include <QFileSystemWatcher>
#include <QTimer>
#include <QWidget>

namespace Recloser {

class RequestDocument;

/// The body as it is written, placeholders included, or the file that it is, in the viewer of
/// responses: of any size, laid out, as a tree, filtered. It reads while it is on display, and a
/// file again when somebody writes it. The references outlive it.
class WrittenBody : public QWidget
{
    Q_OBJECT

public:
    WrittenBody(const RequestDocument &document, const RequestEditorServices &services,
                QWidget *parent = nullptr);

    /// Texts of more characters, or with a line of more, are slow to edit: they are looked at
    /// first.
    static constexpr qsizetype longText = 2 * 1024 * 1024;
    static constexpr qsizetype longLine = 50'000;
    static bool isLong(const QString &text);
    /// An editor lays a line out whole with each key: such a line would hold the window up.
    static bool hasLongLine(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void watch();

    const RequestDocument &m_document;
    const RequestEditorServices &m_services;
    QWidget *m_viewer = nullptr;
    QFileSystemWatcher m_watcher;
    QTimer m_readSoon;
    ResponseBody m_body;
    QByteArray m_type;
};

} // namespace Recloser
