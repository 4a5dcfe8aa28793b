// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/connectiondialog.h"

#include "ui/dialogs/endpointform.h"
#include "ui/dialogs/probesteps.h"
#include "ui/dialogs/rediswords.h"
#include "ui/theme/look.h"
#include "ui/widgets/noticebar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString usualName(const RedisEndpoint &endpoint)
{
    switch (endpoint.topology) {
    case RedisEndpoint::Topology::Sentinel:
        return endpoint.masterName;
    case RedisEndpoint::Topology::Cluster:
        return endpoint.nodes.first().host;
    case RedisEndpoint::Topology::Standalone:
        break;
    }
    return endpoint.transport == RedisEndpoint::Transport::Unix ? endpoint.path : endpoint.host;
}

} // namespace

ConnectionDialog::ConnectionDialog(const Theme &theme, Clock &clock,
                                   const RedisConnectionSettings &settings, QWidget *parent)
    : QDialog(parent)
    , m_clock(clock)
    , m_name(new QLineEdit)
    , m_form(new EndpointForm)
    , m_prefix(new QLineEdit)
    , m_scope(new QComboBox)
    , m_joinConfirmed(
          new QCheckBox(tr("My own failures may block every service that uses this server")))
    , m_whenAway(new QComboBox)
    , m_prefixNote(new QLabel)
    , m_sharedNote(new QLabel)
    , m_test(new QPushButton)
    , m_progress(new QLabel)
    , m_verdict(new NoticeBar(theme))
    , m_steps(new ProbeSteps(theme))
    , m_save(new QPushButton(tr("Save")))
{
    setWindowTitle(tr("Redis connection"));
    setWindowModality(Qt::WindowModal);
    m_name->setText(settings.name);
    m_prefix->setText(settings.prefix);
    m_chosenScope = settings.scope;
    buildScope();
    m_whenAway->setCurrentIndex(int(settings.whenAway));
    m_joinConfirmed->setChecked(settings.scope == StoreScope::Join);
    build(theme);
    if (settings.endpoint != RedisEndpoint())
        m_form->setEndpoint(settings.endpoint);
    follow();
    resize(540, 680);
}

ConnectionDialog::~ConnectionDialog() = default;

void ConnectionDialog::build(const Theme &theme)
{
    m_name->setPlaceholderText(tr("what you call it, such as staging"));
    m_prefix->setPlaceholderText(tr("empty: the Fynd library's own keys"));
    m_prefix->setFont(theme.monospace());
    for (QLabel *note : {m_prefixNote, m_sharedNote}) {
        note->setWordWrap(true);
        note->setTextFormat(Qt::PlainText);
        setLook(note, "muted"_L1);
    }
    auto *names = new QFormLayout;
    names->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    names->setLabelAlignment(Qt::AlignLeft);
    names->setHorizontalSpacing(14);
    names->addRow(tr("&Name"), m_name);
    auto *keys = new QFormLayout;
    keys->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    keys->setLabelAlignment(Qt::AlignLeft);
    keys->setHorizontalSpacing(14);
    keys->addRow(tr("Key &prefix"), m_prefix);
    keys->addRow(QString(), m_prefixNote);
    keys->addRow(tr("S&cope"), m_scope);
    keys->addRow(QString(), m_sharedNote);
    keys->addRow(QString(), m_joinConfirmed);
    keys->addRow(tr("&When away"), m_whenAway);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(10);
    column->addLayout(names);
    column->addWidget(m_form);
    column->addLayout(keys);
    column->addWidget(m_verdict);
    column->addWidget(m_steps);
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    // The steps come below what may fill the dialog already.
    QScrollBar *bar = scroll->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
        if (!m_verdict->isHidden() || m_probe)
            bar->setValue(bar->maximum());
    });

    auto *cancel = new QPushButton(tr("Cancel"));
    setLook(m_save, "primary"_L1);
    m_save->setDefault(true);
    m_test->setAutoDefault(false);
    cancel->setAutoDefault(false);
    // Beside the others, where it is in sight however many fields there are.
    setLook(m_progress, "muted"_L1);
    m_progress->setMinimumWidth(0);
    m_progress->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 8, 16, 12);
    buttons->setSpacing(8);
    buttons->addWidget(m_test);
    buttons->addWidget(m_progress, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);

    // Labels in one column, although they are in three forms.
    for (QFormLayout *form : {names, keys, qobject_cast<QFormLayout *>(m_form->layout())}) {
        for (int row = 0; row < form->rowCount(); ++row) {
            if (QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole))
                item->widget()->setMinimumWidth(fontMetrics().horizontalAdvance(tr("Key prefix"))
                                                + 10);
        }
    }

    connect(m_form, &EndpointForm::changed, this, &ConnectionDialog::follow);
    connect(m_prefix, &QLineEdit::textChanged, this, &ConnectionDialog::follow);
    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::toggleTest);
    connect(m_save, &QPushButton::clicked, this, &ConnectionDialog::submit);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ConnectionDialog::buildScope()
{
    m_scope->addItems({tr("private: circuits of this prefix are ours"),
                       tr("observe: read them, write nothing"),
                       tr("join: write where production does")});
    m_whenAway->addItems({tr("send, by what is known here"), tr("send nothing")});
    m_scope->setAccessibleName(tr("Scope"));
    m_whenAway->setAccessibleName(tr("When the server is away"));
    connect(m_scope, &QComboBox::activated, this, [this](int index) {
        m_chosenScope = StoreScope(index);
        follow();
    });
    connect(m_joinConfirmed, &QCheckBox::toggled, this, &ConnectionDialog::follow);
}

std::expected<RedisConnectionSettings, RedisError> ConnectionDialog::settings() const
{
    const auto endpoint = m_form->endpoint();
    if (!endpoint)
        return std::unexpected(endpoint.error());
    QString name = m_name->text().trimmed();
    if (name.isEmpty())
        name = usualName(*endpoint);
    return RedisConnectionSettings{.name = name,
                                   .endpoint = *endpoint,
                                   .prefix = m_prefix->text(),
                                   .scope = m_chosenScope,
                                   .whenAway = WhenAway(m_whenAway->currentIndex())};
}

void ConnectionDialog::follow()
{
    const auto now = settings();
    m_save->setEnabled(now.has_value());
    m_test->setEnabled(now || m_probe);
    m_test->setText(m_probe ? tr("Stop the test") : tr("&Test"));
    const QString prefix = m_prefix->text();
    m_prefixNote->setText(
        prefix.isEmpty()
            ? tr("A circuit is a Redis key named by the circuit key alone, as the Fynd library "
                 "writes it: shared with every "
                 "service that uses it.")
            : tr("Circuits are stored as %1{key}: shared only with those who use the same prefix.")
                  .arg(prefix));
    if (now)
        followScope(*now);
    // A verdict on other settings would mislead.
    if (!m_probe) {
        m_verdict->dismiss();
        m_steps->clear();
    }
}

void ConnectionDialog::followScope(const RedisConnectionSettings &settings)
{
    const StoreScope scope = settings.effectiveScope();
    const bool isShared = !settings.endpoint.isLocal();
    const bool isNameless = scope == StoreScope::Private && settings.prefix.isEmpty();
    const bool wantsWord = scope == StoreScope::Join && isShared;
    m_scope->setCurrentIndex(int(scope));
    switch (scope) {
    case StoreScope::Private:
        m_sharedNote->setText(
            isNameless ? tr("A private scope needs a key prefix: without one the keys are "
                            "everybody's.")
                : isShared
                ? tr("This server is not on this machine: a circuit that opens here blocks "
                     "everybody who uses the same prefix.")
                : QString());
        break;
    case StoreScope::Observe:
        m_sharedNote->setText(tr("Open circuits block your calls too; what your own calls open "
                                 "stays in this program."));
        break;
    case StoreScope::Join:
        m_sharedNote->setText(isShared ? tr("A circuit that opens here, if only because your own "
                                            "network is down, blocks everybody.")
                                       : QString());
        break;
    }
    m_sharedNote->setVisible(!m_sharedNote->text().isEmpty());
    m_joinConfirmed->setVisible(wantsWord);
    m_save->setEnabled(!isNameless && (!wantsWord || m_joinConfirmed->isChecked()));
}

void ConnectionDialog::toggleTest()
{
    m_probe ? stopTest() : startTest();
}

void ConnectionDialog::startTest()
{
    const auto now = settings();
    if (!now)
        return;
    m_verdict->dismiss();
    m_steps->clear();
    m_probe = std::make_unique<RedisProbe>(now->endpoint, now->prefix.toUtf8(),
                                           RedisConnection::Settings(), m_clock);
    connect(m_probe.get(), &RedisProbe::stepFinished, m_steps, &ProbeSteps::add);
    connect(m_probe.get(), &RedisProbe::finished, this, &ConnectionDialog::finishTest);
    m_progress->setText(tr("Testing…"));
    m_form->setEnabled(false);
    m_prefix->setEnabled(false);
    m_test->setText(tr("Stop the test"));
    m_probe->start();
}

void ConnectionDialog::stopTest()
{
    m_probe.reset();
    m_form->setEnabled(true);
    m_prefix->setEnabled(true);
    m_progress->setText(tr("Stopped"));
    m_test->setText(tr("&Test"));
    m_test->setFocus();
}

void ConnectionDialog::finishTest(const QList<RedisProbeStep> &steps)
{
    m_probe.release()->deleteLater(); // it is the one that calls
    m_form->setEnabled(true);
    m_prefix->setEnabled(true);
    m_progress->clear();
    m_test->setText(tr("&Test"));
    const Sentence verdict = describeProbe(steps);
    const bool isFine = std::ranges::none_of(steps, [](const RedisProbeStep &step) {
        return step.outcome == RedisProbeStep::Outcome::Failed;
    });
    const bool isBroken = std::ranges::any_of(steps, [](const RedisProbeStep &step) {
        return step.outcome == RedisProbeStep::Outcome::Failed && endsTest(step.name);
    });
    m_verdict->say(isFine         ? ChipTone::Good
                       : isBroken ? ChipTone::Bad
                                  : ChipTone::Warning,
                   verdict.headline, verdict.hint);
    Q_EMIT testFinished();
}

void ConnectionDialog::submit()
{
    const auto now = settings();
    if (!now)
        return;
    Q_EMIT submitted(*now);
    accept();
}

} // namespace Recloser
