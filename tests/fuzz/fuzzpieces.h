// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArrayList>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What libFuzzer, or the driver of piecesdriver.cpp, calls; anything but a kept promise ends the
/// program.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace Recloser {

/// What inputs of this target are put together from.
const QByteArrayList &fuzzPieces();

inline void keep(bool promise, const char *words)
{
    if (promise)
        return;
    std::fprintf(stderr, "broken promise: %s\n", words);
    std::abort();
}

} // namespace Recloser
