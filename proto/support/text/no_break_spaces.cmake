# cmake -DFROM=fr.txt -DTO=copy.txt -P no_break_spaces.cmake
#
# French keeps « », the colon and the percent sign on the line of their word.
# The messages are typed with plain spaces, which are easy to see and to
# write; this copy has no-break spaces in their place.
file(READ ${FROM} text)
string(ASCII 194 160 no_break)
string(REPLACE "« " "«${no_break}" text "${text}")
string(REPLACE " »" "${no_break}»" text "${text}")
string(REPLACE " :" "${no_break}:" text "${text}")
string(REPLACE " %" "${no_break}%" text "${text}")
file(WRITE ${TO} "${text}")
