// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/pastedurl.h"

#include "core/formats/curlcommand.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

PastedText kindOfPastedText(const QString &text)
{
    // `{{base}}/path` is a URL with a placeholder; a dict has a quoted or bare name behind its
    // brace.
    static const QRegularExpression object(
        u"^\\s*(?:\\w+\\s*=\\s*)?\\{(?!\\{)\\s*(?:['\"]|#|\\})"_s);
    static const QRegularExpression call(
        u"^\\s*(?:\\w+\\s*=\\s*)?(?:await\\s+)?[A-Za-z_][\\w.]*\\("_s);
    const bool isRequest = looksLikeCurl(text) || object.match(text).hasMatch()
        || (call.match(text).hasMatch() && text.contains(u"url"_s));
    return isRequest ? PastedText::Request : PastedText::Url;
}

QString singleLineUrl(const QString &text)
{
    static const QRegularExpression lineBreaks(u"\\s*[\\r\\n\\x{2028}\\x{2029}]+\\s*"_s);
    static const QRegularExpression control(u"[\\x{00}-\\x{1f}\\x{7f}]"_s);
    QString result = text.trimmed();
    result.remove(lineBreaks).remove(control);
    return result;
}

} // namespace Recloser
