# mls_add_library(Name [DEPENDS Lib…] [LINK target…] [SOURCES file…])
#
# Declares the static library mls<Name> from the folder lib/<Name>. Its sources are every .cpp file there, so that adding
# a file is all it takes; SOURCES adds generated ones. DEPENDS names libraries of this project, LINK other targets.
function(mls_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 ARG "" "" "DEPENDS;LINK;SOURCES")
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/lib/${name}/*.cpp)
  list(APPEND sources ${ARG_SOURCES})
  list(TRANSFORM ARG_DEPENDS PREPEND mls)

  if(sources)
    add_library(mls${name} STATIC ${sources})
    target_link_libraries(mls${name} PUBLIC ${ARG_DEPENDS} ${ARG_LINK} mls::compile mls::llvm mls::fmt)
    mls_precompile(mls${name})
  else()
    add_library(mls${name} INTERFACE)
    target_link_libraries(mls${name} INTERFACE ${ARG_DEPENDS} ${ARG_LINK} mls::compile mls::llvm mls::fmt)
  endif()
endfunction()

# Shares one precompiled header (cmake/Precompiled.h) between all targets; they are compiled with the same flags.
function(mls_precompile target)
  if(MLS_PCH)
    if(NOT TARGET mlsPrecompiled)
      file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/Precompiled.cpp CONTENT "")
      add_library(mlsPrecompiled OBJECT ${CMAKE_BINARY_DIR}/generated/Precompiled.cpp)
      target_link_libraries(mlsPrecompiled PRIVATE mls::compile mls::llvm mls::fmt)
      target_precompile_headers(mlsPrecompiled PRIVATE ${CMAKE_SOURCE_DIR}/cmake/Precompiled.h)
    endif()
    target_precompile_headers(${target} REUSE_FROM mlsPrecompiled)
  endif()
endfunction()
