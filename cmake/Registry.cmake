# mls_add_compiler(): the executable mlsc, linked twice from the same objects.
#
# mlsc-stage1 carries an empty registry image. It checks and lints registry/ (a figure without a source fails the build)
# and writes the image as constinit tables of plain data; mlsc embeds it, so that start-up parses nothing. The empty
# image is lib/Registry/EmptyImage.cpp: an archive member that defines nothing else, which the linker takes only when
# no object on the command line defines the image.
function(mls_add_compiler)
  add_library(mlscMain OBJECT ${CMAKE_SOURCE_DIR}/tools/mlsc/main.cpp)
  target_link_libraries(mlscMain PUBLIC mlsDriver)
  mls_precompile(mlscMain)

  add_executable(mlsc-stage1)
  target_link_libraries(mlsc-stage1 PRIVATE mlscMain $<TARGET_NAME_IF_EXISTS:mls_sanitizer>)

  set(image ${CMAKE_BINARY_DIR}/generated/RegistryImage.cpp)
  file(GLOB_RECURSE entries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/registry/*.mls)
  add_custom_command(
    OUTPUT ${image}
    COMMAND mlsc-stage1 registry-image --out ${image} ${CMAKE_SOURCE_DIR}/registry
    DEPENDS mlsc-stage1 ${entries}
    COMMENT "Compiling the registry" VERBATIM)
  add_executable(mlsc ${image})
  target_link_libraries(mlsc PRIVATE mlscMain $<TARGET_NAME_IF_EXISTS:mls_sanitizer>)
endfunction()
