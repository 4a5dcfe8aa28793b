// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/passphrasedialog.h"

#include "ui/describe/describe.h"
#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

PassPhraseDialog::PassPhraseDialog(SecretStore &secrets, QWidget *parent)
    : QDialog(parent)
    , m_secrets(secrets)
    , m_phrase(new QLineEdit)
    , m_repeat(new QLineEdit)
    , m_note(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel))
{
    setAttribute(Qt::WA_DeleteOnClose);
    switch (secrets.availability()) {
    case SecretStore::Availability::SealedFileLocked:
        m_purpose = Purpose::Open;
        break;
    case SecretStore::Availability::SealedFile:
        m_purpose = Purpose::Change;
        break;
    default:
        m_purpose = Purpose::Make;
    }
    const QString titles[]{tr("Unlock secrets"), tr("Keep secrets in a sealed file"),
                           tr("Change the pass phrase")};
    const QString intros[]{
        tr("This computer has no keychain. Your secrets are in an encrypted file, which this pass "
           "phrase opens until you quit."),
        tr("This computer has no keychain. Your secrets can be kept in an encrypted file instead. "
           "Nobody can open it without the pass phrase, so keep it well."),
        tr("The file of secrets is encrypted anew with another pass phrase."),
    };
    setWindowTitle(titles[int(m_purpose)]);
    auto *intro = new QLabel(intros[int(m_purpose)]);
    intro->setWordWrap(true);
    setLook(intro, "muted"_L1);
    auto *path = new QLabel(secrets.sealedPath());
    path->setTextFormat(Qt::PlainText);
    path->setWordWrap(true);
    setLook(path, "muted"_L1);
    for (QLineEdit *field : {m_phrase, m_repeat}) {
        field->setEchoMode(QLineEdit::Password);
        connect(field, &QLineEdit::textChanged, this, &PassPhraseDialog::check);
    }
    auto *form = new QFormLayout;
    form->addRow(m_purpose == Purpose::Change ? tr("&New pass phrase") : tr("&Pass phrase"),
                 m_phrase);
    if (m_purpose != Purpose::Open)
        form->addRow(tr("&Once more"), m_repeat);
    else
        m_repeat->setParent(this), m_repeat->hide();
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setMinimumHeight(m_note->fontMetrics().height() * 2);
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    QPushButton *yes = m_buttons->button(QDialogButtonBox::Ok);
    const QString verbs[]{tr("Unlock"), tr("Make the file"), tr("Change")};
    yes->setText(verbs[int(m_purpose)]);
    setLook(yes, "primary"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(intro);
    layout->addWidget(path);
    layout->addLayout(form);
    layout->addWidget(m_note);
    layout->addWidget(m_buttons);
    setMinimumWidth(440);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &PassPhraseDialog::go);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QString PassPhraseDialog::note() const
{
    return m_note->text();
}

void PassPhraseDialog::check()
{
    QString problem;
    if (m_purpose != Purpose::Open && !m_repeat->text().isEmpty()
        && m_repeat->text() != m_phrase->text())
        problem = tr("The two are not the same.");
    const bool isComplete = !m_phrase->text().isEmpty()
        && (m_purpose == Purpose::Open || m_repeat->text() == m_phrase->text());
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(isComplete && !m_isBusy);
    if (m_isBusy)
        return;
    setLook(m_note, problem.isEmpty() ? "muted"_L1 : "error"_L1);
    if (problem.isEmpty() && m_purpose != Purpose::Open && !m_phrase->text().isEmpty()
        && m_phrase->text().size() < 10)
        problem = tr("Short pass phrases are guessed soon; four words or more are hard to guess.");
    m_note->setText(problem);
}

void PassPhraseDialog::go()
{
    if (m_isBusy || !m_buttons->button(QDialogButtonBox::Ok)->isEnabled())
        return;
    m_isBusy = true;
    m_phrase->setEnabled(false);
    m_repeat->setEnabled(false);
    check();
    setLook(m_note, "muted"_L1);
    m_note->setText(tr("A moment: the key is made slowly on purpose."));
    const auto done = m_purpose == Purpose::Change ? m_secrets.changePassPhrase(m_phrase->text())
                                                   : m_secrets.unlock(m_phrase->text());
    auto result = done;
    result.then(this, [this](const std::expected<void, StoreError> &answer) { take(answer); });
}

void PassPhraseDialog::take(const std::expected<void, StoreError> &result)
{
    m_isBusy = false;
    m_phrase->setEnabled(true);
    m_repeat->setEnabled(true);
    if (result) {
        Q_EMIT unlocked();
        accept();
        return;
    }
    check();
    setLook(m_note, "error"_L1);
    if (result.error().kind == StoreError::Kind::Refused) {
        m_note->setText(tr("That is not the pass phrase of this file."));
    } else if (result.error().kind == StoreError::Kind::Corrupt) {
        m_note->setText(
            tr("The file is damaged; its secrets cannot be read any more. Nothing in it "
               "was changed."));
    } else {
        const Sentence words = describe(result.error());
        m_note->setText(u"%1 %2"_s.arg(words.headline, words.hint).trimmed());
    }
    m_phrase->setFocus();
    m_phrase->selectAll();
}

} // namespace Recloser
