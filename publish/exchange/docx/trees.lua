-- Reads a JSON list of names of Word files; gives the list of their trees as JSON texts, each with
-- comments, styles and tracked changes, an empty text for a file that pandoc cannot read. The
-- readers see no other file ({}), as with pandoc --sandbox.
local out = pandoc.List {}
for _, name in ipairs(pandoc.json.decode(io.read('a'), false)) do
  local file = assert(io.open(name, 'rb'))
  local docx = file:read('a')
  file:close()
  local options = { track_changes = 'all-changes' }
  local ok, tree = pcall(function()
    return pandoc.write(pandoc.read(docx, 'docx+styles', options, {}), 'json')
  end)
  out:insert(ok and tree or '')
end
io.write(pandoc.json.encode(out))
