/* The table of diagnostics: name, code, severity, what it means, what to do.
   S1xx front matter, S2xx text and encoding, S3xx structure, S4xx merging, S5xx what only lint looks for,
   S6xx what a conversion could not keep. A code is never reused. */
DIAG(FRONT_RETRIED, "S101", WARNING,
     "The front matter is not strict YAML; it was read with its one-line values quoted.",
     "Quote the value, or run 'stemma fmt' which writes strict YAML. Many harnesses skip such a "
     "file without a word.")
DIAG(FRONT_LINES, "S102", WARNING,
     "The front matter is not YAML even with its values quoted; it was read line by line.",
     "Check that each value is what you meant, then run 'stemma fmt'.")
DIAG(FRONT_UNCLOSED, "S103", WARNING,
     "The front matter is never closed; the file was read as a body without front matter.",
     "Add a line '---' after the last field.")
DIAG(FRONT_SECOND, "S104", WARNING,
     "A second front-matter block follows the first; it is read as part of the body.",
     "Merge the two blocks into one.")
DIAG(FRONT_DUPLICATE_KEY, "S105", WARNING,
     "The front matter has the same key twice; YAML forbids it and readers disagree which counts.",
     "Remove one of them.")
DIAG(FRONT_LITERAL_NEWLINE, "S106", NOTE,
     "A plain or single-quoted value holds a literal \\n: a backslash and an n, not a line break.",
     "Use a double-quoted value or a block scalar (|) if a line break was meant.")
DIAG(FRONT_NOT_FIRST, "S107", NOTE,
     "The front matter does not stand on the first line; most harnesses will not see it.",
     "Move it to the top of the file.")
DIAG(
    FRONT_INDENTED, "S108", NOTE,
    "The front matter is indented or closed by a longer dash line; some harnesses will not see it.",
    "Run 'stemma fmt'.")
DIAG(FRONT_ALIAS, "S109", NOTE,
     "The front matter uses YAML anchors or aliases; the field is kept as it stands and never "
     "expanded.",
     "Write the value out if a harness does not support aliases.")
DIAG(FRONT_TAB, "S110", WARNING, "The front matter is indented with a tab, which YAML forbids.",
     "Indent with spaces.")
DIAG(BOM, "S201", NOTE, "The file starts with a byte order mark.",
     "Save it without one; 'stemma fmt' removes it.")
DIAG(UTF16, "S202", WARNING, "The file is UTF-16; it was read as such.",
     "Save it as UTF-8; 'stemma fmt' does.")
DIAG(INVALID_UTF8, "S203", WARNING, "The bytes here are not UTF-8; they are kept as they are.",
     "Save the file as UTF-8.")
DIAG(MOJIBAKE, "S204", WARNING, "Text that was once read in the wrong encoding was repaired.",
     "Check the repaired text; '--no-repair' leaves it as it was.")
DIAG(LOW_BYTE_EMOJI, "S205", WARNING,
     "An emoji cut to the low bytes of its UTF-16 units was repaired.",
     "Check the repaired text; '--no-repair' leaves it as it was.")
DIAG(NUL, "S206", WARNING, "The file holds NUL bytes.", "Remove them; they are kept as they are.")
DIAG(CONTROL, "S207", WARNING, "A control character stands in the text.",
     "Remove it; it may hide text on a terminal.")
DIAG(NBSP, "S208", NOTE, "A no-break space stands in the text.",
     "Replace it by a space if it was not meant.")
DIAG(ZERO_WIDTH, "S209", WARNING, "An invisible zero-width character stands in the text.",
     "Remove it unless a script needs it; instructions are hidden this way.")
DIAG(BIDI, "S210", WARNING, "A bidirectional control character stands in the text.",
     "Remove it; what is shown is not what is read.")
DIAG(TAG_CHARACTER, "S211", WARNING, "Invisible tag characters stand in the text.",
     "Remove them; instructions are hidden this way.")
DIAG(LONE_CR, "S212", NOTE, "Lines end in a lone carriage return.",
     "Use line feeds; 'stemma fmt' writes them.")
DIAG(MIXED_EOL, "S213", NOTE, "The file mixes line endings.",
     "Use line feeds; 'stemma fmt' writes them.")
DIAG(FENCE_UNCLOSED, "S301", WARNING,
     "A code fence is never closed and takes the rest of the file.", "Close it.")
DIAG(FENCE_NESTED, "S302", WARNING,
     "A code fence holds fences of the same length; it was read as nested.",
     "Make the outer fence longer; 'stemma fmt' does.")
DIAG(TAG_UNBALANCED, "S303", WARNING,
     "An XML tag is opened and not closed, or closed and not opened.", "Balance the tags.")
DIAG(CONFLICT_MARKER, "S304", ERROR, "A merge conflict marker was left in the file.",
     "Settle the conflict.")
DIAG(EMPTY_SECTION, "S305", NOTE, "A section has a heading and nothing else.",
     "Fill it or remove it.")
DIAG(LEVEL_JUMP, "S306", NOTE, "A heading is more than one level below the one above it.",
     "Use the next level; 'stemma merge' does.")
DIAG(TOO_DEEP, "S307", WARNING,
     "Quotes or lists are nested too deeply to be taken apart; the block is kept whole.",
     "Flatten it.")
DIAG(SPLIT_TABLE_ROW, "S308", NOTE,
     "A table row has more cells than its header; the rest would not be shown.",
     "Add a column or escape the bar with a backslash.")
DIAG(FIELD_MISSING, "S501", WARNING,
     "A front-matter field is missing that the harness or the style requires.",
     "Add it. Without a name or a description most harnesses do not load the file.")
DIAG(FIELD_EMPTY, "S502", WARNING, "A required front-matter field is empty.", "Give it a value.")
DIAG(FIELD_TOO_LONG, "S503", WARNING,
     "The value of a front-matter field is longer than the harness or the style allows.",
     "Shorten it: some harnesses cut it off, some reject the file.")
DIAG(NAME_NOT_FILE, "S504", NOTE, "The agent's name is not that of its file.",
     "Rename one of them: people look for an agent by its file, the harness by its name.")
DIAG(NAME_NOT_FOLDER, "S505", WARNING, "The skill's name is not that of its folder.",
     "Rename one of them; the format wants them equal, and some harnesses reject the skill.")
DIAG(
    NAME_TWICE, "S506", WARNING,
    "Another file of the same folder tree has the same name, and a harness loads only one of them.",
    "Rename one, or make one of the two: 'stemma merge'.")
DIAG(NAME_ODD, "S507", WARNING, "The name holds characters that the harness does not take.",
     "Use lower-case letters, digits and hyphens.")
DIAG(TOOL_UNKNOWN, "S508", WARNING, "The harness has no tool of this name.",
     "Correct the name. A tool that is not known is left out without a word.")
DIAG(TOOL_DENIED, "S509", WARNING, "A tool is both allowed and denied.",
     "Remove it from one of the lists.")
DIAG(FIELD_MISSPELT, "S510", WARNING,
     "A front-matter field is none that the harness knows, but nearly one.", "Correct its name.")
DIAG(FIELD_UNKNOWN, "S511", NOTE, "A front-matter field is none that the harness knows.",
     "Remove it if nothing else reads it.")
DIAG(FIELD_DEAD, "S512", WARNING, "A front-matter field is no longer supported by the harness.",
     "Use what took its place.")
DIAG(VALUE_UNKNOWN, "S513", WARNING, "The harness does not know this value of the field.",
     "Use one that it knows; others are dropped without a word.")
DIAG(ITEM_REPEATED, "S520", WARNING, "A list says the same twice.", "Remove one of the two.")
DIAG(HEADING_REPEATED, "S521", WARNING, "Two sections side by side have the same title.",
     "Join them, or tell them apart by their titles.")
DIAG(SECTION_MISSING, "S522", WARNING, "A section is missing that the style requires.", "Add it.")
DIAG(CONTRADICTION, "S523", WARNING, "Two statements of one file contradict each other.",
     "Settle it: a model that reads both follows either.")
DIAG(TOO_LARGE, "S524", WARNING, "The file is larger than the harness or the style allows.",
     "Shorten it, or move reference material into files of its own.")
DIAG(IGNORE_UNKNOWN, "S530", WARNING, "A comment that is to silence lint names no rule.",
     "Correct the name; 'stemma explain' lists them.")
DIAG(CONVERT_FIELD, "S601", WARNING, "The other harness has no such field; it was left out.",
     "See whether the harness can be told elsewhere, in its settings or in the prompt itself.")
DIAG(
    CONVERT_REMARK, "S602", NOTE,
    "A field that changes nothing in what the agent does was left out: the other harness has none.",
    "Nothing, unless a program of yours reads it.")
DIAG(CONVERT_VALUE, "S603", WARNING,
     "The other harness does not know this value; it was left out, so that its own choice holds.",
     "Name the value it should have; for a model: '--model sonnet=NAME'.")
DIAG(CONVERT_TOOL, "S604", WARNING,
     "The other harness has no such tool; it was left out, and the agent can do less.",
     "Name the tool that does the same there, if there is one.")
DIAG(CONVERT_RIGHTS, "S605", WARNING, "The converted agent may do more than the original.",
     "Do not use it before its rights are limited by other means, or accept that it has them.")
DIAG(CONVERT_NEAR, "S606", NOTE, "The nearest that the other harness has was taken.",
     "Check that it is near enough.")
DIAG(CONVERT_NAME, "S607", NOTE,
     "The name is not written into the file: the other harness takes it from the file's name.",
     "Give the file that name; '--output FOLDER/' does.")
DIAG(CONVERT_TEXT, "S608", WARNING,
     "Bytes that are not UTF-8 cannot stand there; each became U+FFFD.",
     "Save the original as UTF-8 and convert it again.")
DIAG(CONVERT_COMMENT, "S609", NOTE, "A comment of the front matter was left out.",
     "Nothing, unless it matters to people.")
