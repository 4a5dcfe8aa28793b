// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/comparewords.h"

#include "ui/describe/formatting.h"
#include "ui/response/bodynotes.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Compare", text);
}

QString number(qint64 value)
{
    return QLocale().toString(value);
}

/// Of one side, with its fault and the oddities of its encoding.
void appendSide(QStringList &notes, const QString &side, const BodySideNotes &body)
{
    if (body.fault)
        notes.append(u"%1: %2"_s.arg(side, describeFault(*body.fault, languageOf(body.type))));
    for (const QString &note : describeDecoding(body.decoding))
        notes.append(u"%1: %2"_s.arg(side, note));
}

} // namespace

QString sectionName(ComparedField::Section section)
{
    switch (section) {
    case ComparedField::Section::Request:
        return tr("Request");
    case ComparedField::Section::Response:
        return tr("Response");
    case ComparedField::Section::Time:
        return tr("Times");
    case ComparedField::Section::Circuit:
        return tr("Circuit");
    case ComparedField::Section::Policies:
        return tr("Policies");
    }
    return {};
}

QString fieldName(const ComparedField &field)
{
    switch (field.field) {
    case ExchangeField::Method:
        return tr("Method");
    case ExchangeField::Address:
        return tr("URL without its query");
    case ExchangeField::Query:
        return tr("Parameter %1").arg(field.name);
    case ExchangeField::RequestBodySize:
        return tr("Body sent");
    case ExchangeField::Outcome:
        return tr("Outcome");
    case ExchangeField::Status:
        return tr("Status");
    case ExchangeField::Reason:
        return tr("Reason phrase");
    case ExchangeField::HttpVersion:
        return tr("HTTP version");
    case ExchangeField::FinalUrl:
        return tr("Final URL");
    case ExchangeField::Redirects:
        return tr("Redirects");
    case ExchangeField::Tls:
        return tr("TLS");
    case ExchangeField::BodySize:
        return tr("Body");
    case ExchangeField::TransferredSize:
        return tr("Body as transferred");
    case ExchangeField::Error:
        return tr("Error");
    case ExchangeField::Started:
        return tr("Started");
    case ExchangeField::Elapsed:
        return tr("Took in all");
    case ExchangeField::NameLookup:
        return tr("Name look-up");
    case ExchangeField::Connecting:
        return tr("Connecting");
    case ExchangeField::TlsHandshake:
        return tr("TLS handshake");
    case ExchangeField::Sending:
        return tr("Sending");
    case ExchangeField::Waiting:
        return tr("Waiting for the first byte");
    case ExchangeField::Downloading:
        return tr("Downloading");
    case ExchangeField::Attempts:
        return tr("Attempts");
    case ExchangeField::AttemptResult:
        return tr("Attempt %1").arg(field.name);
    case ExchangeField::AttemptWait:
        return tr("Wait before attempt %1").arg(field.name);
    case ExchangeField::Ending:
        return tr("Ended by");
    case ExchangeField::Key:
        return tr("Key");
    case ExchangeField::KeySource:
        return tr("Key comes from");
    case ExchangeField::KeyPattern:
        return tr("Pattern");
    case ExchangeField::CircuitState:
        return tr("State at admission");
    case ExchangeField::CircuitUse:
        return tr("Breaker");
    case ExchangeField::CircuitStore:
        return tr("Store");
    case ExchangeField::CircuitReason:
        return tr("Was open because");
    case ExchangeField::CircuitChange:
        return tr("What the call did to it");
    case ExchangeField::Policy:
        return field.name;
    }
    return {};
}

QString valueText(const FieldValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return *text;
    if (const auto *count = std::get_if<qint64>(&value))
        return QString::number(*count);
    if (const auto *size = std::get_if<ByteCount>(&value))
        return size->bytes < 1000
            ? formatSize(size->bytes)
            : tr("%1 (%2 bytes)").arg(formatSize(size->bytes), number(size->bytes));
    if (const auto *duration = std::get_if<microseconds>(&value))
        return formatDuration(*duration);
    if (const auto *moment = std::get_if<QDateTime>(&value))
        return moment->toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    return {};
}

QString verdictSign(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Same:
        return {};
    case Verdict::Changed:
        return u"~"_s;
    case Verdict::Removed:
        return u"−"_s;
    case Verdict::Added:
        return u"+"_s;
    case Verdict::Rewritten:
        return u"≈"_s;
    case Verdict::Moved:
        return u"↕"_s;
    case Verdict::Ignored:
        return u"·"_s;
    }
    return {};
}

QString verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Same:
        return {};
    case Verdict::Changed:
        return tr("another value");
    case Verdict::Removed:
        return tr("on the left alone");
    case Verdict::Added:
        return tr("on the right alone");
    case Verdict::Rewritten:
        return tr("the name in other letters");
    case Verdict::Moved:
        return tr("at another place");
    case Verdict::Ignored:
        return tr("ignored");
    }
    return {};
}

QString differenceSign(JsonDifference::Kind kind)
{
    static const QString signs[]{u"−"_s, u"+"_s, u"~"_s, u"≠"_s, u"≈"_s};
    return signs[int(kind)];
}

QString differenceWord(JsonDifference::Kind kind)
{
    switch (kind) {
    case JsonDifference::Kind::Removed:
        return tr("on the left alone");
    case JsonDifference::Kind::Added:
        return tr("on the right alone");
    case JsonDifference::Kind::Changed:
        return tr("another value");
    case JsonDifference::Kind::TypeChanged:
        return tr("another type");
    case JsonDifference::Kind::Rewritten:
        return tr("the same value, written differently");
    }
    return {};
}

QString methodName(BodyMethod method)
{
    switch (method) {
    case BodyMethod::Structure:
        return tr("by structure");
    case BodyMethod::LaidOut:
        return tr("as text, laid out");
    case BodyMethod::Text:
        return tr("as text");
    case BodyMethod::Bytes:
        return tr("byte by byte");
    }
    return {};
}

QString bodySummary(const BodyComparison &comparison)
{
    if (comparison.isIdentical)
        return tr("Byte by byte the same, %1").arg(formatSize(comparison.left.size));
    QString found;
    if (comparison.method == BodyMethod::Structure) {
        QStringList parts;
        for (int kind = 0; kind < JsonDifference::kinds; ++kind) {
            if (const qint64 count = comparison.counts[size_t(kind)])
                parts.append(
                    u"%1 %2"_s.arg(number(count), differenceWord(JsonDifference::Kind(kind))));
        }
        found = parts.isEmpty() ? tr("the values are the same") : parts.join(u", "_s);
    } else if (comparison.method == BodyMethod::Bytes) {
        found = comparison.differingBytes > 0
            ? tr("%1 bytes differ, the first at %2")
                  .arg(number(comparison.differingBytes), number(*comparison.firstDifference))
            : tr("one is the beginning of the other, %1 bytes long")
                  .arg(number(comparison.firstDifference.value_or(0)));
    } else if (comparison.rows.differences().empty()) {
        found = tr("no line differs");
    } else {
        found = tr("lines: %1 changed, %2 on the left alone, %3 on the right alone")
                    .arg(number(comparison.rows.count(RowKind::Changed)),
                         number(comparison.rows.count(RowKind::Removed)),
                         number(comparison.rows.count(RowKind::Added)));
    }
    return tr("Compared %1: %2").arg(methodName(comparison.method), found);
}

QStringList bodyNotes(const BodyComparison &comparison)
{
    QStringList notes;
    using NoStructure = BodyComparison::NoStructure;
    if (comparison.noStructure == NoStructure::Invalid)
        notes.append(tr("Not compared by structure: not both are well-formed JSON."));
    else if (comparison.noStructure == NoStructure::NotJson)
        notes.append(tr("Not compared by structure: not both are JSON."));
    else if (comparison.noStructure == NoStructure::TooDeep)
        notes.append(tr("Not compared by structure: more than %1 brackets within one another.")
                         .arg(JsonTree::deepest));
    else if (comparison.noStructure == NoStructure::TooLarge)
        notes.append(tr("Not compared by structure: more than %1 values.")
                         .arg(number(JsonTree::mostValues)));
    appendSide(notes, tr("Left"), comparison.left);
    appendSide(notes, tr("Right"), comparison.right);
    if (comparison.left.hasByteOrderMark != comparison.right.hasByteOrderMark)
        notes.append(comparison.left.hasByteOrderMark
                         ? tr("Only the left one begins with a byte order mark.")
                         : tr("Only the right one begins with a byte order mark."));
    if (comparison.ignored > 0)
        notes.append(tr("Values that differ and are ignored: %1.").arg(number(comparison.ignored)));
    if (comparison.reordered > 0)
        notes.append(tr("Objects with their keys in another order: %1. Shown in the order of the "
                        "left side.")
                         .arg(number(comparison.reordered)));
    if (comparison.method == BodyMethod::Structure && !comparison.isIdentical
        && comparison.isEqual() && comparison.ignored == 0 && comparison.reordered == 0)
        notes.append(tr("They differ in white space alone."));
    return notes;
}

} // namespace Recloser
