-- Reads a JSON list of Markdown texts from standard input, writes a JSON list of HTML.
-- One pandoc process parses a whole edition: its start costs more than a document.
local format =
  'markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-fancy_lists-example_lists' ..
  '-auto_identifiers-footnotes-inline_notes-citations-startnum-yaml_metadata_block+smart'
local options = pandoc.WriterOptions { wrap_text = 'none' }
local html = {}
for position, text in ipairs(pandoc.json.decode(io.read('a'), false)) do
  html[position] = pandoc.write(pandoc.read(text, format), 'html5', options)
end
io.write(pandoc.json.encode(html))
