// The one line of state that a node shows. Thread: gui.
#pragma once

#include "document/document.h"
#include "world/actor_view.h"

#include <QString>

namespace troupe::ui {

/// "value = 42", "round-robin", or the exception's text while the actor is down.
QString stateLine(const core::ActorView& actor, const core::Document& document);

/// Before a run: what the entry says of itself, or its kind's title.
QString settingLine(const core::ActorEntry& entry);

/// True while the line is the exception's text.
bool showsFailure(const core::ActorView& actor);

/// "one-for-one", "rest-for-one".
QString strategyText(Strategy strategy);

/// "idle", "running", "waiting for a reply" …
QString statusText(const core::ActorView& actor);

} // namespace troupe::ui
