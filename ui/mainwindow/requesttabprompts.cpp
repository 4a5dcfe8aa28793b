// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/requesttab.h"
#include "ui/mainwindow/variables.h"
#include "ui/variables/promptbar.h"

#include <algorithm>
#include <utility>

namespace Recloser {

// What a request asks for before it is sent. Part of RequestTab.

bool RequestTab::askFirst(const std::function<void()> &go)
{
    const auto &origin = m_document.origin();
    if (!origin)
        return false;
    const QList<HttpFilePrompt> open
        = m_services.variables.openPrompts(origin->path, origin->index);
    if (open.isEmpty())
        return false;
    m_afterAnswers = go;
    ask(open);
    return true;
}

void RequestTab::askValues()
{
    const auto &origin = m_document.origin();
    if (!origin)
        return;
    const QHash<QString, QString> prompts = scope().prompts;
    QList<HttpFilePrompt> all;
    for (auto prompt = prompts.begin(); prompt != prompts.end(); ++prompt)
        all.append({prompt.key(), prompt.value(), 1});
    std::ranges::sort(all, {}, &HttpFilePrompt::name);
    m_afterAnswers = {};
    if (!all.isEmpty())
        ask(all);
}

void RequestTab::ask(const QList<HttpFilePrompt> &prompts)
{
    build();
    const Scope known = scope();
    QList<PromptQuestion> questions;
    for (const HttpFilePrompt &prompt : prompts) {
        const ScopeLayer *layer = layerOf(known, prompt.name);
        // What the file says of the name is a good first answer.
        questions.append(
            {prompt.name, prompt.text, layer ? layer->values.value(prompt.name) : QString()});
    }
    m_promptBar->ask(questions);
}

void RequestTab::takeAnswers(const QHash<QString, QString> &values)
{
    const auto &origin = m_document.origin();
    const auto go = std::exchange(m_afterAnswers, {});
    if (!origin)
        return;
    for (auto value = values.begin(); value != values.end(); ++value)
        m_services.variables.setPrompted(origin->path, value.key(), value.value());
    if (go)
        go();
    else
        m_editor->setFocus();
}

} // namespace Recloser
