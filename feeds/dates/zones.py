"""The time zone that a site lives in, for its dates that name none."""

from __future__ import annotations

# By the top level of the address: countries where one zone is nearly everybody's.
_COUNTRIES = {
    "at": "Europe/Vienna", "be": "Europe/Brussels", "bg": "Europe/Sofia", "ch": "Europe/Zurich",
    "cn": "Asia/Shanghai", "cz": "Europe/Prague", "de": "Europe/Berlin", "dk": "Europe/Copenhagen",
    "ee": "Europe/Tallinn", "es": "Europe/Madrid", "fi": "Europe/Helsinki", "fr": "Europe/Paris",
    "gr": "Europe/Athens", "hk": "Asia/Hong_Kong", "hr": "Europe/Zagreb", "hu": "Europe/Budapest",
    "ie": "Europe/Dublin", "il": "Asia/Jerusalem", "in": "Asia/Kolkata", "ir": "Asia/Tehran",
    "it": "Europe/Rome", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "lt": "Europe/Vilnius",
    "lu": "Europe/Luxembourg", "lv": "Europe/Riga", "mo": "Asia/Macau", "my": "Asia/Kuala_Lumpur",
    "nl": "Europe/Amsterdam", "no": "Europe/Oslo", "ph": "Asia/Manila", "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw", "pt": "Europe/Lisbon", "ro": "Europe/Bucharest", "rs": "Europe/Belgrade",
    "se": "Europe/Stockholm", "sg": "Asia/Singapore", "si": "Europe/Ljubljana",
    "sk": "Europe/Bratislava", "th": "Asia/Bangkok", "tr": "Europe/Istanbul", "tw": "Asia/Taipei",
    "ua": "Europe/Kyiv", "uk": "Europe/London", "vn": "Asia/Ho_Chi_Minh",
}  # fmt: skip
# By language, where those who write it share a clock: Chinese does from Harbin to Singapore.
_LANGUAGES = {
    "zh": "Asia/Shanghai", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "th": "Asia/Bangkok",
    "vi": "Asia/Ho_Chi_Minh",
}  # fmt: skip


def zone_of(host: str | None, language: str | None) -> str | None:
    """The IANA zone of a site by its host, else by its language (BCP 47); None if neither tells."""
    country = (host or "").rpartition(".")[2].lower()
    return _COUNTRIES.get(country) or _LANGUAGES.get((language or "").partition("-")[0].lower())
