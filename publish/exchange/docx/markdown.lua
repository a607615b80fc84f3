-- Reads a JSON list of texts, each the JSON of its blocks, from standard input; gives the list of
-- Markdown texts.
local write_format = 'markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-fancy_lists' ..
  '-example_lists-auto_identifiers-footnotes-inline_notes-citations-startnum' ..
  '-yaml_metadata_block-smart-simple_tables-multiline_tables'
local options = pandoc.WriterOptions { wrap_text = 'none' }
local version = tostring(PANDOC_API_VERSION):gsub('%.', ',')
local border = utf8.char(0xE000) .. 'border' .. utf8.char(0xE000) -- private characters, in no text

-- All texts in one document, since each call of pandoc.write reads its long format anew.
local function write_all(texts)
  local between = '{"t":"Para","c":[{"t":"Str","c":"' .. border .. '"}]}'
  local blocks = {}
  for _, text in ipairs(texts) do
    local inside = text:match('^%[(.*)%]$')
    if inside ~= '' then table.insert(blocks, inside) end
    table.insert(blocks, between)
  end
  local tree = '{"pandoc-api-version":[' .. version .. '],"meta":{},"blocks":[' ..
    table.concat(blocks, ',') .. ']}'
  local written = pandoc.write(pandoc.read(tree, 'json'), write_format, options)
  local out = pandoc.List {}
  for text in written:gmatch('(.-)' .. border) do out:insert(text) end
  return out
end

io.write(pandoc.json.encode(write_all(pandoc.json.decode(io.read('a'), false))))
