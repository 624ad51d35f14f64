# Installs the engine beside the build, builds consumer/ against the installation and runs it.
function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "failed: ${ARGN}")
    endif()
endfunction()

set(folder "${BUILD}/package_test")
file(REMOVE_RECURSE "${folder}")
run(${CMAKE_COMMAND} --install "${BUILD}" --component engine --prefix "${folder}/prefix")
run(${CMAKE_COMMAND} -G Ninja -S "${CMAKE_CURRENT_LIST_DIR}/consumer" -B "${folder}/build"
    -D CMAKE_BUILD_TYPE=Release -D CMAKE_CXX_COMPILER=${COMPILER}
    -D CMAKE_PREFIX_PATH=${folder}/prefix -D SAMPLE=${SAMPLE})
run(${CMAKE_COMMAND} --build "${folder}/build")
run("${folder}/build/consumer")
