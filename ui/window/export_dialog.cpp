#include "ui/window/export_dialog.h"

#include "ui/app/memory.h"
#include "ui/export/picture.h"
#include "ui/text/core_text.h"
#include "ui/theme/fonts.h"
#include "ui/window/main_window.h"
#include "ui/window/widgets.h"

#include "document/atomic_file.h"
#include "document/scenario_file.h"
#include "export/report.h"
#include "export/tables.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace troupe::ui {
namespace {

constexpr QSize kPreview(440, 230);

struct WhatRow {
    const char* id;
    const char* words;
    bool isPicture;
};

constexpr WhatRow kWhat[] = {
    {"canvas", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Canvas"), true},
    {"window", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Whole window"), true},
    {"depth", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Chart: mailbox depth"), true},
    {"latency", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Chart: latency"), true},
    {"throughput", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Chart: throughput"), true},
    {"histogram", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Chart: histogram"), true},
    {"events", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Events, as a table"), false},
    {"actors", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Actors, as a table"), false},
    {"metrics", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Metrics, as a table"), false},
    {"report", QT_TRANSLATE_NOOP("troupe::ui::ExportDialog", "Report with pictures"), false},
};

} // namespace

ExportDialog::ExportDialog(MainWindow& window)
    : QDialog(&window),
      m_window(window),
      m_what(new ChoiceBox(this)),
      m_format(new ChoiceBox(this)),
      m_scale(new ChoiceBox(this)),
      m_transparent(new QCheckBox(tr("Transparent background"), this)),
      m_view(new QCheckBox(tr("Only what the view shows"), this)),
      m_preview(new QLabel(this)),
      m_path(new QLineEdit(this)),
      m_save(new QPushButton(tr("Save"), this)),
      m_copy(new QPushButton(tr("Copy"), this)) {
    setObjectName("exportDialog");
    setWindowTitle(tr("Export"));
    m_what->setObjectName("exportWhat");
    m_format->setObjectName("exportFormat");
    m_scale->setObjectName("exportScale");
    m_save->setObjectName("primary");
    m_save->setDefault(true);
    m_copy->setObjectName("exportCopy");
    for (const WhatRow& row : kWhat) m_what->addItem(tr(row.words), row.id);
    for (int scale = 1; scale <= 4; ++scale)
        m_scale->addItem(QString::fromUtf8("%1 ×").arg(scale), scale);
    m_scale->setCurrentIndex(1);
    m_preview->setObjectName("exportPreview");
    m_preview->setFixedSize(kPreview);
    m_preview->setAlignment(Qt::AlignCenter);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 16);
    layout->setSpacing(12);
    layout->addWidget(m_preview);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->addRow(tr("What"), m_what);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Size"), m_scale);
    form->addRow({}, m_transparent);
    form->addRow({}, m_view);
    form->addRow(tr("File"), makePathLine());
    layout->addLayout(form);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    auto* cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(cancel);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_save);
    layout->addLayout(buttons);
    connect(m_what, &QComboBox::currentIndexChanged, this, &ExportDialog::fillFormats);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    connect(m_transparent, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_view, &QCheckBox::toggled, this, &ExportDialog::refresh);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::save);
    connect(m_copy, &QPushButton::clicked, this, &ExportDialog::copyToClipboard);
    fillFormats();
    m_what->setFocus();
}

// Where it goes is in sight and can be typed, so that Save needs no second dialog.
QLayout* ExportDialog::makePathLine() {
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    m_path->setObjectName("exportPath");
    m_path->setAccessibleName(tr("File"));
    connect(m_path, &QLineEdit::textEdited, this, [this] { m_isPathOwn = true; });
    auto* browse = new QPushButton(tr("Browse…"), this);
    browse->setObjectName("exportBrowse");
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getSaveFileName(
            this, tr("Export"), m_path->text(), {}, nullptr, QFileDialog::DontConfirmOverwrite);
        if (path.isEmpty()) return;
        m_isPathOwn = true;
        m_path->setText(path);
    });
    line->addWidget(m_path, 1);
    line->addWidget(browse);
    return line;
}

// A name that the person gave stays, with another suffix.
void ExportDialog::showPath() {
    const QString suffix = m_format->currentData().toString();
    if (m_isPathOwn) {
        const QFileInfo own(m_path->text());
        if (!own.completeBaseName().isEmpty())
            m_path->setText(QDir(own.path()).filePath(own.completeBaseName() + "." + suffix));
        return;
    }
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    QString folder = remembered("exportFolder").toString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QFileInfo(documents).isDir() ? documents : QDir::homePath();
    m_path->setText(QDir(folder).filePath(kind()));
}

bool ExportDialog::isPicture() const {
    return kWhat[std::max(0, m_what->currentIndex())].isPicture;
}

QString ExportDialog::kind() const {
    return m_what->currentData().toString() + "." + m_format->currentData().toString();
}

void ExportDialog::setKind(const QString& kind) {
    m_what->setCurrentIndex(std::max(0, m_what->findData(kind.section('.', 0, 0))));
    m_format->setCurrentIndex(std::max(0, m_format->findData(kind.section('.', 1))));
}

void ExportDialog::fillFormats() {
    const QSignalBlocker quiet(m_format);
    m_format->clear();
    if (isPicture()) {
        m_format->addItem(tr("PNG, pixels"), "png");
        m_format->addItem(tr("SVG, a drawing"), "svg");
        m_format->addItem(tr("PDF, for print"), "pdf");
    } else {
        const bool isReport = m_what->currentData() == "report";
        if (isReport) m_format->addItem(tr("HTML, one file"), "html");
        if (!isReport) m_format->addItem(tr("CSV, for spreadsheets"), "csv");
        if (!isReport) m_format->addItem(tr("JSON lines"), "jsonl");
    }
    refresh();
}

void ExportDialog::refresh() {
    showPath();
    const bool isPng = m_format->currentData() == "png";
    const bool isCanvas = m_what->currentData() == "canvas";
    m_scale->setEnabled(isPicture() && isPng);
    m_transparent->setEnabled(isCanvas && isPng);
    m_view->setEnabled(isCanvas);
    if (!isPicture()) {
        QStringList lines = QString::fromUtf8(bytes().left(2000)).section('\n', 0, 11).split('\n');
        for (QString& line : lines)
            line =
                QFontMetrics(monoFont(12)).elidedText(line, Qt::ElideRight, kPreview.width() - 40);
        setRole(*m_preview, "code");
        m_preview->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_preview->setText(lines.join('\n'));
        return;
    }
    const auto shown = pictureKind((m_what->currentData().toString() + ".png").toStdString());
    if (!shown) return;
    PictureOptions options;
    options.isView = m_view->isChecked() && isCanvas;
    const QImage image = picture(m_window, shown->of, options);
    setRole(*m_preview, "");
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setPixmap(
        QPixmap::fromImage(image.scaled(kPreview, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
}

QByteArray ExportDialog::bytes() const {
    if (const auto wanted = pictureKind(kind().toStdString())) {
        PictureOptions options;
        options.scale = m_scale->currentData().toInt();
        options.isTransparent = m_transparent->isEnabled() && m_transparent->isChecked();
        options.isView = m_view->isEnabled() && m_view->isChecked();
        return pictureBytes(m_window, *wanted, options);
    }
    const core::Session& session = m_window.playground().session();
    const QString what = m_what->currentData().toString();
    if (what == "report") return report();
    const auto format =
        m_format->currentData() == "jsonl" ? core::TableFormat::jsonLines : core::TableFormat::csv;
    if (what == "events")
        return QByteArray::fromStdString(
            core::eventsTable(session.recording(), session.world(), format));
    if (what == "actors")
        return QByteArray::fromStdString(
            core::actorsTable(session.world(), core::positionsOf(session.document()), format));
    return QByteArray::fromStdString(
        core::metricsTable(session.history(), session.world(), format));
}

// With the canvas and the charts as they are drawn now.
QByteArray ExportDialog::report() const {
    std::vector<core::ReportPicture> pictures;
    for (int row = 0; row < m_what->count(); ++row) {
        const QString id = m_what->itemData(row).toString();
        if (!kWhat[row].isPicture || id == "window") continue;
        const auto drawing = pictureKind((id + ".svg").toStdString());
        if (!drawing) continue;
        pictures.push_back({m_what->itemText(row).toStdString(), "image/svg+xml",
                            pictureBytes(m_window, *drawing).toStdString()});
    }
    return QByteArray::fromStdString(core::reportHtml(m_window.playground().session(), pictures));
}

bool ExportDialog::writeTo(const QString& path) {
    const QByteArray written = bytes();
    const auto saved = core::writeFileAtomically(
        path.toStdString(), std::string_view(written.constData(), std::size_t(written.size())));
    if (!saved) {
        Q_EMIT failed(coreError(saved.error()));
        return false;
    }
    Q_EMIT said(tr("Saved %1.").arg(QFileInfo(path).fileName()));
    return true;
}

void ExportDialog::save() {
    const QFileInfo file(m_path->text().trimmed());
    if (file.fileName().isEmpty()) return m_path->setFocus();
    const QString path = file.absoluteFilePath();
    if (file.exists() && !mayOverwrite(file.fileName())) return;
    if (!writeTo(path)) return;
    remember("exportFolder", file.absolutePath());
    accept();
}

bool ExportDialog::mayOverwrite(const QString& name) {
    QMessageBox box(QMessageBox::Question, tr("Export"), tr("%1 is there already.").arg(name),
                    QMessageBox::Cancel, this);
    box.setTextFormat(Qt::PlainText);
    giveQuestionIcon(box, m_window.currentTheme());
    const QPushButton* over = box.addButton(tr("Write over it"), QMessageBox::AcceptRole);
    box.exec();
    return box.clickedButton() == over;
}

void ExportDialog::copyToClipboard() {
    auto* mime = new QMimeData;
    const QByteArray copied = bytes();
    const QString format = m_format->currentData().toString();
    if (format == "png")
        mime->setImageData(QImage::fromData(copied, "PNG"));
    else if (format == "svg")
        mime->setData("image/svg+xml", copied);
    else if (format == "pdf")
        mime->setData("application/pdf", copied);
    else
        mime->setText(QString::fromUtf8(copied));
    QApplication::clipboard()->setMimeData(mime);
    Q_EMIT said(tr("Copied to the clipboard."));
    accept();
}

} // namespace troupe::ui
