// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/fuzz/httpfiletexts.h"

#include <span>

namespace Recloser {

namespace {

using Texts = std::span<const char *const>;

constexpr const char *beginnings[] = {
    "",
    "\xef\xbb\xbf",
    "@base = http://www.store1.com:8001\n@long = a\\\n  b\n\n",
    "# @timeout 15 s\n# @no-redirect\n\n",
    "# @proxy socks5://127.0.0.1:1080\n# @connect-to {{host}}:8443\n// @resolve 127.0.0.1\n",
    "import ./other.http\n",
    "// a licence\n\n",
};
constexpr const char *separators[]
    = {"###\n", "### a name\n", "#### four\n", "###name\n", "### \n\n", "###\n\n\n"};
constexpr const char *before[] = {
    "# @name store-search\n",
    "// @name other\n",
    "# @name = third\n",
    "#@name=fourth\n",
    "# @breaker preset=guarded open=10s other=1\n",
    "# @breaker off\n",
    "# @breaker-key [w].+(?=/)\n",
    "# @retry max=3 delay=200ms backoff=exponential jitter=full\n",
    "# @retry max=2\n# @retry delay=1s\n",
    "# @timeout 15 s\n",
    "# @timeout soon\n",
    "// @connection-timeout 500ms\n",
    "# @no-redirect\n# @max-redirects 5\n",
    "# @outcomes 500:failure/retry\n",
    "# @no-log\n# @no-cookie-jar\n",
    "# @api-key header X-Key\n",
    "# @api-key query key\n",
    "# @auth inherit\n",
    "# @auth oauth2 grant=password token-url=https://a/t user=\"a b\" client=body grant=x\n",
    "# @auth oauth1 consumer-key={{k}} consumer-secret=\"a b\" place=query x=y\n",
    "# @note are you sure?\n# @prompt password the password\n",
    "# @ref login\n# @loop for 3\n# @sleep 100\n",
    "# a remark: with a colon\n\n",
    "@token = {{login.response.body.$.token}}\n",
    "@broken\n",
    "< {%\n  request.variables.set(\"a\", 1)\n%}\n",
    "< {% one() %}\n",
    "< ./before.js\n",
    "{{\n  exports.x = {a: {b: 1}};\n}}\n",
    "{{@request x() }}\n",
    "run #other\n",
    "\n",
};
constexpr const char *requestLines[] = {
    "GET http://a/x\n",
    "http://a/\n",
    "GET {{base}}/m_search\n    ?productId=11211\n#   &debug=1\n    &page=2\n",
    "POST {{base}}/store_add HTTP/1.1\n",
    "  GET   http://a/?x=1&y=2   HTTP/2  \n",
    "GET http://a/?x=1\n  &y=2\n  // &z=3\n  # a remark\n  &w=4\n",
    "GET http://a\n  /path\n  /more\n  ?x=1#end\n",
    "GET /path?x=1\nHost: a:443\n",
    "GET http://a\n  ?b=c\n#  &off=1\n  &last=1 HTTP/2\n",
    "OPTIONS * HTTP/1.1\n",
    "GET http://a/b c HTTP/2 (Prior Knowledge)\n",
    "PURGE-all localhost HTTP/3\n",
    "GRAPHQL http://a/graphql\n",
    "GET http://a/{{$randomInt 1 5}}?q={{a?b&c#d}}\n",
    "GET http://a/\n# ? what is this\n# ?x=1&y=2\n",
    "POST\n",
    "localhost\n",
    "curl -X POST \"http://a/\" \\\n  -d x\n",
    "GET http://a/\xe4\xf6?x=\xff\n",
};
constexpr const char *heads[] = {
    "Accept: application/json\n",
    "# X-Trace: on\n",
    "//X-Off: 1\n",
    "Cookie: a=1\nCookie: b=2\n",
    "X-Long: one,\n   two,\n\tthree\n",
    "X-Empty:\n",
    "  Indented : yes  \n",
    "Authorization: Basic {{user}} {{password}}\n",
    "Authorization: Bearer abc\n",
    "X-Key: {{k}}\n",
    "X-REQUEST-TYPE: GraphQL\n",
    "no header\n",
    "# @deadline 1 m\n",
    "?? status == 200\n",
    "X-Latin: \xe9t\xe9\n",
    "{{name}}: value\n",
};
constexpr const char *bodies[] = {
    "",
    "\n{ \"name\": \"Kaushil\" }\n",
    "\n\ntext\n\n# more\n\n",
    "\n< ./a file.bin\n",
    "\n<@ ./template.json\n",
    "\n<@latin1 ./template.txt\n",
    "\nbefore\n< ./part.json\nafter\n",
    "\na=1&b=2\n&c=3\n# &d=4\n",
    "\nname = foo &\nvalue = b%20r &\n",
    "\nquery { a }\n\n{ \"v\": 1 }\n",
    "\n> no script\nbut text\n",
    "\n{{\n",
    "\n\xe4\xf6\xfc\nsecond\n",
};
constexpr const char *typedBodies[] = {
    "Content-Type: application/json\n\n{\n  \"a\": {{b}}\n}\n",
    "Content-Type: application/xml\n\n<a>\n</a>\n",
    "Content-Type: application/x-www-form-urlencoded\n\na=1&b=2\n&c={{d}}\n# &e=5\n&f\n",
    "Content-Type: application/x-www-form-urlencoded\n\nname = foo &\nvalue = bar &\n",
    "Content-Type: multipart/form-data; boundary=XX\n\n--XX\nContent-Disposition: form-data; "
    "name=\"t\"\n\nv1\nv2\n--XX\nContent-Disposition: form-data; name=\"f\"; "
    "filename=\"g.txt\"\nContent-Type: text/plain\n\n< ./f.txt\n\n--XX--\n",
    "Content-Type: multipart/form-data; boundary=\"a b\"\n\n# --a b\n# content-disposition: "
    "form-data; name=off\n# \n# v\n--a b\nContent-Disposition: form-data; name=x\n\n<@utf8 ./x\n",
    "Content-Type: multipart/form-data\n\n--none\n",
    "Content-Type: multipart/mixed; boundary=m\n\n--m\n\n< ./x\n--m--\n",
};
constexpr const char *tails[] = {
    "",
    "",
    "\n\n",
    "\n> {% client.test(\"added\", () => client.assert(response.status === 201)) %}\n",
    "\n> {%\n  if (a) {\n  }\n%}\n\n",
    "\n> ./after.js\n>> out.json\n>>! out.json\n<> 2026-01-01.200.json\n",
    "\n?? status == 200\n?? header content-type contains json\n",
    "\n{{@response\n  x = {};\n}}\n\n",
    "\n> {% a %}\nstray\nmore\n",
    "\n> {% never closed\n",
    "@later = 1\n",
};
constexpr const char *pieces[] = {
    "###",
    "\n###\n",
    "#",
    "//",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "@",
    "# @name ",
    "GET ",
    "http://",
    ": ",
    "?a=b",
    "&c",
    "    ",
    "< f",
    "<@ f",
    "> {%",
    "%}",
    "--XX",
    "--XX--",
    "{{",
    "}}",
    "\n}}\n",
    "\xff",
    "\xc3",
    "\xc3\xbc",
    "\xef\xbb\xbf",
    "\t",
    "=",
    "\\",
    "\"",
    "# @retry max=",
    " HTTP/2",
    ">> ",
    "?? ",
    "Content-Type: application/x-www-form-urlencoded\n",
    "\xe2\x80\xa8",
    "import ",
    "run ",
    "{%",
};

QByteArray oneOf(Texts texts, QRandomGenerator &random)
{
    return texts[random.bounded(quint32(texts.size()))];
}

bool isChance(QRandomGenerator &random, int of)
{
    return random.bounded(of) == 0;
}

} // namespace

QByteArray plausibleFile(QRandomGenerator &random)
{
    QByteArray bytes = oneOf(beginnings, random);
    for (int section = 0, count = int(random.bounded(5)); section <= count; ++section) {
        if (section > 0 || isChance(random, 2))
            bytes += oneOf(separators, random);
        for (int i = int(random.bounded(4)); i > 0; --i)
            bytes += oneOf(before, random);
        bytes += oneOf(requestLines, random);
        for (int i = int(random.bounded(4)); i > 0; --i)
            bytes += oneOf(heads, random);
        bytes += oneOf(isChance(random, 2) ? Texts(bodies) : Texts(typedBodies), random);
        bytes += oneOf(tails, random);
    }
    if (isChance(random, 4))
        bytes.replace("\n", "\r\n");
    else if (isChance(random, 8))
        bytes.replace("\n", "\r");
    if (isChance(random, 4))
        bytes.chop(1);
    return bytes;
}

QByteArray mutated(QByteArray bytes, QRandomGenerator &random)
{
    for (int i = int(random.bounded(6)); i >= 0; --i) {
        const qsizetype at = qsizetype(random.bounded(quint32(bytes.size() + 1)));
        const qsizetype size
            = std::min<qsizetype>(qsizetype(random.bounded(20)), bytes.size() - at);
        switch (random.bounded(6)) {
        case 0:
            bytes.remove(at, size);
            break;
        case 1:
            bytes.insert(qsizetype(random.bounded(quint32(bytes.size() + 1))),
                         bytes.sliced(at, size));
            break;
        case 2:
            bytes.insert(at, char(random.bounded(256)));
            break;
        case 3:
            bytes.replace(at, size, oneOf(pieces, random));
            break;
        default:
            bytes.insert(at, oneOf(pieces, random));
        }
    }
    return bytes;
}

} // namespace Recloser
