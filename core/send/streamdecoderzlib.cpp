// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/send/streamdecoder.h"

#include <zlib.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// What surrounds the compressed blocks, as inflateInit2() wants it (zlib.h).
enum class Wrapping { Gzip = MAX_WBITS + 16, Zlib = MAX_WBITS, None = -MAX_WBITS };

constexpr char gzipMagic = '\x1f';
/// A zlib stream that lost its header may have kept its checksum.
constexpr int checksumSize = 4;

class Inflater : public StreamDecoder
{
public:
    ~Inflater() override
    {
        if (m_stage != Stage::Before)
            inflateEnd(&m_stream);
    }

    bool isComplete() const override { return m_stage != Stage::Within; }

protected:
    enum class Stage { Before, Within, Behind };

    Stage stage() const { return m_stage; }

    std::expected<void, Failure> begin(Wrapping wrapping)
    {
        if (inflateInit2(&m_stream, static_cast<int>(wrapping)) != Z_OK)
            return std::unexpected(failure(0));
        m_stage = Stage::Within;
        return {};
    }

    void beginAgain()
    {
        inflateReset(&m_stream);
        m_stage = Stage::Within;
    }

    std::expected<Step, Failure> inflateSome(QByteArrayView input, std::span<char> output)
    {
        m_stream.next_in
            = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(input.data())); // only read
        m_stream.avail_in = static_cast<uInt>(input.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(output.data());
        m_stream.avail_out = static_cast<uInt>(output.size());
        const int result = ::inflate(&m_stream, Z_NO_FLUSH);
        const Step step{input.size() - static_cast<qsizetype>(m_stream.avail_in),
                        static_cast<qsizetype>(output.size() - m_stream.avail_out)};
        switch (result) {
        case Z_STREAM_END:
            m_stage = Stage::Behind;
            return step;
        case Z_OK:
        case Z_BUF_ERROR: // no input or no room: nothing is wrong
            return step;
        case Z_NEED_DICT:
            return std::unexpected(Failure{u"it needs a dictionary"_s, step.consumed});
        default:
            return std::unexpected(failure(step.consumed));
        }
    }

private:
    Failure failure(qsizetype consumed) const
    {
        return {m_stream.msg ? QString::fromLatin1(m_stream.msg) : u"out of memory"_s, consumed};
    }

    z_stream m_stream{};
    Stage m_stage = Stage::Before;
};

class GzipDecoder final : public Inflater
{
public:
    std::expected<Step, Failure> decode(QByteArrayView input, std::span<char> output) override
    {
        if (stage() == Stage::Within)
            return inflateSome(input, output);
        if (input.isEmpty())
            return Step{};
        if (stage() == Stage::Before)
            return begin(Wrapping::Gzip).and_then([&] { return inflateSome(input, output); });
        const auto next = std::ranges::find_if(input, [](char c) { return c != '\0'; });
        const qsizetype padding = next - input.begin();
        if (padding == input.size())
            return Step{padding, 0};
        if (*next != gzipMagic)
            return std::unexpected(Failure{u"what follows its end is no gzip"_s, padding});
        beginAgain();
        return inflateSome(input.sliced(padding), output).transform([padding](Step step) {
            return Step{padding + step.consumed, step.produced};
        });
    }
};

class DeflateDecoder final : public Inflater
{
public:
    std::expected<Step, Failure> decode(QByteArrayView input, std::span<char> output) override
    {
        if (stage() == Stage::Within)
            return inflateSome(input, output);
        if (input.isEmpty())
            return Step{};
        if (stage() == Stage::Before) {
            // The first byte tells: the low half of zlib's is always 8 (RFC 1950), and no bare
            // block starts so, for its padding would not be zero (RFC 1951 section 3.2.4).
            const Wrapping wrapping = (input.front() & 0x0f) == 8 ? Wrapping::Zlib : Wrapping::None;
            m_trailing = wrapping == Wrapping::None ? checksumSize : 0;
            return begin(wrapping).and_then([&] { return inflateSome(input, output); });
        }
        return skipTrailer(input);
    }

private:
    std::expected<Step, Failure> skipTrailer(QByteArrayView input)
    {
        for (qsizetype i = 0; i < input.size(); ++i) {
            if (m_trailing > 0)
                --m_trailing;
            else if (input[i] != '\0')
                return std::unexpected(Failure{u"something follows its end"_s, i});
        }
        return Step{input.size(), 0};
    }

    int m_trailing = 0;
};

} // namespace

std::unique_ptr<StreamDecoder> gzipDecoder()
{
    return std::make_unique<GzipDecoder>();
}

std::unique_ptr<StreamDecoder> deflateDecoder()
{
    return std::make_unique<DeflateDecoder>();
}

} // namespace Recloser
