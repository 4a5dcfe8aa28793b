// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/jsonpath/jsonoutline.h"

namespace Recloser {

/// Checks a text by the grammar of RFC 8259 and notes its large containers. Without recursion, each
/// byte once.
class JsonOutlineReader
{
public:
    /// What it finds goes into `outline`, whose text begins at `begin`.
    JsonOutlineReader(JsonOutline &outline, qint64 begin, const std::stop_token &stop);

    /// Nothing when it went well.
    std::optional<JsonOutline::Failure::Kind> read();
    /// How far it came.
    qint64 at() const { return m_at - m_begin; }

private:
    using FailureKind = JsonOutline::Failure::Kind;
    struct Open
    {
        /// Its place among the large ones, as long as it may be one.
        size_t entry = 0;
        bool isObject = false;
    };

    bool isWithinSequence() const { return m_outline.m_isSequence && m_open.empty(); }
    char current() const { return m_at < m_end ? *m_at : '\0'; }
    void skipBlanks();
    std::optional<FailureKind> readValue();
    bool readEnds();
    bool readKey();
    bool readString();
    bool readNumber();
    bool readDigits();
    void open(bool isObject);
    void close();
    void coarsen();
    bool isStopped();

    JsonOutline &m_outline;
    const char *m_begin;
    const char *m_end;
    const char *m_at;
    const std::stop_token &m_stop;
    const char *m_nextPause;
    std::vector<Open> m_open;
    std::vector<JsonSpan> m_large;
    /// A bracket was opened and nothing of its content seen.
    bool m_isFresh = false;
};

} // namespace Recloser
