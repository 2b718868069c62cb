"""Every setting, from the environment. `docs/settings.md` explains each; a test holds the two together."""

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The installation's settings. Nothing here is needed for a first look: the defaults work."""

    model_config = SettingsConfigDict(env_prefix="DXPOOL_", extra="ignore")

    home: Path = Field(default=Path(".dxpool"), description="data folder: embedded database, mail, secret")
    port: int = Field(default=8000, validation_alias="PORT", ge=1, le=65535, description="port of the web process")
    host: str = Field(default="127.0.0.1", description="address the web process listens on")
    public_url: str = Field(default="", description="address people type; https here makes cookies secure")
    demo: bool = Field(
        default=False, description="offer fictional accounts on the sign-in page; unset: on with the embedded database"
    )
    secret: SecretStr = Field(default=SecretStr(""), description="signs CSRF tokens; made on first start if empty")
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="PostgreSQL as role app; empty: embedded server",
    )
    database_url_owner: str = Field(
        default="",
        validation_alias="DATABASE_URL_OWNER",
        description="the same as role owner, for migrations",
    )
    database_url_worker: str = Field(
        default="", validation_alias="DATABASE_URL_WORKER", description="the same as role worker, for jobs"
    )
    database_url_backup: str = Field(
        default="", validation_alias="DATABASE_URL_BACKUP", description="the same as role backup, for dxpool backup"
    )
    encryption_keys: SecretStr = Field(
        default=SecretStr(""),
        description="encrypt kept secrets; separated by commas, the first encrypts; empty: made from the secret above",
    )
    local_accounts: bool = Field(default=True, description="people may sign in with a password of this installation")
    trusted_proxies: str = Field(
        default="", description="networks whose X-Forwarded-For is believed, separated by commas; empty: nobody's"
    )
    outbound_proxy: str = Field(default="", description="proxy for requests to OpenID providers and for webhooks")
    plain_http_providers: bool = Field(
        default=False, description="allow OpenID providers on this machine without TLS, for tests"
    )
    webhooks_to_this_machine: bool = Field(
        default=False, description="let webhooks lead to this very machine, without TLS, for tests"
    )
    smtp_host: str = Field(default="", description="mail server; empty: a folder of .eml files in the data folder")
    smtp_port: int = Field(default=587, description="port of the mail server")
    smtp_user: str = Field(default="", description="user at the mail server")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="password at the mail server")
    mail_from: str = Field(default="no-reply@dxpool.example", description="sender of notices")

    metrics_token: SecretStr = Field(
        default=SecretStr(""), description="whoever sends it as Bearer reads /metrics; empty: nobody does"
    )
    drain_notice: float = Field(
        default=2, ge=0, le=60, description="seconds between saying not ready and stopping, for a balancer to notice"
    )
    drain_mark: Path | None = Field(default=None, description="set by dxpool serve for its processes, not by people")
    second_place: Path | None = Field(
        default=None,
        description="folder on another machine or medium: seals of the journal and erasures are kept there as well",
    )

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return self.public_url.startswith("https://")

    @property
    def own_url(self) -> str:
        """The address people type; without one, what the web process listens on. Never taken from a request."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    def vault_keys(self) -> list[str]:
        """The keys of kept secrets, the one that encrypts first."""
        own = [key.strip() for key in self.encryption_keys.get_secret_value().split(",") if key.strip()]
        secret = self.secret.get_secret_value()
        return own or ([secret] if secret else [])

    def database_for(self, role: str) -> str:
        """The address for `role` (app, owner, worker, backup); where none is set, the same with the user replaced."""
        given = {
            "owner": self.database_url_owner,
            "worker": self.database_url_worker,
            "backup": self.database_url_backup,
        }
        own = given.get(role, self.database_url)
        return own or _as_user(self.database_url, role)


def _as_user(dsn: str, role: str) -> str:
    parts = urlsplit(dsn)
    host = parts.netloc.rpartition("@")[2]
    password = f":{parts.password}" if parts.password else ""
    return urlunsplit(parts._replace(netloc=f"{role}{password}@{host}"))
