// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/streamdecoder.h"

#include <algorithm>
#include <brotli/decode.h>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// The library hands out nothing before its window is full, whatever room it is given: a little
/// input may keep it busy with 16 MiB. It comes back in between only for want of input. (Not from
/// within a single copy, such as a run of one byte over the whole window.)
constexpr qsizetype inputAtOnce = 1024;

struct Destroy
{
    void operator()(BrotliDecoderState *state) const { BrotliDecoderDestroyInstance(state); }
};

class BrotliDecoder final : public StreamDecoder
{
public:
    bool isComplete() const override { return m_stage != Stage::Within; }

    std::expected<Step, Failure> decode(QByteArrayView input, std::span<char> output) override
    {
        if (m_stage == Stage::Behind && !input.isEmpty())
            return std::unexpected(Failure{u"something follows its end"_s, 0});
        if (m_stage == Stage::Behind || (m_stage == Stage::Before && input.isEmpty()))
            return Step{};
        if (!m_state)
            return std::unexpected(Failure{u"out of memory"_s, 0});
        m_stage = Stage::Within;
        input = input.first(std::min(input.size(), inputAtOnce));
        auto unread = static_cast<size_t>(input.size());
        auto next = reinterpret_cast<const uint8_t *>(input.data());
        size_t room = output.size();
        auto to = reinterpret_cast<uint8_t *>(output.data());
        const BrotliDecoderResult result
            = BrotliDecoderDecompressStream(m_state.get(), &unread, &next, &room, &to, nullptr);
        const Step step{input.size() - static_cast<qsizetype>(unread),
                        static_cast<qsizetype>(output.size() - room)};
        if (result == BROTLI_DECODER_RESULT_ERROR)
            return std::unexpected(Failure{reason(), step.consumed});
        if (result == BROTLI_DECODER_RESULT_SUCCESS)
            m_stage = Stage::Behind;
        return step;
    }

private:
    enum class Stage { Before, Within, Behind };

    QString reason() const
    {
        return QString::fromLatin1(
            BrotliDecoderErrorString(BrotliDecoderGetErrorCode(m_state.get())));
    }

    std::unique_ptr<BrotliDecoderState, Destroy> m_state{
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)};
    Stage m_stage = Stage::Before;
};

} // namespace

std::unique_ptr<StreamDecoder> brotliDecoder()
{
    return std::make_unique<BrotliDecoder>();
}

} // namespace Recloser
