"""Words that stand beside names: titles, particles, given names, words of places.

They only help to see where a name ends and that it is another person's; who is meant is
decided by the people of the edition alone. All are kept in lower case without diacritics.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a string."""
    return frozenset(text.split())


# Before a name; no part of it.
TITLES = words("""
    admiral ambassador archbishop baron baroness bishop capt captain chancellor citizen col colonel
    com commander commissar comrade comrades consul corporal count countess cde deputy director
    doctor dr duke earl emperor engineer father foreign frau fraulein gen general gov governor
    herr hon judge king lady lieutenant lord lt madame major maj marquis marshal messrs miss
    minister mister mlle mme monsieur mr mrs ms mayor officer premier pres president prince princess
    prof professor prosecutor queen rabbi rep representative rev reverend secretary sen senator
    sgt sergeant signor sir tov tovarishch tsar viscount
""")

# Between given name and surname; sorted and searched with and without.
PARTICLES = words("""
    af al an bar ben bin da de degli dei del della den der des di do dos du el ibn la las le
    los ogly op os oglu kyzy te ten ter und van vom von y zu zum zur
""")

# Capitalised, often directly before a surname, and no given name there ("On 5 August Stalin …").
NO_GIVEN_NAMES = words("""
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
""")

# After a surname these make a place, a plant or a prize of it ("Kirov Works").
INSTITUTIONS = words("""
    academy avenue bridge canal city combine committee committees district factories factory
    institute krai line mill mills mine mines museum oblast park plant plants prize province
    railroad railway region regional regions square stadium station street territory theater theatre
    university works
""")

# The same in small letters ("the Gorky auto plants"); none that is a verb, too.
SMALL_INSTITUTIONS = words("factories factory plant plants railroad railway region regions")

# Capitals with full stops that are no initials.
ABBREVIATIONS = words("""
    a.d. a.m. b.c. ba. bd. cf. d.c. ed. fn. hg. jg. ms. n.b. no. nr. op. p.m. p.p.s. p.s.
    r.s.f.s.r. sie. st. u.k. u.s. u.s.s.r.
""")

GIVEN_NAMES = words("""
    abel abraham abram adam adolf adolph afanasy agnes agrippina akaki aleksandr aleksandra aleksei
    aleksey alessandro alexander alexandra alexei alexey alexis alfred alice anastas anastasia
    anatole anatoly andre andreas andrei andrew andrey anna anne anthony antoine anton antonina
    arkady armand arnold aron artem arthur artyom avel averky avram barbara benedikt benito benjamin
    bernard bertha boris bronislav bruno carl carlo carlos caroline catherine cecil charles
    charlotte christian christopher clara clarence claude claudia cornelia daniel daniil daria david
    demian demyan denis dmitri dmitry dolores dominik donald dorothy douglas dwight edgar edith
    edmond edmund edouard eduard edward edwin efim ekaterina eleanor elena eleonora elisabeth
    elizabeth emil emile emma emmanuel enrico eric erich ernest ernesto ernst eugen eugene eva
    evgeniya evgeny faina fedor fedora felix ferdinand filipp florence foma francis francisco
    francois franklin frants franz fred frederick friedrich fritz fyodor gabriel galina gaston
    genrikh georg george georges georgi georgii georgy gerald gerhard gertrude giovanni giuseppe
    gleb grigori grigorii grigory guido gustav gustave hans harold harriet harry heinrich heinz
    helen helena henri henry herbert herman hermann hjalmar horace hugh hugo ignacy ignatius ignaty
    igor ilia ilya inna innokenty iona iosif irina isaac isaak isabella isidor israel iuri ivan
    izrail jacob jacques jakob james jan jane jean jeanne jerome jerzy joachim joan johann johannes
    john jonas jose josef joseph josephine jozef juan jules julia julian julius karl karol katerina
    kazimierz kirill klara klavdia klavdiya kliment kondrat konrad konstantin kornei ksenia kuzma
    lajos langston larisa laura laurence lavrenti lavrenty lazar leo leon leonard leonid leonty
    leopold lev lewis lidia lidiya liubov lloyd louis louise lubov lucy ludmila ludwig luis luka
    lydia lyubov lyudmila maia maksim maksimilian manuel marc marcel margaret margarita maria marie
    mariia mariya martha martin martyn mary matthew matvei maurice max maxim maxime maya mechislav
    michael michel miguel mihail mikhail milan moisei moses mstislav nadezhda natalia nataliia
    natalya natan naum neville nicholas nicolas nikifor nikita nikolai nikolaus nikolay nina norman
    oleg olga oscar osip oskar otto pablo panteleimon paul pavel pedro peter petr philip philippe
    pierre platon polina porfiry prokofy pyotr rafael raisa ralph raymond rebecca rene richard
    robert rodion roger romain roman rosa rosalia rozalia rudolf rudolph ruth ruvim samuel samuil
    sarah saul saveli savely semen semyon serafima serge sergei sergey sergo shalva sidney sigmund
    simon sofia solomon sophia spiridon stanislav stanislaw stefan stepan stephen susan svetlana
    sylvia taisia tamara taras tatiana tatyana teodor terenty theodor theodore thomas tikhon timofei
    timothy trofim ulrich ulyana upton vadim valentin valentina valerian valery varvara vasili
    vasilii vasily vasya venyamin vera veronika viacheslav vikenty viktor viktoria vincent vissarion
    vitaly vlad vladimir vladislav vlas vsevolod vyacheslav walter werner wilfred wilhelm william
    winston witold wladyslaw yakov yan yefim yekaterina yelena yelizaveta yemelian yevgenia yevgeny
    yevsei yosif yulia yuri yury zakhar zina zinaida zinovy zoya zygmunt
""")

_PATRONYMIC = re.compile(r"(?:ovich|evich|yich|ovna|evna|ichna)$")


def is_patronymic(word: str) -> bool:
    """Whether a folded word is formed like a Russian patronymic."""
    return _PATRONYMIC.search(word) is not None
