// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/streams/closedialog.h"

#include "core/websocket/closecodes.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A closing frame has room for no more (RFC 6455 section 5.5).
constexpr int longestReason = 123;

} // namespace

CloseDialog::CloseDialog(QWidget *parent)
    : QDialog(parent)
    , m_code(new QComboBox)
    , m_reason(new QLineEdit)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setWindowTitle(tr("Disconnect"));
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 3000, 4000})
        m_code->addItem(u"%1 %2"_s.arg(code).arg(closeCodeName(code)));
    m_code->setAccessibleName(tr("Code"));
    m_code->setToolTip(tr("1000 to 1014, as far as they may be sent, or 3000 to 4999"));
    m_reason->setMaxLength(longestReason);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMinimumWidth(260);
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Disconnect"));
    auto *layout = new QFormLayout(this);
    layout->addRow(tr("Code"), m_code);
    layout->addRow(tr("Reason"), m_reason);
    layout->addRow(m_buttons);
    connect(m_code, &QComboBox::editTextChanged, this, &CloseDialog::check);
    connect(m_reason, &QLineEdit::textChanged, this, &CloseDialog::check);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

int CloseDialog::code() const
{
    return m_code->currentText().section(u' ', 0, 0).toInt();
}

QString CloseDialog::reason() const
{
    return m_reason->text();
}

void CloseDialog::check()
{
    m_buttons->button(QDialogButtonBox::Ok)
        ->setEnabled(isSendableCloseCode(code()) && reason().toUtf8().size() <= longestReason);
}

} // namespace Recloser
