#include <QTest>
class TestJsoncompare : public QObject
{
    Q_OBJECT
};
QTEST_GUILESS_MAIN(TestJsoncompare)
#include "tst_jsoncompare.moc"
