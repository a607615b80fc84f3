"""The catalogue of problem codes; `docs/problems.md` explains each with an example.

E0xx files, E1xx edition.yaml, E2xx documents, E3xx notes, E4xx cross-references,
E5xx names and people, E6xx glossary, E7xx index, E8xx marks and pictures, E9xx layout.
E… are errors, W… warnings of the same families.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One entry: what it is called, what to do about it."""

    title: str
    hint: str


CODES: dict[str, Code] = {
    # --- E0xx: files
    "E001": Code("file missing", "Create the file or take it out of edition.yaml."),
    "E002": Code("not UTF-8", "Save the file as UTF-8 in your editor."),
    "E003": Code("file too large", "Split the file; pictures belong into images/."),
    "E004": Code("path leaves the manuscript", "Move the file into the manuscript's folder."),
    "E005": Code("YAML cannot be read", "Put a value with special signs in quotation marks."),
    "E006": Code("field given twice", "Keep one of the two."),
    "E007": Code("YAML feature not allowed", "Write plain fields, lists and texts."),
    "E008": Code(
        "header missing or not closed",
        "Begin the file with a line ---, the fields, and a line ---.",
    ),
    "E009": Code("unknown field", "Take the field out; docs/manuscript.md lists the fields."),
    "E010": Code("field missing", "Add the field."),
    "E011": Code("wrong kind of value", "docs/manuscript.md shows the field with an example."),
    "E012": Code("wrong shape", "docs/manuscript.md shows how the file is laid out."),
    "E013": Code("control character", "Delete the character; it came in with a copy or a scan."),
    "E014": Code(
        "file cannot be read", "Check the rights of the file and whether it is open elsewhere."
    ),
    "E015": Code("file name not UTF-8", "Rename the file with letters, digits and hyphens."),
    "E016": Code(
        "merge not settled",
        "Keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>.",
    ),
    "E017": Code("folder in place of a file", "Give the folder another name."),
    "E040": Code(
        "profile cannot be used", "docs/import.md lists the keys of a profile with an example."
    ),
    "E041": Code(
        "pattern cannot be used",
        "Correct the regular expression; docs/import.md names the groups it must have.",
    ),
    "E042": Code(
        "profile matches nothing",
        "Compare the pattern with the lines of the source; docs/import.md has examples.",
    ),
    "E043": Code(
        "folder holds something else",
        "Name a folder that is new or empty, or one that an import has made.",
    ),
    "E044": Code(
        "edited since the import",
        "Import into another folder and take over what you want, or undo the edit.",
    ),
    "E045": Code("XML cannot be read", "Get the whole file again, or correct it in an XML editor."),
    "E046": Code("no TEI", "Name a TEI P5 file, or a folder that holds such files."),
    "E047": Code(
        "XML entities not allowed",
        "Write the characters themselves and take the DOCTYPE declaration out.",
    ),
    "E048": Code(
        "pattern too slow",
        "Repeat nothing that can match the same letters in two ways: \\w+, not (?:\\w|\\w\\w)+.",
    ),
    "W049": Code(
        "pattern has matched nothing",
        "Compare it with the lines of the source, or take it out; a rule before it that "
        "matches the same lines is taken first.",
    ),
    "E055": Code(
        "Word file cannot be opened",
        "Open it in Word and save it as “Word Document (.docx)”, without a password.",
    ),
    "E056": Code(
        "archive grows too large",
        "Do not open it if it came from a stranger; else save it again with smaller pictures.",
    ),
    "E057": Code("no Word file", "Name a .docx file, or a folder that holds some."),
    "W001": Code("file not used", "Name it in edition.yaml or take it out of the folder."),
    # --- E1xx: edition.yaml
    "E101": Code(
        "unknown part",
        "Write a part's name (docs/manuscript.md, section 1) or a path such as front/preface.md.",
    ),
    "E102": Code("part named twice", "Keep one of the two."),
    "E103": Code(
        "ISBN wrong", "Check the number against the publisher's; the last digit is a check digit."
    ),
    "E104": Code("plates after no chapter", "Write the name of a chapter's folder after `after:`."),
    "E105": Code(
        "no documents", "Put documents into a folder for each chapter, such as years/1931/001.md."
    ),
    "E106": Code("language tag wrong", "Write a BCP 47 tag such as en-US, en-GB, de."),
    "E107": Code(
        "page size wrong", "Write 200pt to 2000pt, in pt, mm, cm or in: 441pt, 156mm, 6.125in."
    ),
    "E108": Code("cover without description", "Say in cover-alt what the cover shows."),
    "E110": Code("heading in two indexes", "Name each kind of heading once."),
    "E111": Code(
        "index of archives without sources",
        "Add source to header, or take archives out of the indexes.",
    ),
    "W109": Code("part left out", "Name it in front, body or back."),
    "W112": Code(
        "imprint not complete",
        "Write publisher: {name: …, place: …, year: …} before the book goes to print.",
    ),
    # --- E2xx: documents
    "E201": Code("id used twice", "Rename one of the two files, or give it another id."),
    "E202": Code(
        "number used twice",
        "Give each its own number, or let publish renumber do it; ids stay as they are.",
    ),
    "E203": Code(
        "number left out",
        "Correct the number, or let publish renumber do it for all; ids stay as they are.",
    ),
    "W204": Code("out of date order", "Check the date, or renumber the documents."),
    "E205": Code(
        "date wrong",
        "Write an EDTF date: 1931-08-20, 1931-08, 1931-08-11/.., ../1932-06-12, 1931-08-11?.",
    ),
    "W206": Code(
        "header and dateline disagree",
        "Correct one of the two, or explain it in a note called in the dateline.",
    ),
    "E207": Code("no text", "Write the text under the header."),
    "E208": Code("source incomplete", "Give the archive and the folios, or everything as text."),
    "E209": Code(
        "date-note does not fit",
        "Take date-note out, or give the part of the date that it speaks of.",
    ),
    "W212": Code(
        "chapter without documents", "Put a document into the folder or remove the folder."
    ),
    "E213": Code(
        "unusable id", "Use letters, digits, - and _ only, and begin with a letter or digit."
    ),
    "W214": Code("empty date", "Write the date; delete the line if there is none."),
    # --- E3xx: notes
    "E301": Code("note label used twice", "Give one of the notes another label."),
    "E302": Code("call without a note", "Write the note as [^label]: text, or take the call out."),
    "E303": Code("note without a call", "Call it in the text with [^label], or delete the note."),
    "E304": Code("note called twice", "Call it once; write a second note with a cross-reference."),
    "E305": Code(
        "note called inside a note", "Move the call into the text, or run the two notes together."
    ),
    "E306": Code("inline note", "Write [^label] in the text and [^label]: below it."),
    "E307": Code("empty note", "Write the note or delete it with its call."),
    "E308": Code(
        "note label not usable",
        "A label has no spaces: [^railway-bonds]; write \\[^ for the characters themselves.",
    ),
    # --- E4xx: cross-references
    "E401": Code(
        "target not understood",
        "Section 5 of docs/manuscript.md lists the targets: doc:005, note:005/label, …",
    ),
    "E402": Code("no such document", "Write the id of a document: its file name without .md."),
    "E403": Code(
        "no such note", "Write the document's id, a slash and the label of one of its notes."
    ),
    "E404": Code(
        "no such section",
        "Write the id of a section (file name without .md) or a chapter's folder.",
    ),
    "E405": Code("range runs backwards", "Write the earlier document first."),
    # --- E5xx: names and people
    "E501": Code("unknown person", "Add the person to people.yaml or correct the id."),
    "E502": Code("person's id used twice", "Give one of the two another id."),
    "E503": Code("died before birth", "Check born and died."),
    "E504": Code(
        "two people under one heading", "Add given names or a qualification to one of the names."
    ),
    "E505": Code("see-reference to nobody", "Write the id of a person of people.yaml."),
    "E506": Code("circular see-reference", "Let see point to the entry that holds the biography."),
    "E507": Code(
        "see-reference with other fields",
        "Keep id, name and see; move the rest to the entry that is meant.",
    ),
    "W508": Code(
        "form that two people claim",
        "Take it from one, limit it (limited-forms), or decide it in index.yaml.",
    ),
    "E509": Code(
        "limited form without a condition",
        "Give from, dates or after-full; else list it under forms.",
    ),
    "W510": Code(
        "name that several people have", "Mark it with {person=…}, or decide it in index.yaml."
    ),
    "W511": Code(
        "name with unknown given names",
        "Add the person to people.yaml, or the form to the forms of the person meant.",
    ),
    "W512": Code(
        "person not yet born",
        "Check born in people.yaml; if another person is meant, add that person.",
    ),
    "W513": Code(
        "name that may be part of another",
        "Add the whole words to ignore in index.yaml, or mark the person with {person=…}.",
    ),
    # --- E6xx: glossary
    "E601": Code("term's id used twice", "Give one of the two another id."),
    "E602": Code("unknown term", "Write the id of a term of glossary.yaml."),
    "E603": Code("circular see-reference", "Let see point to the entry that explains the term."),
    "E604": Code(
        "see-reference with other fields",
        "Keep id, term and see; move the rest to the entry that is meant.",
    ),
    # --- E7xx: index
    "E605": Code(
        "glossary without a place", "Name glossary in front, body or back of edition.yaml."
    ),
    "E701": Code("heading used twice", "Unite the two entries."),
    "E702": Code(
        "see-reference to nothing", "Write a heading of index.yaml or the id of a person."
    ),
    "E703": Code("circular see-reference", "Let see point to a heading with page numbers."),
    "E704": Code(
        "see with patterns or subheads",
        "Write see-also, or move patterns and subheads to the heading that is meant.",
    ),
    "E705": Code(
        "pattern matches everything", "Write the words that mean the subject; * only ends a word."
    ),
    "E706": Code("decision on nobody", "Write an id of people.yaml, or none: true."),
    "E707": Code(
        "decision for no text", "Write the id of a document or section, or leave `in` out."
    ),
    "E708": Code("decisions contradict", "Keep one of the two."),
    "E709": Code(
        "person has no such form", "Add the form to the person's forms, or correct the decision."
    ),
    "W710": Code(
        "heading not in index.yaml",
        "Add the heading to the subjects of index.yaml, or correct the mark.",
    ),
    "W711": Code(
        "decision without its form",
        "Take the decision out, or write the form as it stands in the text.",
    ),
    "E712": Code("mark on a see-reference", "Mark the heading that is meant."),
    "W713": Code(
        "decision without its context",
        "See whether the decision still holds; then write the words of now, or take context out.",
    ),
    "E720": Code(
        "volume without an index",
        "Build the volume first, and name it as LABEL=FOLDER with the folder of its index.json.",
    ),
    "E721": Code(
        "volumes disagree on a heading",
        "Give the volumes one register: the same id and the same name for each person.",
    ),
    "E740": Code(
        "index range not closed", "Set []{index-end=…} with the same heading in the same text."
    ),
    "E741": Code(
        "index range not opened", "Set []{index-start=…} with the same heading before it."
    ),
    "W750": Code(
        "cross-reference to a heading without pages",
        "Take it out, or give the heading patterns or marks.",
    ),
    "W751": Code(
        "heading that nothing belongs under", "Correct its patterns, set marks, or take it out."
    ),
    # --- E8xx: marks and pictures
    "E801": Code("unknown div", "Section 3 of docs/manuscript.md lists the divs."),
    "E802": Code("div not closed", "Write a line ::: where the div ends."),
    "E803": Code("closing ::: without a div", "Delete the line, or open a div before it."),
    "E804": Code("unknown mark", "Section 3 of docs/manuscript.md lists the marks."),
    "E805": Code("picture missing", "Put the picture into images/ or correct the path."),
    "E806": Code(
        "picture without description",
        "Write {alt=…} after the picture: what a reader who cannot see it should know.",
    ),
    "E807": Code("picture outside the manuscript", "Put the picture into images/."),
    "E808": Code("unknown attribute", "Section 3 and 6 of docs/manuscript.md list the attributes."),
    "E809": Code("mark not closed", "Close the bracket before the paragraph ends."),
    "E811": Code("div inside a paragraph", "Leave an empty line before the line :::."),
    "E812": Code(
        "picture file not usable",
        "Open the picture where it comes from and save it again as JPEG, PNG or plain SVG.",
    ),
    "W810": Code("HTML in the text", "It prints as typed; use the marks of docs/manuscript.md."),
    "E901": Code("renderer complains", "See what the message names in this part."),
    "E902": Code("character in no typeface", "Use another character or report it."),
    "E903": Code("picture cannot be used", "Put a PNG, JPEG or SVG into the manuscript."),
    "E904": Code("picture without description", 'Add alt="…" to the picture.'),
    "E905": Code("page references do not settle", "Reword one of the references."),
    "E906": Code("contents or index do not settle", "Reword a heading or report it."),
    "E907": Code("link without target", "Report it: the target was not laid out."),
    "E910": Code("link to nowhere", "Link to an id that is in the book."),
    "E911": Code("picture outside the manuscript", "Put it into the manuscript."),
    "E912": Code("picture missing", "Add the picture or take out the reference to it."),
    "E913": Code("picture not fit for an EPUB", "Use JPEG, PNG or a plain SVG."),
    "E914": Code("cover without description", "Write cover-alt in edition.yaml."),
    "E950": Code("font not embedded", "Report it: every font must be in the file."),
    "E951": Code("page box wrong", "Check trim in edition.yaml."),
    "E952": Code("colour in the print file", "Report it: print is black only."),
    "E953": Code("annotation in the print file", "Report it: print has no links."),
    "E954": Code("page labels missing", "Report it: every page has a folio."),
    "E955": Code("structure missing", "Report it: the screen file must be tagged."),
    "E960": Code(
        "locator not true",
        "Nothing is wrong with the manuscript: please report it with the edition.",
    ),
    "E970": Code("correction not understood", "docs/proofs.md shows what a list holds."),
    "E971": Code("old wording not found", "Copy the wording from the text."),
    "E972": Code("old wording found twice", "Add words before or after it to both."),
    "E973": Code("corrections overlap", "Unite the two corrections."),
    "E974": Code("correction crosses a mark", "Give both wordings with their marks."),
    "E975": Code("correction breaks the file", "Correct this place in the file itself."),
}

WARNINGS = frozenset(code for code in CODES if code.startswith("W"))
"""The codes that an editor may accept."""
