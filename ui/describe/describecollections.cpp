// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describecollections.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("describe", text);
}

Sentence describeName(const CollectionFailure &failure)
{
    const QString &name = failure.error.subject;
    switch (failure.nameProblem) {
    case CollectionFailure::NameProblem::None:
        break;
    case CollectionFailure::NameProblem::Empty:
        return {tr("A name has at least one letter"), {}};
    case CollectionFailure::NameProblem::Illegal:
        return {
            tr("“%1” cannot be a name").arg(name),
            tr("Leave out / \\ : * ? \" < > | and line breaks: some systems do not allow them.")};
    case CollectionFailure::NameProblem::Reserved:
        return {tr("“%1” is a name some system keeps for itself").arg(name), {}};
    case CollectionFailure::NameProblem::Hidden:
        return {tr("“%1” would not be shown here").arg(name),
                tr("Names that begin with a dot, and node_modules, are hidden.")};
    case CollectionFailure::NameProblem::TooLong:
        return {tr("The name is too long"), {}};
    case CollectionFailure::NameProblem::Taken:
        return {tr("There is a “%1” already").arg(name),
                tr("Names that differ only in case count as the same.")};
    }
    return {tr("“%1” cannot be a name").arg(name), {}};
}

} // namespace

Sentence describe(const CollectionFailure &failure)
{
    switch (failure.kind) {
    case CollectionFailure::Kind::Name:
        return describeName(failure);
    case CollectionFailure::Kind::Store:
        return describe(failure.error);
    case CollectionFailure::Kind::Conflict: {
        const QString path = failure.conflict ? failure.conflict->path : failure.error.subject;
        return {tr("%1 was changed by another program").arg(QFileInfo(path).fileName()),
                tr("Nothing was overwritten. What it holds now is shown; do it again if it still "
                   "is what you want.")};
    }
    case CollectionFailure::Kind::Gone:
        return {tr("It is no longer there"), tr("Another program deleted or moved it.")};
    case CollectionFailure::Kind::IntoItself:
        return {tr("A folder cannot go into itself"), {}};
    case CollectionFailure::Kind::Unwritable:
        return {tr("The file cannot hold this request"),
                tr("Its encoding or its content does not allow it; nothing was changed.")};
    case CollectionFailure::Kind::NothingToUndo:
        return {tr("There is nothing to take back"), {}};
    }
    return {};
}

QString describe(const CollectionNote &note)
{
    switch (note.kind) {
    case CollectionNote::Kind::MissingVariable:
        return tr("%1: {{%2}} was set in the old file and is not in the new one")
            .arg(note.request, note.subject);
    case CollectionNote::Kind::OtherVariable:
        return tr("%1: {{%2}} has another value in the new file").arg(note.request, note.subject);
    case CollectionNote::Kind::MissingRequest:
        return tr("%1 reads the response of “%2”, which is in the old file")
            .arg(note.request, note.subject);
    case CollectionNote::Kind::MissingImport:
        return tr("%1: the import of %2 is in the old file only").arg(note.request, note.subject);
    case CollectionNote::Kind::OtherDefaults:
        return tr("%1: the policies of %2 are other ones").arg(note.request, note.subject);
    case CollectionNote::Kind::RelativeFile:
        return tr("%1: %2 is now looked for in another folder").arg(note.request, note.subject);
    case CollectionNote::Kind::NameTaken:
        return tr("The file has another request called “%1”").arg(note.subject);
    }
    return {};
}

QString describe(const QList<CollectionNote> &notes)
{
    constexpr qsizetype shown = 3;
    QStringList lines;
    for (const CollectionNote &note : notes) {
        if (lines.size() == shown)
            break;
        lines.append(describe(note));
    }
    QString text = lines.join(u".\n"_s);
    if (notes.size() > shown)
        text += tr(" … and %1 more").arg(notes.size() - shown);
    return text;
}

QString describe(const Collection::StepText &step)
{
    const bool isOne = step.count == 1 && !step.name.isEmpty();
    const QString what = isOne ? tr("“%1”").arg(step.name) : tr("%1 items").arg(step.count);
    switch (step.step) {
    case Collection::Step::AddFolder:
        return tr("Made the folder %1").arg(what);
    case Collection::Step::AddFile:
        return tr("Made the file %1").arg(what);
    case Collection::Step::AddRequest:
        return tr("Added %1").arg(what);
    case Collection::Step::Rename:
        return tr("Renamed %1").arg(what);
    case Collection::Step::Move:
        return tr("Moved %1").arg(what);
    case Collection::Step::Duplicate:
        return tr("Duplicated %1").arg(what);
    case Collection::Step::Remove:
        return tr("Deleted %1").arg(what);
    case Collection::Step::Copy:
        return tr("Copied %1").arg(what);
    }
    return {};
}

} // namespace Recloser
