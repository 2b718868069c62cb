"""What Piccolo looks for by name: the engine and the packages that have migrations."""

from piccolo.conf.apps import AppRegistry

from foundation.database.engine import ENGINE
from foundation.database.migrations import PACKAGES

DB = ENGINE
APP_REGISTRY = AppRegistry(apps=[f"{package}.piccolo_app" for package in PACKAGES])
