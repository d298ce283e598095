# entente_embed_files(TARGET FUNCTION FILE...)
#
# Compiles the text of the files into TARGET, as
#
#   // FUNCTION.h, in namespace entente: name (without folder) and content of
#   // each file, in the order given.
#   absl::Span<const std::pair<absl::string_view, absl::string_view>>
#   FUNCTION();
#
# As a script (cmake -P) it writes FUNCTION.cc at build time, so that a changed
# file is embedded anew.

if(CMAKE_SCRIPT_MODE_FILE)
  file(WRITE ${OUT}.new "#include \"${FUNCTION}.h\"\n\n"
    "namespace entente {\nnamespace {\n\n"
    "constexpr std::pair<absl::string_view, absl::string_view> kFiles[] = {\n")
  string(REPLACE "|" ";" files "${FILES}")
  foreach(path IN LISTS files)
    get_filename_component(name "${path}" NAME)
    file(READ "${path}" content)
    # A string literal is limited to 64 kB by the standard's advice only; GCC
    # and Clang take any length.
    file(APPEND ${OUT}.new "    {\"${name}\", R\"embedded(")
    file(APPEND ${OUT}.new "${content}")
    file(APPEND ${OUT}.new ")embedded\"},\n")
  endforeach()
  file(APPEND ${OUT}.new "};\n\n}  // namespace\n\n"
    "absl::Span<const std::pair<absl::string_view, absl::string_view>>\n"
    "${FUNCTION}() {\n  return kFiles;\n}\n\n}  // namespace entente\n")
  file(RENAME ${OUT}.new ${OUT})
  return()
endif()

function(entente_embed_files target function)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(paths)
  foreach(file IN LISTS ARGN)
    get_filename_component(path ${file} ABSOLUTE)
    list(APPEND paths ${path})
  endforeach()
  file(CONFIGURE OUTPUT ${folder}/${function}.h @ONLY CONTENT
"// Files embedded at build time. Generated.
#pragma once

#include <utility>

#include \"absl/strings/string_view.h\"
#include \"absl/types/span.h\"

namespace entente {

absl::Span<const std::pair<absl::string_view, absl::string_view>>
@function@();

}  // namespace entente
")
  string(REPLACE ";" "|" joined "${paths}")
  set(source ${folder}/${function}.cc)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DOUT=${source} -DFUNCTION=${function}
      "-DFILES=${joined}" -P ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    DEPENDS ${paths} ${CMAKE_CURRENT_FUNCTION_LIST_FILE}
    COMMENT "embedding ${function}" VERBATIM)
  target_sources(${target} PRIVATE ${source})
  target_include_directories(${target} PUBLIC ${folder})
  target_link_libraries(${target} PUBLIC absl::strings absl::span)
endfunction()
