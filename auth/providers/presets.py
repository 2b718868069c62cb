"""What is known of the providers that the field uses: an administrator types an address, an id and a secret.

Sources: Microsoft identity platform (v2.0) and Keycloak documentation; デジタル認証アプリ 開発ガイド (private_key_jwt,
ES256, PKCE S256, nonce); GビズID システム連携ガイド (RS256, Basic, userinfo, an issuer that ends with a slash).
"""

from dataclasses import dataclass
from typing import Final

from auth.providers.rules import Algorithm, ClaimsFrom, TokenAuth


@dataclass(frozen=True, slots=True)
class Preset:
    """`issuer_hint` is how the address looks. Levels (acr) are agreed one by one: no preset knows them."""

    words: str
    issuer_hint: str
    token_auth: TokenAuth
    algorithms: tuple[Algorithm, ...]
    scopes: tuple[str, ...]
    claims_from: ClaimsFrom = ClaimsFrom.ID_TOKEN
    groups_claim: str = ""


PRESETS: Final = {
    "entra": Preset(
        "Microsoft Entra ID", "https://login.microsoftonline.com/テナントのID/v2.0", TokenAuth.POST,
        (Algorithm.RS256,), ("openid", "profile"), groups_claim="groups",
    ),
    "keycloak": Preset(
        "Keycloak", "https://認証サーバー/realms/レルムの名前", TokenAuth.BASIC,
        (Algorithm.RS256, Algorithm.PS256, Algorithm.ES256), ("openid",), groups_claim="groups",
    ),
    "digital_auth": Preset(
        "デジタル認証アプリ", "デジタル庁から示されたアドレス", TokenAuth.PRIVATE_KEY,
        (Algorithm.ES256,), ("openid",),
    ),
    "gbizid": Preset(
        "GビズID", "GビズIDから示されたアドレス（最後の / まで）", TokenAuth.BASIC,
        (Algorithm.RS256,), ("openid",), claims_from=ClaimsFrom.USERINFO,
    ),
    "other": Preset("その他（OpenID Connect）", "https://", TokenAuth.BASIC, (Algorithm.RS256,), ("openid",)),
}  # fmt: skip
