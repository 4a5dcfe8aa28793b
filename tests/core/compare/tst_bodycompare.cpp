#include <QTest>
class TestBodycompare : public QObject
{
    Q_OBJECT
};
QTEST_GUILESS_MAIN(TestBodycompare)
#include "tst_bodycompare.moc"
