"""Piccolo's registration of the package's migrations; tables are named by their modules."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

APP_CONFIG = AppConfig(
    app_name="training",
    migrations_folder_path=str(Path(__file__).parent / "piccolo_migrations"),
)
