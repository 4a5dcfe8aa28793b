// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpsection.h"

#include "core/store/httpbody.h"
#include "core/store/httpdirectives.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = HttpFileProblem::Kind;
using Script = HttpFileScript::Kind;

/// Where `word` stands by itself in `line`, from `from` on; -1 for nowhere.
qsizetype columnOf(QStringView word, QStringView line, qsizetype from)
{
    for (qsizetype at = line.indexOf(word, from); at >= 0; at = line.indexOf(word, at + 1)) {
        const qsizetype end = at + word.size();
        if ((at == 0 || line[at - 1].isSpace()) && (end == line.size() || line[end].isSpace()))
            return at;
    }
    return -1;
}

/// Reads one section line by line.
class SectionReader
{
public:
    SectionReader(const QStringList &lines, HttpSection &section, HttpFileFindings &findings)
        : m_lines(lines)
        , m_section(section)
        , m_findings(findings)
        , m_scripts(lines, section.lines.end)
    {
    }

    void read()
    {
        int line = m_section.lines.begin;
        if (m_section.separator >= 0) {
            QStringView name = m_lines[line++];
            while (name.startsWith(u'#'))
                name = name.sliced(1);
            m_section.spec.name = name.trimmed().toString();
        }
        line = readBeforeRequest(line);
        if (m_section.hasRequest()) {
            line = readHeaders(line);
            m_section.headEnd = line;
            readTail(readBody(line));
        }
        for (const HttpSection::Directive &directive : std::as_const(m_section.directives))
            apply(directive);
        noteProtocol();
    }

private:
    int end() const { return m_section.lines.end; }

    int readBeforeRequest(int line)
    {
        while (line < end()) {
            const QString &text = m_lines[line];
            if (isBlankLine(text) || readComment(line)) {
                ++line;
            } else if (QStringView(text).trimmed().startsWith(u'@')) {
                line = readVariable(line);
            } else if (scriptKindOf(text)) {
                line = readScript(line);
            } else if (const auto file = fileReferenceOf(text)) {
                addScript(Script::BeforeFile, {line, line + 1}, file->path);
                ++line;
            } else if (const auto word = referenceWordOf(text)) {
                m_section.fileLines.append({line, line + 1});
                note(word->toString(), line, HttpFileUnused::Why::NoRunner);
                ++line;
            } else if (text.startsWith("curl "_L1)) {
                report(Kind::CurlCommand, line, 0, text);
                return end();
            } else {
                return readRequestLine(line);
            }
        }
        return line;
    }

    /// `@name = value`; a value that ends in a backslash goes on in indented lines.
    int readVariable(int line)
    {
        const auto variable = variableOf(m_lines[line]);
        if (!variable) {
            reportText(Kind::InvalidVariable, line);
            return line + 1;
        }
        const int begin = line++;
        QString value = variable->value.toString();
        while (value.endsWith(u'\\') && line < end() && !isBlankLine(m_lines[line])
               && m_lines[line].front().isSpace()) {
            value.chop(1);
            value += QStringView(m_lines[line++]).trimmed();
        }
        m_findings.variables.append({variable->name.toString(), value, begin + 1});
        m_section.fileLines.append({begin, line});
        return line;
    }

    int readRequestLine(int line)
    {
        m_section.target = readTarget(m_lines, line, end());
        const RequestLine &first = m_section.target.first;
        RequestSpec &spec = m_section.spec;
        if (!first.method.isEmpty())
            spec.method = first.method;
        applyTarget(m_section.target, spec);
        const QString &lastVersion = m_section.target.lastVersion;
        if (const auto version = httpVersionOf(lastVersion.isEmpty() ? first.version : lastVersion))
            spec.httpVersion = *version;
        else if (first.versionColumn >= 0)
            report(Kind::UnknownVersion, line, first.versionColumn, first.version);
        if (spec.url.isEmpty())
            reportText(Kind::NoTarget, line);
        for (const HttpTarget::Line &more : std::as_const(m_section.target.more)) {
            if (more.kind == HttpTarget::Line::Kind::Comment)
                readComment(more.number);
        }
        return m_section.target.end;
    }

    bool readComment(int line)
    {
        const QString &text = m_lines[line];
        if (!commentOf(text))
            return false;
        const auto directive = directiveOf(text);
        // "# @host = x" is a variable that is switched off.
        if (directive
            && !(directive->hasEquals && !isDirectiveName(directiveName(directive->name))))
            m_section.directives.append({directiveName(directive->name), directive->text.toString(),
                                         line, directive->column});
        return true;
    }

    int readHeaders(int line)
    {
        for (; line < end() && !isBlankLine(m_lines[line]); ++line) {
            const QString &text = m_lines[line];
            if (m_scripts.beginsAt(line))
                break;
            const auto comment = commentOf(text);
            const auto header = headerOf(comment.value_or(text));
            const bool goesOn = !comment && text.front().isSpace() && !m_section.headers.isEmpty()
                && m_section.headers.last().field.enabled
                && m_section.headers.last().lines.end == line;
            // "# http://..." is a remark, not a switched-off header. An indented line is a header
            // only where it looks like nothing else.
            const bool isRow = header && !(comment && header->value.startsWith(u"//"))
                && (!goesOn || header->isSpaced);
            if (isRow)
                m_section.headers.append(
                    {{header->name.toString(), header->value.toString(), !comment},
                     {line, line + 1}});
            else if (goesOn)
                continueHeader(line);
            else if (!readComment(line))
                reportText(Kind::InvalidHeader, line);
        }
        for (const HttpSection::HeaderRow &row : std::as_const(m_section.headers))
            m_section.spec.headers.append(row.field);
        return line;
    }

    void continueHeader(int line)
    {
        HttpSection::HeaderRow &row = m_section.headers.last();
        if (!row.field.value.isEmpty())
            row.field.value += u' ';
        row.field.value += QStringView(m_lines[line]).trimmed();
        row.lines.end = line + 1;
    }

    /// Returns the line behind it.
    int readBody(int line)
    {
        const int after = int(m_scripts.firstFrom(line));
        int last = after;
        while (line < last && isBlankLine(m_lines[line]))
            ++line;
        while (last > line && isBlankLine(m_lines[last - 1]))
            --last;
        m_section.body = {line, last};
        HttpBody read = bodyFromLines(m_lines.mid(line, last - line), bodyHeadOf(m_section.spec));
        m_section.spec.body = std::move(read.body);
        m_section.bodyItems = std::move(read.items);
        for (const HttpBodyProblem &problem : std::as_const(read.problems))
            reportText(problem.kind, line + problem.line);
        return after;
    }

    /// What follows a body, or a head without one.
    void readTail(int line)
    {
        bool isStray = false;
        while (line < end()) {
            const QString &text = m_lines[line];
            if (m_scripts.beginsAt(line)) {
                line = readScript(line);
                isStray = false;
                continue;
            }
            if (!isBlankLine(text) && !commentOf(text)) {
                if (!isStray)
                    reportText(Kind::StrayText, line);
                isStray = true;
            }
            ++line;
        }
    }

    int readScript(int line)
    {
        const Script kind = *scriptKindOf(m_lines[line]);
        const QStringView first = m_lines[line];
        if (kind == Script::Before || kind == Script::After)
            return readClosed(kind, line, first.indexOf(u"{%") + 2, u"%}");
        if (kind == Script::Block)
            return readClosed(kind, line, 2, u"}}");
        const auto blank = std::ranges::find_if(first, [](QChar c) { return c.isSpace(); });
        addScript(kind, {line, line + 1}, first.sliced(blank - first.begin()).trimmed());
        return line + 1;
    }

    /// A script from `column` of `line` to `close`.
    int readClosed(Script kind, int line, qsizetype column, QStringView close)
    {
        QString text;
        for (int at = line; at < end(); ++at) {
            const QStringView content = QStringView(m_lines[at]).sliced(at == line ? column : 0);
            // httpYac's blocks hold braces of their own; their end begins a line.
            const qsizetype found = kind == Script::Block && at != line
                ? (content.startsWith(close) ? 0 : -1)
                : content.lastIndexOf(close);
            if (found >= 0) {
                text += content.first(found);
                addScript(kind, {line, at + 1}, QStringView(text).trimmed());
                return at + 1;
            }
            text += content;
            text += u'\n';
        }
        reportText(Kind::UnclosedScript, line);
        return end();
    }

    void apply(const HttpSection::Directive &directive)
    {
        if (directive.name == "name"_L1) {
            if (!directive.text.isEmpty())
                m_section.spec.name = directive.text;
        } else if (const PolicyDirective *known = PolicyDirective::find(directive.name)) {
            qsizetype from = directive.column;
            for (const QString &word : known->read(directive.text, m_section.spec)) {
                const qsizetype column = columnOf(word, m_lines[directive.line], from);
                if (column >= 0)
                    from = column + word.size();
                report(Kind::UnknownOption, directive.line, column >= 0 ? column : directive.column,
                       word);
            }
        } else if (directive.name == "prompt"_L1) {
            const QString text = directive.text.simplified();
            if (!text.isEmpty())
                m_section.prompts.append(
                    {text.section(u' ', 0, 0), text.section(u' ', 1), directive.line + 1});
        } else if (const auto why = whyUnused(directive.name)) {
            note(directive.name, directive.line, *why);
        } else if (directive.name != "api-key"_L1) {
            m_section.unknownDirectives.append(directive.name);
        }
    }

    void noteProtocol()
    {
        static const QStringList others{u"GRPC"_s,        u"RSOCKET"_s, u"SSE"_s,
                                        u"EVENTSOURCE"_s, u"MQTT"_s,    u"AMQP"_s};
        using Why = HttpFileUnused::Why;
        if (!m_section.hasRequest())
            return;
        // A query that stands in a file of its own is sent as that file, not as a query.
        const bool isQueryFile = m_section.spec.method == "GRAPHQL"_L1
            && m_section.spec.body.kind != Body::Kind::GraphQl;
        if (others.contains(m_section.target.first.method) || isQueryFile)
            note(m_section.spec.method, m_section.target.requestLine, Why::OtherProtocol);
        for (const HttpSection::HeaderRow &row : std::as_const(m_section.headers)) {
            if (row.field.enabled
                && row.field.name.compare("x-request-type"_L1, Qt::CaseInsensitive) == 0
                && m_section.spec.body.kind != Body::Kind::GraphQl)
                note(row.field.name, row.lines.begin, Why::OtherProtocol);
        }
    }

    void note(const QString &name, int line, HttpFileUnused::Why why)
    {
        m_section.unused.append({name, line + 1, why});
    }

    void addScript(Script kind, LineRange lines, QStringView text)
    {
        m_section.scripts.append({kind, lines.begin + 1, lines.end + 1, text.toString()});
    }

    void report(Kind kind, int line, qsizetype column, QStringView subject)
    {
        m_findings.problems.append(
            {kind, line + 1, int(column) + 1,
             subject.first(std::min<qsizetype>(subject.size(), 200)).toString()});
    }

    /// The whole line.
    void reportText(Kind kind, int line)
    {
        const QStringView text = m_lines[line];
        const auto first
            = std::ranges::find_if_not(text, [](QChar c) { return c.isSpace(); }) - text.begin();
        report(kind, line, first, text.trimmed());
    }

    const QStringList &m_lines;
    HttpSection &m_section;
    HttpFileFindings &m_findings;
    ScriptLines m_scripts;
};

} // namespace

const HttpSection::Directive *HttpSection::directive(QStringView name) const
{
    const Directive *found = nullptr;
    for (const Directive &candidate : directives) {
        if (candidate.name == name && (!found || !candidate.text.isEmpty()))
            found = &candidate;
    }
    return found;
}

QList<LineRange> sectionsOf(const QStringList &lines)
{
    QList<LineRange> sections;
    int begin = 0;
    const int count = int(lines.size());
    for (int line = 0; line <= count; ++line) {
        if (line < count && !isSeparator(lines[line]))
            continue;
        sections.append({begin, line});
        begin = line;
    }
    return sections;
}

HttpSection readSection(const QStringList &lines, LineRange range, HttpFileFindings &findings)
{
    HttpSection section{.lines = range};
    if (range.begin < range.end && isSeparator(lines[range.begin]))
        section.separator = range.begin;
    SectionReader(lines, section, findings).read();
    return section;
}

} // namespace Recloser
