// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/lineindex.h"

#include <QStringList>

#include <vector>

namespace Recloser {

/// A record as a row of a table. Plain value.
struct RecordRow
{
    /// As they are written, one for each column or fewer.
    QStringList cells;
    /// Of the text: the record as it was received.
    qint64 begin = 0;
    qint64 end = 0;
    /// The line it begins at.
    qint64 line = 1;
    /// What is wrong with it, and where; empty where nothing is.
    QString problem;
    /// It has no cells, only the text that is there in place of them.
    bool isBroken = false;
};

/// Records of a text of any size, which are made when they are looked at. GUI thread.
class RecordSource
{
public:
    RecordSource() = default;
    RecordSource(const RecordSource &) = delete;
    RecordSource &operator=(const RecordSource &) = delete;
    virtual ~RecordSource() = default;

    /// The text as it grows, and its rows since the time before.
    virtual void grow(const HeldBytes &text, LineScan &&lines) = 0;
    virtual const HeldBytes &text() const = 0;
    virtual QStringList columns() const = 0;
    virtual qint64 rowCount() const = 0;
    /// Rows [first, first + count), as many as there are.
    virtual std::vector<RecordRow> rows(qint64 first, qint64 count) const = 0;
};

/// A JSON value a line. The columns are the keys of the first lines in the order they appear, or
/// the places of arrays; what a line has beside these is in a last column.
class JsonLineRecords final : public RecordSource
{
public:
    /// Lines that are looked at for columns.
    static constexpr qint64 sampled = 200;
    static constexpr qsizetype mostColumns = 200;

    void grow(const HeldBytes &text, LineScan &&lines) override;
    const HeldBytes &text() const override { return m_text; }
    QStringList columns() const override;
    qint64 rowCount() const override;
    std::vector<RecordRow> rows(qint64 first, qint64 count) const override;

private:
    TextRow lineFrom(TextRow row) const;
    RecordRow recordOf(const TextRow &line) const;
    void sampleColumns();

    HeldBytes m_text;
    LineIndex m_index;
    QStringList m_columns;
    bool m_isSampled = false;
};

} // namespace Recloser
