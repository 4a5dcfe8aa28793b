// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/filefield.h"

#include "ui/describe/describe.h"
#include "ui/document/requestdocument.h"
#include "ui/request/textbinding.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace Recloser {

using namespace Qt::StringLiterals;

void chooseFile(QWidget &parent, const QString &title, const QString &baseFolder,
                const QString &current, const std::function<void(const QString &path)> &use)
{
    auto *dialog = new QFileDialog(&parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    const QDir base(baseFolder.isEmpty() ? QDir::currentPath() : baseFolder);
    dialog->setDirectory(QFileInfo(base.absoluteFilePath(current)).absolutePath());
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent, use);
    dialog->open();
}

FileField::FileField(RequestDocument &document, const RequestEditorServices &services,
                     UndoRouter &router, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_services(services)
    , m_path(new QLineEdit)
    , m_note(new QLabel)
{
    auto *button = new QPushButton(tr("Ch&oose…"));
    auto *label = new QLabel(tr("F&ile"));
    label->setProperty("look", u"muted"_s);
    label->setBuddy(m_path);
    m_path->setFont(services.theme.monospace());
    m_path->setAccessibleName(tr("Body file"));
    m_path->setPlaceholderText(tr("path of the file that is sent as it is"));
    m_note->setProperty("look", u"muted"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setHorizontalSpacing(10);
    layout->addWidget(label, 0, 0);
    layout->addWidget(m_path, 0, 1);
    layout->addWidget(button, 0, 2);
    layout->addWidget(m_note, 1, 1, 1, 2);
    layout->setColumnStretch(1, 1);
    layout->setRowStretch(2, 1);

    bindText(*m_path, document, router, RequestPart::BodyFile, tr("body file"),
             [](RequestSpec &spec) -> QString & { return spec.body.filePath; });
    connect(m_path, &QLineEdit::textChanged, this, &FileField::describeFile);
    connect(button, &QPushButton::clicked, this, &FileField::choose);
    describeFile();
}

void FileField::choose()
{
    chooseFile(*this, tr("Choose the body file"), m_services.currentScope().baseFolder,
               m_path->text(), [this](const QString &path) {
                   RequestSpec next = m_document.spec();
                   next.body.filePath = path;
                   m_document.edit(tr("body file"), RequestPart::BodyFile, next,
                                   RequestDocument::EditKind::Step);
               });
}

void FileField::describeFile()
{
    const QString path = m_path->text();
    if (path.isEmpty() || path.contains("{{"_L1)) {
        m_note->clear();
        return;
    }
    const QString base = m_services.currentScope().baseFolder;
    const QFileInfo file(QDir(base.isEmpty() ? QDir::currentPath() : base).absoluteFilePath(path));
    if (!file.exists())
        m_note->setText(tr("There is no such file."));
    else if (!file.isFile() || !file.isReadable())
        m_note->setText(tr("This cannot be read as a file."));
    else
        m_note->setText(tr("%1, streamed from disk when it is sent").arg(formatSize(file.size())));
}

} // namespace Recloser
