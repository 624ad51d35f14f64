// A worker pool in the middle of a restart, made by hand: what the painters' tests draw.
#pragma once

#include "ui/canvas/frame.h"

namespace troupe::ui {

/// load-1 → router → worker-1..4 (one of them in its back-off) → logger, under `pool`.
CanvasFrame sampleFrame();

} // namespace troupe::ui
