// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/rownumbers.h"

#include <QHashFunctions>

#include <bit>

namespace Recloser {

namespace {

/// Gives rows their numbers: a table with open addressing, for QHash would take five times its
/// memory for millions of rows.
class Numbering
{
public:
    explicit Numbering(size_t rows) : m_slots(std::bit_ceil(rows * 3 / 2 + 8)) { }

    quint32 numberOf(QByteArrayView row)
    {
        const size_t hash = qHash(row, size_t(0x5bd1'e995));
        const size_t mask = m_slots.size() - 1;
        const auto check = quint32(hash >> 32U);
        for (size_t at = hash & mask;; at = (at + 1) & mask) {
            Slot &slot = m_slots[at];
            if (slot.number == 0) {
                m_rows.push_back(row);
                slot = {check, quint32(m_rows.size())};
                return slot.number - 1;
            }
            if (slot.check == check && m_rows[slot.number - 1] == row)
                return slot.number - 1;
        }
    }
    quint32 count() const { return quint32(m_rows.size()); }

private:
    struct Slot
    {
        quint32 check = 0;
        quint32 number = 0; ///< and one; 0 while free
    };

    std::vector<Slot> m_slots;
    std::vector<QByteArrayView> m_rows;
};

} // namespace

RowNumbers numberRows(const TextRows &left, RowRange ofLeft, const TextRows &right,
                      RowRange ofRight, const std::stop_token &stop)
{
    RowNumbers numbers;
    Numbering numbering(size_t(ofLeft.end - ofLeft.begin) + (ofRight.end - ofRight.begin));
    const auto number = [&](const TextRows &rows, RowRange range, std::vector<quint32> &result) {
        constexpr quint32 rowsPerLook = 65'536;
        result.reserve(range.end - range.begin);
        for (quint32 i = range.begin; i < range.end; ++i) {
            if (i % rowsPerLook == 0 && stop.stop_requested())
                return;
            result.push_back(numbering.numberOf(rows.row(i)));
        }
    };
    number(left, ofLeft, numbers.left);
    number(right, ofRight, numbers.right);
    numbers.count = numbering.count();
    return numbers;
}

} // namespace Recloser
