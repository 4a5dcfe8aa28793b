#include <QTest>
class TestExchangecompare : public QObject
{
    Q_OBJECT
};
QTEST_GUILESS_MAIN(TestExchangecompare)
#include "tst_exchangecompare.moc"
