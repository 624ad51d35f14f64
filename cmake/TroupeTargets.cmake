# The functions of a leaf CMakeLists.txt. Each makes one target from a list of sources.

# troupe_add_library(name
#     [SOURCES file…] [INCLUDE folder…] [PUBLIC_LINK library…] [PRIVATE_LINK library…]
#     [DEFINE NAME=VALUE…] [QT])
#
# A static library. Without sources it is an interface library. QT runs moc, uic and rcc.
function(troupe_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg
        "QT" "" "SOURCES;INCLUDE;PUBLIC_LINK;PRIVATE_LINK;DEFINE")
    troupe_refuse_unparsed(${name} "${arg_UNPARSED_ARGUMENTS}")
    if(NOT arg_SOURCES)
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${arg_INCLUDE})
        target_compile_definitions(${name} INTERFACE ${arg_DEFINE})
        target_link_libraries(${name} INTERFACE ${arg_PUBLIC_LINK})
        return()
    endif()
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${arg_INCLUDE})
    target_compile_definitions(${name} PUBLIC ${arg_DEFINE})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC_LINK} PRIVATE ${arg_PRIVATE_LINK})
    troupe_set_options(${name})
    troupe_set_qt(${name} "${arg_QT}")
    list(LENGTH arg_SOURCES count)
    if(TROUPE_PCH AND count GREATER 5)
        troupe_set_precompiled_headers(${name} "${arg_QT}")
    endif()
    troupe_set_unity(${name})
endfunction()

# troupe_add_program(name SOURCES file… [LINK library…] [QT] [PRODUCT])
#
# An executable. PRODUCT puts it into the build folder's bin/ and into the installation; the
# others (benchmarks, explorers) stay where their folder is.
function(troupe_add_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "QT;PRODUCT" "" "SOURCES;LINK")
    troupe_refuse_unparsed(${name} "${arg_UNPARSED_ARGUMENTS}")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE ${arg_LINK})
    troupe_set_options(${name})
    troupe_set_qt(${name} "${arg_QT}")
    if(arg_PRODUCT)
        set_target_properties(${name} PROPERTIES
            RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
        install(TARGETS ${name} RUNTIME COMPONENT program)
    endif()
endfunction()

# troupe_add_test(name LABEL unit|model|gui|stress|bench|fuzz SOURCES file…
#     [LINK library…] [TIMEOUT seconds] [ARGS argument…] [PLAIN] [SERIAL])
#
# A GoogleTest program; every TEST in it becomes one ctest `name.Suite.Test` with the label and the
# timeout (60 s unless told). Label gui also links Qt Test and runs offscreen, with a main that
# makes the QApplication (tests/support/gui_main.cpp). PLAIN: a program with a main of its own, whose
# exit code is the verdict. SERIAL: never beside another test.
function(troupe_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "PLAIN;SERIAL" "LABEL;TIMEOUT" "SOURCES;LINK;ARGS")
    troupe_refuse_unparsed(${name} "${arg_UNPARSED_ARGUMENTS}")
    if(NOT arg_LABEL MATCHES "^(unit|model|gui|stress|bench|fuzz)$")
        message(FATAL_ERROR "troupe_add_test(${name}): LABEL is \"${arg_LABEL}\"; "
            "it must be unit, model, gui, stress, bench or fuzz.")
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    if(TROUPE_SANITIZE_FLAGS)
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 4")
    endif()
    set(properties LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT})
    if(arg_SERIAL)
        list(APPEND properties RUN_SERIAL ON)
    endif()

    add_executable(${name} ${arg_SOURCES})
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_compile_definitions(${name} PRIVATE
        TROUPE_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TROUPE_BINARY_DIR="${PROJECT_BINARY_DIR}")
    target_link_libraries(${name} PRIVATE ${arg_LINK})
    troupe_set_options(${name})
    troupe_set_unity(${name})
    if(arg_LABEL MATCHES "^(unit|gui)$")
        # What is tested is optimised; the test itself runs once, and compiles a third faster.
        target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()

    if(arg_PLAIN)
        add_test(NAME ${name} COMMAND ${name} ${arg_ARGS})
        set_tests_properties(${name} PROPERTIES ${properties})
        return()
    endif()
    target_link_libraries(${name} PRIVATE GTest::gtest GTest::gmock)
    if(arg_LABEL STREQUAL "gui")
        troupe_set_qt(${name} ON)
        target_sources(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/gui_main.cpp")
        target_link_libraries(${name} PRIVATE Qt6::Widgets Qt6::Test)
    else()
        target_link_libraries(${name} PRIVATE GTest::gtest_main)
    endif()
    gtest_discover_tests(${name}
        TEST_PREFIX ${name}.
        EXTRA_ARGS ${arg_ARGS}
        DISCOVERY_MODE PRE_TEST
        DISCOVERY_TIMEOUT 60
        PROPERTIES ${properties})
endfunction()

# troupe_add_rejection(name SOURCE file EXPECT regex [LINK library…])
#
# A test that passes when the compiler refuses the file with a message that matches: the proof
# that an interface cannot be misused. Label unit.
function(troupe_add_rejection name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "SOURCE;EXPECT" "LINK")
    troupe_refuse_unparsed(${name} "${arg_UNPARSED_ARGUMENTS}")
    add_library(${name} OBJECT EXCLUDE_FROM_ALL ${arg_SOURCE})
    target_link_libraries(${name} PRIVATE ${arg_LINK})
    troupe_set_options(${name})
    add_test(NAME ${name}
        COMMAND ${CMAKE_COMMAND} --build "${PROJECT_BINARY_DIR}" --target ${name})
    # Serial, because two builds in one folder would write the same log.
    set_tests_properties(${name} PROPERTIES
        LABELS unit TIMEOUT 120 RUN_SERIAL ON PASS_REGULAR_EXPRESSION "${arg_EXPECT}")
endfunction()

function(troupe_set_qt target isQt)
    if(isQt)
        set_target_properties(${target} PROPERTIES AUTOMOC ON AUTOUIC ON AUTORCC ON)
    endif()
endfunction()

# A file still includes what it uses: builds with ccache or for clang have no such headers.
function(troupe_set_precompiled_headers target isQt)
    target_precompile_headers(${target} PRIVATE
        <algorithm> <array> <atomic> <charconv> <chrono> <condition_variable> <functional> <map>
        <memory> <mutex> <optional> <string> <string_view> <thread> <variant> <vector>)
    if(isQt)
        target_precompile_headers(${target} PRIVATE
            <QAction> <QApplication> <QBoxLayout> <QChart> <QFontMetricsF> <QIcon> <QLabel> <QMenu>
            <QPainter> <QPainterPath> <QToolButton> <QWidget>)
    endif()
endfunction()

# What is local to a file must then have a name of its own among its neighbours'.
function(troupe_set_unity target)
    if(TROUPE_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
endfunction()

function(troupe_refuse_unparsed name rest)
    if(rest)
        message(FATAL_ERROR "${name}: not understood: ${rest}")
    endif()
endfunction()
