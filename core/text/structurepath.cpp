// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/structurepath.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 slice = 4 * 1024 * 1024;

/// In single quotes, as RFC 9535 wants names in normalized paths.
QString quoted(QStringView name)
{
    QString out = u"'"_s;
    for (const QChar c : name) {
        switch (c.unicode()) {
        case u'\b':
            out += u"\\b"_s;
            break;
        case u'\t':
            out += u"\\t"_s;
            break;
        case u'\n':
            out += u"\\n"_s;
            break;
        case u'\f':
            out += u"\\f"_s;
            break;
        case u'\r':
            out += u"\\r"_s;
            break;
        case u'\'':
        case u'\\':
            out += u'\\';
            out += c;
            break;
        default:
            if (c.unicode() < 0x20)
                out += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
            else
                out += c;
        }
    }
    return out + u'\'';
}

/// Member names that stand behind a dot (RFC 9535 section 2.5.1).
bool isShorthand(const QString &name)
{
    const auto isFirst = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_'
            || c.unicode() >= 0x80;
    };
    return !name.isEmpty() && isFirst(name[0]) && std::ranges::all_of(name, [&](QChar c) {
        return isFirst(c) || (c >= u'0' && c <= u'9');
    });
}

QByteArrayView nameOf(QByteArrayView text, const StructureItem &item)
{
    return text.sliced(item.nameBegin, item.nameEnd - item.nameBegin);
}

/// What XPath calls the kind of an item.
QString nodeTest(QByteArrayView text, const StructureItem &item)
{
    switch (item.kind) {
    case ItemKind::Attribute:
        return u'@' + QString::fromUtf8(nameOf(text, item));
    case ItemKind::Element:
        return QString::fromUtf8(nameOf(text, item));
    case ItemKind::Comment:
        return u"comment()"_s;
    case ItemKind::Instruction:
        return u"processing-instruction()"_s;
    default:
        return u"text()"_s;
    }
}

/// False if the item that was given last goes on at `until`, or somebody wants no more.
bool passedBefore(StructureWalk &walk, QByteArrayView text, qint64 until,
                  const std::stop_token &stop)
{
    for (qint64 end = walk.at(); !stop.stop_requested();) {
        end = std::min(end + slice, until);
        if (walk.passLast(text.first(end)))
            return true;
        if (end == until)
            break;
    }
    return false;
}

} // namespace

QString jsonStringValue(QByteArrayView written)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + written.toByteArray() + ']');
    if (document.isArray())
        return document.array().at(0).toString();
    // Not by the letter, but it has characters.
    return QString::fromUtf8(written.size() > 1 ? written.sliced(1).chopped(1) : written);
}

QString jsonPathOf(StructureLanguage language, QByteArrayView text,
                   const std::vector<StructureStep> &steps, PathStyle style)
{
    QString path = u"$"_s;
    for (const StructureStep &step : steps) {
        if (step.container == ItemKind::Object) {
            const QString name = jsonStringValue(nameOf(text, step.item));
            if (style == PathStyle::Dotted && isShorthand(name))
                path += u'.' + name;
            else
                path += u'[' + quoted(name) + u']';
        } else if (step.container == ItemKind::Array || language == StructureLanguage::JsonLines) {
            path += u'[' + QString::number(step.ordinal) + u']';
        }
    }
    return path;
}

QString xmlPathOf(QByteArrayView text, const std::vector<StructureStep> &steps,
                  const std::stop_token &stop)
{
    QString path;
    StructureItem container;
    for (const StructureStep &step : steps) {
        const QString name = nodeTest(text, step.item);
        path += u'/' + name;
        if (step.item.kind != ItemKind::Attribute && step.container != ItemKind::Document) {
            StructureWalk walk(StructureLanguage::Xml, container);
            StructureItem sibling;
            qint64 place = 1;
            while (!stop.stop_requested() && walk.next(text, sibling) == StructureWalk::Step::Item
                   && sibling.begin < step.item.begin) {
                if (sibling.kind != ItemKind::Attribute && nodeTest(text, sibling) == name)
                    ++place;
                if (!passedBefore(walk, text, step.item.begin, stop))
                    break;
            }
            path += u'[' + QString::number(place) + u']';
        }
        container = step.item;
    }
    return path.isEmpty() ? u"/"_s : path;
}

std::vector<StructureStep> stepsTo(StructureLanguage language, QByteArrayView text, qint64 byte,
                                   const std::stop_token &stop)
{
    std::vector<StructureStep> steps;
    const qint64 until = std::min<qint64>(text.size(), byte + 1);
    for (StructureItem container; container.isContainer();) {
        StructureWalk walk(language, container);
        StructureItem item;
        std::optional<StructureStep> within;
        for (qint64 ordinal = 0; walk.next(text, item) == StructureWalk::Step::Item
             && item.begin <= byte && !stop.stop_requested();
             ++ordinal) {
            // A scalar at the very end is passed by nothing behind it.
            const bool isWithin = item.valueEnd >= 0
                ? item.valueEnd > byte
                : !passedBefore(walk, text, until, stop) || walk.at() > byte;
            if (isWithin) {
                within = StructureStep{item, container.kind, ordinal};
                break;
            }
        }
        if (!within)
            break;
        steps.push_back(*within);
        if (byte < within->item.valueBegin)
            break;
        container = within->item;
    }
    return steps;
}

} // namespace Recloser
