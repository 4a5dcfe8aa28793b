// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/requesteditorservices.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace Recloser {

class RequestDocument;
class UndoRouter;

/// The one file that is a body: its path, a button to choose it, and what is there.
class FileField : public QWidget
{
    Q_OBJECT

public:
    FileField(RequestDocument &document, const RequestEditorServices &services, UndoRouter &router,
              QWidget *parent = nullptr);

private:
    void choose();
    void describeFile();

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    QLineEdit *m_path;
    QLabel *m_note;
};

/// Opens a file dialog that does not block, starting where `current` is (relative to `baseFolder`),
/// and calls `use` with what is chosen as long as `parent` lives.
void chooseFile(QWidget &parent, const QString &title, const QString &baseFolder,
                const QString &current, const std::function<void(const QString &path)> &use);

} // namespace Recloser
