# Third-party code, each behind one target. Debian's packages: llvm-19-dev libantlr4-runtime-dev libfmt-dev libboost-dev
# zlib1g-dev libzstd-dev. All headers are system headers, so that only our own code is warned about.

# LLVM: Support and ADT only, from the static archives. LLVM's own CMake targets would drag in libz3 and a shared libLLVM,
# whose relocation costs 16 ms at every start.
find_package(LLVM 19.1 REQUIRED CONFIG)
find_library(MLS_LLVM_SUPPORT libLLVMSupport.a PATHS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH REQUIRED)
find_library(MLS_LLVM_DEMANGLE libLLVMDemangle.a PATHS ${LLVM_LIBRARY_DIR} NO_DEFAULT_PATH REQUIRED)
find_library(MLS_ZLIB NAMES libz.a z REQUIRED)
find_library(MLS_ZSTD NAMES libzstd.a zstd REQUIRED)
find_package(Threads REQUIRED)
add_library(mls_llvm INTERFACE)
add_library(mls::llvm ALIAS mls_llvm)
target_include_directories(mls_llvm SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
target_link_libraries(mls_llvm INTERFACE
  ${MLS_LLVM_SUPPORT} ${MLS_LLVM_DEMANGLE} ${MLS_ZLIB} ${MLS_ZSTD} Threads::Threads ${CMAKE_DL_LIBS})

# fmt: Debian ships a shared library and headers; its implementation is compiled here, once and statically. Versions whose
# exports differ (cmake/Fmt.cpp) stay header-only.
find_package(fmt 9 REQUIRED)
get_target_property(MLS_FMT_INCLUDE fmt::fmt-header-only INTERFACE_INCLUDE_DIRECTORIES)
if(fmt_VERSION VERSION_LESS 11)
  add_library(mls_fmt STATIC cmake/Fmt.cpp)
  target_compile_options(mls_fmt PRIVATE -ffunction-sections -fdata-sections)
  target_include_directories(mls_fmt SYSTEM PUBLIC ${MLS_FMT_INCLUDE})
  add_library(mls::fmt ALIAS mls_fmt)
else()
  add_library(mls::fmt ALIAS fmt::fmt-header-only)
endif()

# Boost: headers only (Units in lib/Units/Typed.h, Math in the solvers).
find_path(MLS_BOOST_INCLUDE boost/units/unit.hpp REQUIRED)
add_library(mls_boost INTERFACE)
add_library(mls::boost ALIAS mls_boost)
target_include_directories(mls_boost SYSTEM INTERFACE ${MLS_BOOST_INCLUDE})

# ANTLR: the static runtime. Its version decides which generator may write the parser (cmake/Antlr.cmake).
find_path(MLS_ANTLR_INCLUDE antlr4-runtime.h PATH_SUFFIXES antlr4-runtime REQUIRED)
find_library(MLS_ANTLR_RUNTIME libantlr4-runtime.a REQUIRED)
add_library(mls_antlr INTERFACE)
add_library(mls::antlr ALIAS mls_antlr)
target_include_directories(mls_antlr SYSTEM INTERFACE ${MLS_ANTLR_INCLUDE})
target_link_libraries(mls_antlr INTERFACE ${MLS_ANTLR_RUNTIME} Threads::Threads)
