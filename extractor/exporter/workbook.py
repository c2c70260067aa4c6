"""The Excel workbook: a matrix for each award, the flat table, coverage, the columns explained."""

from __future__ import annotations

from pathlib import Path

from extractor.dataset import Dataset
from extractor.errors import MissingExtraError, OutputError
from extractor.exporter.matrix import matrices
from extractor.exporter.request import Request
from extractor.patterns.loader import load


def write_workbook(dataset: Dataset, path: Path, request: Request) -> int:
    """Write the workbook; number of rows of its flat table.

    Raises:
        MissingExtraError: xlsxwriter is not installed.
        OutputError: the disk refuses.
    """
    try:
        import xlsxwriter
        from xlsxwriter.exceptions import XlsxFileError
    except ImportError as error:
        raise MissingExtraError("export", "xlsxwriter") from error
    from extractor.exporter.sheet_flat import write_flat
    from extractor.exporter.sheet_matrix import write_matrix
    from extractor.exporter.sheets import write_coverage, write_dictionary
    from extractor.exporter.styles import Styles

    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }  # fmt: skip
    made = matrices(dataset, request.chosen, load())
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            styles = Styles(book)
            for matrix in made:
                write_matrix(book, matrix, styles, request)
            count = write_flat(book, dataset, styles, request)
            write_coverage(book, made, styles, request)
            write_dictionary(book, styles, request)
    except XlsxFileError as error:
        raise OutputError("trouble-workbook", why=error) from error
    return count
