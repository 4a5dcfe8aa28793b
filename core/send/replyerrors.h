// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/model/senderror.h"

#include <QNetworkReply>

namespace Recloser {

/// How far an exchange was when it broke.
enum class ExchangeStage { Connecting, Waiting, Receiving };

/// What is known about a reply that ended with an error of the network.
struct ReplyFailure
{
    QNetworkReply::NetworkError code = QNetworkReply::NoError;
    QString text;
    QString host;
    ExchangeStage stage = ExchangeStage::Connecting;
    /// What carried it, as proxyText() has it; empty: nothing.
    QString proxy = {};
};

/// Names the cause of a failure that is not one of the server's certificate.
SendError describeFailure(const ReplyFailure &failure);

/// True for Qt's words for an HTTP/2 stream that the server ended with RST_STREAM (RFC 9113 section
/// 7); its codes for them are those of statuses and of broken responses.
bool isStreamReset(const QString &text);

/// True for an "error" that is only QNetworkAccessManager's way of telling an HTTP status: here a
/// status is an answer.
bool isStatusError(QNetworkReply::NetworkError code);

} // namespace Recloser
