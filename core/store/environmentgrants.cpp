// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/environmentgrants.h"

#include "core/store/placedjson.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using NodeKind = JsonNode::Kind;
using Member = JsonNode::Member;

struct TextSetting
{
    QStringView key;
    QString Auth::*text;
};

constexpr TextSetting textSettings[] = {
    {u"client id", &Auth::clientId},
    {u"client secret", &Auth::clientSecret},
    {u"token url", &Auth::tokenUrl},
    {u"auth url", &Auth::authorizationUrl},
    {u"device auth url", &Auth::deviceUrl},
    {u"redirect url", &Auth::redirectUrl},
    {u"scope", &Auth::scope},
    {u"username", &Auth::user},
    {u"password", &Auth::password},
};

struct GrantWord
{
    QStringView word;
    Auth::Grant grant;
};

constexpr GrantWord grantWords[] = {
    {u"authorization code", Auth::Grant::AuthorizationCode},
    {u"client credentials", Auth::Grant::ClientCredentials},
    {u"device authorization", Auth::Grant::DeviceCode},
    {u"password", Auth::Grant::Password},
};

/// In a form, but for placeholders, which are resolved later.
QString encodedAround(const QString &text)
{
    QString encoded;
    qsizetype done = 0;
    const auto addPlain = [&](qsizetype end) {
        encoded += QString::fromLatin1(QUrl::toPercentEncoding(text.sliced(done, end - done)));
        done = end;
    };
    for (qsizetype begin = text.indexOf("{{"_L1); begin >= 0; begin = text.indexOf("{{"_L1, done)) {
        const qsizetype end = text.indexOf("}}"_L1, begin);
        if (end < 0)
            break;
        addPlain(begin);
        encoded += QStringView(text).sliced(begin, end + 2 - begin);
        done = end + 2;
    }
    addPlain(text.size());
    return encoded;
}

/// One block of settings, read key by key into a grant.
class GrantReader
{
public:
    GrantReader(const PlacedJson &tree, const QString &name) : m_tree(tree), m_name(name) { }

    /// Keys that were `seen` before say no more.
    void read(const JsonNode &block, NamedGrant &grant, QSet<QString> &seen)
    {
        for (const Member &member : block.members) {
            const QString key = member.key.trimmed().toLower();
            // In one file the later one counts, as everywhere in it.
            if (seen.contains(key) || m_tree.member(block, member.key) != &member)
                continue;
            readSetting(key, member, grant);
        }
        for (const Member &member : block.members)
            seen.insert(member.key.trimmed().toLower());
    }

    const QList<SecurityFault> &faults() const { return m_faults; }

private:
    const JsonNode &valueOf(const Member &member) const { return m_tree.nodes[member.value]; }
    QString textOf(const Member &member) const { return m_tree.textOf(valueOf(member)); }

    void report(const Member &member, const QString &what)
    {
        m_faults.append({member.keyBegin, u"Security.Auth.%1: %2"_s.arg(m_name, what)});
    }

    void readSetting(const QString &key, const Member &member, NamedGrant &grant)
    {
        const auto text = std::ranges::find(textSettings, key, &TextSetting::key);
        if (text != std::end(textSettings))
            grant.auth.*(text->text) = textOf(member);
        else if (key == "type"_L1)
            readType(member, grant);
        else if (key == "grant type"_L1)
            readGrant(member, grant);
        else if (key == "client credentials"_L1)
            readClient(member, grant);
        else if (key == "use id token"_L1)
            grant.token = textOf(member) == "true"_L1 ? TokenKind::Identity : TokenKind::Access;
        else if (key == "custom request parameters"_L1)
            readParameters(member, grant);
        else if (key == "pkce"_L1)
            readPkce(member);
        else if (key == "acquire automatically"_L1)
            reportUnless(member, textOf(member) != "false"_L1);
        else
            report(member, member.key);
    }

    void reportUnless(const Member &member, bool isFine)
    {
        if (!isFine)
            report(member, u"%1 %2"_s.arg(member.key, textOf(member).simplified()));
    }

    void readType(const Member &member, NamedGrant &grant)
    {
        const bool isKnown = textOf(member).compare("OAuth2"_L1, Qt::CaseInsensitive) == 0;
        reportUnless(member, isKnown);
        if (!isKnown)
            grant.problem = u"its Type is %1, and only OAuth2 is known"_s.arg(textOf(member));
    }

    void readGrant(const Member &member, NamedGrant &grant)
    {
        const auto word
            = std::ranges::find(grantWords, textOf(member).trimmed().toLower(), &GrantWord::word);
        reportUnless(member, word != std::end(grantWords));
        if (word != std::end(grantWords))
            grant.auth.grant = word->grant;
        else
            grant.problem
                = u"its Grant Type is %1; known are Authorization Code, Client Credentials, Device Authorization, Password"_s
                      .arg(textOf(member));
    }

    void readClient(const Member &member, NamedGrant &grant)
    {
        const QString place = textOf(member).trimmed().toLower();
        if (place == "in body"_L1)
            grant.auth.clientPlacement = Auth::ClientPlacement::Body;
        else
            reportUnless(member, place == "basic"_L1 || place == "none"_L1);
    }

    /// S256 with a verifier of our own is sent in any case.
    void readPkce(const Member &member)
    {
        const JsonNode &value = valueOf(member);
        if (value.kind != NodeKind::Object)
            return reportUnless(member, value.kind == NodeKind::Literal);
        for (const Member &inner : value.members) {
            const QString method = textOf(inner);
            if (inner.key.compare("Code Challenge Method"_L1, Qt::CaseInsensitive) != 0)
                report(inner, u"PKCE "_s + inner.key);
            else
                reportUnless(inner, method == "SHA-256"_L1 || method == "S256"_L1);
        }
    }

    void readParameters(const Member &member, NamedGrant &grant)
    {
        const JsonNode &value = valueOf(member);
        if (value.kind != NodeKind::Object)
            return report(member, member.key);
        for (const Member &parameter : value.members) {
            const JsonNode *content = &valueOf(parameter);
            QString Auth::*target = &Auth::parameters;
            if (content->kind == NodeKind::Object) {
                const Member *use = m_tree.member(*content, u"Use"_s);
                const QString word = use ? textOf(*use) : u"Everywhere"_s;
                if (word == "In Auth Request"_L1)
                    target = &Auth::authorizationParameters;
                else if (word == "In Token Request"_L1)
                    target = &Auth::tokenParameters;
                else
                    reportUnless(use ? *use : parameter, word == "Everywhere"_L1);
                const Member *given = m_tree.member(*content, u"Value"_s);
                content = given ? &valueOf(*given) : nullptr;
            }
            if (!content || content->kind == NodeKind::Object)
                report(parameter, u"%1 %2"_s.arg(member.key, parameter.key));
            else
                addParameter(grant.auth.*target, parameter.key, *content);
        }
    }

    void addParameter(QString &form, const QString &name, const JsonNode &value)
    {
        if (value.kind == NodeKind::List) {
            for (const Member &element : value.members)
                addParameter(form, name, valueOf(element));
            return;
        }
        form += (form.isEmpty() ? QString() : u"&"_s) + encodedAround(name) + u'='
            + encodedAround(m_tree.textOf(value));
    }

    const PlacedJson &m_tree;
    QString m_name;
    QList<SecurityFault> m_faults;
};

/// `Auth` of the block; null: it has none.
const JsonNode *authOf(const PlacedJson &tree)
{
    if (!tree.root() || tree.root()->kind != NodeKind::Object)
        return nullptr;
    const Member *auth = tree.member(*tree.root(), u"Auth"_s);
    const JsonNode *value = auth ? &tree.nodes[auth->value] : nullptr;
    return value && value->kind == NodeKind::Object ? value : nullptr;
}

struct GrantDraft
{
    NamedGrant grant;
    QSet<QString> seen;
    bool sendsNoSecret = false;
};

void readBlock(QHash<QString, GrantDraft> &drafts, const EnvironmentVariable &variable,
               const QString &path)
{
    const QByteArray bytes = variable.value.toUtf8();
    const PlacedJson tree = PlacedJson::parse(bytes);
    const JsonNode *auth = authOf(tree);
    if (!auth)
        return;
    const TextPlaces places(bytes);
    for (const Member &member : auth->members) {
        const JsonNode &block = tree.nodes[member.value];
        if (block.kind != NodeKind::Object || tree.member(*auth, member.key) != &member)
            continue;
        GrantDraft &draft = drafts[member.key];
        if (draft.grant.path.isEmpty()) {
            draft.grant.auth.kind = Auth::Kind::OAuth2;
            draft.grant.path = path;
            draft.grant.line = variable.line + places.at(member.keyBegin).first - 1;
        }
        const Member *client = tree.member(block, u"Client Credentials"_s);
        if (client && !draft.seen.contains(u"client credentials"_s))
            draft.sendsNoSecret = tree.textOf(tree.nodes[client->value]) == "none"_L1;
        GrantReader(tree, member.key).read(block, draft.grant, draft.seen);
    }
}

} // namespace

QHash<QString, NamedGrant> grantsOf(const EnvironmentSet &set, const QString &environment)
{
    using Kind = EnvironmentSource::Kind;
    QHash<QString, GrantDraft> drafts;
    for (const QString &name : {environment, sharedEnvironment}) {
        for (const EnvironmentSource &source : set.sources) {
            if (source.kind != Kind::Private && source.kind != Kind::Public)
                continue;
            const auto found
                = std::ranges::find(source.environments, name, &NamedEnvironment::name);
            if (found == source.environments.end())
                continue;
            for (const EnvironmentVariable &variable : found->variables) {
                if (variable.isConfiguration && variable.name == "Security"_L1)
                    readBlock(drafts, variable, source.path);
            }
        }
    }
    QHash<QString, NamedGrant> grants;
    for (auto it = drafts.begin(); it != drafts.end(); ++it) {
        NamedGrant grant = std::move(it->grant);
        if (it->sendsNoSecret)
            grant.auth.clientSecret.clear();
        if (grant.problem.isEmpty() && !it->seen.contains(u"grant type"_s))
            grant.problem = u"it has no Grant Type"_s;
        grants.insert(it.key(), std::move(grant));
    }
    return grants;
}

QList<SecurityFault> securityFaults(const QString &json)
{
    const PlacedJson tree = PlacedJson::parse(json.toUtf8());
    QList<SecurityFault> faults;
    if (!tree.root() || tree.root()->kind != NodeKind::Object)
        return faults;
    for (const Member &member : tree.root()->members) {
        if (member.key != "Auth"_L1 || tree.nodes[member.value].kind != NodeKind::Object)
            faults.append({member.keyBegin, u"Security."_s + member.key});
    }
    const JsonNode *auth = authOf(tree);
    if (!auth)
        return faults;
    for (const Member &member : auth->members) {
        const JsonNode &block = tree.nodes[member.value];
        if (block.kind != NodeKind::Object) {
            faults.append({member.keyBegin, u"Security.Auth."_s + member.key});
            continue;
        }
        NamedGrant grant;
        QSet<QString> seen;
        GrantReader reader(tree, member.key);
        reader.read(block, grant, seen);
        faults += reader.faults();
    }
    return faults;
}

} // namespace Recloser
