# The engine's sources. The first list is compiled twice: over real threads (troupe_engine) and
# over the model that the core explorer steps through (troupe_engine_model). Keep it sorted.
set(TROUPE_ENGINE_SOURCES
    troupe/message/payload.cpp
    troupe/message/value.cpp
    troupe/observe/event.cpp
    troupe/observe/histogram.cpp
    troupe/observe/metrics.cpp
    troupe/observe/trace.cpp
    troupe/observe/trace_merge.cpp
    troupe/observe/trace_ring.cpp
    troupe/observe/trace_writer.cpp
    troupe/supervision/backoff.cpp
    troupe/supervision/child_list.cpp
    troupe/supervision/restart_budget.cpp
    troupe/supervision/supervisor_core.cpp
    troupe/supervision/supervisor_options.cpp
    troupe/supervision/supervisor_sequence.cpp
)

# What implements sync.h, one for each.
set(TROUPE_ENGINE_REAL_SOURCES
    troupe/sync/real.cpp
)
set(TROUPE_ENGINE_MODEL_SOURCES
    troupe/sync/model.cpp
    troupe/sync/model_fiber.cpp
    troupe/sync/model_memory.cpp
    troupe/sync/model_mutation.cpp
    troupe/sync/model_runtime.cpp
)
