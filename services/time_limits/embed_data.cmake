# cmake -DOUT=shipped_data.cc -DFILES="a.textproto b.textproto" -P …
#
# Writes a C++ file that holds the text of FILES, by name.
separate_arguments(FILES)
list(SORT FILES)
set(code "// Made by embed_data.cmake from the files of data/.\n"
  "#include \"services/time_limits/shipped_data.h\"\n\n"
  "namespace entente {\nnamespace {\n\nconstexpr ShippedFile kFiles[] = {\n")
string(CONCAT code ${code})
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND code "    {\"${name}\", R\"textproto(${text})textproto\"},\n")
endforeach()
string(APPEND code "};\n\n}  // namespace\n\n"
  "absl::Span<const ShippedFile> ShippedFiles() { return kFiles; }\n\n"
  "}  // namespace entente\n")
file(WRITE "${OUT}" "${code}")
