// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/auth/awssignature.h"
#include "core/auth/digest.h"
#include "core/auth/oauth1.h"
#include "core/model/senderror.h"
#include "core/send/wireheaders.h"

namespace Recloser {

/// What is signed of a request for AWS, as it goes out: Host, the type of the body and `x-amz-…`.
/// Others may be changed on their way. A body hash that the user wrote ("UNSIGNED-PAYLOAD") wins.
AwsRequest awsRequestOf(const ResolvedRequest &request, const AwsSigning &signing,
                        const QByteArray &bodyHash);

enum class SignaturePlace { Header, Query, Body };

/// The request with its signature; headers that the user wrote for it are replaced.
ResolvedRequest withAwsSignature(const ResolvedRequest &request, const AwsSigning &signing,
                                 SignaturePlace place, const QByteArray &bodyHash);

/// A signature for the body of a request that has no form goes into the header. SigningKey.
std::expected<ResolvedRequest, SendError> withOAuth1Signature(const ResolvedRequest &request,
                                                              const OAuth1Signing &signing,
                                                              SignaturePlace place);

/// The request with this value as its only Authorization header.
ResolvedRequest withAuthorization(const ResolvedRequest &request, const QByteArray &value);

} // namespace Recloser
