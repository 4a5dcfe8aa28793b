// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

#include <memory>

namespace Recloser {

/// A subcommand by its name: one word, or two within a group ("history list").
struct CommandEntry
{
    QString name;
    QString summary;
    std::unique_ptr<Command> (*make)();
};

template<typename T> std::unique_ptr<Command> makeCommand()
{
    return std::make_unique<T>();
}

} // namespace Recloser
