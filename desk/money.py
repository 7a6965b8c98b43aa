"""Money as text, the same in every language: Russian and English cards must carry the same digits (PRODUCT 6)."""

from decimal import Decimal

SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "RUB": "₽",
    "UAH": "₴",
    "KZT": "₸",
    "TRY": "₺",
    "INR": "₹",
    "BRL": "R$",
}
NARROW, FIXED = "\u202f", "\u00a0"  # spaces at which no line breaks: between thousands, before the currency


def show(amount: Decimal, currency: str) -> str:
    """`28 $`, `32.50 $`, `1 064 €`, `15 000 UZS`: the exact amount, at least two decimals if any."""
    return f"{number(amount)}{FIXED}{SYMBOLS.get(currency, currency)}"


def number(amount: Decimal) -> str:
    """The exact amount: no decimals when it is whole, else at least two."""
    plain = format(amount.normalize(), "f")
    whole, _, cents = plain.partition(".")
    grouped = f"{int(whole):,}".replace(",", NARROW)
    return f"{grouped}.{cents.ljust(2, '0')}" if cents else grouped


def percent(share: Decimal) -> str:
    """`25 %`, `12.5 %`."""
    return f"{format(share.normalize(), 'f')}{FIXED}%"
