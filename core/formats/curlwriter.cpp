// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curlwriter.h"

#include "core/formats/curloperation.h"
#include "core/formats/shellquoting.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr auto formType = "application/x-www-form-urlencoded"_L1;

/// Gathers options with their values, one a line.
class CommandText
{
public:
    CommandText(const QString &program, Shell shell) : m_text(program), m_shell(shell) { }

    /// The first one stays beside the program.
    void add(const QString &option, const std::optional<QString> &value = std::nullopt)
    {
        m_text += std::exchange(m_isFirst, false) ? u" "_s : lineContinuation(m_shell);
        m_text += option;
        if (value && !option.isEmpty())
            m_text += u' ';
        if (value)
            m_text += quotedFor(m_shell, *value);
    }
    QString take() { return m_text + u'\n'; }

private:
    QString m_text;
    Shell m_shell;
    bool m_isFirst = true;
};

QString secondsText(milliseconds duration)
{
    return QString::number(double(duration.count()) / 1000, 'g', 12);
}

/// In curl's quotes, where a semicolon or comma means something.
QString formQuoted(const QString &text)
{
    return u'"' + QString(text).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

void addPart(CommandText &command, const MultipartPart &part)
{
    if (!part.isFile && part.mediaType.isEmpty() && part.fileName.isEmpty()) {
        command.add(u"--form-string"_s, part.name + u'=' + part.value);
        return;
    }
    QString text = part.name + (part.isFile ? u"=@"_s : u"="_s) + formQuoted(part.value);
    if (!part.mediaType.isEmpty())
        text += u";type="_s + part.mediaType;
    if (!part.fileName.isEmpty() && !(part.isFile && part.value.section(u'/', -1) == part.fileName))
        text += u";filename="_s + formQuoted(part.fileName);
    command.add(u"--form"_s, text);
}

void addBody(CommandText &command, const Outgoing &request)
{
    if (request.bodyKind == Outgoing::BodyKind::Text)
        command.add(u"--data-raw"_s, request.text);
    else if (request.bodyKind == Outgoing::BodyKind::File)
        command.add(u"--data-binary"_s, u'@' + request.filePath);
    for (const MultipartPart &part : request.parts)
        addPart(command, part);
}

void addMethod(CommandText &command, const Outgoing &request)
{
    const bool sends = request.bodyKind == Outgoing::BodyKind::Text
        || request.bodyKind == Outgoing::BodyKind::File || !request.parts.isEmpty();
    if (request.method == "HEAD"_L1 && !sends)
        command.add(u"--head"_s);
    else if (request.method != (sends ? "POST"_L1 : "GET"_L1))
        command.add(u"--request"_s, request.method);
}

/// Time limits and retries, as far as curl has them.
void addPolicies(CommandText &command, const PolicyOverrides &policy)
{
    if (policy.connectTimeout && policy.connectTimeout->count() > 0)
        command.add(u"--connect-timeout"_s, secondsText(*policy.connectTimeout));
    if (policy.attemptTimeout && policy.attemptTimeout->count() > 0)
        command.add(u"--max-time"_s, secondsText(*policy.attemptTimeout));
    if (!policy.maxRetries)
        return;
    command.add(u"--retry"_s, QString::number(*policy.maxRetries));
    if (*policy.maxRetries == 0)
        return;
    const bool isCurlsOwn = policy.retryDelay == milliseconds(1000) && policy.retryFactor == 2.0
        && policy.retryMaxDelay == milliseconds(std::chrono::minutes(10));
    const bool isConstant = policy.retryDelay && policy.retryDelay->count() > 0
        && policy.retryDelay->count() % 1000 == 0 && policy.retryFactor.value_or(1) == 1.0;
    if (!isCurlsOwn && isConstant)
        command.add(u"--retry-delay"_s, secondsText(*policy.retryDelay));
    if (policy.deadline && policy.deadline->count() > 0 && policy.deadline->count() % 1000 == 0)
        command.add(u"--retry-max-time"_s, secondsText(*policy.deadline));
}

/// Nothing for what curl has no option for.
void addSigning(CommandText &command, const Auth &auth)
{
    if (auth.kind == Auth::Kind::Digest) {
        command.add(u"--digest"_s);
        command.add(u"--user"_s, auth.user + u':' + auth.password);
    } else if (auth.kind == Auth::Kind::AwsSigV4
               && auth.signaturePlacement == Auth::SignaturePlacement::Header) {
        QString scope = u"aws:amz"_s;
        for (const QString &part : {auth.region, auth.service})
            scope += part.isEmpty() ? QString() : u':' + part;
        command.add(u"--aws-sigv4"_s, scope);
        command.add(u"--user"_s, auth.accessKey + u':' + auth.secretKey);
    }
}

} // namespace

QString curlCommand(const Outgoing &request, Shell shell)
{
    CommandText command(shell == Shell::Cmd ? u"curl.exe"_s : u"curl"_s, shell);
    command.add(request.url.startsWith(u'-') ? u"--url"_s : QString(), request.url);
    const auto globbed = expandedGlob(request.url, 1);
    if (!globbed || *globbed != QStringList{request.url})
        command.add(u"--globoff"_s);
    addMethod(command, request);
    for (const HeaderField &header : request.headers) {
        const bool isImplied = header.value == formType
            && request.bodyKind != Outgoing::BodyKind::None
            && header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
        if (!isImplied)
            command.add(u"--header"_s,
                        header.name
                            + (header.value.isEmpty() ? u";"_s : QString(u": "_s + header.value)));
    }
    if (request.user)
        command.add(u"--user"_s, request.user->first + u':' + request.user->second);
    if (request.signing)
        addSigning(command, *request.signing);
    addBody(command, request);
    if (request.redirects.follow == RedirectPolicy::Follow::Yes) {
        command.add(u"--location"_s);
        if (request.redirects.maxHops != RedirectPolicy().maxHops)
            command.add(u"--max-redirs"_s, QString::number(request.redirects.maxHops));
    }
    if (request.httpVersion != HttpVersion::Automatic)
        command.add(request.httpVersion == HttpVersion::Http1       ? u"--http1.1"_s
                        : request.httpVersion == HttpVersion::Http2 ? u"--http2"_s
                                                                    : u"--http2-prior-knowledge"_s);
    addPolicies(command, request.policy);
    return command.take();
}

CopiedRequest httpieCommand(const Outgoing &request)
{
    CommandText command(u"http --ignore-stdin"_s, Shell::Posix);
    CopiedRequest copied;
    QStringList held;
    // A value that begins with a dash must not be taken for an option.
    const auto addJoined = [&command](const QString &option, const QString &value) {
        command.add(option + u'=' + quotedFor(Shell::Posix, value));
    };
    if (request.redirects.follow == RedirectPolicy::Follow::Yes) {
        command.add(u"--follow"_s);
        addJoined(u"--max-redirects"_s, QString::number(request.redirects.maxHops));
    }
    if (const auto timeout = request.policy.attemptTimeout) {
        addJoined(u"--timeout"_s, secondsText(*timeout));
        held.append(u"attemptTimeout"_s);
    }
    if (request.user)
        addJoined(u"--auth"_s, request.user->first + u':' + request.user->second);
    if (request.signing && request.signing->kind == Auth::Kind::Digest) {
        command.add(u"--auth-type=digest"_s);
        addJoined(u"--auth"_s, request.signing->user + u':' + request.signing->password);
    } else if (request.signing) {
        copied.lost.append(u"auth"_s);
    }
    if (!request.parts.isEmpty())
        command.add(u"--multipart"_s);
    if (request.bodyKind == Outgoing::BodyKind::Text)
        addJoined(u"--raw"_s, request.text);
    command.add(quotedFor(Shell::Posix, request.method), request.url);
    for (const HeaderField &header : request.headers)
        command.add({},
                    header.name + (header.value.isEmpty() ? u";"_s : QString(u':' + header.value)));
    if (request.bodyKind == Outgoing::BodyKind::File)
        command.add({}, u'@' + request.filePath);
    static const QRegularExpression separators(u"([\\\\:=@;])"_s);
    for (const MultipartPart &part : request.parts) {
        const QString name = QString(part.name).replace(separators, u"\\\\1"_s);
        command.add({},
                    part.isFile ? QString(name + u'@' + part.value + u";type="_s + part.mediaType)
                                : QString(name + u'=' + part.value));
        // HTTPie names a part's file by its path and gives values no type.
        const bool isHeld = part.isFile ? part.value.section(u'/', -1) == part.fileName
                                        : part.mediaType.isEmpty() && part.fileName.isEmpty();
        if (!isHeld && !copied.lost.contains("body"_L1))
            copied.lost.append(u"body"_s);
    }
    if (request.httpVersion != HttpVersion::Automatic && request.httpVersion != HttpVersion::Http1)
        copied.lost.append(u"httpVersion"_s);
    if (isRequoted(request.url))
        copied.lost.append(u"url"_s);
    copied.lost += policiesBeside(request.policy, held);
    copied.text = command.take();
    return copied;
}

} // namespace Recloser
