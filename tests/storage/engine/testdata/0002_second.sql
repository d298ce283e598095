-- compatible: 1
-- Signs that build scripts like to mangle: ; [ ] \ " $ ${x} @x@
INSERT INTO word (text) VALUES ('é; [x] \ "');
