// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/variablewords.h"

#include "ui/describe/describe.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <iterator>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("VariableWords", text);
}

struct Meaning
{
    QLatin1StringView name;
    const char *text;
};

constexpr Meaning meanings[] = {
    {"$uuid"_L1, QT_TRANSLATE_NOOP("VariableWords", "a random UUID")},
    {"$guid"_L1, QT_TRANSLATE_NOOP("VariableWords", "a random UUID")},
    {"$timestamp"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "now, in seconds since 1970; [-1 d] shifts it")},
    {"$isoTimestamp"_L1, QT_TRANSLATE_NOOP("VariableWords", "now, as 2026-11-26T09:30:00.000Z")},
    {"$randomInt"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "a random whole number; [from to], to excluded")},
    {"$datetime"_L1,
     QT_TRANSLATE_NOOP("VariableWords",
                       "now in UTC: iso8601, rfc1123 or \"yyyy-MM-dd\", [offset unit]")},
    {"$localDatetime"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "now in local time: iso8601, rfc1123 or \"yyyy-MM-dd\"")},
    {"$processEnv"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "a variable of this program's environment")},
    {"$env"_L1, QT_TRANSLATE_NOOP("VariableWords", "a variable of this program's environment")},
    {"$dotenv"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "a variable of the .env file beside the request")},
    {"$secret"_L1, QT_TRANSLATE_NOOP("VariableWords", "a value from the keychain")},
    {"$auth.token"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "a token of OAuth 2, had when a request is sent")},
    {"$auth.idToken"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "an identity token, had when a request is sent")},
    {"$random.integer"_L1, QT_TRANSLATE_NOOP("VariableWords", "a random whole number: (from, to)")},
    {"$random.float"_L1, QT_TRANSLATE_NOOP("VariableWords", "a random number: (from, to)")},
    {"$random.alphabetic"_L1, QT_TRANSLATE_NOOP("VariableWords", "random letters: (count)")},
    {"$random.alphanumeric"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "random letters, digits and _: (count)")},
    {"$random.hexadecimal"_L1,
     QT_TRANSLATE_NOOP("VariableWords", "random hexadecimal digits: (count)")},
    {"$random.email"_L1, QT_TRANSLATE_NOOP("VariableWords", "a made-up e-mail address")},
    {"$random.uuid"_L1, QT_TRANSLATE_NOOP("VariableWords", "a random UUID")},
};

/// "host = api.example.com", and what that is made of, each a line.
void addChain(QList<ExplanationLine> &lines, const PlaceholderExplanation &explanation, int depth)
{
    // Chains may be long, a card is not.
    if (lines.size() > 12)
        return;
    for (const PlaceholderExplanation &part : explanation.nested) {
        const QString value = part.value ? shortValue(*part.value, 80) : tr("no value");
        lines.append({ExplanationLine::Role::Chain,
                      QString(depth * 2, QChar::Nbsp)
                          + u"{{%1}} = %2"_s.arg(part.name, part.isSecret ? tr("secret") : value)});
        addChain(lines, part, depth + 1);
    }
}

} // namespace

QString shortValue(const QString &value, qsizetype most)
{
    QString text = value.first(std::min(value.size(), most));
    for (QChar &c : text) {
        if (c.isSpace() || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return value.size() > most ? text + u'…' : text;
}

QString originText(const VariableOrigin &origin)
{
    QString text = origin.title;
    if (!origin.path.isEmpty()) {
        const QString file = QFileInfo(origin.path).fileName();
        if (!text.contains(file))
            text += text.isEmpty() ? file : QString(u" · " + file);
        if (origin.line > 0)
            text += tr(", line %1").arg(origin.line);
    }
    return text;
}

QString dynamicMeaning(const QString &name)
{
    const qsizetype end
        = std::min({name.size(), name.indexOf(u' ') < 0 ? name.size() : name.indexOf(u' '),
                    name.indexOf(u'(') < 0 ? name.size() : name.indexOf(u'(')});
    const QString function = name.first(end);
    for (const Meaning &meaning : meanings) {
        if (function == meaning.name)
            return tr(meaning.text);
    }
    return function.startsWith("$random."_L1) ? tr("made up at random") : QString();
}

QString suggestionNote(const VariableSuggestion &suggestion)
{
    switch (suggestion.kind) {
    case PlaceholderKind::Variable:
        if (suggestion.origin)
            return originText(*suggestion.origin);
        return suggestion.meaning.isEmpty() ? tr("asked before sending") : suggestion.meaning;
    case PlaceholderKind::Secret:
        return tr("secret");
    case PlaceholderKind::Token:
        return dynamicMeaning(suggestion.name);
    case PlaceholderKind::Dynamic:
        return dynamicMeaning(suggestion.name);
    case PlaceholderKind::RequestVariable:
        return suggestion.meaning.isEmpty() ? tr("of a request's latest answer")
                                            : suggestion.meaning;
    }
    return {};
}

QList<ExplanationLine> explanationLines(const PlaceholderExplanation &explanation,
                                        const QString &environment)
{
    using enum ExplanationLine::Role;
    QList<ExplanationLine> lines;
    if (explanation.error) {
        const Sentence words = describe(*explanation.error);
        lines.append({Problem, words.headline});
        if (!explanation.nearest.isEmpty())
            lines.append({Advice, tr("Did you mean {{%1}}?").arg(explanation.nearest)});
        else if (!words.hint.isEmpty())
            lines.append({Advice, words.hint});
    } else if (explanation.value) {
        if (explanation.kind == PlaceholderKind::Dynamic) {
            lines.append({Example, shortValue(*explanation.value, 300)});
            lines.append({Origin, dynamicMeaning(explanation.name)});
            lines.append({Advice, tr("Drawn anew for every use; this is an example.")});
        } else {
            lines.append({explanation.isSecret ? Secret : Value,
                          explanation.value->isEmpty() ? tr("(empty)")
                                                       : shortValue(*explanation.value, 300)});
        }
    }
    if (explanation.kind == PlaceholderKind::Token && !explanation.error)
        lines.append({Advice, dynamicMeaning(explanation.name)});
    if (explanation.origin)
        lines.append({Origin, originText(*explanation.origin)});
    else if (explanation.kind == PlaceholderKind::Secret && !explanation.error)
        lines.append({Origin, tr("from the secret store; masked wherever it would be written")});
    if (explanation.origin && explanation.origin->written.contains("{{"_L1)
        && !explanation.isSecret)
        lines.append({Chain, tr("written: %1").arg(shortValue(explanation.origin->written))});
    addChain(lines, explanation, 0);
    for (const VariableOrigin &hidden : explanation.shadowed) {
        lines.append(
            {Shadowed,
             tr("hides %1 of %2").arg(shortValue(hidden.written, 60), originText(hidden))});
    }
    const bool isMissing
        = explanation.error && explanation.kind == PlaceholderKind::Variable && !explanation.origin;
    if (isMissing && environment.isEmpty())
        lines.append({Advice, tr("No environment is chosen.")});
    return lines;
}

QString explanationText(const PlaceholderExplanation &explanation, const QString &environment)
{
    QStringList texts{u"{{%1}}"_s.arg(explanation.name)};
    const QList<ExplanationLine> lines = explanationLines(explanation, environment);
    for (const ExplanationLine &line : lines)
        texts.append(line.text);
    return texts.join(u'\n');
}

} // namespace Recloser
