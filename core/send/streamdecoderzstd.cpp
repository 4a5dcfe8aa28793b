// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/streamdecoder.h"

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// 8 MiB, the most that a sender may use (RFC 9659 section 3).
constexpr int largestWindow = 23;

struct Free
{
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

class ZstdDecoder final : public StreamDecoder
{
public:
    ZstdDecoder()
    {
        if (m_context)
            ZSTD_DCtx_setParameter(m_context.get(), ZSTD_d_windowLogMax, largestWindow);
    }

    bool isComplete() const override { return m_complete; }

    std::expected<Step, Failure> decode(QByteArrayView input, std::span<char> output) override
    {
        // Asked for more behind a frame, the library would begin the next one.
        if (m_complete && input.isEmpty())
            return Step{};
        if (!m_context)
            return std::unexpected(Failure{u"out of memory"_s, 0});
        ZSTD_inBuffer in{input.data(), static_cast<size_t>(input.size()), 0};
        ZSTD_outBuffer out{output.data(), output.size(), 0};
        const size_t result = ZSTD_decompressStream(m_context.get(), &out, &in);
        const Step step{static_cast<qsizetype>(in.pos), static_cast<qsizetype>(out.pos)};
        if (ZSTD_isError(result))
            return std::unexpected(
                Failure{QString::fromLatin1(ZSTD_getErrorName(result)), step.consumed});
        m_complete = result == 0;
        return step;
    }

private:
    std::unique_ptr<ZSTD_DCtx, Free> m_context{ZSTD_createDCtx()};
    bool m_complete = true;
};

} // namespace

std::unique_ptr<StreamDecoder> zstdDecoder()
{
    return std::make_unique<ZstdDecoder>();
}

} // namespace Recloser
