// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/tabfiles.h"

#include "core/store/onworker.h"
#include "core/store/textfiles.h"
#include "ui/collections/conflictdialog.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/tabarea.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool differInNameOnly(RequestSpec one, const RequestSpec &other)
{
    one.name = other.name;
    return one == other;
}

} // namespace

TabFiles::TabFiles(MainWindow &window, const WindowServices &services, CollectionShelf &shelf)
    : QObject(&window)
    , m_window(window)
    , m_services(services)
    , m_shelf(shelf)
{
    connect(&shelf, &CollectionShelf::opened, this, &TabFiles::follow);
    connect(&shelf, &CollectionShelf::closed, this, [this](const Collection *collection) {
        for (State &state : m_states) {
            if (state.item.collection == collection)
                state.item = {};
        }
    });
    connect(&shelf, &CollectionShelf::changed, this, &TabFiles::followItems);
    connect(&window.tabs(), &TabArea::opened, this, [this](RequestTab *tab) {
        connect(&tab->document(), &RequestDocument::originChanged, this,
                [this, tab] { noteOrigin(tab); });
    });
}

void TabFiles::follow(Collection *collection)
{
    connect(collection, &Collection::fileChanged, this, &TabFiles::lookAt);
    connect(collection, &Collection::fileAdded, this, &TabFiles::lookAt);
    connect(collection, &Collection::fileRemoved, this, &TabFiles::lookAt);
    // A request that was renamed or changed from here is read again as well.
    connect(collection, &Collection::nodeChanged, this, [this, collection](CollectionNodeId id) {
        for (auto state = m_states.begin(); state != m_states.end(); ++state) {
            if (state->item == CollectionItem{collection, id})
                look(state.key());
        }
    });
    connect(collection, &Collection::moved, this, [this](const QString &from, const QString &to) {
        for (auto state = m_states.begin(); state != m_states.end(); ++state) {
            RequestDocument &document = state.key()->document();
            if (!document.origin())
                continue;
            const QString path = document.origin()->path;
            if (path == from || path.startsWith(from + u'/'))
                document.setOrigin(
                    FileOrigin{to + path.sliced(from.size()), document.origin()->index});
        }
    });
}

void TabFiles::noteOrigin(RequestTab *tab)
{
    if (!tab->document().origin())
        return;
    Q_EMIT placed(tab->filePath());
    // Whoever gave it its place may say next what the file holds; for a closed tab that comes back
    // nobody does.
    QMetaObject::invokeMethod(
        tab,
        [this, tab] {
            const State &state = stateOf(tab);
            if (state.read.isNull() && !state.isSaving && !state.isLooking)
                look(tab);
        },
        Qt::QueuedConnection);
}

TabFiles::State &TabFiles::stateOf(RequestTab *tab)
{
    const auto known = m_states.find(tab);
    if (known != m_states.end())
        return *known;
    connect(tab, &QObject::destroyed, this, [this, tab] { m_states.remove(tab); });
    connect(tab, &RequestTab::noticeAccepted, this, [this, tab] {
        if (m_states.value(tab).trouble == Trouble::Conflict)
            compare(tab);
        else
            save(tab);
    });
    return *m_states.insert(tab, {});
}

TabFiles::Base TabFiles::baseOf(RequestTab *tab, const State &state)
{
    if (!state.read.isNull())
        return {state.read, state.readIndex};
    HttpFile file = HttpFile::parse({});
    file.append(tab->document().saved());
    return {file.write(), 0};
}

void TabFiles::know(RequestTab *tab, const QByteArray &content)
{
    State &state = stateOf(tab);
    state.read = content;
    state.readIndex = tab->document().origin() ? tab->document().origin()->index : 0;
    bind(tab);
}

void TabFiles::lookAgain(RequestTab *tab)
{
    stateOf(tab);
    look(tab);
}

QList<RequestTab *> TabFiles::tabsOf(const QString &path, int index) const
{
    QList<RequestTab *> found;
    for (int i = 0; i < m_window.tabs().count(); ++i) {
        RequestTab *tab = m_window.tabs().at(i);
        if (tab->document().origin() == FileOrigin{path, index})
            found.append(tab);
    }
    return found;
}

void TabFiles::refresh()
{
    for (auto state = m_states.begin(); state != m_states.end(); ++state) {
        const auto &origin = state.key()->document().origin();
        if (origin && !m_shelf.holding(origin->path))
            look(state.key());
    }
}

// ---- following ---------------------------------------------------------------------------------

void TabFiles::bind(RequestTab *tab)
{
    State &state = stateOf(tab);
    const auto &origin = tab->document().origin();
    state.item = origin ? m_shelf.find(origin->path, origin->index) : CollectionItem();
    const CollectionNode *node = state.item.get();
    // The collection may not have read yet what the file holds now.
    const RequestSpec &saved = tab->document().saved();
    if (node && (node->name != saved.name || node->method != saved.method))
        state.item = {};
}

void TabFiles::followItems()
{
    for (auto state = m_states.begin(); state != m_states.end(); ++state) {
        RequestTab *tab = state.key();
        RequestDocument &document = tab->document();
        if (!document.origin())
            continue;
        if (m_shelf.contains(state->item)) {
            const FileOrigin now{state->item.collection->pathOf(state->item.node),
                                 state->item.get()->row};
            if (state->trouble != Trouble::Conflict || now.path != document.origin()->path)
                document.setOrigin(now);
        } else if (state->item.node != noCollectionNode) {
            state->item = {};
            look(tab); // it went away, with its file or without
        } else if (state->trouble == Trouble::None) {
            bind(tab);
        } else if (state->trouble == Trouble::Gone && m_shelf.find(document.origin()->path, 0)) {
            look(tab); // the file is there, so it may be back
        }
    }
    Q_EMIT changed();
}

void TabFiles::lookAt(const QString &path)
{
    for (auto state = m_states.begin(); state != m_states.end(); ++state) {
        if (state.key()->filePath() == path)
            look(state.key());
    }
}

void TabFiles::look(RequestTab *tab)
{
    State &state = stateOf(tab);
    if (!tab->document().origin() || state.isSaving)
        return;
    if (state.isLooking) {
        state.lookAgain = true;
        return;
    }
    state.isLooking = true;
    const FileOrigin origin = *tab->document().origin();
    readFile(origin.path).then(tab, [this, tab, origin](const FileBytes &content) {
        State &now = stateOf(tab);
        if (!content && content.error().kind != StoreError::Kind::NotFound) {
            now.isLooking = false; // it is read again when it is saved; then it is told
            return;
        }
        onWorker<Found>([read = now.read, base = baseOf(tab, now), origin,
                         saved = tab->document().saved(), content = content] {
            Found found;
            if (!content)
                return found;
            found.content = *content;
            const HttpFile after = HttpFile::parse(*content);
            const auto isThere
                = [&](qsizetype index) { return index >= 0 && index < after.requests().size(); };
            if (read == *content)
                found.index = base.index;
            else if (read.isNull() && isThere(origin.index)
                     && after.requests()[origin.index].spec == saved)
                found.index = origin.index;
            else
                found.index = findAgain(HttpFile::parse(base.content), base.index, after);
            if (isThere(found.index))
                found.spec = after.requests()[found.index].spec;
            else
                found.index = -1;
            return found;
        }).then(tab, [this, tab, origin](const Found &found) {
            State &last = stateOf(tab);
            last.isLooking = false;
            const bool isOther = last.isSaving || !tab->document().origin()
                || tab->document().origin()->path != origin.path;
            if (!isOther)
                take(tab, found);
            if (std::exchange(last.lookAgain, false) || (isOther && !last.isSaving))
                look(tab);
        });
    });
}

void TabFiles::take(RequestTab *tab, const Found &found)
{
    State &state = stateOf(tab);
    RequestDocument &document = tab->document();
    if (found.index < 0) {
        setTrouble(tab, Trouble::Gone);
        return;
    }
    const bool isSame = state.read == found.content && state.readIndex == found.index;
    if (isSame && state.trouble != Trouble::None)
        setTrouble(tab, Trouble::None); // it is again what it was
    if (!isSame || document.origin()->index != found.index) {
        const RequestSpec &mine = document.spec();
        const RequestSpec &base = document.saved();
        if (isSame || found.spec == base) {
            // Others changed only what is around it.
        } else if (mine == base || mine == found.spec) {
            document.edit(tr("change by another program"), RequestPart::Everything, found.spec,
                          RequestDocument::EditKind::Step);
            document.setSaved(found.spec);
        } else if (differInNameOnly(found.spec, base) && mine.name == base.name) {
            RequestSpec renamed = mine;
            renamed.name = found.spec.name;
            document.edit(tr("name"), RequestPart::Name, renamed, RequestDocument::EditKind::Step);
            document.setSaved(found.spec);
        } else {
            // The file as it was read stays what is compared with.
            setTrouble(tab, Trouble::Conflict);
            return;
        }
        state.read = found.content;
        state.readIndex = int(found.index);
        document.setOrigin(FileOrigin{document.origin()->path, int(found.index)});
        setTrouble(tab, Trouble::None);
    }
    if (!m_shelf.contains(state.item))
        bind(tab);
}

void TabFiles::setTrouble(RequestTab *tab, Trouble trouble)
{
    State &state = stateOf(tab);
    if (state.trouble == trouble && trouble != Trouble::Conflict)
        return;
    state.trouble = trouble;
    const QString file = QFileInfo(tab->filePath()).fileName();
    switch (trouble) {
    case Trouble::None:
        tab->setNotice({});
        if (state.dialog)
            state.dialog->close();
        break;
    case Trouble::Conflict:
        tab->setNotice(TabNotice{ChipTone::Warning,
                                 tr("This request was changed here and in %1").arg(file),
                                 tr("Nothing is overwritten until you choose."), tr("Compare…")});
        if (state.dialog)
            compare(tab);
        break;
    case Trouble::Gone:
        tab->setNotice(TabNotice{
            ChipTone::Warning,
            QFileInfo::exists(tab->filePath()) ? tr("This request is no longer in %1").arg(file)
                                               : tr("%1 is no longer there").arg(file),
            tr("The tab keeps it as it is. Saving writes it there again."), tr("Save again")});
        break;
    }
    Q_EMIT changed();
}

} // namespace Recloser
