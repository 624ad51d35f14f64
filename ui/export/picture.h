// Pictures of a run: the canvas, the charts, the whole window. The same from the menu and from the
// command line; nothing needs to be on a screen. Thread: gui.
#pragma once

#include "text/expected.h"

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

enum class PictureKind { canvasPng, canvasSvg, depthPng, latencyPng, windowPng };

/// "canvas.png", "window.png" …: the names of `--export`. Nothing for other kinds.
std::optional<PictureKind> pictureKind(std::string_view name);

inline constexpr QSize kWindowPicture(1600, 1000); // decisions.md 35
inline constexpr QSize kChartPicture(960, 420);
inline constexpr int kMostPictureSide = 16'000; // pixels

/// The picture as pixels; not for canvasSvg. `scale` 1 to 4.
QImage picture(MainWindow& window, PictureKind kind, int scale = 1);

/// For each actor a pixel of window.png (at scale 1) that has its accent.
std::vector<std::pair<std::string, QPointF>> accentPoints(MainWindow& window);

/// Writes the picture atomically. An error names the path.
core::Expected<void> savePicture(MainWindow& window, PictureKind kind,
                                 const std::filesystem::path& path, int scale = 1);

} // namespace troupe::ui
