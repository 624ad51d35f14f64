// The one line of state that a node shows. Thread: gui.
#pragma once

#include "document/document.h"
#include "world/actor_view.h"

#include <QString>

namespace troupe::ui {

/// "value = 42", `setting` where the state says nothing ("round-robin"), or the exception's text
/// while the actor is down.
QString stateLine(const core::ActorView& actor, const QString& setting);

/// What the entry says of itself: "round-robin", "rate = 200"; empty if it says nothing.
QString headlineText(const core::ActorEntry& entry);

/// Before a run: what the entry says of itself, or its kind's title.
QString settingLine(const core::ActorEntry& entry);

/// True while the line is the exception's text.
bool showsFailure(const core::ActorView& actor);

/// "one-for-one", "rest-for-one".
QString strategyText(Strategy strategy);

/// "idle", "running", "waiting for a reply" …
QString statusText(const core::ActorView& actor);

} // namespace troupe::ui
