"""What comes in when somebody signs in."""

from pydantic import BaseModel

from auth.factors.schemas import Code
from foundation.text.text_type import Line


class Credentials(BaseModel):
    """A local account's name and password."""

    login: Line
    password: str
    code: Code = ""


class SecondStep(BaseModel):
    """The code that follows a right password; `ticket` is what the page of the code was given."""

    ticket: str
    code: Code


class Password(BaseModel):
    """A password alone, of somebody who is signed in."""

    password: str = ""
