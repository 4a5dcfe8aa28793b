#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Shows that layers.py can fail: plants each violation alone in a small clean tree, and expects to hear of it.

    selftest.py [--qt INCLUDE_DIR...]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from layers import CORE, Checker, layer_in_core

SPDX = "// SPDX-FileCopyrightText: 2026 The Recloser authors\n// SPDX-License-Identifier: MIT\n"

CLEAN = {
    "core/model/a.h": "#pragma once\n#include <QString>\n",
    "core/model/a.cpp": '#include "core/model/a.h"\n#include "a.moc"\n',
    "core/regex/parser.cpp": "#include <string>\n#include <vector>\n",
    "core/send/networktransport.cpp": "#include <QNetworkAccessManager>\n",
    "core/send/sender.cpp": '#include "core/resilience/store.h"\n#include "core/resolve/resolve.h"\n#include <QSslSocket>\n#include <QtEndian>\n',
    "core/resilience/store.cpp": '#include "core/redis/client.h"\n#include "core/regex/regex.h"\n',
    "core/redis/respcodec.h": "#include <hiredis/hiredis.h>\n",
    "core/redis/layouts/scanner.cpp": '#include "core/redis/layouts/values.h"\n#include "core/redis/connection.h"\n',
    "core/send/streamdecoderzstd.cpp": "#include <zstd.h>\n",
    "core/store/historydatabase.cpp": "#include <QSqlDatabase>\n#include <QtSql/QSqlQuery>\n",
    "core/store/secrets.cpp": "#include <qt6keychain/keychain.h>\n",
    "core/formats/har.cpp": '#include "core/text/mediatype.h"\n'
                            "// #include <QWidget>, tr( and qApp->property are only spoken of\n"
                            "auto s = u\"tr(\"; int n = 1'000'000; auto r = R\"(\n#include <QWidget>\n)\";\n"
                            "auto t = at.tr(1); int str(int); int x = str(2);\n",
    "ui/mainwindow.cpp": '#include "core/model/a.h"\n#include "ui/describe.h"\n#include <QMainWindow>\n'
                         'auto t = tr("Send"); auto *a = QCoreApplication::instance();\n',
    "app/gui/main.cpp": '#include "app/composition/composition.h"\n#include "ui/mainwindow.h"\n#include <QApplication>\n',
    "tests/core/model/tst_a.cpp": '#include "core/model/a.h"\n#include "tests/support/clock.h"\n#include <QTest>\n',
    "tests/ui/tst_window.cpp": '#include "ui/mainwindow.h"\n#include <QPushButton>\n',
    "tests/bench/send.cpp": "#include <QNetworkAccessManager>\n",
    "tests/data/broken.cpp": '#include "anything.h"\n',
}

# (file, what it holds, what is to be said)
PLANTED = [
    ("core/send/x.cpp", '#include "transport.h"', "from the project's root"),
    ("core/send/x.cpp", '#include "../model/a.h"', "from the project's root"),
    ("core/send/x.cpp", "#include <core/model/a.h>", "with quotes"),
    ("core/send/x.cpp", '#include "ui/describe.h"', "core must not see ui"),
    ("core/send/x.cpp", '#include "app/composition/composition.h"', "core must not see app"),
    ("core/send/x.cpp", '#include "tests/support/clock.h"', "core must not see tests"),
    ("core/send/x.cpp", '#  include "core/run/runner.h"', "core/send must not see core/run"),
    ("core/model/x.h", '#include "core/text/lines.h"', "core/model must not see core/text"),
    ("core/resolve/x.h", '#include "core/send/sender.h"', "core/resolve must not see core/send"),
    ("core/redis/x.h", '#include "core/resilience/store.h"', "core/redis must not see core/resilience"),
    ("core/redis/x.h", '#include "core/redis/layouts/values.h"', "core/redis must not see core/redis/layouts"),
    ("core/redis/layouts/x.h", '#include "core/resilience/store.h"', "core/redis/layouts must not see core/resilience"),
    ("core/resilience/x.h", '#include "core/redis/layouts/values.h"', "core/resilience must not see core/redis/layouts"),
    ("core/resilience/x.h", '#include "core/resolve/resolve.h"', "core/resilience must not see core/resolve"),
    ("core/store/x.h", '#include "core/send/sender.h"', "core/store must not see core/send"),
    ("core/formats/x.h", '#include "core/store/history.h"', "core/formats must not see core/store"),
    ("core/run/x.h", '#include "core/store/history.h"', "core/run must not see core/store"),
    ("core/faultserver/x.h", '#include "core/model/a.h"', "core/faultserver must not see core/model"),
    ("core/collections/x.h", '#include "core/send/sender.h"', "core/collections must not see core/send"),
    ("core/compare/x.h", '#include "core/store/history.h"', "core/compare must not see core/store"),
    ("core/auth/x.h", '#include "core/resolve/a.h"', "core/auth must not see core/resolve"),
    ("core/tokens/x.h", '#include "core/formats/a.h"', "core/tokens must not see core/formats"),
    ("core/cookies/x.h", '#include "core/store/a.h"', "core/cookies must not see core/store"),
    ("core/tls/x.h", '#include "core/send/transport.h"', "core/tls must not see core/send"),
    ("core/graphql/x.h", '#include "core/resolve/resolve.h"', "core/graphql must not see core/resolve"),
    ("core/jsonpath/x.h", '#include "core/resolve/resolve.h"', "core/jsonpath must not see core/resolve"),
    ("core/xpath/x.h", '#include "core/resolve/resolve.h"', "core/xpath must not see core/resolve"),
    ("core/streams/x.h", '#include "core/send/transport.h"', "core/streams must not see core/send"),
    ("core/websocket/x.h", '#include "core/send/transport.h"', "core/websocket must not see core/send"),
    ("core/util/x.h", '#include "core/model/a.h"', "not in the table"),
    ("core/send/x.cpp", "#include <QWidget>", "core must not see QtWidgets"),
    ("core/send/x.cpp", "#include <QtWidgets/QLabel>", "core must not see QtWidgets"),
    ("core/send/x.cpp", "#include <QColor>", "core must not see QtGui"),
    ("core/send/x.cpp", "#include <qimage.h>", "core must not see QtGui"),
    ("core/send/x.cpp", "#include <QtGui>", "core must not see QtGui"),
    ("core/send/x.cpp", "#include <QSvgRenderer>", "core must not see QtSvg"),
    ("core/send/x.cpp", "#include <QtNoSuchModule/QThing>", "core must not see QtNoSuchModule"),
    ("core/regex/x.cpp", "#include <QString>", "knows no Qt"),
    ("core/regex/x.cpp", "#include <QtCore/qglobal.h>", "knows no Qt"),
    ("core/regex/x.cpp", "#include <qstring.h>", "knows no Qt"),
    ("core/regex/x.h", '#include "core/model/a.h"', "core/regex must not see core/model"),
    ("core/send/x.cpp", "#include <QNetworkAccessManager>", "only core/send/networktransport*"),
    ("ui/x.cpp", "#include <QtNetwork/QNetworkAccessManager>", "only core/send/networktransport*"),
    ("app/x.cpp", "#include <qnetworkaccessmanager.h>", "only core/send/networktransport*"),
    ("core/websocket/x.cpp", "#include <QWebSocket>", "only core/websocket/websocketlink*"),
    ("core/send/x.cpp", "#include <QtWebSockets/QWebSocketHandshakeOptions>", "only core/websocket/websocketlink*"),
    ("core/redis/x.cpp", "#include <hiredis/read.h>", "only core/redis/respcodec*"),
    ("core/redis/x.cpp", "#include <hiredis.h>", "only core/redis/respcodec*"),
    ("core/send/x.cpp", "#include <zlib.h>", "only core/send/streamdecoder*"),
    ("core/text/x.cpp", "#include <brotli/decode.h>", "only core/send/streamdecoder*"),
    ("core/store/x.cpp", "#include <QSqlQuery>", "only core/store/historydatabase*"),
    ("ui/x.cpp", "#include <QtSql>", "only core/store/historydatabase*"),
    ("core/store/x.cpp", "#include <qt6keychain/keychain.h>", "only core/store/secrets*"),
    ("core/store/x.cpp", "#include <sodium.h>", "only core/store/sealed*"),
    ("core/auth/x.cpp", "#include <openssl/evp.h>", "only core/auth/rsasignature*"),
    ("ui/x.cpp", '#include "app/composition/composition.h"', "ui must not see app"),
    ("ui/x.cpp", '#include "tests/support/clock.h"', "ui must not see tests"),
    ("app/x.cpp", '#include "tests/support/clock.h"', "app must not see tests"),
    ("tests/ui/x.cpp", '#include "app/composition/composition.h"', "tests must not see app"),
    ("tests/core/x.cpp", '#include "ui/describe.h"', "tests/core must not see ui"),
    ("tests/core/x.cpp", "#include <QPushButton>", "tests of core must not see QtWidgets"),
    ("core/send/x.h", "static Sender &instance();", "singleton"),
    ("ui/x.h", "    [[nodiscard]] static Theme *instance() { return s; }", "singleton"),
    ("ui/x.cpp", 'auto v = qApp->property("store");', "state hidden"),
    ("ui/x.cpp", 'qApp->setProperty("store", v);', "state hidden"),
    ("core/send/x.cpp", 'auto s = tr("Sent");', "words no sentences"),
    ("core/send/x.cpp", 'auto s = QObject::tr("Sent");', "words no sentences"),
]


def violations(files: dict[str, str], modules: dict[str, set[str]]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        checker = Checker.__new__(Checker)
        checker.root, checker.modules = root, modules
        return [str(v) for v in checker.check()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--qt", nargs="*", default=[], metavar="INCLUDE_DIR")
    qt = parser.parse_args().qt
    modules = Checker(Path(), qt).modules

    clean = {name: SPDX + text for name, text in CLEAN.items()}
    failures = [f"the clean tree: {v}" for v in violations(clean, modules)]
    for file, text, wanted in PLANTED:
        said = violations(clean | {file: SPDX + text + "\n"}, modules)
        if len(said) != 1 or not said[0].startswith(f"{file}:3: ") or wanted not in said[0]:
            failures.append(f"{file} with {text!r}: wanted {wanted!r}, was told {said}")
    for text in ("int x;\n", SPDX.replace("MIT", "GPL"), "\n" + SPDX, ""):
        if len(violations(clean | {"ui/x.cpp": text}, modules)) != 1:
            failures.append(f"no complaint about SPDX lines of {text!r}")
    if set(CORE) - {layer_in_core(file) for file, _, _ in PLANTED if file.startswith("core/")}:
        failures.append("a folder of core has no planted violation")
    for failure in failures:
        print(failure)
    print(f"{len(PLANTED) + 4} planted violations, {len(failures)} not noticed as they should be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
