// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionjournal.h"

#include "core/store/wholefile.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 1;
constexpr qsizetype mostSteps = 100;
constexpr qsizetype mostBytes = 16 * 1024 * 1024;
constexpr qint64 largestFile = 64 * 1024 * 1024;

qsizetype sizeOf(const CollectionStep &step)
{
    qsizetype size = 0;
    for (const FileEffect &effect : step.effects)
        size += effect.before.value_or(QByteArray()).size()
            + effect.after.value_or(QByteArray()).size();
    return size;
}

QCborValue cborOf(const std::optional<QByteArray> &content)
{
    return content ? QCborValue(*content) : QCborValue();
}

std::optional<QByteArray> contentOf(const QCborValue &value)
{
    if (!value.isByteArray())
        return std::nullopt;
    // Empty content is not null.
    const QByteArray content = value.toByteArray();
    return content.isNull() ? ""_ba : content;
}

QString journalPath(const QString &journalFolder, const QString &folder)
{
    const QByteArray name
        = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return journalFolder + u'/' + QString::fromLatin1(name) + u".undo"_s;
}

} // namespace

const CollectionStep *CollectionJournal::undoable() const
{
    return m_position > 0 ? &m_steps[m_position - 1] : nullptr;
}

const CollectionStep *CollectionJournal::redoable() const
{
    return m_position < m_steps.size() ? &m_steps[m_position] : nullptr;
}

void CollectionJournal::add(const CollectionStep &step)
{
    m_steps.resize(m_position);
    m_steps.append(step);
    qsizetype size = 0;
    qsizetype kept = 0;
    while (kept < m_steps.size() && kept < mostSteps) {
        size += sizeOf(m_steps[m_steps.size() - 1 - kept]);
        // The last one can always be taken back.
        if (size > mostBytes && kept > 0)
            break;
        ++kept;
    }
    m_steps.remove(0, m_steps.size() - kept);
    m_position = m_steps.size();
}

void CollectionJournal::stepBack(const CollectionStep &step)
{
    if (m_position > 0)
        m_steps[--m_position] = step;
}

void CollectionJournal::stepForward(const CollectionStep &step)
{
    if (m_position < m_steps.size())
        m_steps[m_position++] = step;
}

QByteArray CollectionJournal::toBytes() const
{
    QCborArray steps;
    for (const CollectionStep &step : m_steps) {
        QCborArray effects;
        for (const FileEffect &effect : step.effects)
            effects.append(QCborArray{int(effect.kind), effect.path, effect.to,
                                      cborOf(effect.before), cborOf(effect.after), effect.trashed});
        steps.append(
            QCborArray{int(step.text.step), step.text.name, qint64(step.text.count), effects});
    }
    return qCompress(QCborValue(QCborMap{{u"version"_s, version},
                                         {u"position"_s, qint64(m_position)},
                                         {u"steps"_s, steps}})
                         .toCbor());
}

CollectionJournal CollectionJournal::fromBytes(const QByteArray &bytes)
{
    CollectionJournal journal;
    const QCborMap map = QCborValue::fromCbor(qUncompress(bytes)).toMap();
    if (map.value(u"version"_s).toInteger() != version)
        return journal;
    const QCborArray steps = map.value(u"steps"_s).toArray();
    for (const QCborValue &value : steps) {
        const QCborArray fields = value.toArray();
        CollectionStep step{{Collection::Step(fields.at(0).toInteger()), fields.at(1).toString(),
                             qsizetype(fields.at(2).toInteger())},
                            {}};
        const QCborArray effects = fields.at(3).toArray();
        for (const QCborValue &one : effects) {
            const QCborArray effect = one.toArray();
            const qint64 kind = effect.at(0).toInteger(-1);
            if (kind < 0 || kind > qint64(FileEffect::Kind::Keep))
                return {};
            step.effects.append({FileEffect::Kind(kind), effect.at(1).toString(),
                                 effect.at(2).toString(), contentOf(effect.at(3)),
                                 contentOf(effect.at(4)), effect.at(5).toString()});
        }
        journal.m_steps.append(step);
    }
    journal.m_position = std::clamp(qsizetype(map.value(u"position"_s).toInteger()), qsizetype(0),
                                    journal.m_steps.size());
    return journal;
}

CollectionJournal readJournal(const QString &journalFolder, const QString &folder)
{
    if (journalFolder.isEmpty())
        return {};
    const auto bytes = readWholeFile(journalPath(journalFolder, folder), largestFile);
    return bytes ? CollectionJournal::fromBytes(*bytes) : CollectionJournal();
}

std::expected<void, StoreError> writeJournal(const QString &journalFolder, const QString &folder,
                                             const CollectionJournal &journal)
{
    if (journalFolder.isEmpty())
        return {};
    return writeWholeFile(journalPath(journalFolder, folder), journal.toBytes(),
                          FileRights::OwnerOnly);
}

} // namespace Recloser
