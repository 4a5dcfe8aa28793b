// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/jsoncompare.h"

#include "core/compare/alignedwriter.h"
#include "core/compare/jsonalign.h"
#include "core/compare/jsonrehashing.h"
#include "core/text/jsonnumber.h"
#include "core/text/jsonstrings.h"

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype indentWidth = 4;
constexpr qsizetype deepestIndent = 64;

class Comparer
{
public:
    Comparer(const JsonTree &left, const JsonTree &right, const QList<JsonPathPattern> &ignored,
             const std::stop_token &stop)
        : m_left(left)
        , m_right(right)
        , m_leftSide{left,
                     ignored.isEmpty() ? std::vector<quint64>() : hashesWithout(left, ignored)}
        , m_rightSide{right,
                      ignored.isEmpty() ? std::vector<quint64>() : hashesWithout(right, ignored)}
        , m_ignored(ignored)
        , m_stop(stop)
    {
    }

    std::expected<std::optional<JsonComparison>, StoreError> run()
    {
        compare(0, 0, {}, JsonPathMatch(m_ignored));
        if (m_stop.stop_requested())
            return std::nullopt;
        auto rows = m_writer.finish();
        if (!rows)
            return std::unexpected(rows.error());
        m_result.rows = *std::move(rows);
        m_result.rows.isApproximate = m_isApproximate;
        return std::move(m_result);
    }

private:
    /// What ends the row of a value on each side: a comma where another follows.
    struct Tails
    {
        QByteArrayView left;
        QByteArrayView right;
    };
    struct Step
    {
        quint32 left = JsonTree::none;
        quint32 right = JsonTree::none;
        qint64 leftIndex = -1;
        qint64 rightIndex = -1;
    };

    /// Levels of brackets around the value at hand.
    qsizetype depth() const
    {
        const bool isBare = m_left.isSequence() && m_right.isSequence();
        return qsizetype(m_steps.size()) - (isBare && !m_steps.empty() ? 1 : 0);
    }

    static QByteArrayView opening(const JsonTree &tree, quint32 value)
    {
        return tree.kind(value) == JsonKind::Object ? "{" : "[";
    }
    static QByteArrayView closing(const JsonTree &tree, quint32 value)
    {
        return tree.kind(value) == JsonKind::Object ? "}" : "]";
    }

    /// Indentation, and the key of a member.
    static void beginRow(QByteArray &row, qsizetype depth, const JsonTree &tree, quint32 value)
    {
        row.append(std::min(depth, deepestIndent) * indentWidth, ' ');
        if (value != JsonTree::none && tree.isMember(value))
            row.append(tree.keyText(value)).append(": ");
    }

    RowKind shown(RowKind kind) const
    {
        if (!m_isIgnored || kind == RowKind::Equal)
            return kind;
        return kind == RowKind::Removed ? RowKind::IgnoredRemoved
            : kind == RowKind::Added    ? RowKind::IgnoredAdded
                                        : RowKind::Ignored;
    }

    static void appendStep(QString &path, const JsonTree &tree, quint32 value, qint64 index)
    {
        if (index >= 0) {
            path += u'[' + QString::number(index) + u']';
            return;
        }
        const QByteArrayView text = tree.keyText(value);
        const QByteArrayView name = text.sliced(1, text.size() - 2);
        const bool isPlain = !name.isEmpty() && std::ranges::all_of(name, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '_' || c == '-' || static_cast<unsigned char>(c) >= 0x80;
        });
        if (isPlain)
            path += u'.' + QString::fromUtf8(name);
        else
            path += u'[' + QString::fromUtf8(text) + u']';
    }

    QString pathOf(bool preferLeft) const
    {
        QString path = u"$"_s;
        for (const Step &step : m_steps) {
            const bool isLeft
                = step.right == JsonTree::none || (preferLeft && step.left != JsonTree::none);
            appendStep(path, isLeft ? m_left : m_right, isLeft ? step.left : step.right,
                       isLeft ? step.leftIndex : step.rightIndex);
        }
        return path;
    }

    void record(JsonDifference::Kind kind, quint32 left, quint32 right)
    {
        if (m_isIgnored) {
            ++m_result.ignored;
            return;
        }
        ++m_result.counts[size_t(kind)];
        if (m_result.differences.size() >= JsonComparison::mostListed)
            return;
        JsonDifference difference{.kind = kind, .path = pathOf(true), .row = m_writer.rowCount()};
        if (QString rightPath = pathOf(false); rightPath != difference.path)
            difference.rightPath = std::move(rightPath);
        const auto keep = [](const JsonTree &tree, quint32 value, QByteArray &text, bool &isCut) {
            if (value == JsonTree::none)
                return;
            const QByteArrayView whole = tree.text(value);
            isCut = whole.size() > JsonDifference::longestText;
            text = whole.first(std::min(whole.size(), JsonDifference::longestText)).toByteArray();
        };
        keep(m_left, left, difference.left, difference.isLeftCut);
        keep(m_right, right, difference.right, difference.isRightCut);
        m_result.differences.push_back(std::move(difference));
    }

    bool isEqualScalar(quint32 left, quint32 right) const
    {
        switch (m_left.kind(left)) {
        case JsonKind::String:
            return jsonStringContent(m_left.text(left)) == jsonStringContent(m_right.text(right));
        case JsonKind::Number:
            return jsonNumber(m_left.text(left)) == jsonNumber(m_right.text(right));
        default:
            return true;
        }
    }

    void compare(quint32 left, quint32 right, const Tails &tails, const JsonPathMatch &match)
    {
        if (m_stop.stop_requested())
            return;
        const bool wasIgnored = std::exchange(m_isIgnored, m_isIgnored || match.isComplete());
        const bool isSameKind = m_left.kind(left) == m_right.kind(right);
        if (m_left.isContainer(left) && isSameKind)
            compareContainers(left, right, tails, match);
        else if (m_left.isContainer(left) || m_right.isContainer(right)) {
            record(JsonDifference::Kind::TypeChanged, left, right);
            writeAlone(m_left, m_writer.left, left, RowKind::Removed, tails.left, depth());
            writeAlone(m_right, m_writer.right, right, RowKind::Added, tails.right, depth());
        } else {
            compareScalars(left, right, tails);
        }
        m_isIgnored = wasIgnored;
    }

    static bool isBoolean(JsonKind kind)
    {
        return kind == JsonKind::True || kind == JsonKind::False;
    }

    void compareScalars(quint32 left, quint32 right, const Tails &tails)
    {
        const JsonKind leftKind = m_left.kind(left);
        const JsonKind rightKind = m_right.kind(right);
        RowKind kind = RowKind::Equal;
        if (leftKind != rightKind) {
            kind = RowKind::Changed;
            record(isBoolean(leftKind) && isBoolean(rightKind) ? JsonDifference::Kind::Changed
                                                               : JsonDifference::Kind::TypeChanged,
                   left, right);
        } else if (m_left.text(left) != m_right.text(right)) {
            const bool isEqual = isEqualScalar(left, right);
            kind = isEqual ? RowKind::Rewritten : RowKind::Changed;
            record(isEqual ? JsonDifference::Kind::Rewritten : JsonDifference::Kind::Changed, left,
                   right);
        }
        beginRow(m_writer.left, depth(), m_left, left);
        beginRow(m_writer.right, depth(), m_right, right);
        m_writer.left += m_left.text(left);
        m_writer.right += m_right.text(right);
        m_writer.endRow(shown(kind), tails.left, tails.right);
    }

    void compareContainers(quint32 left, quint32 right, const Tails &tails,
                           const JsonPathMatch &match)
    {
        const bool isRoot = m_steps.empty();
        const bool areBothEmpty = m_left.isEmpty(left) && m_right.isEmpty(right);
        beginRow(m_writer.left, depth(), m_left, left);
        beginRow(m_writer.right, depth(), m_right, right);
        // Values one after the other have no brackets around them.
        const bool isBare = isRoot && m_left.isSequence() && m_right.isSequence();
        if (areBothEmpty) {
            m_writer.left.append(opening(m_left, left)).append(closing(m_left, left));
            m_writer.right.append(opening(m_right, right)).append(closing(m_right, right));
            m_writer.endRow(RowKind::Equal, tails.left, tails.right);
            return;
        }
        if (!isBare) {
            m_writer.left.append(opening(m_left, left));
            m_writer.right.append(opening(m_right, right));
            m_writer.endRow(RowKind::Equal);
        }
        const std::vector<quint32> leftChildren = m_left.children(left);
        const std::vector<quint32> rightChildren = m_right.children(right);
        std::vector<ChildPair> pairs;
        if (m_left.kind(left) == JsonKind::Array) {
            pairs = alignElements(m_leftSide, leftChildren, m_rightSide, rightChildren,
                                  &m_isApproximate, m_stop);
        } else {
            MemberPairs members = alignMembers(m_left, leftChildren, m_right, rightChildren);
            m_result.reordered += members.isReordered ? 1 : 0;
            pairs = std::move(members.pairs);
        }
        compareChildren(pairs, leftChildren, rightChildren, isBare, match);
        if (isBare)
            return;
        beginRow(m_writer.left, depth(), m_left, JsonTree::none);
        beginRow(m_writer.right, depth(), m_right, JsonTree::none);
        m_writer.left.append(closing(m_left, left));
        m_writer.right.append(closing(m_right, right));
        m_writer.endRow(RowKind::Equal, tails.left, tails.right);
    }

    void compareChildren(const std::vector<ChildPair> &pairs, const std::vector<quint32> &left,
                         const std::vector<quint32> &right, bool isBare, const JsonPathMatch &match)
    {
        size_t leftLeft = left.size();
        size_t rightLeft = right.size();
        for (const ChildPair &pair : pairs) {
            Step step;
            if (pair.left >= 0) {
                --leftLeft;
                step.left = left[size_t(pair.left)];
                step.leftIndex = m_left.isMember(step.left) ? -1 : qint64(pair.left);
            }
            if (pair.right >= 0) {
                --rightLeft;
                step.right = right[size_t(pair.right)];
                step.rightIndex = m_right.isMember(step.right) ? -1 : qint64(pair.right);
            }
            const JsonPathMatch below
                = match.isHopeless() || match.isComplete() ? match : childMatch(match, step);
            const Tails tails{leftLeft > 0 && !isBare ? "," : "",
                              rightLeft > 0 && !isBare ? "," : ""};
            m_steps.push_back(step);
            if (pair.left >= 0 && pair.right >= 0) {
                compare(step.left, step.right, tails, below);
            } else {
                const bool wasIgnored
                    = std::exchange(m_isIgnored, m_isIgnored || below.isComplete());
                if (pair.left >= 0) {
                    record(JsonDifference::Kind::Removed, step.left, JsonTree::none);
                    writeAlone(m_left, m_writer.left, step.left, RowKind::Removed, tails.left,
                               depth());
                } else {
                    record(JsonDifference::Kind::Added, JsonTree::none, step.right);
                    writeAlone(m_right, m_writer.right, step.right, RowKind::Added, tails.right,
                               depth());
                }
                m_isIgnored = wasIgnored;
            }
            m_steps.pop_back();
            if (m_stop.stop_requested())
                return;
        }
    }

    JsonPathMatch childMatch(const JsonPathMatch &match, const Step &step) const
    {
        const bool isLeft = step.left != JsonTree::none;
        const JsonTree &tree = isLeft ? m_left : m_right;
        const quint32 value = isLeft ? step.left : step.right;
        return tree.isMember(value) ? match.member(tree.key(value))
                                    : match.element(isLeft ? step.leftIndex : step.rightIndex);
    }

    /// A value that one side alone has, over lines.
    void writeAlone(const JsonTree &tree, QByteArray &row, quint32 value, RowKind kind,
                    QByteArrayView tail, qsizetype atDepth)
    {
        const auto endRow = [&](QByteArrayView ending) {
            const RowKind own = shown(kind);
            if (hasLeft(own))
                m_writer.endRow(own, ending, {});
            else
                m_writer.endRow(own, {}, ending);
        };
        beginRow(row, atDepth, tree, value);
        if (!tree.isContainer(value)) {
            row += tree.text(value);
            endRow(tail);
            return;
        }
        row += opening(tree, value);
        if (tree.isEmpty(value)) {
            row += closing(tree, value);
            endRow(tail);
            return;
        }
        endRow({});
        for (quint32 child = tree.firstChild(value); child < tree.end(value);) {
            const quint32 next = tree.end(child);
            writeAlone(tree, row, child, kind, next < tree.end(value) ? "," : "", atDepth + 1);
            child = next;
            if (m_stop.stop_requested())
                return;
        }
        beginRow(row, atDepth, tree, JsonTree::none);
        row += closing(tree, value);
        endRow(tail);
    }

    const JsonTree &m_left;
    const JsonTree &m_right;
    JsonSide m_leftSide;
    JsonSide m_rightSide;
    const QList<JsonPathPattern> &m_ignored;
    const std::stop_token &m_stop;
    std::vector<Step> m_steps;
    AlignedWriter m_writer;
    JsonComparison m_result;
    bool m_isIgnored = false;
    bool m_isApproximate = false;
};

} // namespace

std::expected<std::optional<JsonComparison>, StoreError>
compareJson(const JsonTree &left, const JsonTree &right, const QList<JsonPathPattern> &ignored,
            const std::stop_token &stop)
{
    return Comparer(left, right, ignored, stop).run();
}

} // namespace Recloser
