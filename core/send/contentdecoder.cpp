// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/contentdecoder.h"

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qsizetype inputAtOnce = 16 * 1024;
constexpr qsizetype outputAtOnce = 64 * 1024;

std::unique_ptr<StreamDecoder> decoderOf(ContentCoding coding)
{
    switch (coding) {
    case ContentCoding::Gzip:
        return gzipDecoder();
    case ContentCoding::Deflate:
        return deflateDecoder();
    case ContentCoding::Brotli:
        return brotliDecoder();
    case ContentCoding::Zstd:
        return zstdDecoder();
    }
    Q_UNREACHABLE_RETURN(nullptr);
}

} // namespace

ContentDecoder::ContentDecoder(const std::vector<ContentCoding> &codings, Limits limits)
    : m_limits(limits)
{
    m_stages.reserve(codings.size());
    for (const ContentCoding coding : codings)
        m_stages.push_back(
            {coding, decoderOf(coding), QByteArray(outputAtOnce, Qt::Uninitialized), {}});
}

bool ContentDecoder::needsInput() const
{
    for (size_t stage = 0; stage < m_stages.size(); ++stage) {
        if (canWork(stage))
            return false;
    }
    return true;
}

void ContentDecoder::feed(const QByteArray &bytes)
{
    m_fed = bytes;
    m_input = m_fed;
}

std::expected<QByteArrayView, QString> ContentDecoder::decode()
{
    // The last that can goes first, so that none piles up what the next has not taken.
    size_t stage = m_stages.size();
    while (stage-- > 0) {
        if (!canWork(stage))
            continue;
        if (auto worked = work(stage); !worked)
            return std::unexpected(std::move(worked.error()));
        break;
    }
    return std::exchange(m_stages.back().output, {});
}

std::expected<void, QString> ContentDecoder::checkComplete() const
{
    for (const Stage &stage : m_stages) {
        if (!stage.decoder->isComplete())
            return std::unexpected(u"its %1 body ends too early, after %2 bytes"_s.arg(
                codingName(stage.coding), QString::number(m_consumed)));
    }
    return {};
}

QByteArrayView &ContentDecoder::inputOf(size_t stage)
{
    return stage == 0 ? m_input : m_stages[stage - 1].output;
}

QByteArrayView ContentDecoder::inputOf(size_t stage) const
{
    return stage == 0 ? m_input : m_stages[stage - 1].output;
}

bool ContentDecoder::canWork(size_t stage) const
{
    return m_stages[stage].output.isEmpty()
        && (m_stages[stage].hasMore || !inputOf(stage).isEmpty());
}

std::expected<void, QString> ContentDecoder::work(size_t index)
{
    Stage &stage = m_stages[index];
    QByteArrayView &input = inputOf(index);
    const QByteArrayView some = input.first(std::min(input.size(), inputAtOnce));
    const auto step = stage.decoder->decode(some, std::span(stage.buffer.data(), outputAtOnce));
    const qsizetype consumed = step ? step->consumed : step.error().consumed;
    input = input.sliced(consumed);
    if (index == 0)
        m_consumed += consumed;
    if (!step)
        return std::unexpected(broken(stage, step.error().reason));
    if (consumed == 0 && step->produced == 0 && !some.isEmpty())
        return std::unexpected(broken(stage, u"it cannot be read on"_s));
    stage.output = QByteArrayView(stage.buffer).first(step->produced);
    stage.hasMore = step->produced == outputAtOnce;
    stage.produced += step->produced;
    if (stage.produced > m_limits.unpackedWithoutCheck
        && stage.produced / m_limits.timesItsSize > m_consumed)
        return std::unexpected(
            u"its %1 body unpacks to more than %2 bytes and more than %3 times its size"_s.arg(
                codingName(stage.coding), QString::number(m_limits.unpackedWithoutCheck),
                QString::number(m_limits.timesItsSize)));
    return {};
}

QString ContentDecoder::broken(const Stage &stage, const QString &reason) const
{
    return u"its %1 body is broken after %2 bytes: %3"_s.arg(codingName(stage.coding),
                                                             QString::number(m_consumed), reason);
}

} // namespace Recloser
