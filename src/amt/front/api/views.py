"""Taking in messages of partners; every refusal is problem JSON (RFC 9457)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from amt.capabilities.exchange import services
from amt.front.api.problems import problem, wrong_method
from amt.kernel import clock
from amt.kernel.errors import Refusal

MEDIA_TYPE = "application/jose"
_STATUS = {
    services.UnknownPartner.code: 404,
    services.MessageTooLarge.code: 413,
    services.MessageUnreadable.code: 400,
    services.WrongSignature.code: 401,
    services.WrongSender.code: 403,
    services.KindRefused.code: 422,
    services.ContentRefused.code: 422,
    services.MessageChanged.code: 409,
}


# The signature of the message proves who sends it; there is no session that a form could abuse.
@csrf_exempt
def inbox(request: HttpRequest, partner: str) -> HttpResponse:
    """Take in a message of a partner."""
    if request.method != "POST":
        return wrong_method("POST", _("Hier werden Nachrichten abgegeben."))
    if request.content_type != MEDIA_TYPE:
        return problem(
            415, "media_type", _("Nachrichten haben hier die Art %(type)s.") % {"type": MEDIA_TYPE}
        )
    try:
        message = services.receive(partner=partner, raw=_body(request), at=clock.now())
    except Refusal as refusal:
        faults = refusal.faults if isinstance(refusal, services.ContentRefused) else ()
        return problem(_STATUS.get(refusal.code, 400), refusal.code, refusal.message, faults)
    return JsonResponse({"message_id": message.message_id, "state": "received"}, status=202)


def _body(request: HttpRequest) -> bytes:
    """Read one byte more than a message may have: enough to refuse it, whatever was promised."""
    return bytes(request.read(services.LARGEST_MESSAGE + 1))
