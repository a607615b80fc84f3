"""Horizontal bars as SVG."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

_WIDTH, _BAR, _LEFT, _RIGHT = 760, 26, 270, 70

_TEMPLATE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{ width }} {{ height }}" \
font-family="sans-serif" font-size="13" role="img">
<title>{{ title }}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="12" y="24" font-size="15" font-weight="bold">{{ title }}</text>
{% for bar in bars %}
<text x="{{ left - 8 }}" y="{{ bar.y + 15 }}" text-anchor="end">{{ bar.label }}</text>
<rect x="{{ left }}" y="{{ bar.y }}" width="{{ bar.width }}" height="20" fill="{{ bar.color }}"/>
<text x="{{ left + bar.width + 6 }}" y="{{ bar.y + 15 }}">{{ bar.value }}</text>
{% endfor %}
</svg>
"""
_PAGE = Environment(autoescape=True, trim_blocks=True).from_string(_TEMPLATE)


def bars(title: str, rows: Sequence[tuple[str, float]], unit: str) -> str:
    """SVG with one bar for each label and value; ours are dark, the others light."""
    longest = max(value for _, value in rows)
    room = _WIDTH - _LEFT - _RIGHT
    return _PAGE.render(
        title=title,
        width=_WIDTH,
        height=50 + _BAR * len(rows),
        left=_LEFT,
        bars=[
            {
                "label": label,
                "y": 40 + _BAR * number,
                "width": round(max(1.0, room * value / longest), 1),
                "color": "#35526e" if label.startswith("publish") else "#b9c4ce",
                "value": f"{value:.1f} {unit}",
            }
            for number, (label, value) in enumerate(rows)
        ],
    )
