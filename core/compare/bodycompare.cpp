// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/bodycompare.h"

#include "core/compare/bytecompare.h"
#include "core/compare/comparedtext.h"
#include "core/compare/textcompare.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Result = std::expected<std::optional<BodyComparison>, StoreError>;

BodyMethod chosenMethod(const BodySideNotes &left, const BodySideNotes &right)
{
    if (left.isBinary || right.isBinary)
        return BodyMethod::Bytes;
    const auto isAnyJson = [](const MediaType &type) { return isJson(type) || isJsonLines(type); };
    if (isAnyJson(left.type) && isAnyJson(right.type))
        return BodyMethod::Structure;
    return isXml(left.type) && isXml(right.type) ? BodyMethod::LaidOut : BodyMethod::Text;
}

class BodyComparer
{
public:
    BodyComparer(const BodyCompareOptions &options, const std::stop_token &stop)
        : m_options(options)
        , m_stop(stop)
    {
    }

    Result run(const ComparedBody &left, const ComparedBody &right)
    {
        m_result.left = notesOf(left);
        m_result.right = notesOf(right);
        m_result.isIdentical = left.bytes.view() == right.bytes.view();
        m_result.method = m_options.method.value_or(chosenMethod(m_result.left, m_result.right));
        const bool isHuge = std::max(left.bytes.size(), right.bytes.size()) > TextRows::longestText;
        if (isHuge)
            m_result.method = BodyMethod::Bytes;
        if (m_result.method == BodyMethod::Bytes)
            return bytes(left, right);

        auto leftText = decodedText(left.bytes, m_result.left, m_stop);
        if (!leftText)
            return std::unexpected(leftText.error());
        auto rightText = decodedText(right.bytes, m_result.right, m_stop);
        if (!rightText)
            return std::unexpected(rightText.error());
        if (m_stop.stop_requested())
            return std::nullopt;
        if (m_result.method == BodyMethod::Structure) {
            auto result = structure(*leftText, *rightText);
            if (!result || m_result.noStructure == BodyComparison::NoStructure::None)
                return result;
            // Laid out it is easier to read, even where it is broken.
            m_result.method = BodyMethod::LaidOut;
        }
        if (m_result.method == BodyMethod::LaidOut) {
            leftText = laidOutText(*leftText, m_result.left, m_stop);
            if (!leftText)
                return std::unexpected(leftText.error());
            rightText = laidOutText(*rightText, m_result.right, m_stop);
            if (!rightText)
                return std::unexpected(rightText.error());
        }
        return text(*leftText, *rightText);
    }

private:
    Result bytes(const ComparedBody &left, const ComparedBody &right)
    {
        ByteComparison compared = compareBytes(left.bytes.view(), right.bytes.view(), m_stop);
        if (m_stop.stop_requested())
            return std::nullopt;
        m_result.rows = std::move(compared.rows);
        m_result.firstDifference = compared.firstDifference;
        m_result.differingBytes = compared.differingBytes;
        return std::move(m_result);
    }

    Result text(const HeldBytes &left, const HeldBytes &right)
    {
        if (std::max(left.size(), right.size()) > TextRows::longestText) {
            m_result.method = BodyMethod::Bytes;
            return bytes({left, {}}, {right, {}});
        }
        const TextRows leftRows(left, m_stop);
        const TextRows rightRows(right, m_stop);
        auto rows
            = m_stop.stop_requested() ? std::nullopt : compareTexts(leftRows, rightRows, m_stop);
        if (!rows)
            return std::nullopt;
        m_result.rows = *std::move(rows);
        return std::move(m_result);
    }

    /// Sets `noStructure` when there is none to compare by.
    Result structure(const HeldBytes &left, const HeldBytes &right)
    {
        using NoStructure = BodyComparison::NoStructure;
        using Kind = JsonTree::Failure::Kind;
        const auto read = [this](const HeldBytes &bytes, BodySideNotes &notes) {
            auto tree = JsonTree::parse(
                bytes, isJsonLines(notes.type) ? JsonTree::Values::Many : JsonTree::Values::One,
                m_stop);
            if (!tree) {
                notes.fault = tree.error().fault;
                m_result.noStructure = tree.error().kind == Kind::TooDeep ? NoStructure::TooDeep
                    : tree.error().kind == Kind::TooMany                  ? NoStructure::TooLarge
                    : isJson(notes.type) || isJsonLines(notes.type)       ? NoStructure::Invalid
                                                                          : NoStructure::NotJson;
            }
            return tree;
        };
        const auto leftTree = read(left, m_result.left);
        if (!leftTree && leftTree.error().kind == Kind::Stopped)
            return std::nullopt;
        // Of two broken ones both faults are told.
        const auto rightTree = read(right, m_result.right);
        if (m_stop.stop_requested())
            return std::nullopt;
        if (!leftTree || !rightTree)
            return std::nullopt;
        auto compared = compareJson(*leftTree, *rightTree, m_options.ignoring.paths, m_stop);
        if (!compared)
            return std::unexpected(compared.error());
        if (!*compared)
            return std::nullopt;
        JsonComparison &json = **compared;
        m_result.rows = std::move(json.rows);
        m_result.differences = std::move(json.differences);
        m_result.counts = json.counts;
        m_result.ignored = json.ignored;
        m_result.reordered = json.reordered;
        return std::move(m_result);
    }

    const BodyCompareOptions &m_options;
    const std::stop_token &m_stop;
    BodyComparison m_result;
};

} // namespace

std::expected<HeldBytes, StoreError> bytesOf(const ResponseBody &body)
{
    if (body.isInFile())
        return HeldBytes::ofFile(body.filePath());
    return HeldBytes(body.bytes);
}

HeldBytes bytesOf(const QList<BodySegment> &body)
{
    QByteArray bytes;
    for (const BodySegment &segment : body) {
        if (segment.filePath.isEmpty())
            bytes += segment.bytes;
        else
            bytes += "< " + segment.filePath.toUtf8() + " (" + QByteArray::number(segment.size)
                + " B)";
    }
    return HeldBytes(bytes);
}

bool BodyComparison::isEqual() const
{
    if (isIdentical)
        return true;
    if (method == BodyMethod::Bytes)
        return !firstDifference;
    return rows.differences().empty();
}

Result compareBodies(const ComparedBody &left, const ComparedBody &right,
                     const BodyCompareOptions &options, const std::stop_token &stop)
{
    return BodyComparer(options, stop).run(left, right);
}

} // namespace Recloser
