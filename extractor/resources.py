"""Where the data folders are: one look-up for wheel, editable install and checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

DataFolder = Literal["patterns", "demo"]

_PACKED = {"patterns": "_patterns", "demo": "_demo"}
_CHECKOUT = {"patterns": "patterns", "demo": "corpus/demo"}


def data_folder(name: DataFolder) -> Path:
    """The folder of that name: packed inside an installed wheel, else beside the package.

    Raises:
        FileNotFoundError: the installation is incomplete (a bug of packaging).
    """
    package = Path(__file__).resolve().parent
    for folder in (package / _PACKED[name], package.parent / _CHECKOUT[name]):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"data folder {name!r} is neither packed nor beside {package}")
