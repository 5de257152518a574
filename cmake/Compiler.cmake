# How every file of the project is compiled: one interface target, mls::compile.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

add_library(mls_compile INTERFACE)
add_library(mls::compile ALIAS mls_compile)

target_include_directories(mls_compile INTERFACE ${CMAKE_SOURCE_DIR}/lib)
target_include_directories(mls_compile SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/generated)

# Results are the same bit for bit on every machine and at every instruction set: no contraction into fused multiply-add
# and no fast-math. The last two flags change no value; they let a square root be one instruction and a loop be vectorised.
target_compile_options(mls_compile INTERFACE -ffp-contract=off -fno-math-errno -fno-trapping-math)

target_compile_options(mls_compile INTERFACE
  -Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  $<$<BOOL:${MLS_WERROR}>:-Werror>)

# Unused functions of libraries leave the binary, which keeps start-up short.
target_compile_options(mls_compile INTERFACE -ffunction-sections -fdata-sections)
target_link_options(mls_compile INTERFACE -Wl,--gc-sections)

if(MLS_SANITIZE)
  target_compile_options(mls_compile INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mls_compile INTERFACE -fsanitize=address,undefined)
  add_library(mls_sanitizer OBJECT cmake/Sanitizer.cpp)
elseif(MLS_STATIC)
  # The linker warns that LLVM's expansion of `~` would need the shared glibc; nothing here calls it.
  include(CheckLinkerFlag)
  check_linker_flag(CXX -Wl,--no-warnings MLS_LINKER_NO_WARNINGS)
  target_link_options(mls_compile INTERFACE -static $<$<BOOL:${MLS_LINKER_NO_WARNINGS}>:-Wl,--no-warnings>)
endif()

find_program(MLS_CCACHE ccache)
if(MLS_CCACHE)
  # Precompiled headers carry times and defines that ccache would otherwise distrust.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros ${MLS_CCACHE})
endif()
