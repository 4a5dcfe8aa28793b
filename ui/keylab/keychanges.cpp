// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keychanges.h"

#include <QHash>

#include <algorithm>

namespace Recloser {

namespace {

using Shares = QHash<quint32, qsizetype>;

class Changes
{
public:
    explicit Changes(const QStringList &names) : m_names(names) { }

    KeyChanges::Change change(quint32 circuit, const Shares &others) const
    {
        KeyChanges::Change made{.circuit = {nameOf(circuit), 0}, .otherCount = others.size()};
        for (auto it = others.cbegin(); it != others.cend(); ++it) {
            made.circuit.urls += it.value();
            made.others.append({nameOf(it.key()), it.value()});
        }
        std::ranges::sort(made.others, isBefore);
        made.others.resize(std::min(made.others.size(), KeyChanges::mostShares));
        return made;
    }
    static void settle(QList<KeyChanges::Change> &list, qsizetype &count)
    {
        count = list.size();
        std::ranges::sort(list, [](const KeyChanges::Change &a, const KeyChanges::Change &b) {
            return isBefore(a.circuit, b.circuit);
        });
        list.resize(std::min(list.size(), KeyChanges::mostChanges));
    }

private:
    QString nameOf(quint32 circuit) const
    {
        return circuit == noCircuit ? QString() : m_names.at(circuit);
    }
    static bool isBefore(const KeyChanges::Share &a, const KeyChanges::Share &b)
    {
        return a.urls != b.urls ? a.urls > b.urls : a.key < b.key;
    }

    const QStringList &m_names;
};

} // namespace

KeyChanges changesOf(const CircuitMoves &moves, const QStringList &names)
{
    KeyChanges result{.urls = qsizetype(moves.size())};
    QHash<quint32, Shares> forward;
    QHash<quint32, Shares> back;
    for (const auto &[old, fresh] : moves) {
        result.moved += old != fresh;
        ++forward[old][fresh];
        ++back[fresh][old];
    }
    const Changes changes(names);
    for (auto it = forward.cbegin(); it != forward.cend(); ++it) {
        const quint32 fresh = it.value().cbegin().key();
        if (it.value().size() > 1)
            result.splits.append(changes.change(it.key(), it.value()));
        else if (fresh != it.key() && back.value(fresh).size() == 1)
            result.renames.append(changes.change(it.key(), it.value()));
    }
    for (auto it = back.cbegin(); it != back.cend(); ++it) {
        if (it.value().size() > 1)
            result.merges.append(changes.change(it.key(), it.value()));
    }
    Changes::settle(result.splits, result.splitCount);
    Changes::settle(result.merges, result.mergeCount);
    Changes::settle(result.renames, result.renameCount);
    return result;
}

} // namespace Recloser
