"""What a browser is asked and whether its answer is believed: `py_webauthn` behind words of ours.

Every passkey verifies its person (fingerprint, face or PIN) and knows its account by itself: it stands for password
and second factor together.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from auth.passkeys.challenges import Challenge
from auth.passkeys.rules import LASTS, Doubted, Party
from auth.passkeys.schemas import Kept

PRODUCT: Final = "自治体DX人材プール"
PATIENCE_MS: Final = int(LASTS.total_seconds() * 1000)


def registration_options(
    *, party: Party, challenge: Challenge, account: UUID, login: str, known: Sequence[bytes]
) -> dict[str, Any]:
    """What the browser is asked to make; `known` are the credentials that an authenticator must not hold already."""
    options = generate_registration_options(
        rp_id=party.id, rp_name=PRODUCT, user_id=account.bytes, user_name=login, challenge=challenge.value,
        timeout=PATIENCE_MS, exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )  # fmt: skip
    return options_to_json_dict(options)


def entry_options(*, party: Party, challenge: Challenge, known: Sequence[bytes]) -> dict[str, Any]:
    """What the browser is asked to sign with one of these credentials, or with any it has where none is named."""
    options = generate_authentication_options(
        rp_id=party.id, challenge=challenge.value, timeout=PATIENCE_MS, allow_credentials=_descriptors(known),
        user_verification=UserVerificationRequirement.REQUIRED,
    )  # fmt: skip
    return options_to_json_dict(options)


def registered(answer: str, *, party: Party, challenge: Challenge) -> VerifiedRegistration:
    """The passkey that a browser made. Raises `Doubted`."""
    try:
        return verify_registration_response(
            credential=answer, expected_challenge=challenge.value, expected_rp_id=party.id,
            expected_origin=party.origin, require_user_verification=True,
        )  # fmt: skip
    except Exception as error:  # a stranger's CBOR and ASN.1: whatever it makes the library stumble over is a refusal
        raise Doubted("registration_not_believed") from error


def assertion_of(answer: str) -> AuthenticationCredential:
    """The answer's parts, of which nothing is believed yet. Raises `Doubted`."""
    try:
        return parse_authentication_credential_json(answer)
    except Exception as error:  # as above
        raise Doubted("answer_unreadable") from error


def signed_count(
    assertion: AuthenticationCredential, *, party: Party, challenge: Challenge, passkey: Kept
) -> tuple[int, bool]:
    """The counter that the passkey signed, and whether it is on several devices. Raises `Doubted`.

    Whether the counter went on is the database's to say, which keeps it: here a counter of 0 is given as the last one.
    """
    if assertion.response.user_handle not in (None, passkey.account.bytes):
        raise Doubted("another_account", account=passkey.account)
    try:
        proven = verify_authentication_response(
            credential=assertion, expected_challenge=challenge.value, expected_rp_id=party.id,
            expected_origin=party.origin, credential_public_key=passkey.public_key, credential_current_sign_count=0,
            require_user_verification=True,
        )  # fmt: skip
    except Exception as error:  # as above
        raise Doubted("answer_not_believed", account=passkey.account) from error
    return proven.new_sign_count, proven.credential_backed_up


def _descriptors(known: Sequence[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=credential) for credential in known]
