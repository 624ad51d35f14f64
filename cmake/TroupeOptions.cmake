# The options of the build, and the compiler settings that follow from them. Nothing here is
# directory-wide: troupe_set_options() gives one target what it needs.

option(TROUPE_WITH_UI "Build the window (needs Qt 6.4 with Charts and Svg)" ON)
option(TROUPE_WITH_TESTS "Build the tests and the engine over model threads" ON)
option(TROUPE_WITH_BENCH "Build the benchmarks (their peers only where installed)" OFF)
option(TROUPE_WERROR "Treat warnings as errors, as the checks before a merge do" OFF)
option(TROUPE_LTO "Link-time optimisation in Release" OFF)
option(TROUPE_COVERAGE "Instrument for gcov" OFF)
set(TROUPE_SANITIZE none CACHE STRING
    "none, address (with UndefinedBehaviorSanitizer and LeakSanitizer) or thread")
set_property(CACHE TROUPE_SANITIZE PROPERTY STRINGS none address thread)

if(NOT TROUPE_SANITIZE MATCHES "^(none|address|thread)$")
    message(FATAL_ERROR
        "TROUPE_SANITIZE is \"${TROUPE_SANITIZE}\"; it must be none, address or thread.")
endif()

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()

find_program(TROUPE_CCACHE ccache)
if(TROUPE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${TROUPE_CCACHE}")
endif()

# They make a build from nothing a quarter faster, but ccache cannot use them.
if(CMAKE_CXX_COMPILER_LAUNCHER)
    option(TROUPE_PCH "Precompiled headers in the libraries" OFF)
else()
    option(TROUPE_PCH "Precompiled headers in the libraries" ON)
endif()

# Several files in one translation unit: a whole build in half the time, at the price of longer
# incremental ones and of local names that must be unique among neighbours. Debug is for daily work,
# and ccache does better what this is for.
if(TROUPE_SANITIZE STREQUAL "none" AND
    (CMAKE_CXX_COMPILER_LAUNCHER OR NOT CMAKE_BUILD_TYPE STREQUAL "Release"))
    option(TROUPE_UNITY "Compile several files of a library at once" OFF)
else()
    option(TROUPE_UNITY "Compile several files of a library at once" ON)
endif()

set(TROUPE_SANITIZE_FLAGS)
if(TROUPE_SANITIZE STREQUAL "address")
    set(TROUPE_SANITIZE_FLAGS
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
elseif(TROUPE_SANITIZE STREQUAL "thread")
    set(TROUPE_SANITIZE_FLAGS -fsanitize=thread -fno-omit-frame-pointer)
endif()
if(TROUPE_SANITIZE_FLAGS)
    # Fast enough for the stress tests, with readable stacks, and small enough to link quickly.
    set(TROUPE_SANITIZE_COMPILE_FLAGS ${TROUPE_SANITIZE_FLAGS} -O1 -g1)
endif()

# troupe_set_sanitizer(target): compiles and links one target with the chosen sanitizer.
function(troupe_set_sanitizer target)
    target_compile_options(${target} PRIVATE ${TROUPE_SANITIZE_COMPILE_FLAGS})
    target_link_options(${target} PRIVATE ${TROUPE_SANITIZE_FLAGS})
endfunction()

# troupe_set_options(target): language, warnings, optimisation and sanitizer of our own code.
function(troupe_set_options target)
    set_target_properties(${target} PROPERTIES
        CXX_STANDARD 20
        CXX_STANDARD_REQUIRED ON
        CXX_EXTENSIONS OFF)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast
        -Wnon-virtual-dtor -Woverloaded-virtual
        # With optimisation GCC 12 sees mistakes inside std::string and std::variant that are none
        # (GCC bug 105651 and its like); clang and the sanitizers look for the real ones.
        "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict;-Wno-maybe-uninitialized;-Wno-stringop-overflow;-Wno-array-bounds>"
        $<$<BOOL:${TROUPE_WERROR}>:-Werror>
        # The same doubles from every compiler: a fused multiply-add rounds once instead of twice.
        -ffp-contract=off)
    troupe_set_sanitizer(${target})
    if(TROUPE_COVERAGE)
        target_compile_options(${target} PRIVATE --coverage -O0)
        target_link_options(${target} PRIVATE --coverage)
    endif()
    if(TROUPE_LTO)
        set_target_properties(${target} PROPERTIES INTERPROCEDURAL_OPTIMIZATION_RELEASE ON)
    endif()
endfunction()
