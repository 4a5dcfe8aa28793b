// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The least that a program with Qt's HTTP takes for as many requests in order: one after the other
// through QNetworkAccessManager as it comes, each answer read and thrown away.
//
//   bench_run_floor URL REQUESTS

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 3)
        return 2;
    const QUrl url(QString::fromLocal8Bit(argv[1]));
    int left = atoi(argv[2]);
    QNetworkAccessManager network;
    const auto next = [&](const auto &again) -> void {
        QNetworkReply *reply = network.get(QNetworkRequest(url));
        QObject::connect(reply, &QNetworkReply::finished, &application, [&, reply, again] {
            reply->readAll();
            reply->deleteLater();
            if (reply->error() != QNetworkReply::NoError)
                QCoreApplication::exit(1);
            else if (--left > 0)
                again(again);
            else
                QCoreApplication::exit(0);
        });
    };
    next(next);
    return QCoreApplication::exec();
}
