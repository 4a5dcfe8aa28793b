// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/patterncopybutton.h"

#include "ui/keylab/pythontext.h"
#include "ui/theme/look.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace Recloser {

using namespace Qt::StringLiterals;

PatternCopyButton::PatternCopyButton(const PatternField &field, QWidget *parent)
    : QToolButton(parent)
{
    setText(tr("Copy ▾"));
    setLook(this, "field"_L1);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    setAccessibleName(tr("Copy the pattern"));
    auto *menu = new QMenu(this);
    const auto add = [&](const QString &text, auto make) {
        menu->addAction(text, this, [&field, make] {
            QGuiApplication::clipboard()->setText(make(field.pattern()));
        });
    };
    add(tr("As Python"), &pythonSnippet);
    add(tr("As Python literal"), &pythonLiteral);
    add(tr("As cb_config"), &cbConfigSnippet);
    menu->addAction(tr("As a test"), this, [this, &field] {
        QGuiApplication::clipboard()->setText(pythonTest(
            field.pattern(), m_rows ? m_rows() : QList<std::pair<QString, WantedKey>>()));
    });
    setMenu(menu);
}

} // namespace Recloser
