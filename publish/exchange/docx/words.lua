-- A writer of pandoc: the plain words of a document.
function Writer(document)
  return pandoc.utils.stringify(document.blocks)
end
