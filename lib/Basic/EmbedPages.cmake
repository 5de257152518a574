# cmake -D DIR=docs/diagnostics -D OUT=Pages.inc -P EmbedPages.cmake
# Writes one row {"CODE", R"(text)"} for each page, in the order of their codes.
file(GLOB pages ${DIR}/[EW][0-9]*.md)
list(SORT pages)
set(rows "")
foreach(page IN LISTS pages)
  get_filename_component(code ${page} NAME_WE)
  file(READ ${page} text)
  string(APPEND rows "{\"${code}\", R\"MLS_PAGE(${text})MLS_PAGE\"},\n")
endforeach()
file(WRITE ${OUT} "${rows}")
