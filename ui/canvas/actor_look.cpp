#include "ui/canvas/actor_look.h"

#include "ui/theme/icons.h"

#include "catalogue/catalogue.h"
#include "script/script_kind.h"

namespace troupe::ui {

KindLook actorLook(std::string_view kindName) {
    const core::Kind* kind = core::findKind(kindName);
    if (!kind || !kind->script) return kindLook(kindName);
    KindLook look = kindLook(kind->script->accent.empty() ? "Scripted" : kind->script->accent);
    look.icon = hasIcon(QString::fromStdString(kind->icon)) ? kind->icon.c_str()
                                                            : kindLook("Scripted").icon;
    return look;
}

KindLook actorLook(const core::World& world, ActorId id) {
    const core::ActorView* actor = world.actor(id);
    if (!actor) return personLook();
    return kindLook(actor->accentKind.empty() ? actor->kind : actor->accentKind);
}

} // namespace troupe::ui
