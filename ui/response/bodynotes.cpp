// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/bodynotes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("BodyNotes", text);
}

QString sign(const QByteArray &bytes)
{
    if (bytes.size() == 1) {
        const auto byte = static_cast<unsigned char>(bytes[0]);
        if (byte < 0x20 || byte >= 0x7f)
            return tr("byte 0x%1").arg(byte, 2, 16, QLatin1Char('0'));
    }
    return u"“%1”"_s.arg(QString::fromUtf8(bytes));
}

QString reason(const SyntaxFault &fault)
{
    using Kind = SyntaxFault::Kind;
    const QString found = sign(fault.found);
    switch (fault.kind) {
    case Kind::UnexpectedCharacter:
        return fault.expected.isEmpty() ? tr("%1 cannot stand here").arg(found)
                                        : tr("%1 instead of %2").arg(found, sign(fault.expected));
    case Kind::UnexpectedEnd:
        return fault.expected.isEmpty()
            ? tr("it ends too early")
            : tr("it ends before <%1> is closed").arg(QString::fromUtf8(fault.expected));
    case Kind::InvalidNumber:
        return tr("%1 does not continue a number").arg(found);
    case Kind::InvalidWord:
        return tr("%1 in what began like %2").arg(found, sign(fault.expected));
    case Kind::ControlCharacter:
        return tr("%1 must not stand here").arg(found);
    case Kind::InvalidEscape:
        return tr("%1 does not continue an escape").arg(found);
    case Kind::MismatchedBracket:
        return tr("%1 closes what needs %2").arg(found, sign(fault.expected));
    case Kind::TrailingText:
        return tr("%1 after its end").arg(found);
    case Kind::MismatchedTag:
        return fault.expected.isEmpty()
            ? tr("an end tag without a start")
            : tr("</%1> closes <%2>")
                  .arg(QString::fromUtf8(fault.found), QString::fromUtf8(fault.expected));
    case Kind::InvalidTag:
        return tr("%1 cannot stand in a tag here").arg(found);
    case Kind::DuplicateAttribute:
        return tr("attribute %1 a second time").arg(found);
    case Kind::InvalidReference:
        return tr("%1 begins no reference; a bare & is written &amp;").arg(found);
    }
    return {};
}

} // namespace

QString describeFault(const SyntaxFault &fault, TextLanguage language, FaultRest rest)
{
    return tr("Broken %1 at line %L2, column %L3 (byte %L4): %5. %6")
        .arg(language == TextLanguage::Xml ? u"XML"_s : u"JSON"_s)
        .arg(fault.place.line)
        .arg(fault.place.column)
        .arg(fault.place.offset)
        .arg(reason(fault),
             rest == FaultRest::Shown ? tr("From there on it is shown as received.")
                                      : tr("What stands before it is shown."));
}

QString describeDuplicates(QByteArrayView text, const std::vector<DuplicateKey> &found,
                           const DuplicateKeyFinder &finder, qint64 line)
{
    QString sentence;
    if (!found.empty()) {
        constexpr qint64 longest = 60;
        const DuplicateKey &first = found.front();
        QString key = QString::fromUtf8(text.sliced(first.begin + 1, first.end - first.begin - 2));
        if (key.size() > longest)
            key = key.first(longest) + u'…';
        sentence = tr("Key “%1” appears %L2 times in its object").arg(key).arg(first.count);
        if (line > 0)
            sentence += tr(", at line %L1").arg(line);
        if (finder.total() > first.count)
            sentence += tr("; %L1 places of doubled keys are marked")
                            .arg(std::min(finder.total(), qint64(found.size())));
        sentence += u'.';
    }
    if (finder.isPartial())
        sentence += (sentence.isEmpty() ? QString() : u" "_s)
            + tr("Keys of the largest or deepest objects were not compared.");
    return sentence;
}

QStringList describeDecoding(const DecodingNotes &notes)
{
    QStringList sentences;
    if (!notes.unknownCharset.isEmpty())
        sentences.append(
            tr("Charset “%1” is not known here; read as UTF-8.").arg(notes.unknownCharset));
    if (notes.firstBadByte) {
        sentences.append(
            notes.badBytes == 1
                ? tr("Not valid UTF-8: 1 byte, at offset %L1, is shown as \uFFFD.")
                      .arg(*notes.firstBadByte)
                : tr("Not valid UTF-8: %L1 bytes, the first at offset %L2, are shown as \uFFFD.")
                      .arg(notes.badBytes)
                      .arg(*notes.firstBadByte));
    }
    if (notes.hasReplacements)
        sentences.append(
            tr("Some bytes mean nothing in %1; they are shown as \uFFFD.").arg(notes.charset));
    return sentences;
}

QString describeBinary(const MediaType &type)
{
    const QString essence = type.essence();
    if (type.type == "image"_L1)
        return tr("%1 image").arg(type.subtype.section(u'+', 0, 0).toUpper());
    if (type.type == "audio"_L1)
        return tr("Audio (%1)").arg(essence);
    if (type.type == "video"_L1)
        return tr("Video (%1)").arg(essence);
    if (essence == "application/pdf"_L1)
        return tr("PDF document");
    if (essence == "application/zip"_L1 || essence == "application/gzip"_L1
        || essence == "application/zstd"_L1)
        return tr("Archive (%1)").arg(essence);
    return essence.isEmpty() || essence == "application/octet-stream"_L1
        ? tr("Binary content")
        : tr("Binary content (%1)").arg(essence);
}

} // namespace Recloser
