// Pictures of a run: the canvas, the charts, the whole window. The same from the menu and from the
// command line; nothing needs to be on a screen. Thread: gui.
#pragma once

#include "text/expected.h"

#include <QByteArray>
#include <QImage>
#include <QPointF>
#include <QSize>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace troupe::ui {

class MainWindow;

enum class PictureOf { window, canvas, depth, latency, throughput, histogram };
enum class PictureFormat { png, svg, pdf };

struct PictureKind {
    PictureOf of = PictureOf::canvas;
    PictureFormat format = PictureFormat::png;

    bool operator==(const PictureKind&) const = default;
};

struct PictureOptions {
    int scale = 1;              // 1 to 4, pixels a unit; png only
    bool isTransparent = false; // canvas as png: nothing behind the nodes
    bool isView = false;        // canvas: what the view shows, else the whole graph
};

/// "canvas.png", "depth.svg" …: the names of `--export`. Nothing for other kinds.
std::optional<PictureKind> pictureKind(std::string_view name);
/// And back: "canvas.png".
std::string pictureName(PictureKind kind);

inline constexpr QSize kWindowPicture(1600, 1000); // decisions.md 35
inline constexpr QSize kChartPicture(960, 420);
inline constexpr int kMostPictureSide = 16'000; // pixels

/// The picture as pixels, whatever its format.
QImage picture(MainWindow& window, PictureOf of, const PictureOptions& options = {});

/// The bytes of the file. The same run and instant give the same bytes.
QByteArray pictureBytes(MainWindow& window, PictureKind kind, const PictureOptions& options = {});

/// For each actor a pixel of window.png (at scale 1) that has its accent.
std::vector<std::pair<std::string, QPointF>> accentPoints(MainWindow& window);

/// Writes the picture atomically. An error names the path.
core::Expected<void> savePicture(MainWindow& window, PictureKind kind,
                                 const std::filesystem::path& path,
                                 const PictureOptions& options = {});

} // namespace troupe::ui
