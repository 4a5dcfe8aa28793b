// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodyloader.h"

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

constexpr qint64 firstBytes = 64 * 1024;
constexpr qint64 mostBytes = 32 * 1024 * 1024;

std::expected<HeldBytes, StoreError> opened(const BodySource &source)
{
    if (source.held)
        return *source.held;
    const ResponseBody &body = source.body;
    if (!body.isInFile())
        return HeldBytes(body.bytes);
    auto bytes = HeldBytes::ofFile(body.filePath());
    if (bytes && bytes->size() < body.size)
        return std::unexpected(
            StoreError{StoreError::Kind::Unreadable, body.filePath(),
                       QString::number(bytes->size()) + u'/' + QString::number(body.size)});
    return bytes;
}

/// Calls `give` with every piece but the last one, which it returns.
template<typename Give>
BodyLoader::Loaded made(const BodySource &source, const QByteArray &declared, BodyForm form,
                        BodyLoader::Want want, const std::stop_token &stop, Give give)
{
    auto bytes = opened(source);
    if (!bytes)
        return std::unexpected(bytes.error());
    LoadedBody loaded{*bytes, {}};
    if (want == BodyLoader::Want::Bytes) {
        loaded.text.kind = bodyKind(bytes->view(), declared);
        loaded.text.readSoFar = bytes->size();
        loaded.text.isLast = true;
        return loaded;
    }
    BodyTextMaker maker(*bytes, declared, form);
    for (qint64 step = firstBytes; !stop.stop_requested(); step = std::min(mostBytes, step * 4)) {
        auto state = maker.next(step, stop);
        if (!state)
            return std::unexpected(state.error());
        loaded.text = *std::move(state);
        if (loaded.text.isLast)
            break;
        give(loaded);
    }
    return loaded;
}

} // namespace

BodyLoader::BodyLoader(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

BodyLoader::~BodyLoader()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void BodyLoader::stop()
{
    m_stop.request_stop();
    m_isBusy = false;
}

void BodyLoader::load(const BodySource &source, const QByteArray &declared, BodyForm form,
                      Want want, std::function<void(Loaded &&)> take)
{
    stop();
    m_stop = std::stop_source();
    m_take = std::move(take);
    m_isBusy = true;
    if (source.isInMemory() && source.size() <= atOnceUpTo) {
        deliver(made(source, declared, form, want, m_stop.get_token(),
                     [this](const LoadedBody &piece) { m_take(LoadedBody(piece)); }));
        return;
    }
    m_pool.start([this, source, declared, form, want, stop = m_stop.get_token()] {
        const auto send = [this, stop](Loaded &&loaded) {
            QMetaObject::invokeMethod(
                this,
                [this, stop, loaded = std::move(loaded)]() mutable {
                    if (!stop.stop_requested())
                        deliver(std::move(loaded));
                },
                Qt::QueuedConnection);
        };
        if (stop.stop_requested())
            return;
        send(made(source, declared, form, want, stop,
                  [&send](const LoadedBody &piece) { send(LoadedBody(piece)); }));
    });
}

void BodyLoader::deliver(Loaded &&loaded)
{
    m_isBusy = loaded && !loaded->text.isLast;
    // Whoever takes it may load another one.
    const auto take = m_take;
    take(std::move(loaded));
}

} // namespace Recloser
