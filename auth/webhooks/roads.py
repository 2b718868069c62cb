"""How both doors learn the way out of this installation."""

from auth.webhooks.sending import Road
from foundation.web.rendering import PageRequest


def road_of(request: PageRequest) -> Road:
    """How deliveries leave this installation, put in place by `app.py`."""
    found: Road = request.app.state.road
    return found
