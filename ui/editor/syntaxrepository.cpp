// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/syntaxrepository.h"

#include "core/text/mediatype.h"

#include <KSyntaxHighlighting/Repository>

using namespace Qt::StringLiterals;

namespace Recloser {

SyntaxRepository::SyntaxRepository() = default;
SyntaxRepository::~SyntaxRepository() = default;

KSyntaxHighlighting::Definition SyntaxRepository::definitionFor(const QString &mediaType)
{
    QString name;
    switch (languageOf(parseMediaType(mediaType))) {
    case TextLanguage::Json:
        name = u"JSON"_s;
        break;
    case TextLanguage::Xml:
        name = u"XML"_s;
        break;
    case TextLanguage::Html:
        name = u"HTML"_s;
        break;
    case TextLanguage::JavaScript:
        name = u"JavaScript"_s;
        break;
    case TextLanguage::Css:
        name = u"CSS"_s;
        break;
    case TextLanguage::Yaml:
        name = u"YAML"_s;
        break;
    case TextLanguage::GraphQl:
        name = u"GraphQL"_s;
        break;
    case TextLanguage::Plain:
    case TextLanguage::None:
        return {};
    }
    if (!m_repository)
        m_repository = std::make_unique<KSyntaxHighlighting::Repository>();
    return m_repository->definitionForName(name);
}

} // namespace Recloser
