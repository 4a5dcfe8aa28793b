// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/regex/programcompiler.h"

#include <algorithm>

namespace Recloser {

Program compileProgram(const SyntaxTree &tree, PythonVersion version, Shortcuts shortcuts)
{
    return ProgramCompiler(tree, version, shortcuts).compile();
}

ProgramCompiler::ProgramCompiler(const SyntaxTree &tree, PythonVersion version, Shortcuts shortcuts)
    : m_tree(tree)
    , m_traced(shortcuts == Shortcuts::None)
{
    m_program.version = version;
    m_program.groups = tree.groupCount;
    m_program.nodes = static_cast<std::uint32_t>(tree.nodes.size());
}

Program ProgramCompiler::compile()
{
    if (m_tree.root != noNode) {
        m_program.least = m_traced ? 0 : m_tree.top().width.least;
        findSearchFilter();
        emit(m_tree.root);
    }
    add(Op::Found, noNode);
    if (!m_traced)
        addShortcuts(m_program);
    return std::move(m_program);
}

Instruction &ProgramCompiler::add(Op op, NodeId id)
{
    Instruction &instruction = m_program.code.emplace_back();
    instruction.op = op;
    instruction.node = id;
    return instruction;
}

void ProgramCompiler::enter(NodeId id, std::uint32_t mark, bool isCounted)
{
    Instruction &instruction = add(Op::Enter, id);
    instruction.index = mark;
    instruction.flag = isCounted;
}

std::uint32_t ProgramCompiler::setOf(const Node &node)
{
    CharacterSet set(node, m_program.version);
    const auto known = std::find(m_program.sets.begin(), m_program.sets.end(), set);
    if (known != m_program.sets.end())
        return static_cast<std::uint32_t>(known - m_program.sets.begin());
    m_program.sets.push_back(std::move(set));
    return static_cast<std::uint32_t>(m_program.sets.size() - 1);
}

std::uint32_t ProgramCompiler::textOf(std::u32string_view text)
{
    const auto start = static_cast<std::uint32_t>(m_program.text.size());
    m_program.text += text;
    return start;
}

std::uint32_t ProgramCompiler::wordSet(FlagSet flags)
{
    return setOf(Node{.kind = NodeKind::Category, .flags = flags & Flag::Types, .letter = U'w'});
}

void ProgramCompiler::emit(NodeId id)
{
    const Node &node = m_tree.node(id);
    switch (node.kind) {
    case NodeKind::Sequence:
        emitSequence(node);
        if (m_traced)
            add(Op::Pass, id);
        return;
    case NodeKind::Alternation:
        return emitAlternation(id);
    case NodeKind::Literal:
    case NodeKind::Any:
    case NodeKind::Category:
    case NodeKind::Set:
        return emitCharacter(id, node);
    case NodeKind::Position:
        return emitPosition(id);
    case NodeKind::Group:
    case NodeKind::AtomicGroup:
        return emitGroup(id);
    case NodeKind::Look:
        return emitLook(id);
    case NodeKind::Repeat:
        return emitRepeat(id);
    case NodeKind::BackReference: {
        const bool folds = (node.flags & Flag::IgnoreCase) != 0;
        Instruction &reference = add(folds ? Op::FoldedBackReference : Op::BackReference, id);
        reference.index = (node.group - 1) * 2;
        reference.flag = (node.flags & Flag::Ascii) != 0;
        return;
    }
    case NodeKind::Conditional:
        return emitConditional(id);
    case NodeKind::GlobalFlags:
    case NodeKind::Comment:
        if (m_traced)
            add(Op::Pass, id);
        return;
    }
}

void ProgramCompiler::emitCharacter(NodeId id, const Node &node)
{
    const std::uint32_t index = setOf(node);
    const CharacterSet &set = m_program.sets[index];
    Instruction &one = add(set.shape() == CharacterSet::Shape::One ? Op::Character : Op::One, id);
    one.character = set.only();
    one.index = index;
}

void ProgramCompiler::emitSequence(const Node &node)
{
    const auto &children = node.children;
    for (std::size_t i = 0; i < children.size();) {
        const NodeId first = children[i];
        std::u32string text;
        std::size_t next = i;
        for (; !m_traced && next < children.size(); ++next) {
            const auto more = plainText(children[next]);
            if (!more)
                break;
            text += *more;
        }
        if (next == i) {
            emit(first);
            ++i;
            continue;
        }
        i = next;
        if (text.size() == 1) {
            add(Op::Character, first).character = text.front();
        } else if (!text.empty()) {
            const std::uint32_t start = textOf(text);
            Instruction &instruction = add(Op::Text, first);
            instruction.index = start;
            instruction.least = static_cast<std::uint32_t>(text.size());
        }
    }
}

void ProgramCompiler::emitAlternation(NodeId id)
{
    const Node &node = m_tree.node(id);
    if (!m_traced) {
        if (const auto single = singleCharacter(id))
            return emitCharacter(id, *single);
    }
    const std::uint32_t mark = m_program.marks++;
    if (m_traced)
        enter(id, mark, false);
    std::vector<std::uint32_t> ends;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const bool isLast = i + 1 == node.children.size();
        const std::uint32_t split = here();
        if (!isLast)
            add(Op::Split, id);
        emit(node.children[i]);
        if (isLast)
            break;
        ends.push_back(here());
        add(Op::Jump, id);
        at(split).target = here();
    }
    for (const std::uint32_t end : ends)
        at(end).target = here();
    if (m_traced)
        add(Op::Leave, id).index = mark;
}

void ProgramCompiler::emitGroup(NodeId id)
{
    const Node &node = m_tree.node(id);
    const bool isAtomic = node.kind == NodeKind::AtomicGroup;
    const std::uint32_t mark = m_program.marks++;
    const std::uint32_t cut = m_program.marks++;
    if (m_traced)
        enter(id, mark, true);
    if (isAtomic)
        add(Op::AtomicEnter, id).index = cut;
    if (!isAtomic && node.group > 0)
        add(Op::Save, id).index = (node.group - 1) * 2;
    emit(node.children.front());
    if (!isAtomic && node.group > 0)
        add(Op::Save, id).index = (node.group - 1) * 2 + 1;
    if (isAtomic)
        add(Op::AtomicLeave, id).index = cut;
    if (m_traced)
        add(Op::Leave, id).index = mark;
}

void ProgramCompiler::emitLook(NodeId id)
{
    const Node &node = m_tree.node(id);
    const NodeId child = node.children.front();
    if (!m_traced) {
        if (const auto single = singleCharacter(child)) {
            const std::uint32_t set = setOf(*single);
            Instruction &look = add(node.behind ? Op::Behind : Op::Ahead, id);
            look.index = set;
            look.negated = node.negated;
            return;
        }
        const auto text = plainText(child);
        if (node.behind && !node.negated && text && !text->empty()) {
            const std::uint32_t start = textOf(*text);
            Instruction &look = add(Op::TextBehind, id);
            look.index = start;
            look.least = static_cast<std::uint32_t>(text->size());
            return;
        }
    }
    const std::uint32_t mark = m_program.marks++;
    const std::uint32_t cut = m_program.marks++;
    if (m_traced)
        enter(id, mark, true);
    const std::uint32_t enter = here();
    Instruction &look = add(node.negated ? Op::NotLookEnter : Op::LookEnter, id);
    look.index = cut;
    look.least = node.behind ? static_cast<std::uint32_t>(m_tree.node(child).width.least)
                             : std::uint32_t(0);
    emit(child);
    add(node.negated ? Op::NotLookLeave : Op::LookLeave, id).index = cut;
    at(enter).target = here();
    if (m_traced)
        add(Op::Leave, id).index = mark;
}

void ProgramCompiler::emitRepeat(NodeId id)
{
    const Node &node = m_tree.node(id);
    const NodeId child = node.children.front();
    const bool isGreedy = node.mode == RepeatMode::Greedy;
    if (m_traced) {
        const std::uint32_t mark = m_program.marks++;
        enter(id, mark, false);
        emitLoop(id);
        add(Op::Leave, id).index = mark;
        return;
    }
    if (node.most == 0)
        return;
    if (const auto single = singleCharacter(child)) {
        if (node.least == 1 && node.most == 1)
            return emitCharacter(id, *single);
        const std::uint32_t set = setOf(*single);
        Instruction &run = add(isGreedy                            ? Op::Run
                                   : node.mode == RepeatMode::Lazy ? Op::LazyRun
                                                                   : Op::WholeRun,
                               id);
        run.index = set;
        run.least = node.least;
        run.most = node.most;
        return;
    }
    if (node.mode == RepeatMode::Possessive)
        return emitLoop(id);
    if (node.least == 1 && node.most == 1)
        return emit(child);
    const bool takesSome = m_tree.node(child).width.least > 0;
    const std::uint32_t start = here();
    if (node.least == 1 && node.most == repeatLimit && takesSome) {
        emit(child);
        add(isGreedy ? Op::SplitAway : Op::Split, id).target = start;
        return;
    }
    if (node.least == 0 && (node.most == 1 || (node.most == repeatLimit && takesSome))) {
        add(isGreedy ? Op::Split : Op::SplitAway, id);
        emit(child);
        if (node.most != 1)
            add(Op::Jump, id).target = start;
        at(start).target = here();
        return;
    }
    emitLoop(id);
}

void ProgramCompiler::emitLoop(NodeId id)
{
    const Node &node = m_tree.node(id);
    const bool isPossessive = node.mode == RepeatMode::Possessive;
    const std::uint32_t reg = m_program.loops++;
    const std::uint32_t cut = m_program.marks++;
    add(Op::LoopEnter, id).index = reg;
    const std::uint32_t start = here();
    if (isPossessive)
        add(Op::AtomicEnter, id).index = cut;
    const std::uint32_t next = here();
    Instruction &turn = add(Op::LoopNext, id);
    turn.index = reg;
    turn.least = node.least;
    turn.most = node.most;
    turn.mode = node.mode;
    emit(node.children.front());
    if (isPossessive)
        add(Op::AtomicLeave, id).index = cut;
    add(Op::Jump, id).target = start;
    at(next).target = here();
}

void ProgramCompiler::emitConditional(NodeId id)
{
    const Node &node = m_tree.node(id);
    const std::uint32_t mark = m_program.marks++;
    if (m_traced)
        enter(id, mark, true);
    const std::uint32_t test = here();
    add(Op::IfGroup, id).index = (node.group - 1) * 2;
    emit(node.children.front());
    if (node.children.size() > 1) {
        const std::uint32_t end = here();
        add(Op::Jump, id);
        at(test).target = here();
        emit(node.children[1]);
        at(end).target = here();
    } else {
        at(test).target = here();
    }
    if (m_traced)
        add(Op::Leave, id).index = mark;
}

void ProgramCompiler::emitPosition(NodeId id)
{
    const Node &node = m_tree.node(id);
    const bool lines = (node.flags & Flag::MultiLine) != 0;
    switch (node.letter) {
    case U'^':
        add(lines ? Op::LineStart : Op::TextStart, id);
        return;
    case U'$':
        add(lines ? Op::LineEnd : Op::TextEnd, id);
        return;
    case U'A':
        add(Op::TextStart, id);
        return;
    case U'b':
    case U'B': {
        const std::uint32_t set = wordSet(node.flags);
        Instruction &boundary = add(Op::Boundary, id);
        boundary.index = set;
        boundary.negated = node.letter == U'B';
        // Up to 3.13 neither is anywhere in the empty subject.
        boundary.flag = m_program.version >= PythonVersion::Py314;
        return;
    }
    default:
        add(Op::VeryEnd, id);
        return;
    }
}

} // namespace Recloser
