// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/storeerror.h"

#include <QPromise>

#include <expected>
#include <memory>

namespace Recloser {

/// A promise of a std::expected<..., StoreError> that answers Unavailable when it is dropped:
/// whoever would have answered was destroyed, and a future without an answer tells nobody.
template<typename Result> std::shared_ptr<QPromise<Result>> startedPromise()
{
    auto promise
        = std::shared_ptr<QPromise<Result>>(new QPromise<Result>, [](QPromise<Result> *unanswered) {
              if (!unanswered->future().isFinished()) {
                  unanswered->addResult(
                      std::unexpected(StoreError{StoreError::Kind::Unavailable, {}, {}}));
                  unanswered->finish();
              }
              delete unanswered;
          });
    promise->start();
    return promise;
}

template<typename Result> void answer(QPromise<Result> &promise, const Result &result)
{
    promise.addResult(result);
    promise.finish();
}

} // namespace Recloser
