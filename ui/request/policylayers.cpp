// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policylayers.h"

#include "core/model/policywords.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::PolicyLayers", text);
}

QString title(const PolicySource &source, const QString &path)
{
    using Kind = PolicySource::Kind;
    switch (source.kind) {
    case Kind::Preset:
        return tr("%1 preset").arg(presetName(source.preset));
    case Kind::Settings:
        return tr("settings");
    case Kind::Folder:
        return tr("folder %1").arg(path);
    case Kind::File:
        return tr("file %1").arg(path);
    case Kind::Own:
        return tr("this request");
    }
    return {};
}

} // namespace

QString presetName(Preset preset)
{
    return wordOf(preset);
}

QString sourceTitle(const PolicySource &source)
{
    return title(source, QFileInfo(source.path).fileName());
}

QString sourceDetail(const PolicySource &source)
{
    return title(source, source.path);
}

} // namespace Recloser
