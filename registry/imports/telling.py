"""What an import came to, line by line for the command line. No name is printed: terminals are logged."""

from collections.abc import Iterator

from registry.imports.schemas import ImportRow, Preview


def told_import(done: tuple[Preview, ImportRow]) -> Iterator[str]:
    """Counts first, then what stays out and what was repaired, by row and column."""
    before, row = done
    yield f"新しく登録 {row.added:,}、変更 {row.changed:,}、そのまま {row.unchanged:,}、除いた行 {row.left_out:,}"
    yield from (f"除いた行: {error.row_number}行目「{error.column}」 {error.sentence}" for error in before.errors)
    yield from (f"直した欄: {cell.row_number}行目「{cell.column}」 {cell.sentence}" for cell in before.remarks)
