"""Where the style sheets and house-style presets lie."""

from __future__ import annotations

from pathlib import Path


def styles_folder() -> Path:
    """The folder `styles`: inside the package once installed, beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"
