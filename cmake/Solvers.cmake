# mls_generate_solver_table(): generated/Solvers/Solvers.def, one row MLS_SOLVER(Name) for each lib/Solvers/Name.cpp,
# so that adding a solver is adding its file. Table.cpp, which reads the rows, is the one file that is no solver.
function(mls_generate_solver_table)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/lib/Solvers ${CMAKE_SOURCE_DIR}/lib/Solvers/*.cpp)
  list(REMOVE_ITEM files Table.cpp)
  list(SORT files)
  set(rows "")
  foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.cpp$" "" solver ${file})
    string(APPEND rows "MLS_SOLVER(${solver})\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/Solvers/Solvers.def CONTENT "${rows}" @ONLY)
endfunction()
