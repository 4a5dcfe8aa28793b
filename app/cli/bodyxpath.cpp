// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of `body` that filters XML.

#include "app/cli/bodyxpath.h"

#include "app/cli/bodycommand.h"
#include "core/text/structurepath.h"

#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;

QString wordsOf(const XPathError &error)
{
    using Kind = XPathError::Kind;
    using Expected = XPathError::Expected;
    const auto expected = [&]() -> QString {
        switch (error.expected) {
        case Expected::Step:
            return u"a name, @, * or ."_s;
        case Expected::Operand:
            return u"a number"_s;
        case Expected::PredicateEnd:
            return u"]"_s;
        case Expected::ClosingParenthesis:
            return u")"_s;
        case Expected::StringEnd:
            return u"the closing quote"_s;
        case Expected::Name:
            return u"a name or *"_s;
        case Expected::End:
        case Expected::Nothing:
            break;
        }
        return u"the end"_s;
    };
    QString words;
    switch (error.kind) {
    case Kind::Unexpected:
        words = u"expected %1"_s.arg(expected());
        break;
    case Kind::UnknownAxis:
        words = u"the axis %1 is not understood"_s.arg(error.subject);
        break;
    case Kind::UnknownFunction:
        words = u"no function is called %1"_s.arg(error.subject);
        break;
    case Kind::ArgumentCount:
        words = u"%1 takes another number of arguments"_s.arg(error.subject);
        break;
    case Kind::TooDeep:
        words = u"nested too deep"_s;
        break;
    }
    return words + u" at character %1"_s.arg(error.at + 1);
}

void BodyCommand::reportNodes(const QString &path, const Made &made, const XPathQuery &query,
                              bool isJson)
{
    if (made.last.kind.isBinary || structureOf(made.last.kind) != StructureLanguage::Xml)
        return fail(ExitCode::RequestFailed, path, u"no XML"_s,
                    u"say what it is with --content-type"_s);
    const QByteArrayView text = made.last.text.view().first(made.last.sound);
    QString value;
    qint64 count = 0;
    const auto ending = query.evaluate(
        text,
        [&](const std::vector<StructureStep> &steps) {
            ++count;
            StructureItem item;
            if (!steps.empty())
                item = steps.back().item;
            const QByteArrayView node = text.sliced(
                item.valueBegin, endOfItem(StructureLanguage::Xml, item, text) - item.valueBegin);
            if (!isJson)
                return printBytes(QByteArray(node.toByteArray() + '\n'));
            printJson({{u"path"_s, xmlPathOf(text, steps)},
                       {u"offset"_s, item.valueBegin},
                       {u"length"_s, node.size()},
                       {u"value"_s, QString::fromUtf8(node)}});
            return !std::ferror(stdout);
        },
        value, {});
    if (!value.isNull()) {
        ++count;
        if (isJson)
            printJson({{u"value"_s, value}});
        else
            printLine(value);
    }
    if (ending == XPathQuery::Ending::TooMuch)
        return fail(ExitCode::Usage, u"body"_s, u"the expression looks at too much"_s,
                    u"write it with fewer //"_s);
    if (made.last.fault) {
        const TextPlace &place = made.last.fault->place;
        return fail(
            ExitCode::RequestFailed, path,
            u"broken at line %1, column %2 (byte %3); only what stands before was looked at"_s
                .arg(place.line)
                .arg(place.column)
                .arg(place.offset));
    }
    Q_EMIT done(count > 0 ? ExitCode::Done : ExitCode::RequestFailed);
}

} // namespace Recloser
