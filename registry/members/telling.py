"""What the import of a roster came to, line by line for the command line. No name is printed: terminals are logged."""

from collections.abc import Iterator

from registry.members.schemas import RosterPreview


def told_roster(done: RosterPreview) -> Iterator[str]:
    """Counts first, then what stays out and what was repaired, by row and column."""
    row = done.roster
    yield f"新しく登録 {row.added:,}人、変更 {row.changed:,}人、そのまま {row.unchanged:,}人、除いた行 {row.left_out:,}"
    yield from (f"除いた行: {error.row_number}行目「{error.column}」 {error.sentence}" for error in done.errors)
    yield from (f"直した欄: {cell.row_number}行目「{cell.column}」 {cell.sentence}" for cell in done.remarks)
