// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curlcommand.h"

#include "core/formats/curloperation.h"
#include "core/formats/curloptions.h"

#include <QHash>
#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using NoteKind = ImportNote::Kind;

/// Reads the words of one curl command.
class CurlReader
{
public:
    CurlReader(const ShellCommand &command, CurlImport &import)
        : m_command(command)
        , m_import(import)
    {
    }

    void read(qsizetype firstWord);

private:
    void readLong(const QString &word);
    void readLetters(const QString &word);
    void apply(const CurlOption &option, const QString &written, const QString &value);
    bool applyData(const QString &name, const QString &value);
    void applyFlag(const CurlOption &option, const QString &written);
    bool applyNumber(const QString &name, const QString &written, const QString &value);
    /// The next word, said to be missing when there is none.
    std::optional<QString> valueOf(const QString &written);
    void note(NoteKind kind, const QString &option, const QString &text = {})
    {
        m_import.notes.append({kind, option, text});
    }
    void endOperation();

    const ShellCommand &m_command;
    CurlImport &m_import;
    CurlOperation m_operation;
    qsizetype m_at = 0;
    bool m_isAfterUnknown = false;
    QStringList m_strays;
};

void CurlReader::read(qsizetype firstWord)
{
    bool areOptionsOver = false;
    for (m_at = firstWord; m_at < m_command.words.size();) {
        const QString &word = m_command.words[m_at++];
        const bool wasUnknown = std::exchange(m_isAfterUnknown, false);
        if (areOptionsOver || !word.startsWith(u'-') || word == "-"_L1) {
            static const QRegularExpression address(u"[/.:?]|^localhost|^\\{\\{"_s);
            if (wasUnknown && !address.match(word).hasMatch())
                m_strays.append(word);
            else if (!word.isEmpty())
                m_operation.urls.append(word);
        } else if (word == "--"_L1) {
            areOptionsOver = true;
        } else if (word.startsWith("--"_L1)) {
            readLong(word);
        } else {
            readLetters(word);
        }
    }
    endOperation();
}

void CurlReader::endOperation()
{
    m_operation.inputFile = m_command.inputFile;
    m_operation.inputText = m_command.inputText;
    // What may have been an unknown option's value is a host when nothing else is.
    if (m_operation.urls.isEmpty())
        m_operation.urls = std::exchange(m_strays, {});
    for (const QString &word : std::exchange(m_strays, {}))
        note(NoteKind::StrayWord, {}, word);
    if (m_operation.urls.isEmpty())
        note(NoteKind::NoUrl, {});
    else
        addRequests(m_import, m_operation);
    m_operation = {};
}

std::optional<QString> CurlReader::valueOf(const QString &written)
{
    if (m_at < m_command.words.size())
        return m_command.words[m_at++];
    note(NoteKind::MissingValue, written);
    return std::nullopt;
}

void CurlReader::readLong(const QString &word)
{
    const CurlOption option = curlOption(word.sliced(2));
    if (option.name.isEmpty()) {
        note(NoteKind::UnknownOption, word);
        m_isAfterUnknown = true;
    } else if (!option.takesValue) {
        apply(option, word, {});
    } else if (const auto value = valueOf(word)) {
        apply(option, word, *value);
    }
}

void CurlReader::readLetters(const QString &word)
{
    for (qsizetype i = 1; i < word.size(); ++i) {
        const CurlOption option = curlOption(word[i]);
        const QString written = u'-' + QString(word[i]);
        if (option.name.isEmpty()) {
            note(NoteKind::UnknownOption, written);
            m_isAfterUnknown = i + 1 == word.size();
        } else if (!option.takesValue) {
            apply(option, written, {});
        } else {
            const auto value
                = i + 1 < word.size() ? std::optional(word.sliced(i + 1)) : valueOf(written);
            if (value)
                apply(option, written, *value);
            return;
        }
    }
}

void CurlReader::apply(const CurlOption &option, const QString &written, const QString &value)
{
    switch (option.role) {
    case CurlRole::Display:
        return;
    case CurlRole::Answer:
        note(NoteKind::AnswerOption, written, value);
        return;
    case CurlRole::Unsupported: {
        static const QRegularExpression secret(u"pass|user|key|cert|variable"_s);
        if (!option.isNegated)
            note(NoteKind::UnsupportedOption, written,
                 secret.match(option.name).hasMatch() ? QString() : value);
        return;
    }
    case CurlRole::Request:
        break;
    }
    if (!option.takesValue)
        applyFlag(option, written);
    else if (!applyData(option.name, value) && !applyNumber(option.name, written, value)
             && option.name == "proxy"_L1)
        note(NoteKind::ProxyIgnored, written, value.section(u'@', -1));
}

void CurlReader::applyFlag(const CurlOption &option, const QString &written)
{
    static const QHash<QString, bool CurlOperation::*> flags{
        {u"get"_s, &CurlOperation::isGet},
        {u"head"_s, &CurlOperation::isHead},
        {u"location"_s, &CurlOperation::follows},
        {u"path-as-is"_s, &CurlOperation::isPathAsIs},
    };
    const QString &name = option.name;
    if (const auto flag = flags.value(name)) {
        m_operation.*flag = !option.isNegated;
    } else if (name == "next"_L1) {
        endOperation();
    } else if (name == "globoff"_L1) {
        m_operation.globs = option.isNegated;
    } else if (name == "http1.0"_L1 || name == "http1.1"_L1) {
        m_operation.version = HttpVersion::Http1;
        if (name == "http1.0"_L1)
            note(NoteKind::UnsupportedOption, written);
    } else if (name == "http2"_L1) {
        m_operation.version = HttpVersion::Http2;
    } else if (name == "http2-prior-knowledge"_L1) {
        m_operation.version = HttpVersion::Http2Direct;
    } else if (name == "insecure"_L1) {
        if (!option.isNegated)
            note(NoteKind::VerificationStays, written);
    } else if (name == "basic"_L1) {
        if (!option.isNegated) {
            m_operation.otherScheme.clear();
            m_operation.isDigest = false;
        }
    } else if (name == "digest"_L1) {
        m_operation.isDigest = !option.isNegated;
    } else if (!option.isNegated) {
        m_operation.otherScheme = written; // --ntlm, --negotiate, --anyauth
    }
}

bool CurlReader::applyData(const QString &name, const QString &value)
{
    static const QHash<QString, CurlData::Kind> kinds{
        {u"data"_s, CurlData::Kind::Data},
        {u"data-ascii"_s, CurlData::Kind::Data},
        {u"data-raw"_s, CurlData::Kind::Raw},
        {u"data-binary"_s, CurlData::Kind::Binary},
        {u"data-urlencode"_s, CurlData::Kind::UrlEncoded},
        {u"json"_s, CurlData::Kind::Json},
    };
    static const QHash<QString, QStringList CurlOperation::*> lists{
        {u"url"_s, &CurlOperation::urls},
        {u"header"_s, &CurlOperation::headers},
        {u"cookie"_s, &CurlOperation::cookies},
    };
    static const QHash<QString, std::optional<QString> CurlOperation::*> texts{
        {u"request"_s, &CurlOperation::method},  {u"upload-file"_s, &CurlOperation::uploadFile},
        {u"user"_s, &CurlOperation::user},       {u"oauth2-bearer"_s, &CurlOperation::bearer},
        {u"referer"_s, &CurlOperation::referer}, {u"user-agent"_s, &CurlOperation::userAgent},
        {u"range"_s, &CurlOperation::range},     {u"aws-sigv4"_s, &CurlOperation::awsSigV4},
    };
    const QString written = u"--"_s + name;
    if (const auto kind = kinds.constFind(name); kind != kinds.cend()) {
        m_operation.data.append({*kind, written, value});
    } else if (const auto list = lists.value(name)) {
        (m_operation.*list).append(value);
    } else if (const auto text = texts.value(name)) {
        m_operation.*text = value;
    } else if (name == "url-query"_L1) {
        m_operation.query.append({CurlData::Kind::UrlEncoded, written, value});
    } else if (name == "form"_L1 || name == "form-string"_L1) {
        m_operation.form.append({written, value});
    } else if (name == "proto-default"_L1) {
        m_operation.defaultScheme = value;
    } else {
        return false;
    }
    return true;
}

bool CurlReader::applyNumber(const QString &name, const QString &written, const QString &value)
{
    static const QHash<QString, std::optional<int> CurlOperation::*> counts{
        {u"retry"_s, &CurlOperation::retries},
        {u"max-redirs"_s, &CurlOperation::maxRedirects},
    };
    static const QHash<QString, std::optional<milliseconds> CurlOperation::*> durations{
        {u"max-time"_s, &CurlOperation::maxTime},
        {u"connect-timeout"_s, &CurlOperation::connectTimeout},
        {u"retry-delay"_s, &CurlOperation::retryDelay},
        {u"retry-max-time"_s, &CurlOperation::retryMaxTime},
    };
    bool isNumber = false;
    if (const auto count = counts.value(name)) {
        const int number = value.toInt(&isNumber);
        if (isNumber && number >= -1)
            m_operation.*count = name == "retry"_L1 ? std::clamp(number, 0, 100) : number;
    } else if (const auto duration = durations.value(name)) {
        const double seconds = value.toDouble(&isNumber);
        constexpr double longest = 24.0 * 24 * 3600; // as everywhere here
        isNumber = isNumber && seconds >= 0 && seconds <= longest;
        // Nought is curl's word for no limit.
        if (isNumber && seconds > 0)
            m_operation.*duration = milliseconds(qRound64(seconds * 1000));
    } else {
        return false;
    }
    if (!isNumber)
        note(NoteKind::BadValue, written, value);
    return true;
}

/// Where curl's options begin in a command; -1 when it is another program's.
qsizetype wordAfterCurl(const QStringList &words)
{
    static const QRegularExpression setting(u"^[A-Za-z_]\\w*="_s);
    static const QRegularExpression curl(u"(?:^|[/\\\\])curl(?:\\.exe)?$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QStringList before{u"$"_s,    u"%"_s,    u">"_s,       u"sudo"_s,
                                    u"time"_s, u"exec"_s, u"command"_s, u"env"_s};
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (curl.match(words[i]).hasMatch())
            return i + 1;
        if (!before.contains(words[i]) && !setting.match(words[i]).hasMatch())
            break;
    }
    return -1;
}

} // namespace

bool looksLikeCurl(QStringView text)
{
    static const QRegularExpression start(
        u"^(?:\\s|\\x{feff}|#[^\\n]*\\n)*(?:[$%>#]\\s+)?(?:[A-Za-z_]\\w*=\\S*\\s+)*"
        "(?:(?!\\w+://)[\\w.:/\\\\-]*[/\\\\])?curl(?:\\.exe)?\\s"_s,
        QRegularExpression::CaseInsensitiveOption);
    return start.matchView(text.first(std::min<qsizetype>(text.size(), 4000))).hasMatch();
}

CurlImport parseCurl(const QString &text)
{
    return parseCurl(text, shellOf(text));
}

CurlImport parseCurl(const QString &text, Shell shell)
{
    // The prompt of root would be a comment.
    static const QRegularExpression prompt(u"^[\\s\\x{feff}]*[$%>#]\\s+(?=curl)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    const ShellReading reading = readShell(QString(text).remove(prompt), shell);
    CurlImport import;
    for (const ShellNote &note : reading.notes) {
        const NoteKind kind = note.kind == ShellNote::Kind::Expansion ? NoteKind::Expansion
            : note.kind == ShellNote::Kind::Redirection               ? NoteKind::Redirection
                                                                      : NoteKind::UnclosedQuote;
        import.notes.append({kind, {}, note.text});
    }
    for (const ShellCommand &command : reading.commands) {
        if (const qsizetype first = wordAfterCurl(command.words); first >= 0)
            CurlReader(command, import).read(first);
        else
            import.notes.append({NoteKind::OtherCommand, {}, command.words.join(u' ')});
    }
    return import;
}

} // namespace Recloser
