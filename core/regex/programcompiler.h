// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/program.h"

#include <optional>
#include <vector>

namespace Recloser {

/// Turns a syntax tree into a program. Private to core/regex; used by compileProgram().
class ProgramCompiler
{
public:
    ProgramCompiler(const SyntaxTree &tree, PythonVersion version, Shortcuts shortcuts);

    Program compile();

private:
    void emit(NodeId id);
    void emitSequence(const Node &node);
    void emitAlternation(NodeId id);
    void emitGroup(NodeId id);
    void emitLook(NodeId id);
    void emitRepeat(NodeId id);
    void emitLoop(NodeId id);
    void emitConditional(NodeId id);
    void emitPosition(NodeId id);
    void emitCharacter(NodeId id, const Node &node);

    Instruction &add(Op op, NodeId id);
    /// @param isCounted entering is what the node's steps are; others count their turns or ways
    void enter(NodeId id, std::uint32_t mark, bool isCounted);
    std::uint32_t here() const { return static_cast<std::uint32_t>(m_program.code.size()); }
    Instruction &at(std::uint32_t index) { return m_program.code[index]; }
    std::uint32_t setOf(const Node &node);
    std::uint32_t textOf(std::u32string_view text);
    std::uint32_t wordSet(FlagSet flags);

    /// The node itself, or what plain groups around a single part enclose; noNode for nothing.
    NodeId withoutGroups(NodeId id) const;
    /// One character as a Literal, Any, Category or Set, when the node is no more than that.
    std::optional<Node> singleCharacter(NodeId id) const;
    /// The children of sequences and plain groups in one row, without what matches nothing.
    void flatten(NodeId id, FlagSet outer, std::vector<NodeId> &to) const;
    /// The characters of a row of literals whose case counts.
    std::optional<std::u32string> plainText(NodeId id) const;
    static bool isPlainGroup(const Node &node);

    /// What Python takes for the first part of every match, and of each way of an alternation.
    std::optional<Node> firstItem() const;
    std::optional<Node> firstOfAll(NodeId alternation, FlagSet outer) const;
    void findSearchFilter();

    const SyntaxTree &m_tree;
    Program m_program;
    bool m_traced;
};

} // namespace Recloser
