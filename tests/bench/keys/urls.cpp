// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/keys/urls.h"

#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace Recloser {

QStringList generatedUrls(int count)
{
    QRandomGenerator random(1);
    const auto below = [&random](int bound) { return int(random.bounded(bound)); };
    static constexpr std::array nouns{"users",  "orders", "items",   "products", "carts",
                                      "search", "prices", "reviews", "accounts", "images"};
    const auto noun
        = [&] { return QString::fromLatin1(nouns.at(std::size_t(below(nouns.size())))); };
    QStringList urls;
    urls.reserve(count);
    for (int i = 0; i < count; ++i) {
        switch (below(6)) {
        case 0:
            urls.append(u"http://www.store%1.com:8001/m_search?productId=%2"_s.arg(below(40)).arg(
                below(99999)));
            break;
        case 1:
            urls.append(
                u"http://www.store%1.com:8001/comment/%2/%3"_s.arg(below(40)).arg(noun()).arg(
                    below(99999)));
            break;
        case 2:
            urls.append(u"https://api.example%1.org/v%2/%3/%4?page=%5&sort=name"_s.arg(below(20))
                            .arg(1 + below(3))
                            .arg(noun())
                            .arg(below(9999))
                            .arg(below(50)));
            break;
        case 3:
            urls.append(
                u"https://reqres%1.in/api/%2/%3"_s.arg(below(10)).arg(noun()).arg(below(9999)));
            break;
        case 4:
            urls.append(
                u"HTTPS://Internal-%1.corp.local:%2/%3/%4-%5/events?from=2026-01-01T00:00:00Z"_s
                    .arg(below(30))
                    .arg(8000 + below(10))
                    .arg(noun())
                    .arg(random.generate(), 8, 16, QChar(u'0'))
                    .arg(random.generate(), 8, 16, QChar(u'0')));
            break;
        default:
            urls.append(u"http://127.0.0.%1:8001/store_%2?productid=%3"_s.arg(1 + below(50))
                            .arg(noun())
                            .arg(below(99999)));
            break;
        }
    }
    return urls;
}

} // namespace Recloser
