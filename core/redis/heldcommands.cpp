// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/heldcommands.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

HeldCommands::~HeldCommands()
{
    failAll({RedisError::Kind::Closed, {}});
}

void HeldCommands::add(HeldCommand command)
{
    m_commands.push_back(std::move(command));
    watch();
}

std::vector<HeldCommand> HeldCommands::takeAll()
{
    m_deadlineCall.reset();
    return std::exchange(m_commands, {});
}

void HeldCommands::failAll(const RedisError &error)
{
    for (HeldCommand &command : takeAll())
        deliverLater(std::move(command.pending), error);
}

void HeldCommands::watch()
{
    const auto first = std::ranges::min_element(m_commands, {}, &HeldCommand::deadline);
    if (first == m_commands.end()) {
        m_deadlineCall.reset();
        return;
    }
    const auto wait = std::chrono::ceil<milliseconds>(first->deadline - m_clock.now());
    m_deadlineCall = m_clock.schedule(std::max(milliseconds(0), wait), [this] { onDeadline(); });
}

void HeldCommands::onDeadline()
{
    const Clock::time_point now = m_clock.now();
    std::erase_if(m_commands, [now](HeldCommand &command) {
        if (command.deadline > now)
            return false;
        deliverLater(std::move(command.pending),
                     {RedisError::Kind::CommandTimeout, u"no server was found in time"_s});
        return true;
    });
    watch();
}

} // namespace Recloser
