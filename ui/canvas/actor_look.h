// How an actor looks, also one of a kind that its scenario describes. Thread: gui.
#pragma once

#include "ui/theme/kind_look.h"

#include "world/world.h"

#include <string_view>

namespace troupe::ui {

/// The look of a kind of the program; of a described one its icon, in the colour it asks for.
KindLook actorLook(std::string_view kind);
/// Of an actor of a run; nobody and who is not there: the person.
KindLook actorLook(const core::World& world, ActorId id);

} // namespace troupe::ui
