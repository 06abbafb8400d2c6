"""Respond.io webhooks for the load generator: each one different, each one rightly signed."""

import hashlib
import hmac
import json
import random

CONTACTS = 20_000
TEXT_LENGTHS = (20, 300)

_WORDS = {
    "en": "hello could you please send me the invoice for my last order it has not arrived thank you very much when is "
    "the next appointment free tomorrow morning we need an expert for an automotive project in detroit",
    "de": "guten tag könnten sie mir bitte die rechnung schicken die lieferung ist noch nicht da vielen dank für ihre "
    "schnelle hilfe wann wäre ein termin möglich grüße aus münchen",
    "es": "hola buenos días quisiera saber cuándo llega mi pedido muchas gracias por su ayuda mañana por la tarde está "
    "bien así señor",
    "tr": "merhaba siparişim ne zaman gelir lütfen faturayı gönderir misiniz çok teşekkür ederim yarın öğleden sonra",
    "ar": "مرحبا متى يصل طلبي من فضلك أرسل لي الفاتورة شكرا جزيلا لك على المساعدة غدا",
    "zh": "你好 请问 我的 订单 什么时候 到 谢谢 你们 的 帮助 明天 可以 吗",
}
_GIVEN = (
    "Amara Björn Chen Dilek Elena Farid Grace Hiro Inés Jonas Katya Liam Mei Nour Omar Priya Rosa Sven Tomás Zeynep"
)
_FAMILY = "Okafor Lindqvist Wei Yılmaz Petrova Haddad Kim Tanaka García Weber Ivanova Murphy Singh Silva Novák Demir"
_CHANNELS = ("whatsapp", "whatsapp", "whatsapp", "email", "sms", "telegram", "instagram")

# As a sender writes it: compact, in the description's order, other letters than ASCII as they are.
_BODY = (
    '{"event":"message.received","timestamp":"%(time)s","data":{"messageId":"%(message)s","contactId":"contact_%(contact)d",'
    '"channelId":"channel_%(channel_number)d","channel":"%(channel)s","conversationId":"conv_%(contact)d",'
    '"message":{"text":%(text)s,"type":"text","timestamp":"%(time)s","direction":"inbound"},'
    '"contact":{"identifier":"+1555%(contact)07d","name":%(name)s,"email":"contact%(contact)d@example.com"}}}'
)


def _prose(seed):
    """A long text to cut messages from: runs of words of one language, without what JSON would escape."""
    draw, text = random.Random(seed), []
    for _ in range(2_000):
        words = _WORDS[draw.choice(list(_WORDS))].split()
        text.append(" ".join(draw.choices(words, k=draw.randint(5, 40))))
    return " ".join(text)


class Webhooks:
    """An endless supply in which no message id comes twice. The same seed gives the same webhooks.

    Several supplies with different labels share no message id.
    """

    def __init__(self, secret, seed=1, label="msg"):
        self._secret, self._draw, self._prose = secret.encode(), random.Random(seed), _prose(seed)
        self._label = label
        given, family = _GIVEN.split(), _FAMILY.split()
        self._names = [json.dumps(f"{g} {f}", ensure_ascii=False) for g in given for f in family]
        self._made = 0

    def body(self):
        draw, number = self._draw, self._made
        self._made += 1
        contact = draw.randrange(CONTACTS)
        length = draw.randint(*TEXT_LENGTHS)
        start = draw.randrange(len(self._prose) - length)
        channel = draw.choice(_CHANNELS)
        # A delivery every 2 ms of an ordinary day's afternoon.
        seconds, milliseconds = divmod(number * 2 % 18_000_000, 1000)
        time = f"2026-03-02T{12 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}Z"
        return _BODY % {
            "time": time,
            "message": f"{self._label}_{number:010}",
            "contact": contact,
            "channel": channel,
            "channel_number": _CHANNELS.index(channel),
            "text": '"' + self._prose[start : start + length] + '"',
            "name": self._names[contact % len(self._names)],
        }

    def write(self, path, count):
        """Writes `count` webhooks, one a line: the signature in hex, a space, the body."""
        with open(path, "wb") as file:
            for _ in range(count):
                body = self.body().encode()
                file.write(self.signature(body).encode() + b" " + body + b"\n")

    def signature(self, body):
        """In hexadecimal, as the integration guide has it."""
        return hmac.digest(self._secret, body, hashlib.sha256).hex()
