// Everything an application needs from the engine.
#pragma once

#include "troupe/actor/behaviour.h"
#include "troupe/actor/context.h"
#include "troupe/actor/context_templates.h"
#include "troupe/actor/notices.h"
#include "troupe/actor/ref.h"
#include "troupe/actor/system.h"
#include "troupe/actor/typed_actor.h"
#include "troupe/lab/lab.h"
