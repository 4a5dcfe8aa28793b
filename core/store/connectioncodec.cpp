// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/connectioncodec.h"

#include "core/store/cborwriting.h"

#include <QCborArray>
#include <QCborMap>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

void write(QCborStreamWriter &cbor, const TlsReport &tls)
{
    CborMapWriter map(cbor);
    map.putText("protocol"_L1, tls.protocol);
    map.putText("cipher"_L1, tls.cipher);
    map.putText("host"_L1, tls.host);
    if (!tls.alpn.isEmpty())
        map.put("alpn"_L1, tls.alpn);
    if (!tls.chain.isEmpty()) {
        map.member("chain"_L1);
        const CborArrayWriter chain(cbor, tls.chain.size());
        for (const QByteArray &certificate : tls.chain)
            cbor.append(certificate);
    }
    if (!tls.faults.isEmpty()) {
        map.member("faults"_L1);
        const CborArrayWriter faults(cbor, 3 * tls.faults.size());
        for (const CertificateFault &fault : tls.faults) {
            cbor.append(qint64(fault.code));
            cbor.append(QStringView(fault.text));
            cbor.append(qint64(fault.certificate));
        }
    }
    if (tls.isExcused)
        map.put("excused"_L1, true);
}

TlsReport tlsFrom(const QCborMap &map)
{
    TlsReport tls{.protocol = map.value("protocol"_L1).toString(),
                  .cipher = map.value("cipher"_L1).toString(),
                  .alpn = map.value("alpn"_L1).toByteArray(),
                  .host = map.value("host"_L1).toString(),
                  .chain = {},
                  .faults = {},
                  .isExcused = map.value("excused"_L1).toBool()};
    const QCborArray chain = map.value("chain"_L1).toArray();
    for (const QCborValue certificate : chain)
        tls.chain.append(certificate.toByteArray());
    const QCborArray faults = map.value("faults"_L1).toArray();
    for (qsizetype i = 0; i + 2 < faults.size(); i += 3)
        tls.faults.append({int(faults[i].toInteger()), faults[i + 1].toString(),
                           int(faults[i + 2].toInteger(-1))});
    return tls;
}

} // namespace

void write(QCborStreamWriter &cbor, const ConnectionReport &connection)
{
    CborMapWriter map(cbor);
    map.putText("to"_L1, connection.connectedTo);
    map.putText("proxy"_L1, connection.proxy);
    if (connection.tls != TlsReport{})
        write(map.member("tls"_L1), connection.tls);
}

ConnectionReport connectionFrom(const QCborMap &map)
{
    return {map.value("to"_L1).toString(), map.value("proxy"_L1).toString(),
            tlsFrom(map.value("tls"_L1).toMap())};
}

} // namespace Recloser
