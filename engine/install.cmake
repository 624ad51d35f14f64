# The engine alone, for other programs: cmake --install BUILD --component engine, then
#     find_package(TroupeEngine 0.1 REQUIRED)
#     target_link_libraries(program PRIVATE Troupe::engine)
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/TroupeEngine")

set_target_properties(troupe_engine PROPERTIES EXPORT_NAME engine)
add_library(Troupe::engine ALIAS troupe_engine)
install(TARGETS troupe_engine
    EXPORT TroupeEngineTargets
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT engine)
install(DIRECTORY troupe
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
    COMPONENT engine
    FILES_MATCHING
        PATTERN "*.h"
        PATTERN "model*" EXCLUDE)
install(EXPORT TroupeEngineTargets
    NAMESPACE Troupe::
    DESTINATION "${package_folder}"
    COMPONENT engine)

configure_package_config_file(
    TroupeEngineConfig.cmake.in
    "${CMAKE_CURRENT_BINARY_DIR}/TroupeEngineConfig.cmake"
    INSTALL_DESTINATION "${package_folder}")
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/TroupeEngineConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/TroupeEngineConfig.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/TroupeEngineConfigVersion.cmake"
    DESTINATION "${package_folder}"
    COMPONENT engine)
install(FILES LICENSE
    DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/TroupeEngine"
    COMPONENT engine)
