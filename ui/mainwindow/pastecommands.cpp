// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curlcommand.h"
#include "core/formats/fyndrequest.h"
#include "ui/describe/describe.h"
#include "ui/describe/describeformats.h"
#include "ui/mainwindow/filecommands.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"
#include "ui/mainwindow/variables.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

namespace Recloser {

using namespace Qt::StringLiterals;

// Requests in other notations: pasted, opened and copied. Part of FileCommands.

void FileCommands::takeFynd(const QString &path, const QString &text)
{
    const auto requests = parseFyndList(text);
    if (!requests) {
        const FormatError &error = requests.error();
        m_window.say(ChipTone::Bad,
                     path.isEmpty() ? tr("The pasted request is broken at line %1, column %2")
                                          .arg(error.line)
                                          .arg(error.column)
                                    : tr("%1 is broken at line %2, column %3")
                                          .arg(QFileInfo(path).fileName())
                                          .arg(error.line)
                                          .arg(error.column),
                     error.message);
        return;
    }
    QStringList warnings;
    for (const ImportedRequest &request : *requests) {
        m_window.tabs().open(request.spec);
        warnings += request.warnings;
    }
    if (!warnings.isEmpty())
        m_window.say(ChipTone::Warning, tr("Opened, but not everything has a meaning here"),
                     warnings.join(u"; "_s));
}

void FileCommands::takeCurl(RequestTab *tab, const QString &text)
{
    const CurlImport import = parseCurl(text);
    if (import.requests.isEmpty()) {
        m_window.say(ChipTone::Bad, tr("No request in this curl command"), describe(import.notes));
        return;
    }
    for (const RequestSpec &spec : import.requests) {
        if (RequestTab *own = std::exchange(tab, nullptr))
            own->document().edit(tr("pasted request"), RequestPart::Everything, spec,
                                 RequestDocument::EditKind::Step);
        else
            m_window.tabs().open(spec);
    }
    if (!import.notes.isEmpty())
        m_window.say(ChipTone::Warning, tr("Not everything in the command has a meaning here"),
                     describe(import.notes));
}

void FileCommands::paste(RequestTab *tab, const QString &text)
{
    if (looksLikeCurl(text)) {
        takeCurl(tab, text);
        return;
    }
    if (!looksLikeFynd(text)) {
        tab->editor().insertIntoUrl(text);
        return;
    }
    const auto request = parseFynd(text);
    if (!request) {
        takeFynd({}, text);
        return;
    }
    tab->document().edit(tr("pasted request"), RequestPart::Everything, request->spec,
                         RequestDocument::EditKind::Step);
    if (!request->warnings.isEmpty())
        m_window.say(ChipTone::Warning, tr("Pasted, but not everything has a meaning here"),
                     request->warnings.join(u"; "_s));
}

void FileCommands::pasteClipboard()
{
    const QString text = QGuiApplication::clipboard()->text().trimmed();
    if (looksLikeFynd(text)) {
        takeFynd({}, text);
    } else if (looksLikeCurl(text)) {
        takeCurl(nullptr, text);
    } else if (!text.isEmpty()) {
        RequestSpec spec;
        spec.url = text.section(u'\n', 0, 0).trimmed();
        m_window.tabs().open(spec);
    }
}

void FileCommands::copyAs(RequestTab *tab, CopyFormat format, const CopyOptions &options)
{
    if (!tab)
        return;
    tab->editor().commit();
    const auto origin = tab->document().origin();
    const Scope scope = m_services.variables.scopeOf(origin ? origin->path : QString());
    const auto copied = Recloser::copyAs(format, tab->document().spec(), scope, options);
    if (!copied) {
        const Sentence words = describe(copied.error());
        m_window.say(ChipTone::Bad, words.headline, words.hint);
        return;
    }
    QGuiApplication::clipboard()->setText(copied->text);
    const QString name = copyFormatName(format);
    if (copied->lost.isEmpty())
        m_window.say(ChipTone::Good, tr("Copied as %1").arg(name));
    else
        m_window.say(ChipTone::Warning,
                     tr("Copied as %1, which has no place for all of it").arg(name),
                     copied->lost.join(u", "_s));
}

} // namespace Recloser
