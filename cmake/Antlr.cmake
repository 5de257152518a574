# mls_generate_grammar(out_sources): C++ lexer and parser from grammar/*.g4.
#
# The generator must match the installed runtime: Debian's own antlr4 4.7 emits code that is not C++20, and jars from
# 4.9.3 on do not compile against runtime 4.9. The jar comes through Maven and is pinned by its hash.

# Runtime version → generator version, SHA-256 of antlr4-<version>-complete.jar.
set(MLS_ANTLR_JAR_4.9  4.9.2 bb117b1476691dc2915a318efd36f8957c0ad93447fb1dac01107eb15fe137cd)
set(MLS_ANTLR_JAR_4.10 4.10.1 41949d41f20d31d5b8277187735dd755108df52b38db6c865108d3382040f918)

set(MLS_ANTLR_JAR "" CACHE FILEPATH "ANTLR generator (complete jar); fetched by Maven when empty")

function(mls_fetch_antlr out_jar)
  if(MLS_ANTLR_JAR)
    set(${out_jar} ${MLS_ANTLR_JAR} PARENT_SCOPE)
    return()
  endif()
  find_file(MLS_ANTLR_VERSION_FILE cmake/antlr4-runtime/antlr4-runtime-config-version.cmake
    PATH_SUFFIXES lib lib/${CMAKE_LIBRARY_ARCHITECTURE} REQUIRED)
  include(${MLS_ANTLR_VERSION_FILE})
  string(REGEX MATCH "^[0-9]+\\.[0-9]+" runtime ${PACKAGE_VERSION})
  if(NOT DEFINED MLS_ANTLR_JAR_${runtime})
    message(FATAL_ERROR "no generator is pinned for ANTLR runtime ${runtime}; see cmake/Antlr.cmake")
  endif()
  list(GET MLS_ANTLR_JAR_${runtime} 0 version)
  list(GET MLS_ANTLR_JAR_${runtime} 1 expected)

  set(jar ${CMAKE_BINARY_DIR}/antlr4-${version}-complete.jar)
  if(NOT EXISTS ${jar})
    find_program(MLS_MAVEN mvn REQUIRED)
    message(STATUS "Fetching the ANTLR ${version} generator")
    execute_process(
      COMMAND ${MLS_MAVEN} -q -B dependency:copy -Dartifact=org.antlr:antlr4:${version}:jar:complete
              -DoutputDirectory=${CMAKE_BINARY_DIR}
      WORKING_DIRECTORY ${CMAKE_BINARY_DIR} RESULT_VARIABLE failed OUTPUT_VARIABLE log ERROR_VARIABLE log)
    if(failed)
      message(FATAL_ERROR "cannot fetch org.antlr:antlr4:${version}:jar:complete with Maven; "
        "set MLS_ANTLR_JAR to a copy of it\n${log}")
    endif()
  endif()
  file(SHA256 ${jar} actual)
  if(NOT actual STREQUAL expected)
    file(REMOVE ${jar})
    message(FATAL_ERROR "${jar} has SHA-256 ${actual}, expected ${expected}")
  endif()
  set(${out_jar} ${jar} PARENT_SCOPE)
endfunction()

function(mls_generate_grammar out_sources)
  set(grammar ${CMAKE_SOURCE_DIR}/grammar)
  mls_fetch_antlr(jar)
  find_program(MLS_JAVA java REQUIRED)
  set(dir ${CMAKE_BINARY_DIR}/generated/Grammar)
  set(sources ${dir}/MlsLexer.cpp ${dir}/MlsParser.cpp)
  add_custom_command(
    OUTPUT ${sources} ${dir}/MlsLexer.h ${dir}/MlsParser.h
    COMMAND ${MLS_JAVA} -jar ${jar} -Dlanguage=Cpp -Werror -no-listener -no-visitor -package mls::grammar
            -Xexact-output-dir -o ${dir} MlsLexer.g4 MlsParser.g4
    WORKING_DIRECTORY ${grammar}
    DEPENDS ${grammar}/MlsLexer.g4 ${grammar}/MlsParser.g4 ${jar}
    COMMENT "Generating the parser" VERBATIM)
  # Generated code is not ours to warn about.
  set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS -w SKIP_PRECOMPILE_HEADERS ON)
  set(${out_sources} ${sources} PARENT_SCOPE)
endfunction()
