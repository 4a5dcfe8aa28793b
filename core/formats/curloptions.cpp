// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curloptions.h"

#include <QHash>
#include <QMap>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Group
{
    CurlRole role;
    bool takesValue;
    /// Names, those with a letter as `L:name` (curl's manual page, 8.16).
    QStringView names;
};

constexpr Group groups[] = {
    {CurlRole::Request, true,
     u"d:data data-ascii data-binary data-raw data-urlencode json F:form form-string H:header "
     "X:request T:upload-file u:user oauth2-bearer aws-sigv4 b:cookie A:user-agent e:referer "
     "max-redirs "
     "m:max-time connect-timeout retry retry-delay retry-max-time x:proxy url url-query r:range "
     "proto-default"},
    {CurlRole::Request, false,
     u"G:get I:head L:location k:insecure 0:http1.0 http1.1 http2 http2-prior-knowledge "
     "path-as-is g:globoff ::next basic digest ntlm negotiate anyauth"},
    {CurlRole::Display, true, u"stderr trace trace-ascii trace-config"},
    {CurlRole::Display, false,
     u"s:silent S:show-error v:verbose #:progress-bar progress-meter i:include N:buffer "
     "styled-output suppress-connect-headers trace-time trace-ids f:fail fail-early "
     "fail-with-body compressed compressed-ssh Z:parallel parallel-immediate q:disable h:help "
     "M:manual V:version keepalive sessionid alpn npn tcp-nodelay"},
    {CurlRole::Answer, true,
     u"o:output output-dir D:dump-header w:write-out c:cookie-jar etag-save libcurl "
     "max-filesize create-file-mode"},
    {CurlRole::Answer, false,
     u"O:remote-name remote-name-all J:remote-header-name R:remote-time create-dirs "
     "remove-on-error clobber skip-existing out-null xattr"},
    {CurlRole::Unsupported, true,
     u"abstract-unix-socket alt-svc cacert capath E:cert cert-type ciphers K:config "
     "connect-to C:continue-at crlfile curves delegation dns-interface dns-ipv4-addr "
     "dns-ipv6-addr dns-servers doh-url ech egd-file engine etag-compare expect100-timeout "
     "ftp-account ftp-alternative-to-user ftp-method P:ftp-port ftp-ssl-ccc-mode "
     "happy-eyeballs-timeout-ms haproxy-clientip hostpubmd5 hostpubsha256 hsts interface ip-tos "
     "ipfs-gateway keepalive-cnt keepalive-time key key-type krb limit-rate local-port "
     "login-options mail-auth mail-from mail-rcpt netrc-file noproxy parallel-max "
     "parallel-max-host pass pinnedpubkey preproxy proto proto-redir proxy-cacert proxy-capath "
     "proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key "
     "proxy-key-type proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers "
     "proxy-tlsauthtype proxy-tlspassword proxy-tlsuser U:proxy-user proxy1.0 pubkey Q:quote "
     "random-file rate request-target resolve sasl-authzid service-name sigalgs socks4 socks4a "
     "socks5 socks5-gssapi-service socks5-hostname Y:speed-limit y:speed-time ssl-sessions "
     "t:telnet-option tftp-blksize z:time-cond tls-max tls13-ciphers tlsauthtype tlspassword "
     "tlsuser unix-socket upload-flags variable vlan-priority"},
    {CurlRole::Unsupported, false,
     u"a:append ca-native cert-status crlf disable-eprt disable-epsv disallow-username-in-url "
     "doh-cert-status doh-insecure eprt epsv false-start follow form-escape ftp-create-dirs "
     "ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control haproxy-protocol http0.9 "
     "http3 http3-only ignore-content-length 4:ipv4 6:ipv6 j:junk-session-cookies l:list-only "
     "location-trusted mail-rcpt-allowfails metalink mptcp n:netrc netrc-optional ntlm-wb "
     "post301 post302 post303 proxy-anyauth proxy-basic proxy-ca-native proxy-digest "
     "proxy-http2 proxy-insecure proxy-negotiate proxy-ntlm proxy-ssl-allow-beast "
     "proxy-ssl-auto-client-cert proxy-tlsv1 p:proxytunnel raw retry-all-errors "
     "retry-connrefused sasl-ir socks5-basic socks5-gssapi socks5-gssapi-nec ssl "
     "ssl-allow-beast ssl-auto-client-cert ssl-no-revoke ssl-reqd ssl-revoke-best-effort 2:sslv2 "
     "3:sslv3 tcp-fastopen tftp-no-options tls-earlydata 1:tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 "
     "tr-encoding B:use-ascii"},
};

struct Table
{
    /// In order of the names, so that beginnings can be looked for.
    QMap<QString, CurlOption> byName;
    QHash<QChar, QString> byLetter;
};

const Table &table()
{
    static const Table made = [] {
        Table built;
        for (const Group &group : groups) {
            for (const QStringView word : group.names.split(u' ', Qt::SkipEmptyParts)) {
                const bool hasLetter = word.size() > 2 && word[1] == u':';
                const QString name = word.sliced(hasLetter ? 2 : 0).toString();
                built.byName.insert(name, {name, group.role, group.takesValue});
                if (hasLetter)
                    built.byLetter.insert(word[0], name);
            }
        }
        return built;
    }();
    return made;
}

} // namespace

CurlOption curlOption(const QString &name)
{
    const auto &byName = table().byName;
    if (const auto found = byName.find(name); found != byName.end())
        return *found;
    if (name.startsWith("no-"_L1)) {
        CurlOption option = byName.value(name.sliced(3));
        option.isNegated = true;
        return option.takesValue ? CurlOption() : option;
    }
    const auto begin = byName.lowerBound(name);
    if (name.isEmpty() || begin == byName.end() || !begin.key().startsWith(name))
        return {};
    const auto next = std::next(begin);
    const bool isUnique = next == byName.end() || !next.key().startsWith(name);
    return isUnique ? *begin : CurlOption();
}

CurlOption curlOption(QChar letter)
{
    const QString name = table().byLetter.value(letter);
    CurlOption option = name.isEmpty() ? CurlOption() : table().byName.value(name);
    // -N is --no-buffer.
    option.isNegated = letter == u'N';
    return option;
}

} // namespace Recloser
