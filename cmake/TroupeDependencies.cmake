# Every library comes from the distribution and is found here, once. Nothing is downloaded.

# troupe_require(package version packages…): find_package with a message that says what to do.
macro(troupe_require package version)
    find_package(${package} ${version} QUIET ${ARGN})
    if(NOT ${package}_FOUND)
        message(FATAL_ERROR
            "${package} ${version} was not found. Install what the build needs with\n"
            "    installer/dependencies ${TROUPE_DEPENDENCY_SET}\n"
            "and configure again. ${TROUPE_DEPENDENCY_HINT}")
    endif()
endmacro()

set(THREADS_PREFER_PTHREAD_FLAG ON)
set(TROUPE_DEPENDENCY_SET --build)
set(TROUPE_DEPENDENCY_HINT "")
troupe_require(Threads "")
troupe_require(nlohmann_json 3.11)
troupe_require(CLI11 2.1)
troupe_require(fmt 9)
troupe_require(ZLIB "")

if(TROUPE_WITH_UI)
    set(TROUPE_DEPENDENCY_HINT
        "Without a window: -DTROUPE_WITH_UI=OFF builds the engine, the core and troupe-cli.")
    troupe_require(Qt6 6.4
        COMPONENTS Core Gui Widgets Charts DBus Svg OpenGLWidgets LinguistTools)
    troupe_require(GIF "")
endif()

if(TROUPE_WITH_TESTS)
    set(TROUPE_DEPENDENCY_SET --test)
    set(TROUPE_DEPENDENCY_HINT "Without tests: -DTROUPE_WITH_TESTS=OFF.")
    if(TROUPE_SANITIZE STREQUAL "thread")
        # ThreadSanitizer must see GoogleTest's own locks, so it is compiled here.
        set(TROUPE_GOOGLETEST_SOURCE /usr/src/googletest CACHE PATH "Source of GoogleTest")
        if(NOT EXISTS "${TROUPE_GOOGLETEST_SOURCE}/CMakeLists.txt")
            message(FATAL_ERROR
                "The source of GoogleTest was not found in ${TROUPE_GOOGLETEST_SOURCE}. Install it "
                "with\n    installer/dependencies --test\n"
                "or set TROUPE_GOOGLETEST_SOURCE.")
        endif()
        set(INSTALL_GTEST OFF CACHE INTERNAL "")
        add_subdirectory(${TROUPE_GOOGLETEST_SOURCE} "${PROJECT_BINARY_DIR}/googletest"
            EXCLUDE_FROM_ALL SYSTEM)
        foreach(target gtest gtest_main gmock gmock_main)
            troupe_set_sanitizer(${target})
        endforeach()
    else()
        troupe_require(GTest 1.12)
    endif()
    include(GoogleTest)
    if(TROUPE_WITH_UI)
        troupe_require(Qt6Test 6.4)
    endif()
endif()
