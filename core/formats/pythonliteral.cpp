// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/pythonliteral.h"

#include "core/formats/literalreader.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = PythonValue::Kind;

} // namespace

const PythonValue *PythonValue::member(QStringView name) const
{
    for (qsizetype i = items.size() - 2; kind == Kind::Dict && i >= 0; i -= 2) {
        if (items[i].kind == Kind::String && items[i].text == name)
            return &items[i + 1];
    }
    return nullptr;
}

std::expected<PythonValue, FormatError> parsePythonLiteral(const QString &text)
{
    return LiteralReader(text).literal();
}

std::expected<PythonValue, FormatError> parsePythonCall(const QString &text)
{
    return LiteralReader(text).call();
}

QString jsonString(const QString &text)
{
    QString result = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\' + QString(c);
        else if (c == u'\n')
            result += u"\\n"_s;
        else if (c == u'\t')
            result += u"\\t"_s;
        else if (c == u'\r')
            result += u"\\r"_s;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
            result += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            result += c;
    }
    return result + u'"';
}

QString pythonString(const QString &text)
{
    // As repr() chooses: double quotes only where that saves escapes. JSON's escapes are Python's
    // too.
    if (text.contains(u'\'') && !text.contains(u'"'))
        return jsonString(text);
    QString result = jsonString(text);
    result = result.sliced(1).chopped(1).replace("\\\""_L1, "\""_L1).replace(u'\'', u"\\'"_s);
    return u'\'' + result + u'\'';
}

namespace {

struct Notation
{
    QStringView none;
    QStringView yes;
    QStringView no;
    QString (*string)(const QString &);
    bool isPython;
};

void writeValue(QString &out, const PythonValue &value, const Notation &notation)
{
    switch (value.kind) {
    case Kind::None:
        out += notation.none;
        return;
    case Kind::Bool:
        out += value.isTrue ? notation.yes : notation.no;
        return;
    case Kind::Number:
        out += value.text;
        return;
    case Kind::String:
        out += notation.string(value.text);
        return;
    case Kind::List:
    case Kind::Tuple: {
        const bool isTuple = value.kind == Kind::Tuple && notation.isPython;
        out += isTuple ? u'(' : u'[';
        for (qsizetype i = 0; i < value.items.size(); ++i) {
            out += i > 0 ? u", "_s : QString();
            writeValue(out, value.items[i], notation);
        }
        if (isTuple && value.items.size() == 1)
            out += u',';
        out += isTuple ? u')' : u']';
        return;
    }
    case Kind::Dict:
        out += u'{';
        for (qsizetype i = 0; i + 1 < value.items.size(); i += 2) {
            out += i > 0 ? u", "_s : QString();
            const PythonValue &key = value.items[i];
            // JSON has only texts as keys; json.dumps() writes the others the same way.
            if (notation.isPython || key.kind == Kind::String) {
                writeValue(out, key, notation);
            } else {
                QString text;
                writeValue(text, key, notation);
                out += notation.string(text);
            }
            out += u": "_s;
            writeValue(out, value.items[i + 1], notation);
        }
        out += u'}';
        return;
    }
}

} // namespace

QString toJsonText(const PythonValue &value)
{
    QString text;
    writeValue(text, value, {u"null", u"true", u"false", jsonString, false});
    return text;
}

QString toPythonText(const PythonValue &value)
{
    QString text;
    writeValue(text, value, {u"None", u"True", u"False", pythonString, true});
    return text;
}

QString toPythonLines(const PythonValue &value, const QString &indent)
{
    const QString line = toPythonText(value);
    const bool isDict = value.kind == Kind::Dict;
    if (line.size() + indent.size() < 80 || value.items.isEmpty()
        || (!isDict && value.kind != Kind::List))
        return line;
    QString text = isDict ? u"{\n"_s : u"[\n"_s;
    const QString deeper = indent + u"    "_s;
    for (qsizetype i = 0; i < value.items.size(); i += isDict ? 2 : 1) {
        text += deeper;
        if (isDict)
            text += toPythonText(value.items[i]) + u": "_s;
        text += toPythonLines(value.items[isDict ? i + 1 : i], deeper) + u",\n"_s;
    }
    return text + indent + (isDict ? u'}' : u']');
}

} // namespace Recloser
