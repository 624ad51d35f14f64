#pragma once

// The engine is compiled twice from the same files (docs/decisions: two implementations of the
// threads interface): once over std (`real`) and, with -DTROUPE_MODEL, over virtual threads
// whose every step is chosen by an explorer (`model`). Each build lives in an inline namespace
// of its own, so that one program may link both.

#if defined(TROUPE_MODEL)
#define TROUPE_ABI model
#else
#define TROUPE_ABI real
#endif
