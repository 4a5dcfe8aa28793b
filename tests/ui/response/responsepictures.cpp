// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/clock.h"
#include "core/resilience/memorybreakerstore.h"
#include "tests/ui/response/sampleexchanges.h"
#include "ui/bodyview/bodyfindbar.h"
#include "ui/editor/codeeditor.h"
#include "ui/response/responsebodypage.h"
#include "ui/response/responseview.h"
#include "ui/response/waterfall.h"
#include "ui/streams/eventpage.h"
#include "ui/streams/messagepage.h"
#include "ui/structure/filterbar.h"
#include "ui/structure/recordview.h"

#include <QApplication>
#include <QBuffer>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTableView>

#include <cstdio>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Page = ResponseView::Page;

namespace {

/// Shows exchanges of a fixed day as if they had just ended.
class PictureClock final : public Clock
{
public:
    time_point now() const override { return m_real.now(); }
    QDateTime wallTime() const override
    {
        return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, QTimeZone::UTC);
    }
    std::unique_ptr<ScheduledCall> schedule(std::chrono::milliseconds delay,
                                            std::function<void()> call) override
    {
        return m_real.schedule(delay, std::move(call));
    }

private:
    SystemClock m_real;
};

struct Picture
{
    QString name;
    std::function<void(ResponseView &)> set;
};

QList<Picture> pictures()
{
    const auto of = [](Exchange exchange, Page page) {
        return [ptr = Samples::shared(std::move(exchange)), page](ResponseView &view) {
            view.setPage(page);
            view.show(ptr);
            view.setPage(page);
        };
    };
    Exchange big = Samples::success({});
    big.attempts[0].result->body = Samples::inFile(Samples::bigJson(5'200'000));
    Exchange binary = Samples::success(QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)
                                           + QByteArray(34'000, char(0x9c)),
                                       "image/png");
    Exchange broken = Samples::success("{\"a\":1,\n \"b\": [1,2,, 3], \"caf\xe9\": true}");
    const auto inForm = [](Exchange exchange, ResponseBodyPage::Form form, auto then) {
        return [ptr = Samples::shared(std::move(exchange)), form, then](ResponseView &view) {
            view.setPage(Page::Body);
            view.show(ptr);
            view.bodyPage()->setForm(form);
            QElapsedTimer timer;
            timer.start();
            while (!view.bodyPage()->isSettled() && timer.elapsed() < 5'000)
                QCoreApplication::processEvents();
            then(*view.bodyPage());
        };
    };
    using Form = ResponseBodyPage::Form;
    const QByteArray doubled
        = "{\"id\":7,\"name\":\"Widget\",\"price\":12.50,\"tags\":[\"a\",\"b\",[]],"
          "\"stock\":{\"here\":3,\"there\":null},\"sold\":true,\"name\":\""
        + QByteArray(600, 'x') + "\",\"list\":[{\"n\":1},{\"n\":2}]}";
    QImage picture(640, 400, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(43, 107, 228));
    painter.drawEllipse(60, 40, 320, 320);
    painter.setBrush(QColor(154, 103, 0, 160));
    painter.drawEllipse(260, 40, 320, 320);
    painter.end();
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    Exchange bypassed = Samples::success(Samples::storeJson());
    bypassed.circuit.use = CircuitReport::Use::Bypassed;
    Exchange redirected = Samples::success("<a><b>x</b><c d='1'/></a>", "application/xml");
    redirected.attempts[0].result->redirects = {{"GET",
                                                 QUrl(u"http://store1.com/m_search"_s),
                                                 301,
                                                 {{"Location", "http://www.store1.com:8001/"}}}};
    redirected.attempts[0].result->tls = u"TLSv1.3 TLS_AES_256_GCM_SHA384"_s;
    Exchange sent = redirected;
    sent.request.method = "POST";
    sent.request.body = {{R"({"query": "shoes", "page": 1})", {}, 29}};
    sent.attempts[0].result->redirects[0].status = 307;
    sent.attempts[0].result->redirects[0].httpVersion = "1.1";
    Exchange html
        = Samples::success("<!doctype html>\n<html><head><style>p { color: red; }</style></head>\n"
                           "<body><!-- note --><p class=\"x\">Hi &amp; bye</p></body></html>",
                           "text/html; charset=utf-8");
    Exchange cookies = Samples::success(Samples::storeJson());
    cookies.attempts[0].cookies
        = {{QUrl(u"http://www.store1.com:8001/login"_s),
            {{"theme", "dark"}},
            {{"session", "2f1b9c0d7a", "Path=/; HttpOnly; Max-Age=3600", CookieVerdict::Kept},
             {"tracker", "1", "Domain=ads.example", CookieVerdict::DomainMismatch},
             {"__Host-csrf", "9", "Path=/", CookieVerdict::HostPrefix}}},
           {QUrl(u"http://www.store1.com:8001/m_search"_s),
            {{"theme", "dark"}, {"session", "2f1b9c0d7a"}},
            {{"old", "", "Max-Age=0", CookieVerdict::Removed}}}};
    QByteArray stream("id: 1\nevent: ready\ndata: connected\n\n");
    for (int i = 2; i < 40; ++i)
        stream += "id: " + QByteArray::number(i)
            + "\nevent: price\ndata: {\"symbol\": \"YHOO\", \"price\": 1.50, \"change\": [-0.25, "
              "null]}\n\n";
    const Exchange events = Samples::success(stream, "text/event-stream");
    Exchange brokenOff = events;
    brokenOff.attempts[0].result->brokenOff
        = SendError{SendError::Kind::ConnectionReset, u"www.store1.com:8001"_s, {}};
    Exchange parts = sent;
    parts.attempts[0].result->redirects.clear();
    parts.request.headers.append(RawHeader{"Content-Type", "multipart/form-data; boundary=b"});
    parts.request.body
        = {{"--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"photo.png\"\r\n\r\n",
            {},
            73},
           {{}, u"/home/jane/photo.png"_s, 1'234'567},
           {"\r\n--b--\r\n", {}, 9}};
    using From = SocketMessage::From;
    using Kind = SocketMessage::Kind;
    QByteArray talk;
    for (const SocketMessage &message : QList<SocketMessage>{
             {From::Client, Kind::Text, 1'204us, R"({"subscribe": ["YHOO", "AAPL"]})"},
             {From::Server, Kind::Text, 23'880us, R"({"ok": true, "channels": 2})"},
             {From::Server, Kind::Text, 1'023'880us,
              R"({"symbol": "YHOO", "price": 1.50, "change": [-0.25, null]})"},
             {From::Server, Kind::Binary, 1'500'000us, QByteArray::fromHex("00ff1a2b3c4d5e6f7081")},
             {From::Client, Kind::Ping, 2'000'000us, ""},
             {From::Server, Kind::Pong, 2'012'700us, "", 0, 12'700us},
             {From::Server, Kind::Close, 3'500'000us, "session is over", 4001}})
        talk += conversationLine(message);
    Exchange messages = Samples::success(talk, conversationType());
    messages.attempts[0].result->status = 101;
    messages.attempts[0].result->reason = "Switching Protocols";
    const auto withMessages = [messages](int row, const QString &written) {
        return [messages, row, written](ResponseView &view) {
            view.show(Samples::shared(messages));
            view.setPage(Page::Messages);
            view.messagePage()->table()->selectRow(row);
            view.messagePage()->composer()->editor()->setPlainText(written);
        };
    };
    return {
        {u"events-broken-off"_s, of(brokenOff, Page::Events)},
        {u"raw-parts"_s, of(parts, Page::Raw)},
        {u"messages"_s, withMessages(2, u"{\n  \"unsubscribe\": [\"AAPL\"]\n}"_s)},
        {u"messages-binary"_s, withMessages(3, {})},
        {u"events"_s,
         [events](ResponseView &view) {
             view.setPage(Page::Events);
             view.show(Samples::shared(events));
             view.setPage(Page::Events);
             view.eventPage()->table()->selectRow(3);
         }},
        {u"nothing"_s, [](ResponseView &view) { view.showNothing(); }},
        {u"success-body"_s, of(Samples::success(Samples::storeJson()), Page::Body)},
        {u"success-find"_s,
         [](ResponseView &view) {
             view.setPage(Page::Body);
             view.show(Samples::shared(Samples::success(Samples::storeJson())));
             view.bodyPage()->view()->openFind();
             view.bodyPage()->view()->findChild<QLineEdit *>()->setText(u"st"_s);
         }},
        {u"success-attempts"_s, of(Samples::success(Samples::storeJson()), Page::Attempts)},
        {u"headers"_s, of(redirected, Page::Headers)},
        {u"cookies"_s, of(cookies, Page::Cookies)},
        {u"xml-body"_s, of(redirected, Page::Body)},
        {u"html-body"_s, of(html, Page::Body)},
        {u"raw"_s, of(sent, Page::Raw)},
        {u"timeouts-attempts"_s, of(Samples::timeouts(), Page::Attempts)},
        {u"timeouts-body"_s, of(Samples::timeouts(), Page::Body)},
        {u"failed-body"_s, of(Samples::failed(), Page::Body)},
        {u"failed-attempts"_s, of(Samples::failed(), Page::Attempts)},
        {u"blocked"_s, of(Samples::blocked(), Page::Attempts)},
        {u"cancelled"_s, of(Samples::cancelled(), Page::Attempts)},
        {u"invalid"_s, of(Samples::invalid(), Page::Body)},
        {u"broken-body"_s, of(broken, Page::Body)},
        {u"binary-body"_s, of(binary, Page::Body)},
        {u"tree"_s,
         inForm(Samples::success(doubled), Form::Tree,
                [](ResponseBodyPage &page) {
                    page.treeView()->open(4);
                    page.treeView()->setCurrent(2);
                    page.treeView()->setFocus();
                })},
        {u"tree-xml"_s, inForm(redirected, Form::Tree, [](ResponseBodyPage &) {})},
        {u"tree-broken"_s, inForm(broken, Form::Tree, [](ResponseBodyPage &) {})},
        {u"folded"_s,
         inForm(Samples::success(doubled), Form::Pretty,
                [](ResponseBodyPage &page) {
                    page.view()->foldToLevel(1);
                    while (page.view()->isBusy())
                        QCoreApplication::processEvents();
                })},
        {u"filter"_s,
         inForm(redirected, Form::Pretty,
                [](ResponseBodyPage &page) {
                    page.openFilter();
                    page.filterBar()->field()->setText(u"//*"_s);
                })},
        {u"filter-wrong"_s,
         inForm(redirected, Form::Pretty,
                [](ResponseBodyPage &page) {
                    page.openFilter();
                    page.filterBar()->field()->setText(u"//c[@d="_s);
                })},
        {u"image"_s,
         inForm(Samples::success(png, "image/png"), Form::Pretty, [](ResponseBodyPage &) {})},
        {u"image-svg"_s,
         inForm(Samples::success("<svg xmlns='http://www.w3.org/2000/svg' width='80' height='60'>"
                                 "<circle cx='40' cy='30' r='25' fill='#2b6be4'/></svg>",
                                 "image/svg+xml"),
                Form::Preview, [](ResponseBodyPage &) {})},
        {u"filter-json"_s,
         inForm(Samples::success(Samples::storeJson()), Form::Pretty,
                [](ResponseBodyPage &page) {
                    page.openFilter();
                    page.filterBar()->field()->setText(u"$..*"_s);
                })},
        {u"table"_s,
         inForm(Samples::success("id,name,price\n1,Widget,12.50\n2,\"Gadget, large\",7\n3\n"
                                 "4,Thing,1e3\n",
                                 "text/csv"),
                Form::Table, [](ResponseBodyPage &page) { page.tableView()->setFocus(); })},
        {u"table-lines"_s,
         inForm(Samples::success("{\"at\":\"12:03\",\"level\":\"info\",\"n\":1}\n{\"at\":}\n"
                                 "{\"at\":\"12:04\",\"level\":\"warn\",\"tags\":[1,2]}\n",
                                 "application/x-ndjson"),
                Form::Table, [](ResponseBodyPage &) {})},
        {u"parts"_s,
         inForm(Samples::success("--b\r\nContent-Disposition: form-data; name=\"data\"\r\n"
                                 "Content-Type: application/json\r\n\r\n{\"a\":[1,2]}\r\n--b\r\n"
                                 "Content-Disposition: form-data; name=\"note\"; "
                                 "filename=\"note.txt\"\r\n\r\nhello\r\n--b--",
                                 "multipart/form-data; boundary=b"),
                Form::Pretty, [](ResponseBodyPage &) {})},
        {u"big-body"_s, of(big, Page::Body)},
        {u"bypassed"_s, of(bypassed, Page::Attempts)},
    };
}

/// Several on one picture, to see much at one look.
void saveSheets(const QList<QImage> &images, const QString &name)
{
    constexpr qsizetype rows = 4;
    const int columns = images.first().width() > 1000 ? 1 : 2;
    const QSize cell = images.first().size() + QSize(12, 12);
    for (qsizetype at = 0; at < images.size(); at += rows * columns) {
        QImage sheet(cell.width() * columns, cell.height() * int(rows), QImage::Format_RGB32);
        sheet.fill(Qt::gray);
        QPainter painter(&sheet);
        for (qsizetype i = at; i < std::min(images.size(), at + rows * columns); ++i)
            painter.drawImage(int((i - at) % columns) * cell.width(),
                              int((i - at) / columns) * cell.height(), images[i]);
        painter.end();
        sheet.save(u"%1-%2.png"_s.arg(name).arg(at / (rows * columns)));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: responsepictures FOLDER\n", stderr);
        return 2;
    }
    Theme theme(application);
    SyntaxRepository syntax;
    PictureClock clock;
    MemoryBreakerStore store(clock);
    CircuitBoard board(store, clock);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        for (const int width : {720, 1200}) {
            QList<QImage> taken;
            for (const Picture &picture : pictures()) {
                ResponseView view({theme, syntax, board, clock});
                view.setAttribute(Qt::WA_StyledBackground);
                view.resize(width, 440);
                view.show();
                picture.set(view);
                const QDeadlineTimer deadline(picture.name == "big-body"_L1 ? 1500 : 120);
                while (!deadline.hasExpired())
                    QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
                taken.append(view.grab().toImage());
                taken.last().save(u"%1/%2-%3-%4.png"_s.arg(
                    QString::fromLocal8Bit(argv[1]), picture.name, QString::number(width),
                    theme.isDark() ? u"dark"_s : u"light"_s));
            }
            saveSheets(taken,
                       u"%1/sheet-%2-%3"_s.arg(QString::fromLocal8Bit(argv[1]),
                                               QString::number(width),
                                               theme.isDark() ? u"dark"_s : u"light"_s));
        }
    }
    return 0;
}
