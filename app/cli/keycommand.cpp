// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keycommand.h"

#include "app/cli/keybatch.h"
#include "app/cli/keyjson.h"
#include "app/cli/keyreports.h"

#include <csignal>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString reasonOf(const KeyResult &result)
{
    switch (result.source) {
    case KeySource::Match:
        return {};
    case KeySource::Invalid:
        return result.error->message
            + (result.error->position ? u" at position %1"_s.arg(*result.error->position)
                                      : QString());
    case KeySource::NoMatch:
        return u"no match"_s;
    case KeySource::Missing:
        return u"no pattern"_s;
    case KeySource::Empty:
        return u"empty match"_s;
    case KeySource::TooSlow:
        return u"the pattern is too slow"_s;
    }
    return {};
}

QString toText(const KeyResult &result, const BreakerPolicy &policy)
{
    const QString reason = reasonOf(result);
    if (reason.isEmpty())
        return result.key;
    QString instead;
    switch (policy.fallback) {
    case KeyFallback::WholeUrl:
        instead = u"whole URL"_s;
        break;
    case KeyFallback::PathOnly:
        instead = u"path"_s;
        break;
    case KeyFallback::Error:
        instead = u"no key"_s;
        break;
    case KeyFallback::NoBreaker:
        instead = u"no breaker"_s;
        break;
    }
    if (result.source == KeySource::Empty && policy.emptyMatch == EmptyMatch::Strict)
        instead = u"empty key"_s;
    return u"%1\t(%2: %3)"_s.arg(result.key, instead, reason);
}

/// Without a key there is no breaker, which only --fallback error takes for a failure.
ExitCode codeFor(bool hasKeys, const BreakerPolicy &policy)
{
    return hasKeys || policy.fallback != KeyFallback::Error ? ExitCode::Done
                                                            : ExitCode::RequestFailed;
}

ExitCode printKeys(const KeyArguments &arguments)
{
    KeyReader reader(arguments.python());
    bool hasKeys = true;
    for (const QString &url : arguments.urls) {
        const KeyResult result = reader.read(arguments.policy, url);
        hasKeys &= !result.key.isNull();
        QByteArray line;
        if (arguments.isJson)
            appendJson(line, result);
        else
            line = toText(result, arguments.policy).toUtf8() + '\n';
        if (!printBytes(line))
            break;
    }
    return codeFor(hasKeys, arguments.policy);
}

} // namespace

QString KeyCommand::synopsis() const
{
    return u"--pattern PATTERN URL... | --batch | --pattern PATTERN --explain | --pattern PATTERN "
           "--lint [URL...] | --check FILE"_s;
}

QString KeyCommand::description() const
{
    return uR"(Prints the circuit key of each URL: the whole match of Python's re.search(PATTERN, URL), or the whole URL where the
pattern is missing, invalid or does not match, with the reason. Positions and spans count code points, as Python does.

--json and --batch print one object a line:
  {"key": null where no breaker applies, "source": "match|no-match|invalid|missing|empty|too-slow", "span": [begin, end] or null,
   "error": null or {"message", "position": null where Python gives none}, "warnings": ["..."]}
too-slow: the search was given up after 2 million steps; Python would go on. It is never the same as no-match.
--batch reads one JSON object a line from stdin, {"pattern": "...", "url": "..."}; --pattern is for lines without one. What is
wrong with a line ends the batch, with the number of the line.

--explain prints each part of the pattern and what it does; keys of URLs follow. --json:
  {"pattern", "python": "3.11", "explanation": null or {"text", "range": [begin, end] in the pattern, "children": [the same]},
   "error": null or {"type": "re.error", "message", "position"}}

--lint prints what is wrong with the pattern and the keys of the URLs, the worst first: from the arguments, --urls FILE, or
stdin where neither is given. Patterns it offers have been tried on the URLs. --json:
  {"pattern", "python", "urls": how many, "findings": [{"rule": "C1", "severity": "error|warning|info", "title", "detail",
   "range": null or [begin, end] in the pattern, "urls": [the first few that show it, counted from 0], "url_count",
   "fixes": [{"label", "pattern"}]}], "matrix": with --matrix
   [{"change": "+ trailing slash", "outcomes": ["stays|changes|vanishes|appears|no-match|too-slow"], "urls", "keys": null for none}]}

--check compares keys with those a file expects, and names each line that differs. --pattern and --python count instead of
those in the file. The file is a pattern, and a URL, a tab and its key a line:
  pattern: ^https?://[^/?#]+
  python: 3.11
  # a comment
  http://www.store1.com:8001/m_search	http://www.store1.com:8001
  ftp://store1.com/	(no match)
What cannot stand so, such as a blank at an end or the empty key, is a JSON string. --json:
  {"file", "pattern", "python", "checked": how many, "error": null or Python's text, "differences":
   [{"line", "url", "expected": null for no match, "actual": the same, "too_slow"}]}

Exit codes: 0 done; 1 --lint found an error, --check a difference, --explain an invalid pattern, or --fallback error no key;
2 usage, or input that cannot be read.

Examples:
  recloser-cli key --pattern '[w].+(?=/)' 'http://www.store1.com:8001/m_search?productId=11211'
  recloser-cli key --pattern '[w].+(?=/)' --lint --matrix --urls urls.txt
  recloser-cli key --check keys.txt --python 3.14)"_s;
}

void KeyCommand::run(const QCommandLineParser &parser)
{
    // It holds nothing that would have to be put in order, and waits for input meanwhile.
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    const auto arguments = keyArguments(parser);
    if (!arguments)
        return fail(ExitCode::Usage, arguments.error().what, arguments.error().why,
                    arguments.error().remedy);
    switch (arguments->task) {
    case KeyArguments::Task::Batch:
        return runBatch(*arguments);
    case KeyArguments::Task::Explain: {
        const ExitCode code = reportExplanation(*arguments);
        if (code == ExitCode::Done && !arguments->urls.isEmpty())
            printKeys(*arguments);
        return Q_EMIT done(code);
    }
    case KeyArguments::Task::Lint:
        return Q_EMIT done(reportFindings(*arguments));
    case KeyArguments::Task::Check:
        return Q_EMIT done(reportDifferences(*arguments));
    case KeyArguments::Task::Keys:
        return Q_EMIT done(printKeys(*arguments));
    }
}

void KeyCommand::runBatch(const KeyArguments &arguments)
{
    KeyReader reader(arguments.python());
    const auto hasKeys = answerBatch(reader, arguments.policy);
    if (!hasKeys)
        return fail(ExitCode::Usage, hasKeys.error().what, hasKeys.error().why,
                    hasKeys.error().remedy);
    Q_EMIT done(codeFor(*hasKeys, arguments.policy));
}

} // namespace Recloser
