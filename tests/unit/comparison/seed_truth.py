"""Which statements of the five real documents belong together; written by reading them, before any grouping ran.

A statement is (number of the document, its first words). `TOGETHER` lists the wordings of one statement, `EITHER`
those of which a reader may say either (the same demand in other sentences, a part of a longer remark, an
organisation and its minister). Any other two statements are not one.
"""

from __future__ import annotations

Place = tuple[int, str]

TOGETHER: tuple[tuple[Place, ...], ...] = (
    (  # Lavrov: the deaf conversation, in five translations
        (0, "what we have is"),
        (0, "conversation between deaf and"),
        (1, "deaf and dumb"),
        (2, "listening, but not hearing"),
        (4, "two sides were listening"),
    ),
    ((0, "disappointed with the talks"), (2, "disappointing” This"[:13]), (4, "disappointing”, he"[:13])),
    ((0, "ultimatums and threats"), (1, "ideological approaches, ultimatums")),
    ((1, "withdrawal of Russian troops"), (4, "remove Russian troops")),
    ((1, "who are threatened"), (4, "that was being threatened")),
    ((4, "hysteria” that was"), (4, "lot of hysteria")),
    ((4, "accuses Russia of"), (4, 'to end the "Cold'), (4, "on Russia's 'Cold"), (4, "abandon Cold War")),
    ((4, "most dangerous moment"), (4, "the most dangerous")),
    ((1, "absolute disaster"), (4, "absolute disaster")),
    ((1, "possible, I don’t want"), (2, "possible, I don’t want")),
    ((1, "there will be serious"), (4, "severe consequences")),
    ((1, "stationing of more than"), (4, "troops were threatening Ukraine")),
    ((1, "once the military drills"), (4, "after the exercises")),
    ((4, "If Poland is"), (4, 'Poland is threatened, we are all threatened".')),
    ((4, "They use Ukraine"), (4, "improve their ratings")),
    ((4, "weight abroad not"), (4, "not as strong as it was or")),
    ((4, "can conquer Ukraine -"), (4, "can conquer Ukraine or")),
    ((2, "escalatory"), (4, "escalatory")),
    ((4, "Anglo-Saxons may be"), (4, "Anglo-Saxons who are")),
    ((1, "no plans to invade"), (4, "denied plans to")),
    ((4, "prepared for all eventualities -"), (4, "prepared for all eventualities”")),
    # added when the documents were read again, before the grouping knew of clauses
    ((1, "could not intervene militarily"), (2, "neither the UK nor Nato would")),
    (  # Truss: the demand that the troops go, as it was reported
        (0, "demanded that Russia"),
        (0, "should be withdrawn"),
        (1, "withdraw its troops"),
        (1, "the withdrawal of forces"),
    ),
    ((4, "have been the UK PM"), (4, "longer meeting granted")),
    ((4, "Yugoslavia and Iraq as"), (4, "wars in Yugoslavia")),
)
EITHER: tuple[tuple[Place, ...], ...] = (
    ((0, "honestly disappointed"), (0, "disappointed with the talks"), (2, "disappointing"), (4, "disappointing")),
    (  # the demand that the troops go
        (0, "demanded that Russia"),
        (0, "should be withdrawn"),
        (0, "need to see the troops"),
        (1, "withdraw its troops"),
        (1, "the withdrawal of forces"),
        (1, "move those troops"),
        (1, "stationing of more than"),
        (4, "troops were threatening Ukraine"),
    ),
    (  # the demand refused
        (0, "on the territory of his"),
        (0, "the military is not violating"),
        (1, "withdrawal of Russian troops"),
        (4, "remove Russian troops"),
        (4, "that was being threatened"),
    ),
    ((1, "toughen and extend"), (4, 'toughen and expand" sanctions'), (4, 'toughen and expand" its')),
    ((1, "biggest security crisis"), (4, "most dangerous moment"), (4, "the most dangerous")),
    ((1, "bully"), (4, "can bully or")),
    ((4, "has not responded"), (4, "ignore all of our")),
    ((4, "considering evacuating some"), (4, "advise non-essential personnel"), (4, "may evacuate non-essential")),
    ((4, "laziness over sanctions"), (4, "just been lazy")),
    ((0, "highly likely” claims"), (0, "highly likely” comment")),
    ((1, "end its aggression"), (4, 'continued "aggression"')),
    ((4, "may evacuate non-essential"), (4, "Anglo-Saxons may be"), (4, "Anglo-Saxons who are")),
    ((4, 'toughen and expand" sanctions'), (4, "sanctions legislation today"), (4, 'toughen and expand" its')),
    ((4, "tough rhetoric"), (4, "tough things")),
    ((4, "had not been given a chance"), (4, "without any opportunity")),
    ((1, "additional military support"), (2, "arming an insurgency")),
)
