// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/onworker.h"
#include "core/store/textfiles.h"
#include "ui/collections/conflictdialog.h"
#include "ui/describe/describe.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/requesttab.h"
#include "ui/mainwindow/tabfiles.h"
#include "ui/mainwindow/variables.h"

#include <QDir>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

// How tabs are written into their files, and conflicts solved. Part of TabFiles; its other half is
// tabfiles.cpp.

void TabFiles::save(RequestTab *tab)
{
    State &state = stateOf(tab);
    if (!tab->document().origin() || state.isSaving)
        return;
    state.isSaving = true;
    const FileOrigin origin = *tab->document().origin();
    const RequestSpec spec = tab->document().spec();
    readFile(origin.path).then(tab, [this, tab, origin, spec](const FileBytes &content) {
        State &now = stateOf(tab);
        if (!content && content.error().kind != StoreError::Kind::NotFound) {
            now.isSaving = false;
            fail(content.error());
            return;
        }
        const Base base = baseOf(tab, now);
        std::optional<QByteArray> onDisk;
        if (content)
            onDisk = *content;
        using Answer = std::pair<RequestMerge::Kind, Writing>;
        onWorker<Answer>([base, spec, onDisk, path = origin.path]() -> Answer {
            RequestMerge merge = mergeEdit(base.content, base.index, spec, onDisk);
            Writing writing{.spec = spec, .path = path, .before = onDisk};
            if (merge.kind == RequestMerge::Kind::Gone) {
                ConflictSolution back = solveConflict(base.content, base.index, spec, onDisk,
                                                      ConflictChoice::KeepMine);
                writing.content = back.content;
                writing.index = back.index;
                writing.edit = back.edit;
            } else {
                writing.content = merge.content;
                writing.index = merge.index;
                writing.edit = merge.edit;
            }
            return {merge.kind, writing};
        }).then(tab, [this, tab](const Answer &answer) {
            State &last = stateOf(tab);
            if (answer.first == RequestMerge::Kind::Conflict) {
                last.isSaving = false;
                setTrouble(tab, Trouble::Conflict);
                compare(tab);
                return;
            }
            if (answer.first == RequestMerge::Kind::Adopted) {
                // There is nothing to write; what the file holds is the tab's.
                last.isSaving = false;
                look(tab);
                return;
            }
            write(tab, answer.second);
        });
    });
}

void TabFiles::add(RequestTab *tab, const QString &path)
{
    State &state = stateOf(tab);
    if (state.isSaving)
        return;
    state.isSaving = true;
    const RequestSpec spec = tab->document().spec();
    readFile(path).then(tab, [this, tab, path, spec](const FileBytes &content) {
        if (!content && content.error().kind != StoreError::Kind::NotFound) {
            stateOf(tab).isSaving = false;
            fail(content.error());
            return;
        }
        HttpFile file = HttpFile::parse(content.value_or(QByteArray()));
        Writing writing{.spec = spec, .path = path, .isNew = true};
        if (content)
            writing.before = *content;
        writing.edit = file.append(spec);
        writing.content = file.write();
        writing.index = file.requests().size() - 1;
        write(tab, writing);
    });
}

void TabFiles::write(RequestTab *tab, const Writing &writing)
{
    State &state = stateOf(tab);
    const QString file = QFileInfo(writing.path).fileName();
    if (writing.edit.lost.contains("request"_L1)) {
        state.isSaving = false;
        m_window.say(ChipTone::Bad, tr("Not saved: %1 cannot hold this request").arg(file),
                     tr("Nothing in the file was changed."));
        return;
    }
    if (writing.before == writing.content) {
        finish(tab, writing);
        return;
    }
    for (const ExtractedSecret &secret : writing.edit.secrets) {
        m_services.secrets.write(secret.name, secret.value);
        m_services.variables.setSecret(secret.name, secret.value);
    }
    if (!writing.before)
        QDir().mkpath(QFileInfo(writing.path).absolutePath()); // it may have gone with its folder
    if (Collection *collection = m_shelf.holding(writing.path))
        collection->expect(writing.path, writing.content);
    saveFile(writing.path, writing.content, writing.before.value_or(QByteArray()))
        .then(tab, [this, tab, writing](const std::expected<void, StoreError> &done) {
            if (done) {
                finish(tab, writing);
                return;
            }
            stateOf(tab).isSaving = false;
            if (done.error().kind == StoreError::Kind::ChangedOutside)
                writing.isNew ? add(tab, writing.path) : save(tab); // once more from what it is now
            else
                fail(done.error());
        });
}

void TabFiles::finish(RequestTab *tab, const Writing &writing)
{
    State &state = stateOf(tab);
    state.isSaving = false;
    state.read = writing.content;
    state.readIndex = int(writing.index);
    RequestDocument &document = tab->document();
    document.setOrigin(FileOrigin{writing.path, int(writing.index)});
    RequestSpec saved = writing.spec;
    if (!writing.edit.secrets.isEmpty() || writing.isCopy) {
        // The tab holds what the file holds: the placeholder, whose value the keychain knows.
        const HttpFile file = HttpFile::parse(writing.content);
        saved = file.requests().value(writing.index).spec;
        if (document.spec() == writing.spec)
            document.edit(writing.isCopy ? tr("name") : tr("secret"), RequestPart::Everything,
                          saved, RequestDocument::EditKind::Step);
    }
    if (document.spec() == saved)
        document.markSaved();
    else
        document.setSaved(saved); // typed on meanwhile
    setTrouble(tab, Trouble::None);
    bind(tab);
    if (!writing.edit.lost.isEmpty())
        m_window.say(ChipTone::Warning,
                     tr("Saved, but the file format cannot hold all of it: %1")
                         .arg(writing.edit.lost.join(u", "_s)));
    else if (!writing.edit.secrets.isEmpty()
             && m_services.secrets.availability() == SecretStore::Availability::ThisRunOnly)
        m_window.say(ChipTone::Warning, tr("Saved; its secrets are kept only until you quit"),
                     tr("There is no system keychain here. Set RECLOSER_SECRET_<NAME> to provide "
                        "them."));
    Q_EMIT written(writing.path, writing.content);
    Q_EMIT changed();
}

// ---- conflicts ---------------------------------------------------------------------------------

void TabFiles::solve(RequestTab *tab, ConflictChoice choice)
{
    State &state = stateOf(tab);
    if (!tab->document().origin() || state.isSaving)
        return;
    state.isSaving = true;
    const QString path = tab->filePath();
    const RequestSpec spec = tab->document().spec();
    readFile(path).then(tab, [this, tab, path, spec, choice](const FileBytes &content) {
        State &now = stateOf(tab);
        now.isSaving = false;
        if (!content && content.error().kind != StoreError::Kind::NotFound) {
            fail(content.error());
            return;
        }
        std::optional<QByteArray> onDisk;
        if (content)
            onDisk = *content;
        const Base base = baseOf(tab, now);
        const ConflictSolution solution
            = solveConflict(base.content, base.index, spec, onDisk, choice);
        if (choice == ConflictChoice::TakeTheirs) {
            takeTheirs(tab, solution.content, solution.index);
            return;
        }
        now.isSaving = true;
        write(tab,
              {.spec = spec,
               .path = path,
               .before = onDisk,
               .content = solution.content,
               .index = solution.index,
               .edit = solution.edit,
               .isCopy = choice == ConflictChoice::KeepBoth});
    });
}

void TabFiles::takeTheirs(RequestTab *tab, const QByteArray &content, qsizetype index)
{
    const HttpFile file = HttpFile::parse(content);
    if (index < 0 || index >= file.requests().size()) {
        setTrouble(tab, Trouble::Gone);
        return;
    }
    RequestDocument &document = tab->document();
    document.edit(tr("the file's version"), RequestPart::Everything, file.requests()[index].spec,
                  RequestDocument::EditKind::Step);
    document.markSaved();
    document.setOrigin(FileOrigin{document.origin()->path, int(index)});
    State &state = stateOf(tab);
    state.read = content;
    state.readIndex = int(index);
    setTrouble(tab, Trouble::None);
    bind(tab);
}

void TabFiles::compare(RequestTab *tab)
{
    const QString path = tab->filePath();
    State &state = stateOf(tab);
    const Base base = baseOf(tab, state);
    const RequestSpec spec = tab->document().spec();
    readFile(path).then(tab, [this, tab, path, base, spec](const FileBytes &content) {
        HttpFile mine = HttpFile::parse(base.content);
        mine.update(base.index, spec);
        const HttpFile theirs = HttpFile::parse(content.value_or(QByteArray()));
        const qsizetype there = findAgain(HttpFile::parse(base.content), base.index, theirs);
        State &now = stateOf(tab);
        if (!now.dialog) {
            now.dialog = new ConflictDialog(m_services.theme, &m_window);
            now.dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(now.dialog, &ConflictDialog::chosen, tab,
                    [this, tab](ConflictChoice choice) { solve(tab, choice); });
        }
        now.dialog->setTexts(tab->document().title(), QFileInfo(path).fileName(),
                             QString::fromUtf8(mine.sectionText(base.index)),
                             there < 0 ? QString() : QString::fromUtf8(theirs.sectionText(there)));
        now.dialog->show();
        now.dialog->raise();
        now.dialog->activateWindow();
    });
}

void TabFiles::fail(const StoreError &error)
{
    const Sentence words = describe(error);
    m_window.say(ChipTone::Bad, words.headline, words.hint);
}

} // namespace Recloser
