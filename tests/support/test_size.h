// How much a test tries. Who runs the tests sets TROUPE_TEST_SIZE: quick (every build, the default),
// merge (.ci/run) or release. Thread: any.
#pragma once

#include <cstdlib>
#include <string_view>

namespace troupe::test {

/// One of three numbers, by TROUPE_TEST_SIZE: `sized(1'000, 10'000, 1'000'000)` operations.
template <class T>
T sized(T quick, T merge, T release) {
    const char* set = std::getenv("TROUPE_TEST_SIZE");
    const std::string_view size = set ? set : "quick";
    if (size == "release") return release;
    return size == "merge" ? merge : quick;
}

} // namespace troupe::test
