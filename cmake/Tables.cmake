# mls_generate_table(Library ROW): generated/<Library>/<Library>.def, one line ROW(Name) for each lib/<Library>/Name.cpp, so
# that adding a solver, or a table of functions, is adding its file. Table.cpp, which reads the lines, has none.
function(mls_generate_table library row)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/lib/${library} ${CMAKE_SOURCE_DIR}/lib/${library}/*.cpp)
  list(REMOVE_ITEM files Table.cpp)
  list(SORT files)
  set(rows "")
  foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.cpp$" "" name ${file})
    string(APPEND rows "${row}(${name})\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/${library}/${library}.def CONTENT "${rows}" @ONLY)
endfunction()
