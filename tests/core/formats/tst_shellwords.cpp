// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/shellquoting.h"
#include "core/formats/shellwords.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

/// Words and quotes of three shells.
class TestShellWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void words_data();
    void words();
    void commandsAreToldApart();
    void inputIsKept();
    void whatIsNoWordIsNamed();
    void theShellIsRecognised_data();
    void theShellIsRecognised();
    void quotedWordsComeBack_data();
    void quotedWordsComeBack();
    void quotesAreFew();
    void survivesAnything();
};

void TestShellWords::words_data()
{
    QTest::addColumn<Shell>("shell");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    const auto row
        = [](const char *name, Shell shell, const QString &text, const QStringList &words) {
              QTest::newRow(name) << shell << text << words;
          };
    row("blanks part words", Shell::Posix, u" a  b\tc "_s, {u"a"_s, u"b"_s, u"c"_s});
    row("nothing is special in single quotes", Shell::Posix, u"'a \"$b\\n`c`'"_s,
        {u"a \"$b\\n`c`"_s});
    row("double quotes take four escapes", Shell::Posix, uR"("\$\`\"\\\n\'")"_s,
        {uR"($`"\\n\')"_s});
    row("quotes join", Shell::Posix, u"a'b'\"c\"d"_s, {u"abcd"_s});
    row("an empty word", Shell::Posix, u"a '' \"\" $''"_s, {u"a"_s, u""_s, u""_s, u""_s});
    row("a quote in single quotes", Shell::Posix, uR"('it'\''s')"_s, {u"it's"_s});
    row("lines go on behind a backslash", Shell::Posix, u"a \\\n b\\\r\n c"_s,
        {u"a"_s, u"b"_s, u"c"_s});
    row("also in double quotes", Shell::Posix, u"\"a\\\nb\""_s, {u"ab"_s});
    row("escapes of bash", Shell::Posix,
        uR"($'\a\b\e\E\f\n\r\t\v\\\'\"\?\x41\101\u00e4\U0001F600\cA\q')"_s,
        {u"\a\b\x1b\x1b\f\n\r\t\v\\'\"?AA\u00e4\U0001F600\x01\\q"_s});
    row("bytes of bash make a letter", Shell::Posix, uR"($'\xc3\xa4\303\244')"_s, {u"ää"_s});
    row("comments begin with a word only", Shell::Posix, u"a#b # c d\n"_s, {u"a#b"_s});
    row("a percent sign", Shell::Posix, u"a%20b"_s, {u"a%20b"_s});
    row("an expansion stays", Shell::Posix, u"$A \"${B c}\" `d e` $(f (g) h) $'$i'"_s,
        {u"$A"_s, u"${B c}"_s, u"`d e`"_s, u"$(f (g) h)"_s, u"$i"_s});
    row("a dollar sign alone", Shell::Posix, u"$ a$ \"b$\" 5$"_s,
        {u"$"_s, u"a$"_s, u"b$"_s, u"5$"_s});
    row("carets of cmd", Shell::Cmd, u"a^b ^\"c d^\" ^^ ^&"_s, {u"ab"_s, u"c d"_s, u"^"_s, u"&"_s});
    row("a browser's quotes for cmd", Shell::Cmd,
        u"curl ^\"http://a/?b=1^&c=2^\" ^\r\n  -H ^\"a: ^\\^\"b^\\^\"^\" ^\r\n  --data-raw ^\"^{^\\^\"x^\\^\":1^}^\""_s,
        {u"curl"_s, u"http://a/?b=1&c=2"_s, u"-H"_s, u"a: \"b\""_s, u"--data-raw"_s,
         u"{\"x\":1}"_s});
    row("older ones", Shell::Cmd, u"curl \"http://a/?b=1&c=2\" ^\n -d \"{\"\"x\"\": \\\"y\\\"}\""_s,
        {u"curl"_s, u"http://a/?b=1&c=2"_s, u"-d"_s, u"{\"x\": \"y\"}"_s});
    row("a line break for cmd", Shell::Cmd, u"a ^\"b^\n\nc^\""_s, {u"a"_s, u"b\nc"_s});
    row("backslashes for cmd", Shell::Cmd, uR"(a\b "c\\" "d\\\"e" f\\)"_s,
        {uR"(a\b)"_s, uR"(c\)"_s, uR"(d\"e)"_s, uR"(f\\)"_s});
    row("a caret in quotes of cmd", Shell::Cmd, u"\"a^b\""_s, {u"a^b"_s});
    row("PowerShell", Shell::PowerShell, u"curl.exe 'it''s' `\n \"a`\"b`n\"\"c\" `\r\n d"_s,
        {u"curl.exe"_s, u"it's"_s, u"a\"b\n\"c"_s, u"d"_s});
}

void TestShellWords::words()
{
    QFETCH(Shell, shell);
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    const ShellReading reading = readShell(text, shell);
    QCOMPARE(reading.commands.size(), 1);
    QCOMPARE(reading.commands.first().words, words);
}

void TestShellWords::commandsAreToldApart()
{
    for (const QString &sign : {u";"_s, u"&&"_s, u"||"_s, u"|"_s, u"&"_s, u"\n"_s}) {
        const ShellReading reading = readShell(u"a b "_s + sign + u" c"_s, Shell::Posix);
        QCOMPARE(reading.commands.size(), 2);
        QCOMPARE(reading.commands[0].words, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(reading.commands[1].words, QStringList{u"c"_s});
    }
    for (const QString &sign : {u"&"_s, u"&&"_s, u"|"_s, u"\r\n"_s})
        QCOMPARE(readShell(u"a "_s + sign + u" c"_s, Shell::Cmd).commands.size(), 2);
    QCOMPARE(readShell(u"a; b\nc"_s, Shell::PowerShell).commands.size(), 3);
}

void TestShellWords::inputIsKept()
{
    const auto command
        = [](const QString &text) { return readShell(text, Shell::Posix).commands.value(0); };
    QCOMPARE(command(u"a @- < 'my file'"_s),
             (ShellCommand{{u"a"_s, u"@-"_s}, u"my file"_s, std::nullopt}));
    QCOMPARE(command(u"a <<< 'x y'"_s), (ShellCommand{{u"a"_s}, {}, u"x y\n"_s}));
    QCOMPARE(command(u"a <<'END' b\n{\"x\": $1}\n\tEND\nEND\n"_s),
             (ShellCommand{{u"a"_s, u"b"_s}, {}, u"{\"x\": $1}\n\tEND\n"_s}));
    QCOMPARE(command(u"a <<-END\n\tx\n\tEND\n"_s), (ShellCommand{{u"a"_s}, {}, u"x\n"_s}));
}

void TestShellWords::whatIsNoWordIsNamed()
{
    using Kind = ShellNote::Kind;
    const auto notes = [](const QString &text, Shell shell = Shell::Posix) {
        return readShell(text, shell).notes;
    };
    QCOMPARE(notes(u"a > out 2>&1 2> err"_s).size(), 3);
    QCOMPARE(notes(u"a > out"_s), (QList<ShellNote>{{Kind::Redirection, u"> out"_s}}));
    QCOMPARE(notes(u"a \"$B\""_s), (QList<ShellNote>{{Kind::Expansion, u"$B"_s}}));
    QCOMPARE(notes(u"a `rm -rf x`"_s), (QList<ShellNote>{{Kind::Expansion, u"`rm -rf x`"_s}}));
    QCOMPARE(notes(u"a 'b"_s), (QList<ShellNote>{{Kind::UnclosedQuote, u"'b"_s}}));
    QCOMPARE(notes(u"a '$B'"_s), QList<ShellNote>());
    QCOMPARE(notes(u"a %TEMP% 100%"_s, Shell::Cmd),
             (QList<ShellNote>{{Kind::Expansion, u"%TEMP%"_s}}));
    QCOMPARE(notes(u"a \"%20%C3\""_s, Shell::Cmd), QList<ShellNote>());
}

void TestShellWords::theShellIsRecognised_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Shell>("shell");
    QTest::newRow("a line") << u"curl http://a/ -d '{\"a\":1}'"_s << Shell::Posix;
    QTest::newRow("lines of bash") << u"curl 'http://a/' \\\n -H 'x: ^'"_s << Shell::Posix;
    QTest::newRow("carets") << u"curl ^\"http://a/^\""_s << Shell::Cmd;
    QTest::newRow("lines of cmd") << u"curl \"http://a/\" ^\n -H \"a: b\""_s << Shell::Cmd;
    QTest::newRow("curl.exe in double quotes")
        << u"curl.exe \"http://a/\" -d \"{\"\"a\"\":1}\""_s << Shell::Cmd;
    QTest::newRow("back-ticks at ends of lines")
        << u"curl.exe 'http://a/' `\r\n -H 'a: b'"_s << Shell::PowerShell;
    QTest::newRow("a command in back-ticks at an end")
        << u"curl -d @- < `echo x`\n"_s << Shell::Posix;
    QTest::newRow("a caret in a text") << u"curl http://a/ -d 'a^\n b' \\\n -s"_s << Shell::Posix;
}

void TestShellWords::theShellIsRecognised()
{
    QFETCH(QString, text);
    QFETCH(Shell, shell);
    QCOMPARE(shellOf(text), shell);
}

void TestShellWords::quotedWordsComeBack_data()
{
    QTest::addColumn<Shell>("shell");
    QTest::newRow("POSIX") << Shell::Posix;
    QTest::newRow("cmd") << Shell::Cmd;
    QTest::newRow("PowerShell") << Shell::PowerShell;
}

void TestShellWords::quotedWordsComeBack()
{
    QFETCH(Shell, shell);
    QRandomGenerator random(5);
    static constexpr QStringView characters
        = u"ab \\\\\\\"\"\"'''`$%^&|<>(){}[];!*?~#=@:/.,-\n\t\x01\u00e4\u2028\u200b";
    for (int i = 0; i < 5000; ++i) {
        QStringList words{u"x"_s};
        for (int n = 1 + int(random.bounded(3)); n > 0; --n) {
            QString word;
            for (int size = int(random.bounded(12)); size > 0; --size)
                word += characters[random.bounded(int(characters.size()))];
            words.append(word);
        }
        QStringList quoted;
        for (const QString &word : std::as_const(words))
            quoted.append(quotedFor(shell, word));
        const QString line = quoted.join(lineContinuation(shell));
        const ShellReading reading = readShell(line, shell);
        QVERIFY2(reading.commands.size() == 1, qPrintable(line));
        if (shell == Shell::Posix)
            QVERIFY2(reading.notes.isEmpty(), qPrintable(line));
        for (QString &word : words)
            word = word.isNull() ? u""_s : word;
        QVERIFY2(reading.commands.first().words == words, qPrintable(line));
    }
}

void TestShellWords::quotesAreFew()
{
    QCOMPARE(quotedFor(Shell::Posix, u"http://a/b%20c"_s), u"http://a/b%20c"_s);
    QCOMPARE(quotedFor(Shell::Posix, u"a b"_s), u"'a b'"_s);
    QCOMPARE(quotedFor(Shell::Posix, u"it's"_s), uR"('it'\''s')"_s);
    QCOMPARE(quotedFor(Shell::Posix, u"a\tb"_s), uR"($'a\tb')"_s);
    QCOMPARE(quotedFor(Shell::Posix, QString()), u"''"_s);
    QCOMPARE(quotedFor(Shell::Cmd, u"a&b"_s), u"^\"a^&b^\""_s);
}

void TestShellWords::survivesAnything()
{
    QRandomGenerator random(9);
    static constexpr QStringView characters = u"ab  '\"\\\\$`^\n\r(){}<<>|&;#-%!\t\u00e4x0u1";
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (int size = int(random.bounded(40)); size > 0; --size)
            text += characters[random.bounded(int(characters.size()))];
        for (const Shell shell : {Shell::Posix, Shell::Cmd, Shell::PowerShell}) {
            const ShellReading reading = readShell(text, shell);
            for (const ShellCommand &command : reading.commands)
                QVERIFY2(!command.words.isEmpty(), qPrintable(text));
            QCOMPARE(readShell(text, shell), reading);
        }
    }
}

QTEST_GUILESS_MAIN(TestShellWords)
#include "tst_shellwords.moc"
