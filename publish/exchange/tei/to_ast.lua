-- Reads a JSON list of Markdown texts from standard input, writes a JSON list of pandoc trees.
-- Quotation marks and dashes stay as typed, since an export must give back what was written.
local format =
  'markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-fancy_lists-example_lists' ..
  '-auto_identifiers-footnotes-inline_notes-citations-startnum-yaml_metadata_block' ..
  '-smart-implicit_figures'
local trees = {}
for position, text in ipairs(pandoc.json.decode(io.read('a'), false)) do
  trees[position] = pandoc.write(pandoc.read(text, format), 'json')
end
io.write(pandoc.json.encode(trees))
