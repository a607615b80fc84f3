-- Spans of class "ix" become index marks of the tool named in the metadata field "marks".
local kind
local function mark(key)
  if kind == 'latex' then
    return pandoc.RawInline('latex', '\\index{' .. key:gsub('[%%&#_$]', '\\%0') .. '}')
  end
  return pandoc.RawInline('typst', '#idx("' .. key:gsub('"', '\\"') .. '")')
end
return {
  { Meta = function(meta) kind = pandoc.utils.stringify(meta.marks) end },
  { Span = function(span)
      local keys = span.attributes.keys
      if not keys then return span.content end
      local content = span.content
      if kind ~= 'plain' then
        for _, key in ipairs(pandoc.json.decode(keys, false)) do content:insert(mark(key)) end
      end
      return content
    end,
    Link = function(link)
      return link.target == '' and link.content or nil
    end,
    Div = function(div) return div.content end },
}
