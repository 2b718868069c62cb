"""What comes in when somebody signs in."""

from pydantic import BaseModel

from foundation.text.text_type import Line


class Credentials(BaseModel):
    """A local account's name and password."""

    login: Line
    password: str
