// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/sslconfiguration.h"

#include "core/store/placedjson.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using NodeKind = JsonNode::Kind;

const JsonNode *valueOf(const PlacedJson &tree, const QString &name)
{
    if (!tree.root() || tree.root()->kind != NodeKind::Object)
        return nullptr;
    const JsonNode::Member *member = tree.member(*tree.root(), name);
    return member ? &tree.nodes[member->value] : nullptr;
}

/// A path, or an object with a `path`.
QString fileOf(const PlacedJson &tree, const QString &name, const QDir &folder)
{
    const JsonNode *value = valueOf(tree, name);
    if (value && value->kind == NodeKind::Object) {
        const JsonNode::Member *path = tree.member(*value, u"path"_s);
        value = path ? &tree.nodes[path->value] : nullptr;
    }
    if (!value || value->kind != NodeKind::String)
        return {};
    const QString path = tree.textOf(*value);
    return path.isEmpty() ? QString() : QDir::cleanPath(folder.absoluteFilePath(path));
}

std::optional<ClientIdentity> identityFrom(const QString &json, const QDir &folder)
{
    const PlacedJson tree = PlacedJson::parse(json.toUtf8());
    ClientIdentity identity{.hosts = u"*"_s,
                            .certificateFile = fileOf(tree, u"clientCertificate"_s, folder),
                            .keyFile = fileOf(tree, u"clientCertificateKey"_s, folder)};
    if (identity.certificateFile.isEmpty())
        return std::nullopt;
    const QString ending = QFileInfo(identity.certificateFile).suffix().toLower();
    if (ending == "p12"_L1 || ending == "pfx"_L1)
        identity.format = ClientIdentity::Format::Pkcs12;
    if (const JsonNode *has = valueOf(tree, u"hasCertificatePassphrase"_s);
        has && tree.textOf(*has) == "true"_L1)
        identity.passPhraseSecret = ClientIdentity::secretNameOf(identity.certificateFile);
    return identity;
}

} // namespace

std::optional<ClientIdentity> clientIdentityOf(const EnvironmentSet &set,
                                               const QString &environment)
{
    using Kind = EnvironmentSource::Kind;
    for (const QString &name : {environment, sharedEnvironment}) {
        for (const EnvironmentSource &source : set.sources) {
            if (source.kind != Kind::Private && source.kind != Kind::Public)
                continue;
            const auto found
                = std::ranges::find(source.environments, name, &NamedEnvironment::name);
            if (found == source.environments.end())
                continue;
            for (const EnvironmentVariable &variable : found->variables) {
                if (!variable.isConfiguration || variable.name != "SSLConfiguration"_L1)
                    continue;
                if (auto identity = identityFrom(variable.value, QFileInfo(source.path).dir()))
                    return identity;
            }
        }
    }
    return std::nullopt;
}

bool asksForNoVerification(const QString &json)
{
    const PlacedJson tree = PlacedJson::parse(json.toUtf8());
    const JsonNode *verify = valueOf(tree, u"verifyHostCertificate"_s);
    return verify && tree.textOf(*verify) == "false"_L1;
}

} // namespace Recloser
