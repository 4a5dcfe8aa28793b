// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/choicerow.h"

#include "ui/widgets/flowlayout.h"

#include <QButtonGroup>
#include <QToolButton>

namespace Recloser {

ChoiceRow::ChoiceRow(const QString &accessibleName, const QStringList &texts, QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    auto *layout = new FlowLayout(2, this);
    for (int i = 0; i < texts.size(); ++i) {
        auto *button = new QToolButton;
        button->setText(texts[i]);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        QString plain = texts[i];
        button->setAccessibleName(plain.remove(u'&'));
        m_group->addButton(button, i);
        layout->addWidget(button);
    }
    setCurrent(0);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int choice, bool on) {
        if (on) {
            setFocusProxy(m_group->button(choice));
            Q_EMIT chosen(choice);
        }
    });
}

void ChoiceRow::setCurrent(int choice)
{
    if (current() == choice)
        return;
    const QSignalBlocker silent(m_group);
    if (QAbstractButton *button = m_group->button(choice)) {
        button->setChecked(true);
        setFocusProxy(button);
    }
}

int ChoiceRow::current() const
{
    return m_group->checkedId();
}

} // namespace Recloser
