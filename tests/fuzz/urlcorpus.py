# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Patterns as people write them for keys."""

from maker import Maker


class Urls(Maker):
    """Patterns as people write them for keys, with typos, over URLs."""

    HOSTS = [
        "www.store1.com", "store1.com", "127.0.0.1", "reqres.in", "api.example.org", "localhost", "[::1]",
        "wiki.w3.org", "WWW.Shop.Example", "b\u00fccher.example", "user:pw@host.test", "a-b.c_d.io", "x.y",
    ]
    SEGMENTS = [
        "api", "users", "1", "42", "m_search", "store_search", "comment", "postID", "11211", "v1", "v2", "orders",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "index.html", "a%20b", "", ".", "..", "~me", "x;y=z", "\u00e4",
        "\U0001f600",
    ]
    QUERIES = ["productId=11211", "q=a/b", "next=/a/b:c", "token=x%2Fy", "a=1&b=2", "", "q", "t=12:30", "w=www"]
    ATOMS = [
        "^", "$", "^", r"\A", r"\Z", r"\b", r"https?", "http", "https?://", "://", "//", r"(?:https?|ftp)://",
        "(?i:https?)", "[w]", "[1]", "[w]+", "[^/]+", "[^/?#]+", "[^/]*", "[^:/]+", r"[\w.-]+", r"[a-z0-9.-]+",
        "[A-Za-z]+", "[a-z]", r"[\d.]+", r"[^\s/]+", "[^?]*", "[?&]", "[.]", "[/?#]", ".+", ".*", ".+?", ".*?", ".",
        ".{3}", ".{2,5}", ".{4,}?", r"\w+", r"\w*", r"\W", r"\d+", r"\d{1,5}", r"\d", r"\D+", r"\S+", r"\S+?", r"\s*",
        r"\.", r"\.com", r"store\d?", "store1", "www", r"www\.", "(?:www[.])?", r"(?::\d+)?", r"(:\d+)?", ":8001",
        "/", "/+", "/api", "/users/", "m_", "m_search", r"\?", r"\?.*", "#", "(?=/)", "(?=:)", "(?=)", r"(?=[/?#]|$)",
        "(?=.*/)", r"(?=\?)", "(?!/)", "(?!www)", "(?!.*store)", "(?<=//)", "(?<=:)", "(?<=https://)", "(?<!:)",
        "(?<!/)", "(?<![a-z])", r"(?<=\.)", "(.+)", "(.*)/", "([^/]+)", r"(\w+)", r"(?P<host>[^/:]+)",
        r"(?P<port>\d+)", "(?P=host)", r"\1", r"(\w)\1", "(a|b)", "(?:api|users)", "(com|org|in)", "(?:/[^/]+)",
        "(?:/[^/]*)*", r"(?:/\w+){2}", "(?:[^/]+/)+", r"(\w+\.)+", r"(?:\w+\.)*?", "(www)?(?(1)x|y)", "(?(1)/|:)",
        "(?#host)", "(?s:.)", "[0-9a-f-]{36}", "(?>[^/]+)", "[^/]++", ".*+", r"\w++", "(?i)", "x?", "s?", "/?", "e",
        "t", "1", ":", "=", "&", "%20", "-", "_",
    ]
    TYPOS = "()[]{}*+?|\\^$.-:/#=!<>&~,0129azAZ_w \u00e4"

    def pattern(self):
        text = self.several(1, 6, lambda: self.one(self.ATOMS))
        if self.chance(0.15):
            text = self.one(["(%s)", "(?:%s)", "(?P<key>%s)", "(?:%s)?", "(?i:%s)", "(?=%s)", "(%s)+"]) % text
        if self.chance(0.2):
            text += "|" + self.several(1, 3, lambda: self.one(self.ATOMS))
        if self.chance(0.08):
            text = self.one(["(?i)", "(?s)", "(?x)", "(?m)", "(?a)", "(?ix)"]) + text
        if self.chance(0.5):
            text = self.edited(text, self.random.randint(1, 3), self.TYPOS)
        return text

    def subject(self, pattern):
        del pattern
        url = self.one(["http", "https", "https", "HTTP", "ftp"]) + "://" + self.one(self.HOSTS)
        if self.chance(0.4):
            url += ":" + self.one(["80", "8001", "443", ""])
        for _ in range(self.random.randint(0, 4)):
            url += "/" + self.one(self.SEGMENTS)
        if self.chance(0.4):
            url += "?" + self.one(self.QUERIES)
        if self.chance(0.1):
            url += "#" + self.one(["top", "", "a/b"])
        if self.chance(0.1):
            url = self.edited(url, 1, self.TYPOS + "\n")
        return url
