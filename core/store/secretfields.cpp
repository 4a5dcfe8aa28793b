// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/secretfields.h"

#include "core/model/authtexts.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct SecretField
{
    QString field;
    QString *value;
};

bool carriesCredentials(const QString &headerName)
{
    const QString name = headerName.toLower();
    for (const QStringView word :
         {u"authorization", u"cookie", u"api-key", u"apikey", u"token", u"secret", u"password"}) {
        if (name.contains(word))
            return true;
    }
    return false;
}

QList<SecretField> fieldsOf(RequestSpec &spec, SecretPlaces places)
{
    QList<SecretField> fields;
    for (const AuthText &text : secretAuthTexts()) {
        if (!isSecretIn(spec.auth, text))
            continue;
        // "value" says nothing where it stands among others.
        const QString field = text.text == &Auth::keyValue ? u"key"_s : text.option;
        fields.append({field, &(spec.auth.*(text.text))});
    }
    if (places == SecretPlaces::AuthAndHeaders) {
        for (qsizetype row = 0; row < spec.headers.size(); ++row) {
            if (carriesCredentials(spec.headers[row].name))
                fields.append({u"header-%1"_s.arg(row + 1), &spec.headers[row].value});
        }
    }
    return fields;
}

} // namespace

QString secretPlaceholder(const QString &name)
{
    return u"{{$secret "_s + name + u"}}"_s;
}

QString secretName(const QString &text)
{
    QString name;
    for (const QChar c : text.toLower()) {
        if ((c >= u'a' && c <= u'z') || c.isDigit())
            name += c;
        else if (!name.isEmpty() && !name.endsWith(u'-'))
            name += u'-';
    }
    while (name.endsWith(u'-'))
        name.chop(1);
    return name.isEmpty() ? u"request"_s : name.left(64);
}

QList<ExtractedSecret> extractSecrets(RequestSpec &spec, const QString &prefix, SecretPlaces places)
{
    QList<ExtractedSecret> secrets;
    for (const SecretField &field : fieldsOf(spec, places)) {
        if (field.value->isEmpty() || field.value->contains("{{"_L1))
            continue;
        const QString name = prefix + u'-' + field.field;
        secrets.append({name, *field.value});
        *field.value = secretPlaceholder(name);
    }
    return secrets;
}

QStringList secretNames(const RequestSpec &spec, const QString &prefix)
{
    RequestSpec copy = spec;
    QStringList names;
    for (const SecretField &field : fieldsOf(copy, SecretPlaces::AuthAndHeaders)) {
        const QString name = prefix + u'-' + field.field;
        if (*field.value == secretPlaceholder(name))
            names.append(name);
    }
    return names;
}

void restoreSecrets(RequestSpec &spec, const QHash<QString, QString> &secrets)
{
    for (const SecretField &field : fieldsOf(spec, SecretPlaces::AuthAndHeaders)) {
        if (!field.value->startsWith("{{$secret "_L1) || !field.value->endsWith("}}"_L1))
            continue;
        const auto secret = secrets.constFind(field.value->sliced(10).chopped(2).trimmed());
        if (secret != secrets.cend())
            *field.value = *secret;
    }
}

} // namespace Recloser
