// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/pythonpage.h"

#include "core/resilience/codepoints.h"
#include "ui/keylab/answermodel.h"
#include "ui/keylab/keywords.h"
#include "ui/keylab/patternfield.h"
#include "ui/keylab/uniformlistview.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 12;

class AnswerDelegate : public QStyledItemDelegate
{
public:
    AnswerDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    int lineHeight() const
    {
        return QFontMetrics(exactFont(m_theme)).height() + QFontMetrics(m_theme.figures()).height()
            + 9;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ThemeColors &colors = m_theme.colors();
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colors.selection);
        const bool isSame = index.data(AnswerModel::SameRole).toBool();
        const QRect inner = option.rect.adjusted(margin, 4, -margin, -4);
        painter->setFont(m_theme.figures());
        painter->setPen(isSame ? colors.good.strong : colors.bad.strong);
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignTop, isSame ? u"✓"_s : u"✗"_s);
        const QRect text = inner.adjusted(18, 0, 0, 0);
        const int below = QFontMetrics(exactFont(m_theme)).height();
        painter->drawText(
            text.adjusted(0, below, 0, 0), Qt::AlignLeft | Qt::AlignTop,
            painter->fontMetrics().elidedText(index.data(AnswerModel::WordsRole).toString(),
                                              Qt::ElideMiddle, text.width()));
        painter->setFont(exactFont(m_theme));
        painter->setPen(colors.text);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignTop,
                          painter->fontMetrics().elidedText(index.data().toString(),
                                                            Qt::ElideMiddle, text.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

/// Our own answer, as Python would give it.
QList<ComparedKey> ourKeys(const PatternReading &reading, const QStringList &urls,
                           const std::stop_token &stop)
{
    QList<ComparedKey> rows;
    for (const QString &url : urls) {
        ComparedKey row{.url = url};
        const SearchResult found = search(*reading.pattern(), codePoints(url), {.stop = stop});
        row.isOursKnown = found.has_value();
        if (found && *found) {
            const Span span = *(*found)->groups.front();
            const qsizetype begin = utf16Index(url, qsizetype(span.begin));
            row.ours = url.sliced(begin, utf16Index(url, qsizetype(span.end)) - begin);
        }
        rows.append(row);
    }
    return rows;
}

} // namespace

PythonPage::PythonPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_run(new PythonRun(this))
    , m_work(new LatestJob(this))
    , m_model(new AnswerModel(this))
    , m_programs(new QComboBox)
    , m_scope(new QComboBox)
    , m_ask(new QPushButton(tr("Ask")))
    , m_verdict(new QLabel)
    , m_list(new UniformListView)
{
    m_programs->setAccessibleName(tr("Python interpreter"));
    m_programs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_programs->setMinimumContentsLength(10);
    m_scope->setAccessibleName(tr("Which URLs"));
    m_scope->addItems({tr("Chosen URL"), tr("First %1 URLs").arg(mostUrls)});
    m_scope->setCurrentIndex(1);
    m_ask->setToolTip(tr("Run the pattern there; it is stopped after two seconds"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_verdict->setContentsMargins(margin, 4, margin, 6);
    auto *delegate = new AnswerDelegate(theme, this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(delegate);
    m_list->setLineHeight(delegate->lineHeight());
    m_list->setAccessibleName(tr("Answers"));

    auto *first = new QHBoxLayout;
    first->setContentsMargins(margin, 6, margin, 6);
    first->setSpacing(6);
    first->addWidget(m_programs, 1);
    auto *second = new QHBoxLayout;
    second->setContentsMargins(margin, 0, margin, 4);
    second->setSpacing(6);
    second->addWidget(m_scope, 1);
    second->addWidget(m_ask);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(first);
    layout->addLayout(second);
    layout->addWidget(m_verdict);
    layout->addWidget(m_list, 1);
    setFocusProxy(m_ask);

    connect(m_ask, &QPushButton::clicked, this, &PythonPage::ask);
    connect(m_run, &PythonRun::answered, this, &PythonPage::take);
    connect(m_programs, &QComboBox::activated, this, [this](int index) {
        if (m_programs->itemData(index).isNull())
            chooseFile();
        else
            m_chosen = m_programs->itemData(index).toString();
    });
    fillPrograms({});
    m_verdict->setText(tr("Not sure? Ask the Python that your service runs on."));
    setLook(m_verdict, "muted"_L1);
}

PythonPage::~PythonPage() = default;

void PythonPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_hasLooked, true))
        lookForPythons();
}

void PythonPage::lookForPythons()
{
    m_work->ask([](const std::stop_token &) { return pythonsOnPath(); },
                [this](const QStringList &found) { fillPrograms(found); });
}

void PythonPage::fillPrograms(const QStringList &found)
{
    QStringList programs = found;
    if (!m_chosen.isEmpty() && !programs.contains(m_chosen))
        programs.prepend(m_chosen);
    m_programs->clear();
    for (const QString &program : std::as_const(programs))
        m_programs->addItem(program, program);
    if (programs.isEmpty())
        m_programs->addItem(m_hasLooked ? tr("no python3 on PATH") : u"python3"_s, u"python3"_s);
    m_programs->addItem(tr("Choose a file…"));
    m_programs->setCurrentIndex(m_chosen.isEmpty() ? 0 : m_programs->findData(m_chosen));
    if (m_chosen.isEmpty() && !programs.isEmpty())
        m_chosen = programs.first();
}

void PythonPage::setProgram(const QString &path)
{
    if (path == m_chosen)
        return;
    m_chosen = path;
    QStringList known;
    for (int i = 0; i < m_programs->count(); ++i) {
        if (!m_programs->itemData(i).isNull())
            known.append(m_programs->itemData(i).toString());
    }
    fillPrograms(known);
}

void PythonPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a Python interpreter"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PythonPage::setProgram);
    connect(dialog, &QDialog::rejected, this,
            [this] { m_programs->setCurrentIndex(std::max(0, m_programs->findData(m_chosen))); });
    dialog->open();
}

void PythonPage::setQuestion(const PatternReading &reading, const QString &chosen,
                             const UrlList &urls)
{
    m_reading = reading;
    m_chosenUrl = chosen;
    m_urls = urls;
    m_ask->setEnabled(!reading.text().isEmpty() && (!urls.isEmpty() || !reading.pattern()));
    // An answer to another question would be read as one to this.
    if (m_asked.text() == reading.text() && m_asked.version() == reading.version())
        return;
    if (m_run->isRunning() || m_model->rowCount() > 0 || !m_asked.text().isEmpty()) {
        m_run->stop();
        m_model->setRows({});
        m_asked = {};
        m_verdict->setText(tr("The pattern is another one now: ask again."));
        setLook(m_verdict, "muted"_L1);
    }
}

void PythonPage::ask()
{
    m_asked = m_reading;
    const bool isOne = m_scope->currentIndex() == 0 && !m_chosenUrl.isNull();
    m_askedUrls = isOne ? QStringList{m_chosenUrl} : m_urls.first(mostUrls);
    m_model->setRows({});
    m_verdict->setText(tr("Asking…"));
    setLook(m_verdict, "muted"_L1);
    m_run->ask(m_chosen.isEmpty() ? u"python3"_s : m_chosen, m_asked.text(), m_askedUrls);
}

void PythonPage::take(const PythonAnswer &answer)
{
    if (answer.end == PythonAnswer::End::NotStarted || !m_asked.pattern()) {
        showVerdict(answer);
        return;
    }
    m_work->ask([reading = m_asked, urls = m_askedUrls](
                    const std::stop_token &stop) { return ourKeys(reading, urls, stop); },
                [this, answer](QList<ComparedKey> rows) {
                    if (!answer.error.isEmpty())
                        rows.clear();
                    for (qsizetype i = 0; i < rows.size(); ++i) {
                        rows[i].isTheirsKnown = i < answer.keys.size();
                        if (rows[i].isTheirsKnown)
                            rows[i].theirs = answer.keys.at(i);
                    }
                    m_model->setRows(rows);
                    showVerdict(answer);
                });
}

void PythonPage::showVerdict(const PythonAnswer &answer)
{
    const QString ours = m_asked.pattern()
        ? QString()
        : pythonErrorText(m_asked.pattern().error(), m_asked.source(), m_asked.version());
    const auto same = std::ranges::count_if(m_model->rows(), &ComparedKey::isSame);
    const QString name = u"Python %1"_s.arg(answer.version);
    bool isGood = false;
    QStringList words;
    switch (answer.end) {
    case PythonAnswer::End::NotStarted:
        words.append(tr("This Python does not start: %1").arg(answer.trouble));
        break;
    case PythonAnswer::End::Broken:
        words.append(tr("This is no Python that answers: %1").arg(answer.trouble));
        break;
    case PythonAnswer::End::TimedOut:
        words.append(tr("%1 was stopped after two seconds.")
                         .arg(answer.version.isEmpty() ? tr("It") : name));
        break;
    case PythonAnswer::End::Answered:
        if (!answer.error.isEmpty()) {
            isGood = answer.error == ours;
            words.append(isGood ? tr("%1 says the same: %2").arg(name, answer.error)
                                : tr("%1 says: %2").arg(name, answer.error));
        } else if (!ours.isEmpty()) {
            words.append(tr("%1 takes this pattern; here it is an error.").arg(name));
        } else {
            isGood = same == m_model->rowCount();
            words.append(isGood ? tr("%1 agrees: %2.").arg(name, urlCount(same))
                                : tr("%1 disagrees about %2 of %3.")
                                      .arg(name)
                                      .arg(m_model->rowCount() - same)
                                      .arg(urlCount(m_model->rowCount())));
        }
        for (const QString &warning : answer.warnings)
            words.append(tr("It warns: %1").arg(warning));
    }
    if (!answer.version.isEmpty()
        && answer.version.section(u'.', 0, 1) != versionNumber(m_asked.version()))
        words.append(tr("Key Lab follows %1 now.").arg(versionName(m_asked.version())));
    m_verdict->setText((isGood ? u"✓ "_s : u"✗ "_s) + words.join(u' '));
    setLook(m_verdict, isGood ? "title"_L1 : "error"_L1);
}

QString PythonPage::verdict() const
{
    return m_verdict->text();
}

} // namespace Recloser
