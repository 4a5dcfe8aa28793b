// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keywords.h"

#include "core/regex/pythonversion.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyLab", text);
}

QString number(qsizetype value)
{
    return QLocale().toString(value);
}

QString fallbackWords(KeyFallback fallback)
{
    switch (fallback) {
    case KeyFallback::WholeUrl:
        return tr("whole URL");
    case KeyFallback::PathOnly:
        return tr("path only");
    case KeyFallback::Error:
        return tr("not sent");
    case KeyFallback::NoBreaker:
        return tr("no breaker");
    }
    return {};
}

} // namespace

QString urlCount(qsizetype count)
{
    return count == 1 ? tr("1 URL") : tr("%1 URLs").arg(number(count));
}

QString titleOf(const KeyGroup &group, const BreakerPolicy &policy)
{
    if (group.by == KeyView::By::Host)
        return group.key.isEmpty() ? tr("no host") : group.key;
    if (group.movedFrom) {
        KeyGroup fresh = group;
        fresh.movedFrom.reset();
        return u"%1 → %2"_s.arg(circuitName(*group.movedFrom), titleOf(fresh, policy));
    }
    const QString fallback = fallbackWords(policy.fallback);
    switch (group.source) {
    case KeySource::Match:
        return group.key;
    case KeySource::NoMatch:
        return tr("no match: %1").arg(fallback);
    case KeySource::Invalid:
        return tr("invalid pattern: %1").arg(fallback);
    case KeySource::Missing:
        return tr("no pattern: %1").arg(fallback);
    case KeySource::Empty:
        return policy.emptyMatch == EmptyMatch::Strict ? tr("empty match: the empty key")
                                                       : tr("empty match: %1").arg(fallback);
    case KeySource::TooSlow:
        return tr("too slow: given up");
    }
    return {};
}

ChipTone toneOfGroup(const KeyGroup &group)
{
    switch (group.source) {
    case KeySource::Match:
        return ChipTone::Neutral;
    case KeySource::Missing:
        return ChipTone::Accent;
    case KeySource::TooSlow:
    case KeySource::Empty:
        return ChipTone::Warning;
    default:
        return ChipTone::Bad;
    }
}

QString summaryOf(const KeyGroups &groups)
{
    if (!groups.isComplete())
        return tr("%1 of %2…").arg(number(groups.examined), urlCount(groups.urls.size()));
    const QString circuits
        = groups.circuits == 1 ? tr("1 circuit") : tr("%1 circuits").arg(number(groups.circuits));
    const QString all = u"%1 · %2"_s.arg(circuits, urlCount(groups.urls.size()));
    return groups.rows.size() == groups.urls.size()
        ? all
        : tr("%1, %2 shown").arg(all, number(groups.rows.size()));
}

QString circuitName(const QString &key)
{
    return key.isNull() ? tr("no breaker") : key.isEmpty() ? tr("the empty key") : key;
}

QString versionNumber(PythonVersion version)
{
    return QString::fromLatin1(numberOf(version));
}

QString versionName(PythonVersion version)
{
    return u"Python %1"_s.arg(versionNumber(version));
}

std::optional<PythonVersion> versionOf(QStringView text)
{
    return pythonVersionOf(text.toUtf8().toStdString());
}

QList<PythonVersion> allVersions()
{
    QList<PythonVersion> all;
    for (const NamedPythonVersion &named : pythonVersions)
        all.append(named.version);
    return all;
}

QString pythonErrorText(const PatternError &error, std::u32string_view source,
                        PythonVersion version)
{
    if (error.type == PatternError::Type::NotSupported)
        return tr("Not known here: %1").arg(QString::fromStdString(error.message));
    const QString name = QString::fromStdString(errorTypeName(error.type, version));
    const QString text = QString::fromStdString(describe(error, source));
    return text.isEmpty() ? name : u"%1: %2"_s.arg(name, text);
}

ChipTone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return ChipTone::Bad;
    case Severity::Warning:
        return ChipTone::Warning;
    case Severity::Info:
        break;
    }
    return ChipTone::Neutral;
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return tr("Error");
    case Severity::Warning:
        return tr("Warning");
    case Severity::Info:
        break;
    }
    return tr("Note");
}

QString changeWord(KeyChange change)
{
    switch (change) {
    case KeyChange::Stays:
        return tr("stays");
    case KeyChange::Changes:
        return tr("changes");
    case KeyChange::Vanishes:
        return tr("vanishes");
    case KeyChange::Appears:
        return tr("appears");
    case KeyChange::NoMatch:
        return tr("no match");
    case KeyChange::TooSlow:
        return tr("too slow");
    }
    return {};
}

QString changeMark(KeyChange change)
{
    switch (change) {
    case KeyChange::Stays:
        return u"="_s;
    case KeyChange::Changes:
        return u"≠"_s;
    case KeyChange::Vanishes:
        return u"∅"_s;
    case KeyChange::Appears:
        return u"+"_s;
    case KeyChange::NoMatch:
        return u"–"_s;
    case KeyChange::TooSlow:
        return u"…"_s;
    }
    return {};
}

ChipTone toneOf(KeyChange change)
{
    switch (change) {
    case KeyChange::Stays:
        return ChipTone::Good;
    case KeyChange::Changes:
    case KeyChange::Appears:
        return ChipTone::Warning;
    case KeyChange::Vanishes:
    case KeyChange::TooSlow:
        return ChipTone::Bad;
    case KeyChange::NoMatch:
        break;
    }
    return ChipTone::Neutral;
}

} // namespace Recloser
