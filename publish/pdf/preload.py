"""What every process that lays out or checks pages needs, loaded once by their server.

No font: what looks for fonts runs threads, of which a process that is forked has none.
"""

from weasyprint.text.ffi import ffi

from publish.pdf import galley, preflight
from publish.pdf.stretch import parsed
from publish.pdf.stylesheet import common_css

__all__ = ["galley", "preflight"]

# Types that the renderer uses, for each of which a parser of C takes some milliseconds.
_TYPES = (
    "FcChar8 **", "PangoFcFontMap *", "PangoLogAttr[]", "PangoRectangle *", "char[]", "char[4]",
    "hb_tag_t[100]", "int *", "unsigned int *",
)  # fmt: skip

for name in _TYPES:
    ffi.typeof(name)
parsed(common_css())
