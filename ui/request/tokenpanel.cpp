// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/tokenpanel.h"

#include "ui/describe/describe.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStyle>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QLabel *plainLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QString timeOfDay(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    return local.date() == now.toLocalTime().date()
        ? QLocale().toString(local.time(), u"HH:mm:ss"_s)
        : QLocale().toString(local, QLocale::ShortFormat);
}

} // namespace

TokenPanel::TokenPanel(TokenKeeper &keeper, const Theme &theme,
                       std::function<void(const QUrl &)> open, QWidget *parent)
    : QWidget(parent)
    , m_keeper(keeper)
    , m_open(std::move(open))
    , m_state(plainLabel())
    , m_hint(plainLabel())
    , m_code(new QLabel)
    , m_get(new QPushButton)
    , m_forget(new QPushButton(tr("&Forget")))
    , m_copy(new QPushButton)
    , m_openPage(new QPushButton(tr("&Open page")))
{
    m_state->setAccessibleName(tr("Token"));
    m_state->setFont(theme.figures());
    m_hint->setProperty("look", u"muted"_s);
    m_code->setTextFormat(Qt::PlainText);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAccessibleName(tr("Code to type in"));
    QFont font = theme.monospace();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    m_code->setFont(font);
    m_forget->setAccessibleName(tr("Forget the token"));

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_state, 1);
    line->addWidget(m_get);
    line->addWidget(m_forget);
    auto *login = new QHBoxLayout;
    login->setSpacing(8);
    login->addWidget(m_code);
    login->addWidget(m_copy);
    login->addWidget(m_openPage);
    login->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 2, 0, 2);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addLayout(login);
    layout->addWidget(m_hint);

    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &TokenPanel::tell);
    connect(m_get, &QPushButton::clicked, this, &TokenPanel::getOrCancel);
    connect(m_forget, &QPushButton::clicked, this, &TokenPanel::forget);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_device ? m_device->userCode : m_page.toString());
    });
    connect(m_openPage, &QPushButton::clicked, this, [this] { m_open(m_page); });
    connect(&m_keeper, &TokenKeeper::changed, this, [this](const QString &changed) {
        if (hasGrant() && changed == name())
            askFacts();
    });
    connect(&m_keeper, &TokenKeeper::notKept, this, [this](const StoreError &error) {
        m_notKept = error;
        tell();
    });
    tell();
}

TokenPanel::~TokenPanel() = default;

QString TokenPanel::name() const
{
    return tokenName(**m_grant);
}

void TokenPanel::setGrant(const RequestGrant &wanted)
{
    const auto &grant = wanted.grant;
    m_way = wanted.way;
    const bool isSame = m_name == wanted.name && m_grant.has_value() == grant.has_value()
        && (grant ? (!*m_grant == !*grant && (!*grant || **m_grant == **grant))
                  : m_grant.error() == grant.error());
    if (isSame)
        return;
    m_login.reset();
    m_device.reset();
    m_error.reset();
    m_facts.reset();
    m_grant = grant;
    m_name = wanted.name;
    askFacts();
    tell();
}

void TokenPanel::showEvent(QShowEvent *event)
{
    m_second.start();
    askFacts();
    QWidget::showEvent(event);
}

void TokenPanel::hideEvent(QHideEvent *event)
{
    m_second.stop();
    QWidget::hideEvent(event);
}

void TokenPanel::askFacts()
{
    // The keychain is asked only where somebody looks.
    if (!hasGrant() || !isVisible())
        return;
    m_keeper.facts(**m_grant).then(
        this, [this, asked = *m_grant](const std::optional<TokenFacts> &facts) {
            if (!hasGrant() || *m_grant != asked)
                return;
            m_facts = facts;
            tell();
        });
}

void TokenPanel::getOrCancel()
{
    if (m_login)
        stopLogin();
    else
        startLogin();
}

void TokenPanel::startLogin()
{
    if (!hasGrant())
        return;
    m_error.reset();
    m_notKept.reset();
    m_page.clear();
    m_login = m_keeper.login(**m_grant, m_way);
    connect(m_login.get(), &TokenLogin::browserWanted, this, [this](const QUrl &url) {
        m_page = url;
        m_open(url);
    });
    connect(m_login.get(), &TokenLogin::deviceCodeGiven, this, &TokenPanel::showDevice);
    connect(m_login.get(), &TokenLogin::finished, this, &TokenPanel::takeLogin);
    m_login->start({tr("Recloser has the answer. You can close this page."),
                    tr("The login was refused. Recloser says why; you can close this page.")});
    tell();
}

void TokenPanel::stopLogin()
{
    m_login.reset();
    m_device.reset();
    tell();
}

void TokenPanel::takeLogin(const TokenLogin::Result &result)
{
    // It is still emitting.
    m_login.release()->deleteLater();
    m_device.reset();
    if (result)
        m_facts = *result;
    else
        m_error = result.error();
    tell();
}

void TokenPanel::showDevice(const DeviceAnswer &device, const QDateTime &until)
{
    m_device = device;
    m_deviceUntil = until;
    m_page = device.completeUrl.isEmpty() ? device.verificationUrl : device.completeUrl;
    tell();
}

void TokenPanel::forget()
{
    if (!hasGrant())
        return;
    m_error.reset();
    m_keeper.forget(name()).then(this, [this](const std::expected<bool, StoreError> &forgotten) {
        if (forgotten)
            return;
        const Sentence why = describe(forgotten.error());
        say(why.headline, why.hint, "error");
    });
}

void TokenPanel::say(const QString &state, const QString &hint, const char *look)
{
    m_state->setText(m_name.isEmpty() ? state : u"%1: %2"_s.arg(m_name, state));
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    const QString wanted = QString::fromLatin1(look);
    if (m_state->property("look").toString() == wanted)
        return;
    m_state->setProperty("look", wanted);
    m_state->style()->unpolish(m_state);
    m_state->style()->polish(m_state);
}

void TokenPanel::tell()
{
    const bool isUnderWay = m_login != nullptr;
    const bool hasPage = isUnderWay && !m_page.isEmpty();
    m_get->setText(isUnderWay ? tr("&Cancel") : m_facts ? tr("&Get new token") : tr("&Get token"));
    m_get->setEnabled(isUnderWay || hasGrant());
    m_forget->setVisible(m_facts && !isUnderWay);
    m_code->setVisible(isUnderWay && m_device);
    m_copy->setVisible(hasPage);
    m_openPage->setVisible(hasPage);
    if (isUnderWay && m_device) {
        m_code->setText(m_device->userCode);
        m_copy->setText(tr("Co&py code"));
        const auto left = std::chrono::milliseconds(m_keeper.now().msecsTo(m_deviceUntil));
        return say(
            tr("Type this code in at %1").arg(m_device->verificationUrl.toString()),
            tr("On any machine with a browser; %1 left.").arg(formatCountdown(std::max(left, 0ms))),
            "");
    }
    if (hasPage) {
        m_copy->setText(tr("Co&py link"));
        return say(tr("Waiting for the login in the browser…"),
                   tr("It comes back to this machine; if it says that it must not, look at the "
                      "redirect URL."),
                   "");
    }
    if (isUnderWay)
        return say(tr("Asking for a token…"), {}, "");
    const std::optional<SendError> error = m_grant ? m_error : std::optional(m_grant.error());
    if (error) {
        const Sentence why = describe(*error);
        return say(why.headline, why.hint, "error");
    }
    if (!hasGrant())
        return say(tr("Fill in the token URL and the client."), {}, "muted");
    const bool isAlone = needsNobody((*m_grant)->grant);
    if (!m_facts)
        return say(isAlone ? tr("No token yet: the first send gets one.")
                           : tr("No token yet: somebody has to log in for it."),
                   {}, "");
    const QString kept = m_notKept ? tr("It is kept until Recloser is closed, and no longer: %1")
                                         .arg(describe(*m_notKept).headline)
        : m_facts->scope.isEmpty() ? QString()
                                   : tr("Scope: %1").arg(m_facts->scope);
    if (!m_facts->expiresAt.isValid())
        return say(tr("There is a token; the server does not say until when it is good."), kept,
                   "");
    const QDateTime now = m_keeper.now();
    const auto left = std::chrono::milliseconds(now.msecsTo(m_facts->expiresAt));
    const bool isRenewed = isAlone || m_facts->canRefresh;
    if (left > 0ms)
        return say((isRenewed ? tr("Token until %1, %2 left; then it is renewed by itself.")
                              : tr("Token until %1, %2 left."))
                       .arg(timeOfDay(m_facts->expiresAt, now), formatCountdown(left)),
                   kept, "");
    say(isRenewed ? tr("The token has expired; the next send renews it.")
                  : tr("The token has expired: somebody has to log in again."),
        kept, isRenewed ? "" : "error");
}

} // namespace Recloser
