"""What German texts have beside names, for editions whose language is German.

Like `lexicon`, it only helps to read a name; whom it means is decided by the people of the edition.
All words are kept in lower case without diacritics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from publish.apparatus.lexicon import words

# After the hyphen of a compound: a house, a prize, a book ("Lessing-Theater").
INSTITUTIONS = words("""
    abend archiv ausgabe bibliothek bund denkmal feier film gasse gesellschaft haus museum platz
    preis preise preises saal strasse theater theaters verein verlag verlags
""")

# The same after a space: "der Zsolnay Verlag".
INSTITUTIONS_APART = words("gasse platz preis strasse theater theaters verlag verlags")

# Written as one word with a name: "Hervayvorlesung", "Goethebuch".
JOINED_NOUN = (
    r"(?:abend|artikel|aufführung|aufsatz|aufsätze|ausgabe|biographie|brief|buch|concert|conzert|"
    r"feier|feuilleton|heft|konzert|kritik|nummer|premi[eè]re|proce[sß]+|proze[sß]+|rolle|stück|"
    r"vorlesung|vortrag)(?:en|es|[ens])?"
)

# "Frau" and the like before a surname; an article says it, too ("die Mildenburg", "mit der
# Reisner"), if no noun follows to which it belongs ("die Bahr-Chancen").
WOMAN_BEFORE = re.compile(  # "Frau Dr. Barsi" too
    r"\b(?:Frau|Frln?|Fr|Fräuleins?|Fräul|Mlle|Mme|Madame|Miss|Mrs|Gräfin|Baronin|Fürstin)\b\.? "
    r"(?:[A-ZÄÖÜ][^\W\d_]*\.? )?$"
)
HER_ARTICLE_BEFORE = re.compile(  # not ", die Kainz gesehen hat", ", mit der Kainz spielte"
    r"(?<!, )\b(?:die|Die|zur|Zur|(?:mit|von|bei|zu|nach|vor|Mit|Von|Bei) der) $"
)
NOUN_AFTER = re.compile(r"-|'?e?sche[nrsm]?\b|s?'? [^\W\d_a-zäöü]")

# Nouns that sound like many a surname ("Kayser").
RANKS = words("baron fürst furst graf herzog kaiser konig könig pfarrer prinz richter ritter")

# Before a given name: of a sovereign or a saint, whom nobody calls so.
SOVEREIGN_BEFORE = re.compile(
    r"\b(?:König(?:in|s)?|Kaiser(?:in|s)?|Prinz(?:en|essin)?|Erzherzog(?:in|s)?|Papst(?:es)?|"
    r"Sankt|St\.?) $"
)

# Made of a surname: "die Mannschen Romane".
ADJECTIVE = re.compile(r"[a-zäöüß]'?e?sche[nrms]?$")

# Before a surname in -s: these make it a family, anything else a genitive ("im Nachlass Bahrs");
# one in a list is a family, too ("nur Bahr, Langkammers, Ebermann").
FAMILY_BEFORE = re.compile(
    r"(?:^|[.!?–] ?|\b(?:[Dd]ie|[Dd]en|der|[Bb]ei|[Mm]it|[Zz]u|an|für|man|[Uu]nd|u\.?|ohne|[Aa]uch|"
    r"beiden|lieben|[Gg]r(?:ü|ue)(?:ß|ss)\w*(?: Sie)?) )$"
)
SEVERAL_BEFORE = re.compile(r"\b(?:[Dd]ie|[Dd]en|[Bb]eiden?|Brüdern?|Geschwistern?)\s$")
LISTED = re.compile(r", $")
LIST_AFTER = re.compile(r",| u(?:nd\b|\.)")

# Before a noun, and before no name: "ein Holländer"; before one in -s, too: "des Richters".
NOUN_BEFORE = re.compile(
    r"\b(?:[Ee]ine?|[Ee]ine[nmrs]|[Kk]eine?|[Kk]eine[nmrs]|[Jj]ede[nmrs]?|[Ii]m|[Ii]ns|zwei|drei|"
    r"viele)(?: [a-zäöüß]+e[nmrs]?)? $"
)
NOUN_BEFORE_GENITIVE = re.compile(r"\b[Dd]es(?: [a-zäöüß]+en)? $")

# Given names by which people are called in letters, and what they stand for.
_PET_NAMES = """
    adele: dilly; albert: bertl; alexander: sascha xandl; alfred: fredl fredy; anna: annerl
    annie anni nanni; anton: toni tonerl; antonie: toni tini; arthur: thuri turl; auguste: gusti
    gustl; august: gustl; caroline: lina karolin; charlotte: lotte lotti; christine: christl;
    dorothea: dora dorothee; eduard: edi; elisabeth: lisl liesl lisel elsa else lisbeth lizzie
    betty; emilie: milli mili; emma: emmi; ernestine: erna; eugenie: jenny; ferdinand: ferdl;
    franz: franzl; franziska: fanny fanni franzi; friederike: fritzi rieke; friedrich: fritz
    fritzl; georg: schorsch; gertrude: gerty gerti trude; gustav: gustl; hans: hansl hansi;
    heinrich: heini heinz; helene: lene leni; henriette: jetty; hermine: mina minnie mini; hugo:
    hugerl; ignaz: naz; jakob: jacques; johann: hans hansl; johanna: hansi hanna hanni; josef:
    pepi sepp; joseph: pepi sepp; josefine: pepi fini peperl; josephine: pepi fini; julie:
    julchen; karl: karli; katharina: kathi kathe kathy; klara: klarl; leopold: poldi poldy
    poldl; leopoldine: poldi; lili: lilly lilli; ludwig: luis; louise: lou luise; magdalena:
    leni lena; margarete: grete gretel gretl greta grethe; margarethe: grete gretel gretl greta
    grethe; maria: mizi mizzi mitzi mimi mieze; marie: mizi mizzi mitzi mimi mieze; martha:
    marthl; mathilde: tilly tilde; max: maxl; michael: michl; moritz: moriz; olga: olly;
    ottilie: otti tilly; otto: ottl; paul: pauli; paula: paulerl; philippine: pina; raoul:
    rulli; richard: ricki; robert: bertl; rosa: rosl roserl rosi; rosalie: rosl rosi; rudolf:
    rudi rolf; sophie: sofie sopherl; stefan: steffl; stephanie: steffi; therese: resi resl res;
    theodor: dori; valerie: wally vally; viktor: vicki; wilhelm: willy willi; wilhelmine: minna
    mina mini
"""
PET_NAMES: dict[str, tuple[str, ...]] = {
    given.strip(): tuple(pets.split())
    for given, pets in (entry.split(":") for entry in _PET_NAMES.split(";"))
}

_FORMAL_NAMES: defaultdict[str, list[str]] = defaultdict(list)
for _given, _pets in PET_NAMES.items():
    for _pet in _pets:
        _FORMAL_NAMES[_pet].append(_given)
FORMAL_NAMES: Mapping[str, Sequence[str]] = dict(_FORMAL_NAMES)  # "lisl": "elisabeth"

# Of an entry that does not say whether a man or a woman is meant, only by these it is told.
WOMENS_NAMES = words("""
    ada adele adelheid agathe agnes albertine alexandra alice alma amalie amanda amelie
    anastasia andrea angela angelika anna anne annette annie antonia antonie auguste barbara
    beate beatrice berta bertha betty brigitte cacilie camilla carla carola carolina caroline
    cecilie charlotte christiane christine claire clara clothilde constanze cornelia cosima dora
    dorothea edith elena eleonora eleonore elfriede elisa elisabeth elise ella ellen elsa
    elsbeth else elvira emilie emma emmy erika erna ernestine esther eugenie eva fanny felicitas
    flora franziska frida frieda friederike gabriele genia gerda gertrud gertrude gisela greta
    grete grethe hanna hannah hedwig helena helene helga henriette hermine herta hertha hilda
    hilde hildegard ida ilka ilse inge ingeborg irene irma isabella jane jeanette jenny johanna
    josefine josephine judith julia juliane julie karla karoline katharina kathe kathi klara
    klothilde konstanze laura lea leonie leontine leopoldine lili lilli lilly lina linda lisa
    lotte louise lucie lucy ludmilla luise lydia magdalena malvine margaret margarete margarethe
    margherita margit margot maria marianne marie marietta marlene martha mary mathilde melanie
    melitta meta mina minna minnie mirjam nelly nina nora olga olly otti ottilie paula pauline
    rachel rahel raissa rebekka regina regine rita rosa rosalie rosine ruth sabine sara sarah
    selma sidonie sofie sonja sophia sophie stefanie stella stephanie susanne thea thekla
    therese tilla tilly toni trude ulrike ursula valerie vera veronika victoria viktoria vilma
    virginia wanda wilhelmine wilma yella yvette zerline
""")

MENS_NAMES = words("""
    adalbert adolf albert albrecht alexander alfons alfred alois andreas anton armin arno arnold
    arthur artur august benno bernhard bruno carl christian christoph clemens david dominik edmund
    eduard edgar egon emanuel emil erich ernst erwin eugen felix ferdinand franz friedrich fritz
    georg gerhard gerhart gottfried gottlieb guido gustav hans heinrich hermann hubert hugo ignaz
    isidor jakob johann johannes josef joseph julius karl konrad kurt leo leonhard leopold ludwig
    maximilian max michael moritz moriz oskar oscar otto paul peter philipp raoul richard robert
    roland rudolf rudolph salomon samuel siegfried siegmund sigmund stefan stephan theodor thomas
    ulrich victor viktor vinzenz walter walther wenzel werner wilhelm wolfgang
""")

GIVEN_NAMES = WOMENS_NAMES | MENS_NAMES | PET_NAMES.keys() | FORMAL_NAMES.keys()

# Capitalised as all nouns are, or since a sentence begins: after a given name no surname.
_PRONOUNS = words("""
    aber als am an auch auf bei bitte da das dass dein deine der des dich die dir du ein eine er es
    euch euer für gestern haben hat heute ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im in
    ist mein mit morgen nein noch nun nur ob schon seien sein seine sie sind so und uns viel viele
    von vor war warum was wenn wer wie wir wo zu zum zur
""")
_NOUN = re.compile(
    r"\w{2,}(?:ung|ungen|heit|keit|schaft|ion|ionen|tat|nis|nisse|tum|chen|ismus|ment|abend|abends|"
    r"brief|briefe|briefes|buch|contract|gruss|grusse|stuck|stucke|treffen|zeit|tag|tage|morgen)"
)


def is_no_surname(word: str) -> bool:
    """Whether a capitalised word, in lower case without diacritics, is rather a noun or pronoun."""
    return word in _PRONOUNS or _NOUN.fullmatch(word) is not None
