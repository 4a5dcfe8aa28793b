// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/cookies/cookie.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;

namespace Recloser {

/// All fields of one cookie. Its value is masked until it is asked for. GUI thread.
class CookieForm : public QWidget
{
    Q_OBJECT

public:
    explicit CookieForm(QWidget *parent = nullptr);

    void setCookie(const Cookie &cookie, const QDateTime &now);
    /// Nothing, and the reason shown, when a field has no meaning.
    std::optional<Cookie> cookie();
    void setValueShown(bool isShown);
    QLineEdit *nameField() const { return m_name; }

Q_SIGNALS:
    void submitted();

private:
    std::optional<Cookie> read(QString &problem) const;

    Cookie m_before;
    QLineEdit *m_name;
    QLineEdit *m_value;
    QLineEdit *m_domain;
    QLineEdit *m_path;
    QCheckBox *m_subdomains;
    QCheckBox *m_secure;
    QCheckBox *m_httpOnly;
    QComboBox *m_sameSite;
    QCheckBox *m_expires;
    QDateTimeEdit *m_expiresAt;
    QLabel *m_problem;
};

} // namespace Recloser
