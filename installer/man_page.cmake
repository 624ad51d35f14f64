# Writes the manual page of a program from what its --help prints.
#   cmake -DPROGRAM=… -DNAME=troupe-cli -DVERSION=0.1.0 -DOUTPUT=… -P man_page.cmake

# Text as it is between .nf and .fi.
function(verbatim text result)
    string(REPLACE "\\" "\\e" text "${text}")
    string(REPLACE "-" "\\-" text "${text}")
    string(REGEX REPLACE "\n([.'])" "\n\\\\&\\1" text "${text}")
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(help_of result)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} --help
        OUTPUT_VARIABLE text RESULT_VARIABLE code)
    if(NOT code EQUAL 0)
        message(FATAL_ERROR "${PROGRAM} ${ARGN} --help ended with ${code}")
    endif()
    set(${result} "${text}" PARENT_SCOPE)
endfunction()

help_of(general)
string(REGEX MATCH "Commands:(\n.*)\n\n`" found "${general}")
set(table "${CMAKE_MATCH_1}")
string(REGEX MATCHALL "\n  [a-z]+ " rows "${table}")
verbatim("${table}" table)

set(page ".TH ${NAME} 1 \"\" \"Troupe ${VERSION}\" \"User commands\"\n")
if(NAME STREQUAL "troupe")
    string(APPEND page ".SH NAME\n${NAME} \\- playground for the actor model\n")
    string(APPEND page ".SH SYNOPSIS\n.B ${NAME}\n.RI [ FILE ]\n.br\n.B ${NAME}\n")
else()
    string(REPLACE "-" "\\-" shown "${NAME}")
    string(APPEND page ".SH NAME\n${NAME} \\- run actor scenarios without a window\n")
    string(APPEND page ".SH SYNOPSIS\n.B ${shown}\n")
endif()
string(APPEND page ".I COMMAND\n.RI [ OPTION \" ...]\"\n.SH DESCRIPTION\n"
    "Troupe puts counters, key\\-value stores, workers and loggers on a canvas, sends them messages,\n"
    "crashes them, shows how supervisors restart them, and measures mailbox depth and latency in a\n"
    "real threaded engine or in a laboratory with virtual time.\n")
if(NAME STREQUAL "troupe")
    string(APPEND page "Without a command it opens its window, with\n.I FILE\n(a scenario, or a\nrecorded run) if one is given.\n")
endif()
string(APPEND page ".SH COMMANDS\n.nf\n${table}\n.fi\n")
foreach(row IN LISTS rows)
    string(STRIP "${row}" command)
    help_of(text ${command})
    verbatim("${text}" text)
    string(APPEND page ".SS ${command}\n.nf\n${text}.fi\n")
endforeach()
string(APPEND page ".SH EXIT STATUS\n"
    ".TP\n.B 0\nDone.\n"
    ".TP\n.B 1\nA check failed.\n"
    ".TP\n.B 2\nCould not be run: wrong usage, or a file that cannot be read.\n"
    ".TP\n.B 3\nThe run was not quiet in time.\n"
    ".SH ENVIRONMENT\n.TP\n.B TROUPE_RESOURCES\n"
    "Folder with scenarios and icons, in place of the installed one.\n"
    ".SH FILES\n.TP\n.I *.troupe\nA scenario (JSON).\n.TP\n.I *.troupe\\-run\nA recorded run.\n"
    ".SH EXAMPLES\n.nf\n"
    "${NAME} run counter \\-\\-until quiet \\-\\-json\n"
    "${NAME} run worker\\-pool \\-\\-lab \\-\\-seed 7 \\-\\-for 5s \\-\\-export events.csv=events.csv\n"
    ".fi\n.SH SEE ALSO\n")
if(NAME STREQUAL "troupe")
    string(APPEND page ".BR troupe\\-cli (1)\n")
else()
    string(APPEND page ".BR troupe (1)\n")
endif()
file(WRITE "${OUTPUT}" "${page}")
