"""Which language an article is in."""

from __future__ import annotations

import pytest

from tui.documents.language import detect, measure


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The minister said that she would not withdraw, and that the talks had been of no use."),
        ("de", "Die Ministerin sagte, dass sie nicht an einen Erfolg glaube, und reiste am Abend ab."),
        ("fr", "La ministre a déclaré que les discussions avec son homologue n’avaient rien donné."),
        ("es", "La ministra dijo que no había esperado mucho de la reunión, pero que era necesaria."),
        ("it", "Il ministro ha detto che i colloqui con la collega non hanno portato a un risultato."),
        ("pl", "Minister powiedział, że rozmowy w Moskwie nie były łatwe i że nie ma przełomu."),
        ("ru", "Министр заявил, что переговоры в Москве не принесли результата и что он разочарован."),
        ("uk", "Міністр заявив, що переговори в Москві не дали результату і що він розчарований цим."),
        ("ja", "外相は会談後の記者会見で、話し合いは成果がなかったと述べました。"),
        ("zh", "外交部长在会谈后的记者会上表示，双方没有取得任何成果。"),
        ("ar", "قال الوزير إن المحادثات في موسكو لم تسفر عن أي نتيجة"),
        ("", "12 34 56"),
    ],
)
def test_language_is_told(code: str, text: str) -> None:
    assert detect(text) == code


def test_a_long_text_in_english_is_known_by_its_beginning_as_by_more_of_it() -> None:
    known = "The minister said that she would not withdraw, and that the talks were of no use. "
    other = "Widget prices rose. "
    for text in (known * 40, other * 200, known * 4 + other * 200):
        assert detect(text) == measure(text)[0]
