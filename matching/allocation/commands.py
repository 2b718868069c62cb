"""The command line's door of allocation: file mode, for outsiders and for measuring. It needs no database."""

from pathlib import Path
from typing import Final

import click

from foundation.commandline.terms import JSON
from matching.allocation.interchange import plan_for_document, replace_file, told_document
from matching.allocation.solver.highs import SolverDoubt
from matching.allocation.solver.instance import InstanceRefused, NoPlan
from matching.allocation.solver.plan import Method

AUTO: Final = "auto"
METHODS: Final = [AUTO, *(method.value for method in Method if method is not Method.NEAR)]


@click.command()
@click.argument("instance", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="案を書くファイル。")
@click.option("--method", type=click.Choice(METHODS), default=AUTO,
              show_default=True, help="解き方。autoは大きさで選びます。")  # fmt: skip
@JSON
def allocate(instance: Path, output: Path, method: str, as_json: bool) -> None:
    """割当の問題（JSONファイル）を解いて、案をファイルに書きます。データベースは使いません。

    問題に誤りがあれば、理由を出して終了コード2で終わり、何も書きません。
    """
    try:
        plan = plan_for_document(instance.read_bytes(), method=None if method == AUTO else Method(method))
        replace_file(output, plan)
    except OSError as error:
        raise click.UsageError(f"{error.filename}：{error.strerror}。何も書いていません。") from error
    except (InstanceRefused, NoPlan) as error:
        raise click.UsageError(f"{instance}：{error} 何も書いていません。") from error
    except SolverDoubt as error:
        raise click.ClickException(f"{error} 何も書いていません。") from error
    click.echo(plan.decode() if as_json else told_document(plan), nl=False)


COMMANDS: Final = {"allocate": allocate}
