// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/transferfields.h"

#include "ui/request/policysections.h"
#include "ui/request/textbinding.h"
#include "ui/request/undorouter.h"

#include <QComboBox>
#include <QGridLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>

namespace Recloser {

namespace {

void addRow(QGridLayout &grid, const QString &label, QWidget &field)
{
    const int row = grid.rowCount();
    auto *caption = new QLabel(label);
    caption->setBuddy(&field);
    QString plain = label;
    field.setAccessibleName(plain.remove(u'&'));
    grid.addWidget(caption, row, 0);
    grid.addWidget(&field, row, 1);
}

} // namespace

TransferFields::TransferFields(RequestDocument &document, UndoRouter &router, QGridLayout &grid,
                               QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_redirects(new QComboBox)
    , m_maxHops(new QLineEdit)
    , m_httpVersion(new QComboBox)
    , m_cookies(new QComboBox)
    , m_connectTo(new QLineEdit)
    , m_largestMessage(new QLineEdit)
    , m_address(new QLineEdit)
{
    addPolicyHeading(grid, tr("Transfer"));
    m_redirects->addItems({tr("follow"), tr("do not follow")});
    addRow(grid, tr("Re&directs"), *m_redirects);
    m_maxHops->setToolTip(tr("Redirects followed before it is an error; 1 to 100"));
    m_maxHops->setValidator(new QIntValidator(1, 100, m_maxHops));
    router.route(*m_maxHops);
    addRow(grid, tr("At &most"), *m_maxHops);
    m_httpVersion->addItems(
        {tr("automatic"), tr("HTTP/1.1"), tr("HTTP/2"), tr("HTTP/2 without TLS")});
    addRow(grid, tr("HTTP &version"), *m_httpVersion);
    m_cookies->addItems({tr("of the jar"), tr("none but its header")});
    m_cookies->setToolTip(tr("Whether cookies are sent and kept; in files # @no-cookie-jar"));
    addRow(grid, tr("&Cookies"), *m_cookies);
    m_connectTo->setPlaceholderText(tr("host:port"));
    m_connectTo->setToolTip(tr("Connects there instead. URL, Host and the name that the "
                               "certificate is checked for stay as they are; over HTTP/1.1 only. "
                               "In files # @connect-to host:port"));
    addRow(grid, tr("Co&nnect to"), *m_connectTo);
    m_address->setPlaceholderText(tr("IP address"));
    m_address->setToolTip(tr("The address of the URL's host, instead of asking for it; over "
                             "HTTP/1.1 only. In files # @resolve address"));
    addRow(grid, tr("A&ddress"), *m_address);
    bindText(*m_connectTo, document, router, {RequestPart::Redirects, 0, 1}, tr("connect to"),
             [](RequestSpec &spec) -> QString & { return spec.route.connectTo; });
    bindText(*m_address, document, router, {RequestPart::Redirects, 0, 2}, tr("address"),
             [](RequestSpec &spec) -> QString & { return spec.route.address; });
    m_largestMessage->setPlaceholderText(tr("64 MiB"));
    m_largestMessage->setToolTip(tr("The largest message that a WebSocket connection takes, such "
                                    "as 128 MB; a larger one ends it (1009). "
                                    "In files # @max-message 128 MB"));
    addRow(grid, tr("Largest messa&ge"), *m_largestMessage);
    bindText(*m_largestMessage, document, router, {RequestPart::Redirects, 0, 3},
             tr("largest message"),
             [](RequestSpec &spec) -> QString & { return spec.route.largestMessage; });
    for (QComboBox *box : {m_redirects, m_httpVersion, m_cookies}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
        box->setMinimumWidth(84);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    connect(m_redirects, &QComboBox::activated, this, [this](int index) {
        edit(tr("redirects"), RequestPart::Redirects,
             [index](RequestSpec &spec) { spec.redirects.follow = RedirectPolicy::Follow(index); });
    });
    connect(m_maxHops, &QLineEdit::textEdited, this, [this](const QString &text) {
        RequestSpec next = m_document.spec();
        if (const int hops = text.toInt(); hops >= 1 && hops <= 100) {
            next.redirects.maxHops = hops;
            m_document.edit(tr("redirects"), {RequestPart::Redirects, 0, 0}, next);
        }
    });
    connect(m_maxHops, &QLineEdit::editingFinished, this, &TransferFields::take);
    connect(m_httpVersion, &QComboBox::activated, this, [this](int index) {
        edit(tr("HTTP version"), RequestPart::HttpVersion,
             [index](RequestSpec &spec) { spec.httpVersion = HttpVersion(index); });
    });
    connect(m_cookies, &QComboBox::activated, this, [this](int index) {
        edit(tr("cookies"), RequestPart::Redirects,
             [index](RequestSpec &spec) { spec.cookies = CookieUse(index); });
    });
    connect(&document, &RequestDocument::changed, this, &TransferFields::take);
    take();
}

void TransferFields::edit(const QString &what, RequestPart part,
                          const std::function<void(RequestSpec &)> &change)
{
    RequestSpec next = m_document.spec();
    change(next);
    m_document.edit(what, part, next, RequestDocument::EditKind::Step);
}

void TransferFields::take()
{
    const RequestSpec &spec = m_document.spec();
    m_redirects->setCurrentIndex(int(spec.redirects.follow));
    m_maxHops->setEnabled(spec.redirects.follow == RedirectPolicy::Follow::Yes);
    if (m_maxHops->text().toInt() != spec.redirects.maxHops
        && !(m_maxHops->hasFocus() && m_maxHops->text().isEmpty()))
        m_maxHops->setText(QString::number(spec.redirects.maxHops));
    m_httpVersion->setCurrentIndex(int(spec.httpVersion));
    m_cookies->setCurrentIndex(int(spec.cookies));
}

} // namespace Recloser
