# mls::nlopt: global and local search, from the source of NLopt.
#
# Debian has it as a shared library only, and this compiler is one static binary. The source is that of Debian's package,
# pinned by its hash; -DFETCHCONTENT_SOURCE_DIR_NLOPT=DIR takes a copy. NLopt is under the licence of MIT except for its
# `luksan` folder (LGPL), which is not built: cmake/NLopt.c stands for it.

include(FetchContent)
FetchContent_Declare(nlopt
  URL http://deb.debian.org/debian/pool/main/n/nlopt/nlopt_2.7.1.orig.tar.gz
      https://github.com/stevengj/nlopt/archive/v2.7.1.tar.gz
  URL_HASH SHA256=db88232fa5cef0ff6e39943fc63ab6074208831dc0031cf1545f6ecd31ae2a1a
  DOWNLOAD_EXTRACT_TIMESTAMP TRUE
  SOURCE_SUBDIR none) # its own CMakeLists.txt is not used
FetchContent_MakeAvailable(nlopt)

# What its configuration would find on any system that has a compiler for C++20 and a libc like glibc.
set(nlopt_include ${CMAKE_BINARY_DIR}/generated/nlopt)
file(CONFIGURE OUTPUT ${nlopt_include}/nlopt_config.h CONTENT [[
#define MAJOR_VERSION 2
#define MINOR_VERSION 7
#define BUGFIX_VERSION 1
#define HAVE_COPYSIGN
#define HAVE_FPCLASSIFY
#define HAVE_GETPID
#define HAVE_GETTIMEOFDAY
#define HAVE_ISINF
#define HAVE_ISNAN
#define HAVE_STDINT_H
#define HAVE_TIME
#define HAVE_UINT32_T
#define HAVE_UNISTD_H
#define SIZEOF_UNSIGNED_INT 4
#define SIZEOF_UNSIGNED_LONG 8
#define THREADLOCAL __thread
#define TIME_WITH_SYS_TIME
]] @ONLY)

file(GLOB nlopt_sources ${nlopt_SOURCE_DIR}/src/util/*.c ${nlopt_SOURCE_DIR}/src/api/*.c)
foreach(algorithm auglag bobyqa cdirect cobyla crs direct esch isres mlsl mma neldermead newuoa praxis slsqp)
  file(GLOB sources ${nlopt_SOURCE_DIR}/src/algs/${algorithm}/*.c)
  list(APPEND nlopt_sources ${sources})
endforeach()
list(FILTER nlopt_sources EXCLUDE REGEX "(_test|tstc|getopt|f77api|DIRparallel)\\.c$")
file(GLOB nlopt_folders ${nlopt_SOURCE_DIR}/src/algs/*)

add_library(mls_nlopt STATIC ${nlopt_sources} cmake/NLopt.c)
target_include_directories(mls_nlopt SYSTEM INTERFACE ${nlopt_SOURCE_DIR}/src/api)
target_include_directories(mls_nlopt PRIVATE ${nlopt_include} ${nlopt_SOURCE_DIR}/src/api ${nlopt_SOURCE_DIR}/src/util ${nlopt_folders})
target_compile_options(mls_nlopt PRIVATE -w -ffp-contract=off -ffunction-sections -fdata-sections)
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_options(mls_nlopt PRIVATE -O2) # it is not what is debugged
endif()
add_library(mls::nlopt ALIAS mls_nlopt)
