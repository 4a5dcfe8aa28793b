// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/layouts/keytemplate.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Prefix = KeyTemplate::Prefix;

Q_DECLARE_METATYPE(Recloser::KeyTemplate)

class TestKeyTemplate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void keysAreTakenApart_data()
    {
        QTest::addColumn<KeyTemplate>("form");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("parts");
        const auto row
            = [](const char *name, const KeyTemplate &form, const QByteArray &key,
                 const char *parts) { QTest::newRow(name) << form << key << QByteArray(parts); };
        const KeyTemplate any{.head = "cb:", .tail = ":open"};
        row("no prefix", any, "cb:a:open", "|a");
        row("a prefix", any, "x.cb:a:open", "x.|a");
        row("the leftmost head counts", any, "cb:cb:a:open", "|cb:a");
        row("no name", any, "cb::open", "none");
        row("head and tail share bytes", {.head = "a:", .tail = ":b"}, "a:b", "none");
        row("another tail", any, "cb:a:opened", "none");
        row("nothing", any, "", "none");
        row("bytes", any,
            QByteArray("\0\xff"
                       "cb:\n:open",
                       11),
            "\\0\\377|\\n");
        const KeyTemplate separated{.head = "cb:", .prefix = Prefix::Separated};
        row("a separate prefix", separated, "x:cb:a", "x:|a");
        row("a word that ends alike", separated, "xcb:a", "none");
        row("the word behind one that ends alike", separated, "xcb:cb:a", "xcb:|a");
        const KeyTemplate none{.head = "cb:", .prefix = Prefix::None};
        row("only without a prefix", none, "cb:a", "|a");
        row("a prefix that may not be", none, "x:cb:a", "none");
        const KeyTemplate spaced{.tail = "pb:state", .prefix = Prefix::None, .nameEnd = ':'};
        row("a namespace", spaced, "a:b:pb:state", "|a:b:");
        row("no namespace", spaced, "pb:state", "|");
        row("a namespace without its end", spaced, "xpb:state", "none");
        const KeyTemplate other{.head = "cb-", .notEnding = {"-error"}};
        row("a companion", other, "cb-a-error", "none");
        row("not a companion", other, "cb-a-errors", "|a-errors");
    }
    void keysAreTakenApart()
    {
        QFETCH(KeyTemplate, form);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, parts);
        const auto found = form.match(key);
        if (key.contains('\0')) {
            QVERIFY(found);
            QCOMPARE(found->prefix, QByteArray("\0\xff", 2));
            QCOMPARE(found->name, "\n"_ba);
        } else {
            QCOMPARE(found ? found->prefix + '|' + found->name : "none"_ba, parts);
        }
        if (found)
            QCOMPARE(form.key(*found), key);
    }

    void formsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("glob");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QString &text, const char *glob,
                            const QString &problem = {}) {
            QTest::newRow(name) << text << QByteArray(glob) << problem;
        };
        row("head and tail", u"cb:{name}:state"_s, "cb:*:state");
        row("any prefix", u"*cb:{name}"_s, "*cb:*");
        row("special characters as they stand", u"a\\*b\\{c{name}\\\\"_s, "a\\*b{c*\\\\");
        row("no name", u"cb:state"_s, "", u"has no {name}"_s);
        row("two names", u"{name}:{name}"_s, "", u"has {name} twice"_s);
        row("a star within", u"cb:*:{name}"_s, "", u"'*' at 3 needs a backslash"_s);
        row("a brace", u"cb:{svc}"_s, "", u"'{' at 3 needs a backslash"_s);
        row("every key", u"*{name}"_s, "", u"would match every key"_s);
        row("nothing", u""_s, "", u"has no {name}"_s);
    }
    void formsAreRead()
    {
        QFETCH(QString, text);
        const auto form = parseKeyTemplate(text);
        QTEST(form ? QString() : form.error(), "problem");
        if (form)
            QTEST(form->glob(), "glob");
    }

    void globsMatchAsInRedis_data()
    {
        QTest::addColumn<QByteArray>("glob");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<bool>("fits");
        const auto row = [](const char *name, const char *glob, const char *key, bool fits) {
            QTest::newRow(name) << QByteArray(glob) << QByteArray(key) << fits;
        };
        row("plain", "abc", "abc", true);
        row("shorter", "abc", "ab", false);
        row("longer", "ab", "abc", false);
        row("a star", "a*c", "abbc", true);
        row("a star for nothing", "a*c", "ac", true);
        row("two stars", "*b*", "abc", true);
        row("a star that must give back", "*ab", "aab", true);
        row("one character", "a?c", "abc", true);
        row("no character", "a?c", "ac", false);
        row("a set", "[ab]x", "bx", true);
        row("not in a set", "[ab]x", "cx", false);
        row("a range", "[a-c]x", "bx", true);
        row("a range backwards", "[c-a]x", "bx", true);
        row("a set denied", "[^a]x", "ax", false);
        row("a set denied, another", "[^a]x", "bx", true);
        row("an open set", "[ab", "a", true);
        row("an escaped star", "a\\*", "a*", true);
        row("an escaped star, another", "a\\*", "ab", false);
        row("nothing", "", "", true);
        row("stars for nothing", "***", "", true);
        row("stars that would take for ever", "*a*a*a*a*a*a*a*a*a*b",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false);
    }
    void globsMatchAsInRedis()
    {
        QFETCH(QByteArray, glob);
        QFETCH(QByteArray, key);
        QTEST(matchesGlob(glob, key), "fits");
    }

    void escapedTextMatchesItself()
    {
        const QByteArray text = "a*b?[c-d]^\\e";
        QVERIFY(matchesGlob(escapedForGlob(text), text));
        QVERIFY(!matchesGlob(escapedForGlob(text), "aXb?[c-d]^\\e"));
    }
};

QTEST_GUILESS_MAIN(TestKeyTemplate)
#include "tst_keytemplate.moc"
