// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/run/processcost.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Recloser::Bench {

namespace {

double milliseconds(const timeval &time)
{
    return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
}

} // namespace

std::optional<ProcessCost> costOf(const QByteArrayList &command, const QByteArray &outputPath)
{
    std::vector<char *> arguments;
    for (const QByteArray &argument : command)
        arguments.push_back(const_cast<char *>(argument.constData()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, outputPath.constData(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    QElapsedTimer timer;
    timer.start();
    pid_t process = 0;
    const int error
        = posix_spawnp(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return std::nullopt;
    int status = 0;
    rusage usage{};
    while (wait4(process, &status, 0, &usage) < 0) {
        if (errno != EINTR)
            return std::nullopt;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return std::nullopt;
    return ProcessCost{double(timer.nsecsElapsed()) / 1e6,
                       milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
                       double(usage.ru_maxrss) / 1024};
}

ProcessCost median(std::vector<ProcessCost> costs)
{
    ProcessCost result;
    for (double ProcessCost::*figure :
         {&ProcessCost::wall, &ProcessCost::processor, &ProcessCost::memory}) {
        const auto middle = costs.begin() + qsizetype(costs.size() / 2);
        std::ranges::nth_element(costs, middle, {}, figure);
        result.*figure = (*middle).*figure;
    }
    return result;
}

} // namespace Recloser::Bench
