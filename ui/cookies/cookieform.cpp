// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/cookies/cookieform.h"

#include "core/cookies/cookierules.h"
#include "ui/theme/look.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

CookieForm::CookieForm(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit)
    , m_value(new QLineEdit)
    , m_domain(new QLineEdit)
    , m_path(new QLineEdit)
    , m_subdomains(new QCheckBox(tr("and hosts &below it")))
    , m_secure(new QCheckBox(tr("&Secure")))
    , m_httpOnly(new QCheckBox(tr("&HttpOnly")))
    , m_sameSite(new QComboBox)
    , m_expires(new QCheckBox(tr("&Expires")))
    , m_expiresAt(new QDateTimeEdit)
    , m_problem(new QLabel)
{
    m_domain->setPlaceholderText(u"api.example.com"_s);
    m_path->setPlaceholderText(u"/"_s);
    m_value->setEchoMode(QLineEdit::Password);
    m_secure->setToolTip(tr("Sent over https only"));
    m_httpOnly->setToolTip(tr("Hidden from scripts in browsers; makes no difference here"));
    m_sameSite->addItems(
        {tr("SameSite not set"), u"SameSite=None"_s, u"SameSite=Lax"_s, u"SameSite=Strict"_s});
    m_sameSite->setAccessibleName(tr("SameSite"));
    m_sameSite->setToolTip(tr("Kept and shown; what is sent here is never cross-site"));
    m_expiresAt->setCalendarPopup(true);
    m_expiresAt->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    m_expiresAt->setAccessibleName(tr("Expires at"));
    m_expiresAt->setMinimumDateTime(QDateTime(QDate(1970, 1, 2), QTime()));
    setLook(m_problem, "error"_L1);
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    const auto addField = [&](int row, int column, const QString &text, QLineEdit *edit) {
        auto *label = new QLabel(text);
        label->setBuddy(edit);
        QString plain = text;
        edit->setAccessibleName(plain.remove(u'&'));
        grid->addWidget(label, row, column);
        grid->addWidget(edit, row, column + 1);
        connect(edit, &QLineEdit::returnPressed, this, &CookieForm::submitted);
    };
    addField(0, 0, tr("&Name"), m_name);
    addField(0, 2, tr("&Value"), m_value);
    addField(1, 0, tr("&Domain"), m_domain);
    addField(1, 2, tr("&Path"), m_path);
    auto *expiry = new QHBoxLayout;
    expiry->addWidget(m_expires);
    expiry->addWidget(m_expiresAt, 1);
    auto *flags = new QHBoxLayout;
    flags->addWidget(m_secure);
    flags->addWidget(m_httpOnly);
    flags->addWidget(m_sameSite, 1);
    grid->addWidget(m_subdomains, 2, 1);
    grid->addLayout(expiry, 2, 3);
    grid->addLayout(flags, 3, 1);
    grid->addWidget(m_problem, 3, 3);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    connect(m_expires, &QCheckBox::toggled, m_expiresAt, &QWidget::setEnabled);
    setFocusProxy(m_name);
}

void CookieForm::setCookie(const Cookie &cookie, const QDateTime &now)
{
    m_before = cookie;
    m_name->setText(QString::fromUtf8(cookie.name));
    m_value->setText(QString::fromUtf8(cookie.value));
    m_domain->setText(QString::fromLatin1(cookie.domain));
    m_path->setText(QString::fromUtf8(cookie.path));
    m_subdomains->setChecked(!cookie.hostOnly);
    m_secure->setChecked(cookie.secure);
    m_httpOnly->setChecked(cookie.httpOnly);
    m_sameSite->setCurrentIndex(int(cookie.sameSite));
    m_expires->setChecked(cookie.expiresAt.has_value());
    m_expiresAt->setEnabled(cookie.expiresAt.has_value());
    m_expiresAt->setDateTime(cookie.expiresAt.value_or(now.addDays(30)).toLocalTime());
    m_problem->hide();
}

void CookieForm::setValueShown(bool isShown)
{
    m_value->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
}

std::optional<Cookie> CookieForm::read(QString &problem) const
{
    const auto hasControl = [](const QString &text) {
        return std::ranges::any_of(text, [](QChar c) { return c < u' ' || c == QChar(0x7f); });
    };
    Cookie cookie = m_before;
    cookie.name = m_name->text().trimmed().toUtf8();
    cookie.value = m_value->text().trimmed().toUtf8();
    QString domain = m_domain->text().trimmed();
    if (domain.startsWith(u'.'))
        domain = domain.sliced(1);
    cookie.domain = canonicalHost(domain.toUtf8());
    cookie.path = m_path->text().trimmed().toUtf8();
    if (cookie.path.isEmpty())
        cookie.path = "/"_ba;
    if (cookie.name.isEmpty() || cookie.name.contains('=') || cookie.name.contains(';'))
        problem = tr("A name is needed, without = and ;");
    else if (cookie.value.contains(';') || hasControl(m_value->text())
             || hasControl(m_name->text()))
        problem = tr("A value cannot hold ; nor control characters");
    else if (cookie.domain.isEmpty() || cookie.domain.contains('/') || domain.contains(u' '))
        problem = tr("A host name is needed, such as api.example.com");
    else if (!cookie.path.startsWith('/'))
        problem = tr("A path begins with /");
    if (!problem.isEmpty())
        return std::nullopt;
    cookie.hostOnly = !m_subdomains->isChecked();
    cookie.secure = m_secure->isChecked();
    cookie.httpOnly = m_httpOnly->isChecked();
    cookie.sameSite = Cookie::SameSite(m_sameSite->currentIndex());
    cookie.expiresAt.reset();
    if (m_expires->isChecked())
        cookie.expiresAt = m_expiresAt->dateTime().toUTC();
    return cookie;
}

std::optional<Cookie> CookieForm::cookie()
{
    QString problem;
    const auto cookie = read(problem);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    return cookie;
}

} // namespace Recloser
