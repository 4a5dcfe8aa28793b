// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// From the question to the answer of the server.

#include "ui/circuits/circuitactions.h"
#include "ui/circuits/circuitcommands.h"
#include "ui/circuits/circuitsources.h"
#include "ui/describe/describe.h"
#include "ui/widgets/noticebar.h"

#include <QClipboard>
#include <QGuiApplication>

namespace Recloser {

using namespace Qt::StringLiterals;

void CircuitActions::askThen(const Circuit &circuit, const Question &question,
                             std::function<void()> write)
{
    m_form.hide();
    // Memory is this program's own; others' circuits are changed only after a look at what will be
    // done.
    if (isMemory() && !isForeign(circuit)) {
        write();
        return;
    }
    m_pending = std::move(write);
    const QString identity = identityOf(circuit);
    m_pendingIdentity = m_board.findById(identity) ? identity : QString();
    m_notice.ask(ChipTone::Warning, question.headline, question.text, question.command,
                 question.yes);
}

void CircuitActions::write(const Circuit &circuit, OwnDeed::Kind deed, const QString &failure,
                           const StoreAct &act)
{
    BreakerStore *store = m_board.store();
    if (!store)
        return;
    m_board.note(deed, identityOf(circuit));
    act(*store).then(this, [this, failure, store = QPointer(store)](const StoreWrite &result) {
        if (result) {
            m_notice.dismiss();
            m_board.refresh();
            return;
        }
        const Sentence sentence = describe(result.error());
        const QString text = u"%1. %2"_s.arg(sentence.headline, sentence.hint).trimmed();
        if (result.error().kind == StoreError::Kind::ReadOnly) {
            m_observed = store;
            m_observedWhy = sentence.headline;
            update();
        }
        m_notice.say(ChipTone::Bad, failure, text);
    });
}

void CircuitActions::askLayout(const Circuit &circuit, LayoutAction::Kind kind, OwnDeed::Kind deed,
                               const Question &question,
                               std::optional<std::chrono::seconds> forceFor)
{
    const std::optional<LayoutAction> action = actionOf(circuit, kind, forceFor);
    if (!action) {
        m_notice.say(ChipTone::Warning, question.headline,
                     tr("The layout %1 has no command for it.").arg(circuit.layout));
        return;
    }
    if (!action->isSafe) {
        copyCommands(circuit, action->commands);
        m_notice.say(ChipTone::Warning, tr("Copied, not sent"),
                     tr("A write of ours would race with running services. These are the "
                        "commands:\n%1")
                         .arg(promptText(action->commands)));
        return;
    }
    Question shown = question;
    shown.command = promptText(action->commands);
    askThen(circuit, shown, [this, circuit, action = *action, deed] {
        if (!m_board.sources())
            return;
        m_board.note(deed, identityOf(circuit));
        m_board.sources()->perform(
            action, this, [this, key = circuit.key](const CircuitSources::Written &result) {
                if (result) {
                    m_notice.dismiss();
                    m_board.refresh();
                } else {
                    m_notice.say(ChipTone::Bad, tr("%1 was not changed").arg(key),
                                 result.error().detail);
                }
            });
    });
}

void CircuitActions::copyCommands(const Circuit &circuit, const QList<QByteArrayList> &commands)
{
    const QString server = m_board.store() ? m_board.store()->status().server : QString();
    QGuiApplication::clipboard()->setText(server.isEmpty() && isForeign(circuit)
                                              ? promptText(commands)
                                              : shellText(commands, server));
}

void CircuitActions::follow()
{
    // It closed while the question was on the screen.
    if (m_notice.isAsking() && m_pending && !m_pendingIdentity.isEmpty()
        && !m_board.findById(m_pendingIdentity)) {
        m_pending = {};
        m_notice.dismiss();
    }
}

} // namespace Recloser
