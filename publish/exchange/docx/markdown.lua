-- Reads JSON {write = [[block, …], …]} or {read = [text, …]} from standard input; gives the
-- list of Markdown texts, or of the plain words that Markdown texts print.
local base = 'markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-fancy_lists' ..
  '-example_lists-auto_identifiers-footnotes-inline_notes-citations-startnum' ..
  '-yaml_metadata_block'
local write_format = base .. '-smart-simple_tables-multiline_tables'
local options = pandoc.WriterOptions { wrap_text = 'none' }
local job = pandoc.json.decode(io.read('a'), false)
local version = tostring(PANDOC_API_VERSION):gsub('%.', ',')
local out = pandoc.List {}
for _, blocks in ipairs(job.write or {}) do
  local tree = '{"pandoc-api-version":[' .. version .. '],"meta":{},"blocks":' .. blocks .. '}'
  out:insert(pandoc.write(pandoc.read(tree, 'json'), write_format, options))
end
for _, text in ipairs(job.read or {}) do
  out:insert(pandoc.utils.stringify(pandoc.read(text, base .. '+smart-implicit_figures')))
end
io.write(pandoc.json.encode(out))
