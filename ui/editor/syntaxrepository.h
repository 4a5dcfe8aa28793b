// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <KSyntaxHighlighting/Definition>

#include <QString>

#include <memory>

namespace KSyntaxHighlighting {
class Repository;
}

namespace Recloser {

/// The syntax definitions all editors share. Reading their index takes about ten milliseconds and
/// happens when the first one is asked for. Owned by the composition and outlives every editor; GUI
/// thread.
class SyntaxRepository
{
public:
    SyntaxRepository();
    SyntaxRepository(const SyntaxRepository &) = delete;
    SyntaxRepository &operator=(const SyntaxRepository &) = delete;
    ~SyntaxRepository();

    /// The definition for a media type such as "application/problem+json; charset=utf-8"; an
    /// invalid one for plain text and for types nobody highlights.
    KSyntaxHighlighting::Definition definitionFor(const QString &mediaType);

private:
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository;
};

} // namespace Recloser
