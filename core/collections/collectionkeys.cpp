// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionkeys.h"

#include "core/resilience/breakerkey.h"
#include "core/resolve/resolve.h"
#include "core/store/onworker.h"

#include <QSet>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = CollectionNode::Kind;

namespace {

using Rules = QList<std::shared_ptr<const CollectionKeyRule>>;

/// The rule of a file as one that shares its facts.
std::shared_ptr<const CollectionKeyRule> ruleOf(const CollectionNode &file)
{
    if (!file.facts || file.facts->keyRule == CollectionKeyRule())
        return nullptr;
    return {file.facts, &file.facts->keyRule};
}

void addUrls(const Collection &collection, const CollectionNode &node, const Rules &rules,
             QList<CollectionUrl> &urls)
{
    Rules own = rules;
    if (node.kind == Kind::Folder) {
        for (CollectionNodeId id : node.children) {
            const CollectionNode &child = *collection.node(id);
            if (child.kind != Kind::File || child.name != "folder.http"_L1)
                continue;
            if (auto rule = ruleOf(child))
                own.append(std::move(rule));
        }
        for (CollectionNodeId id : node.children)
            addUrls(collection, *collection.node(id), own, urls);
        return;
    }
    // Of a folder.http the rule is among them already.
    auto rule = ruleOf(node);
    if (rule && node.name != "folder.http"_L1)
        own.append(std::move(rule));
    for (CollectionNodeId id : node.children) {
        const CollectionNode &request = *collection.node(id);
        CollectionUrl url{id, request.target, node.facts, own};
        if (request.keyRule)
            url.rules.append(request.keyRule);
        urls.append(std::move(url));
    }
}

PolicyOverrides overridesOf(const CollectionKeyRule &rule)
{
    PolicyOverrides overrides;
    overrides.keyPattern = rule.pattern;
    overrides.fallback = rule.fallback;
    overrides.emptyMatch = rule.emptyMatch;
    return overrides;
}

QHash<QString, int> counted(const QList<CollectionUrl> &urls, const Scope &scope,
                            const QList<PolicyLayer> &layers)
{
    QHash<QString, int> counts;
    KeyReader keys;
    // Most requests stand under the same rules.
    Rules lastRules;
    BreakerPolicy policy = policiesOf(layers).breaker;
    for (const CollectionUrl &url : urls) {
        if (url.rules != lastRules) {
            QList<PolicyLayer> all = layers;
            for (const auto &rule : url.rules)
                all.append({PolicyLayer::Kind::File, {}, overridesOf(*rule), {}});
            policy = policiesOf(all).breaker;
            lastRules = url.rules;
        }
        const auto resolved = resolvedUrl(url, scope);
        const QString key = resolved ? keys.read(policy, *resolved).key : QString();
        if (!key.isNull())
            ++counts[key];
    }
    return counts;
}

} // namespace

QList<CollectionUrl> urlsOf(const Collection &collection)
{
    QList<CollectionUrl> urls;
    urls.reserve(collection.requestCount());
    addUrls(collection, *collection.node(collection.root()), {}, urls);
    return urls;
}

std::optional<QString> resolvedUrl(const CollectionUrl &url, const Scope &scope)
{
    RequestSpec spec;
    spec.url = url.target;
    if (!url.file || url.file->variables.isEmpty()) {
        const auto resolved = resolveUrl(spec, scope);
        return resolved ? std::optional(*resolved) : std::nullopt;
    }
    Scope own = scope;
    own.layers.prepend({{}, url.file->variables});
    const auto resolved = resolveUrl(spec, own);
    return resolved ? std::optional(*resolved) : std::nullopt;
}

QStringList resolvedUrls(const QList<CollectionUrl> &urls, const Scope &scope)
{
    QStringList resolved;
    QSet<QString> seen;
    for (const CollectionUrl &url : urls) {
        const auto text = resolvedUrl(url, scope);
        if (!text || seen.contains(*text))
            continue;
        seen.insert(*text);
        resolved.append(*text);
    }
    return resolved;
}

QFuture<QHash<QString, int>> countKeys(const QList<CollectionUrl> &urls, const Scope &scope,
                                       const QList<PolicyLayer> &layers)
{
    return onWorker<QHash<QString, int>>(
        [urls, scope, layers] { return counted(urls, scope, layers); });
}

} // namespace Recloser
