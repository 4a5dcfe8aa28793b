// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
//
// Drives fuzz_regex.cpp where there is no libFuzzer: changes recorded facts at random.
//
//     fuzz_regex FACTS COUNT [SEED]

#include "tests/fuzz/answertext.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t longest = 400; ///< bytes of an input

/// As fuzz_regex.cpp reads them.
void append(Bytes &bytes, std::u32string_view text)
{
    for (const char32_t c : text) {
        if (c >= 0x4000) {
            bytes.push_back(std::uint8_t(0xf0U | (c >> 16)));
            bytes.push_back(std::uint8_t(c >> 8));
        } else if (c >= 0xc0) {
            bytes.push_back(std::uint8_t(0xc0U | (c >> 8)));
        }
        bytes.push_back(std::uint8_t(c));
    }
}

std::vector<Bytes> inputsOf(const char *path)
{
    std::vector<Bytes> inputs;
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t first = line.find('\t');
        const std::size_t last = line.find('\t', first + 1);
        if (first == std::string::npos || last == std::string::npos)
            continue;
        const auto pattern = Recloser::Fuzz::unescaped(std::string_view(line).substr(0, first));
        const auto subject
            = Recloser::Fuzz::unescaped(std::string_view(line).substr(first + 1, last - first - 1));
        if (!pattern || !subject || pattern->size() + subject->size() > longest / 2)
            continue;
        Bytes bytes{std::uint8_t(inputs.size())};
        append(bytes, *pattern);
        bytes.push_back(0);
        append(bytes, *subject);
        inputs.push_back(std::move(bytes));
    }
    return inputs;
}

class Mutator
{
public:
    Mutator(std::vector<Bytes> inputs, std::uint32_t seed)
        : m_inputs(std::move(inputs))
        , m_random(seed)
    {
    }

    Bytes next()
    {
        Bytes bytes = any(m_inputs);
        for (std::size_t count = below(6); count > 0; --count)
            change(bytes);
        bytes.resize(std::min(bytes.size(), longest));
        return bytes;
    }

private:
    std::size_t below(std::size_t bound) { return bound == 0 ? 0 : m_random() % bound; }
    const Bytes &any(const std::vector<Bytes> &from) { return from[below(from.size())]; }

    void change(Bytes &bytes)
    {
        static constexpr std::string_view letters
            = "()[]{}*+?|\\^$.-:=!<>#,&~PimsxLua0129abdwDSW \n";
        const std::size_t at = below(bytes.size());
        const auto place = bytes.begin() + std::ptrdiff_t(at);
        const std::size_t end = at + below(std::min<std::size_t>(bytes.size() - at, 12) + 1);
        const Bytes part(place, bytes.begin() + std::ptrdiff_t(end));
        switch (below(7)) {
        case 0:
            bytes.erase(place, bytes.begin() + std::ptrdiff_t(end));
            break;
        case 1:
            bytes.insert(place, std::uint8_t(letters[below(letters.size())]));
            break;
        case 2:
            if (!bytes.empty())
                *place = std::uint8_t(m_random());
            break;
        case 3:
            bytes.insert(place, part.begin(), part.end());
            break;
        case 4: { // a part of another input
            const Bytes &other = any(m_inputs);
            const std::size_t from = below(other.size());
            const std::size_t size = below(other.size() - from);
            bytes.insert(place, other.begin() + std::ptrdiff_t(from),
                         other.begin() + std::ptrdiff_t(from + size));
            break;
        }
        case 5: { // deep nesting
            const Bytes opened(below(60), std::uint8_t('('));
            bytes.insert(place, opened.begin(), opened.end());
            break;
        }
        default:
            if (!bytes.empty())
                *place = std::uint8_t(letters[below(letters.size())]);
            break;
        }
    }

    std::vector<Bytes> m_inputs;
    std::mt19937 m_random;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fputs("usage: fuzz_regex FACTS COUNT [SEED]\n", stderr);
        return 2;
    }
    std::vector<Bytes> inputs = inputsOf(argv[1]);
    if (inputs.empty()) {
        std::fprintf(stderr, "%s has no facts\n", argv[1]);
        return 2;
    }
    const std::uint32_t seed
        = argc > 3 ? std::uint32_t(std::strtoul(argv[3], nullptr, 10)) : std::random_device()();
    std::printf("seed %u\n", seed);
    std::fflush(stdout);
    Mutator mutator(std::move(inputs), seed);
    for (unsigned long count = std::strtoul(argv[2], nullptr, 10); count > 0; --count) {
        const Bytes bytes = mutator.next();
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    return 0;
}
