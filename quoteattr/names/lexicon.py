"""The closed classes of English that tell who speaks: titles, role nouns, pronouns, what is not a name.

Out: frozen sets and mappings of lower-case words. Imports nothing.
Only words of the language are listed, never people; gender stands here only where the word itself says it.
"""

from __future__ import annotations

import re

__all__ = [
    "ADDRESS_GENDER", "ANONYMOUS_NOUNS", "ARTICLES", "BODIES", "BODIES_BY_NAME", "COMPANIES", "COUNTRIES", "DEMONYMS",
    "DESCRIPTIONS", "DOCUMENT_NOUNS", "FIRST_PERSON", "FORENAMES_TOO", "GROUP_NOUNS", "LEADERS", "LONGER_BODIES",
    "NAME_NOUNS", "NAME_SUFFIXES", "NOT_NAMES", "NOUN_GENDER", "OFFICES", "OFFICES_IN_LETTERS", "OPENERS",
    "ORGANIZATION_NOUNS", "PARTICLES", "PARTIES", "PEOPLES", "PERSONAL", "PLACES", "POSTNOMINALS", "PRONOUNS",
    "RELATIVES", "ROLE_NOUNS", "STATEMENTS", "STATES", "SURNAMES_TOO", "TITLES",
]  # fmt: skip


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


ARTICLES = _words("the a an this that these those")
RELATIVES = _words("who which that whom whose where")
FIRST_PERSON = _words("i we me us my our mine ours myself ourselves")

# Pronoun → what it can stand for: a man, a woman, a thing, several.
PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
# Those that stand for one person.
PERSONAL = {word: gender for word, gender in PRONOUNS.items() if gender in ("m", "f")}

# Forms of address that say the gender of their bearer.
ADDRESS_GENDER = {
    "mr": "m", "sir": "m", "lord": "m", "monsieur": "m", "herr": "m", "señor": "m", "signor": "m", "don": "m",
    "sheikh": "m", "king": "m", "prince": "m", "duke": "m", "baron": "m", "count": "m", "emperor": "m", "pope": "m",
    "father": "m", "brother": "m", "rabbi": "m", "imam": "m", "messrs": "m", "congressman": "m", "councilman": "m",
    "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f", "madame": "f", "mme": "f", "frau": "f",
    "señora": "f", "signora": "f", "queen": "f", "princess": "f", "duchess": "f", "baroness": "f", "countess": "f",
    "sister": "f", "madam": "f", "deaconess": "f", "congresswoman": "f", "councilwoman": "f", "sheikha": "f",
    "mother": "f",
}  # fmt: skip

TITLES = frozenset(ADDRESS_GENDER) | _words(
    """dr prof professor doctor rev reverend fr sr hon honourable honorable esq mx sen sens senator rep reps
    representative gov govs governor pres president vice-president premier chancellor minister secretary
    ambassador mayor councillor councilor cllr deputy commissioner chairman chairwoman chair chairperson
    speaker leader director judge justice attorney solicitor prosecutor sheriff chief gen general col
    colonel maj major capt captain cmdr commander lt lieutenant sgt sergeant cpl corporal pvt private adm
    admiral brig brigadier marshal officer constable pc det detective inspector insp superintendent supt
    ayatollah mullah cardinal archbishop bishop pastor dean provost rector principal coach manager spokesman
    spokeswoman spokesperson delegate assemblyman assemblywoman alderman comrade chieftain emir sultan
    archdeacon canon vicar abbot rapporteur mp mep msp mla td ceo cfo coo cto alhaji hajia coxswain
    commodore supervisor madam deaconess evangelist apostle highness majesty excellency cr monsignor msgr
    el-hadj hadji haji don doña engineer ombudsman ombudswoman under-secretary undersecretary
    asp dsp ssp dcp acp igp dci csp csupt engr datuk shri pm cm vp spokesman-general president-elect
    senator-elect lord-mayor first-lady tsar czar whip"""
)
# Offices that go by their letters, in capitals.
OFFICES_IN_LETTERS = {
    "PM": "prime minister", "CM": "chief minister", "VP": "vice president", "CEO": "chief executive",
    "CFO": "chief financial officer", "COO": "chief operating officer",
}  # fmt: skip
# Titles that people also bear as surnames: at the end of a capitalised run they are the name.
SURNAMES_TOO = _words(
    """king pope bishop judge dean major marshal prince duke baron count chancellor general abbot canon vicar
    sergeant deacon provost constable lord father sister brother speaker private miss"""
)
FORENAMES_TOO = _words("dean duke")
POSTNOMINALS = _words("sc qc kc mp mep msp mla obe mbe cbe phd md esq")
NAME_SUFFIXES = _words("jr sr ii iii iv") | POSTNOMINALS
PARTICLES = _words(
    """al el bin ibn ben bint abu abdel von van der den de del della di da das do dos du la le las los y e ter
    ten zu zum af av st ap ould uz bte d l o ul as"""
)

# Singular nouns for a person by office or trade.
ROLE_NOUNS = TITLES | _words(
    """spokesman spokeswoman spokesperson adviser advisor aide analyst economist strategist consultant pollster
    campaigner activist organizer organiser ally supporter critic opponent rival candidate nominee hopeful
    contender incumbent frontrunner front-runner challenger lawmaker legislator congressman congresswoman
    politician diplomat official envoy negotiator lobbyist donor operative expert scholar historian
    scientist researcher physicist biologist chemist geologist physiologist epidemiologist psychologist
    sociologist astronomer ecologist engineer architect designer programmer developer technician author
    co-author writer novelist poet playwright journalist reporter editor columnist correspondent commentator
    anchor presenter host broadcaster blogger critic reviewer producer photographer filmmaker actor actress
    singer musician composer conductor painter sculptor artist dancer comedian lawyer barrister attorney
    counsel solicitor magistrate clerk registrar coroner nurse doctor surgeon physician paramedic midwife
    pharmacist therapist psychiatrist vet teacher lecturer headteacher headmaster headmistress student pupil
    graduate librarian farmer fisherman crofter shepherd grower baker butcher chef cook waiter waitress
    barista bartender shopkeeper owner co-owner operator founder co-founder boss executive president
    treasurer trustee governor banker trader broker investor entrepreneur businessman businesswoman tycoon
    magnate billionaire millionaire developer realtor landlord tenant retailer worker driver pilot sailor
    skipper captain mechanic electrician plumber carpenter builder miner welder docker labourer laborer
    foreman steward secretary assistant receptionist cleaner caretaker guard soldier veteran officer
    policeman policewoman detective firefighter fireman witness victim survivor suspect defendant plaintiff
    resident neighbour neighbor villager tourist visitor passenger customer shopper fan player footballer
    striker midfielder defender goalkeeper winger batsman bowler fly-half quarterback athlete runner rower
    swimmer cyclist boxer wrestler golfer jockey trainer referee umpire champion winner coach manager mother
    father mum dad mom grandmother grandfather grandma grandpa wife husband widow widower son daughter
    brother sister uncle aunt cousin nephew niece friend colleague partner girlfriend boyfriend fiance
    fiancee parent pensioner volunteer member co-chair co-chairman vice-chairman head whistleblower
    informant insider source person man woman boy girl guest user monk nun priest pastor preacher
    archaeologist curator ranger warden harbourmaster archivist intern dramatist translator interpreter
    mediator regulator investigator examiner auditor accountant inspector planner campaigner caller voter
    juror delegate superdelegate representative coordinator organiser correspondent specialist technologist
    strategist surveyor gardener keeper beekeeper hairdresser tailor stylist model mayor-elect candidate
    democrat republican conservative liberal libertarian socialist independent individual teenager toddler
    youngster companion apprentice publisher bookseller prosecutor chaplain imam bursar usher porter brewer
    distiller vintner forester hunter trapper lighthouse-keeper stationmaster sprinter hurdler fencer hooker
    fullback catcher gymnast skater skier surfer marathoner cellist violinist pianist organist guitarist bassist
    drummer soprano baritone rapper songwriter screenwriter essayist illustrator bandleader choirmaster
    bricklayer roofer machinist trawlerman deckhand helmsman winemaker grocer greengrocer fishmonger stallholder
    seamstress dentist veterinarian astronaut botanist linguist theologian actuary bailiff schoolboy schoolgirl
    landlady retiree commuter motorist pedestrian islander homeowner hiker climber janitor groundsman lifeguard
    inventor influencer podcaster coder hacker heiress shareholder"""
)

# What a person is called by where they come from.
DEMONYMS = _words(
    """american basque belgian briton catalan corsican dane dutchman dutchwoman englishman englishwoman finn
    frenchman frenchwoman german greek irishman irishwoman italian norwegian pole russian scot scotsman serb
    sicilian spaniard swede swiss turk ukrainian welshman argentine australian austrian brazilian canadian
    colombian croat czech ghanaian hungarian indian iranian israeli japanese kenyan mexican nigerian portuguese
    romanian senegalese slovak slovene texan californian new-yorker londoner icelander greenlander luxembourger
    new-zealander zimbabwean zambian ugandan tanzanian ivorian malian rwandan angolan cameroonian jamaican haitian
    bolivian ecuadorian uruguayan paraguayan cypriot maltese bosnian kosovan montenegrin macedonian albanian
    mongolian nepali singaporean parisian glaswegian liverpudlian mancunian dubliner"""
)
# Words of description rather than office: with "the" they take up somebody just named.
DESCRIPTIONS = (
    _words(
        """democrat republican conservative liberal libertarian socialist billionaire millionaire tycoon magnate
    mogul candidate nominee hopeful contender front-runner frontrunner incumbent veteran star newcomer
    native teenager pensioner youngster widow widower champion winner businessman businesswoman entrepreneur
    politician lawmaker legislator congressman congresswoman senator governor leader neurosurgeon"""
    )
    | DEMONYMS
)
# Offices that a text often mentions without naming who holds them.
OFFICES = TITLES | _words(
    """official head boss captain chef guest suspect foreman guide boy girl lady man woman spokesman
    spokeswoman spokesperson person source other latter witness caller host neighbour neighbor operator
    owner doctor wife husband mother father clerk members member user officer executive-director lawyer"""
) - _words("coach")
# Bodies that a text names once and then calls by these nouns.
COMPANIES = _words(
    """company firm airline studio club network newspaper outlet magazine journal charity maker supplier
    manufacturer retailer start-up startup brewer developer carrier insurer chain bank broadcaster fund lender
    carmaker automaker chipmaker drugmaker planemaker conglomerate supermarket nonprofit non-profit"""
)

# Nouns that may follow the name of a body to say what it is ("the Gannett newspaper chain").
BODIES = _words("agency bloc broadcaster chain network newspaper outlet portal website")

# Nouns that say the gender of the person they are used for.
NOUN_GENDER = {
    **ADDRESS_GENDER,
    **dict.fromkeys(
        """spokesman chairman businessman policeman fireman fisherman congressman councilman assemblyman salesman
    man boy father husband widower son brother uncle nephew grandfather grandson dad grandpa actor waiter
    headmaster boyfriend gentleman monk priest batsman fiance landlord stuntman""".split(),
        "m",
    ),
    **dict.fromkeys(
        """spokeswoman chairwoman businesswoman policewoman congresswoman councilwoman assemblywoman saleswoman
    woman girl mother wife widow daughter sister aunt niece grandmother granddaughter mum mom grandma
    actress waitress headmistress girlfriend nun midwife fiancee landlady first-lady heiress""".split(),
        "f",
    ),
}

# The leaders of a country or a party go by several nouns.
LEADERS = _words("president premier chancellor leader prime-minister king queen emir sultan")

# Nouns for bodies that speak as one.
ORGANIZATION_NOUNS = COMPANIES | _words(
    """government administration presidency cabinet ministry department office agency bureau commission committee
    council board panel court tribunal parliament congress senate assembly legislature party campaign union
    federation confederation association alliance league team corporation group giant airport producer operator
    channel station paper daily weekly tabloid publication website site university college school institute
    institution academy laboratory lab hospital clinic museum gallery theatre trust foundation organization
    organisation body authority regulator watchdog service force police army navy military command guard
    coast-guard embassy mission delegation secretariat palace kremlin publisher brokerage consultancy coalition
    movement society centre center think-tank thinktank bakery brewery railway railroad port utility exchange
    label festival press house prosecution defence defense town city county village district province state
    country nation region bloc nato branch directorate ombudsman-office editorial-office press-service ngo
    orchestra bench lobby consortium guild cooperative co-operative collective"""
)
# Words that make a capitalised run the name of a body, but are no such noun by themselves.
NAME_NOUNS = ORGANIZATION_NOUNS | _words(
    """ltd plc inc corp llc gmbh ag sa limited holdings partners securities capital industries airlines news
    times post herald guardian tribune gazette courier telegraph observer chronicle radio tv television pac
    poll treasury fleet chiefs congress lines ferries terminals foods brothers bros sons technologies
    systems nations republic kingdom emirates pharmaceuticals motors energy media pictures records books
    house works mining metals shipping logistics mobile telecom robotics studios games ventures solutions networks
    wireless software semiconductor semiconductors biotech therapeutics airways petroleum steel chemicals"""
)
# Bodies whose names nothing in them tells from a person's: those of several words as they are printed.
LONGER_BODIES = (
    "Al Jazeera", "Al Arabiya", "Al Mayadeen", "Der Spiegel", "Die Zeit", "Die Welt", "Le Monde", "Le Figaro",
    "El País", "El Pais", "El Mundo", "La Repubblica", "La Stampa", "Corriere della Sera", "Goldman Sachs",
    "Morgan Stanley", "Save the Children", "Friends of the Earth", "Doctors Without Borders",
    "Médecins Sans Frontières", "Human Rights Watch", "Black Lives Matter", "Transport for London",
    "Alternative for Germany", "Verkhovna Rada", "General Staff", "No 10",
)  # fmt: skip
BODIES_BY_NAME = frozenset("-".join(re.findall(r"\w+", name.lower())) for name in LONGER_BODIES) | _words(
    """reuters xinhua tass interfax ukrinform novosti bloomberg kyodo yonhap anadolu bernama ansa efe dpa afp izvestia
    kommersant vedomosti meduza pravda bild libération haaretz asahi yomiuri politico axios buzzfeed google facebook
    twitter instagram whatsapp youtube reddit microsoft apple amazon openai nvidia intel ibm netflix spotify tiktok
    bytedance tencent alibaba baidu huawei xiaomi samsung sony nintendo uber airbnb walmart tesco ikea nestle nestlé
    unilever starbucks pfizer moderna astrazeneca novartis bayer boeing airbus ryanair easyjet lufthansa spacex
    tesla toyota volkswagen nissan honda hyundai renault bmw siemens shell bp chevron totalenergies equinor gazprom
    rosneft lukoil rosatom sberbank yandex aramco nato unesco unicef unhcr opec interpol europol eurostat frontex
    rosstat roskomnadzor hamas hezbollah taliban greenpeace oxfam pentagon bundestag bundesrat knesset duma labour"""
)

# Nouns for what is written, shown or measured.
DOCUMENT_NOUNS = _words(
    """register outlook appeal footage video photo picture clip letter report statement study survey poll
    article story column editorial op-ed book memoir novel memo memorandum email e-mail message text tweet
    post posting thread blog note notice sign card poster placard banner leaflet flyer pamphlet brochure
    document documents file files filing dossier record records transcript minutes audit review ruling
    judgment judgement verdict indictment complaint lawsuit suit petition motion bill law laws legislation
    act amendment constitution treaty agreement accord declaration communique communiqué resolution
    manifesto charter contract clause rule rules guideline guidelines guidance code protocol policy platform
    plan proposal draft paper preprint analysis assessment estimate estimates forecast projection
    projections data figures statistics numbers results result findings evidence research polls surveys
    studies reports papers letters emails e-mails tweets posts documents headline headlines caption label
    plaque inscription ad ads advert advertisement advertisements commercial website page webpage guidebook
    diary ledger log logbook screens invitation invoice receipt certificate press-release release bulletin
    newsletter dispatch cable quote saying slogan motto legend proverb interview transcript timetable annex
    appendix copy entry instructions manual rumours rumors tally count map chart graph information
    investigation affidavit"""
)
# Documents that are only the voice of whoever issues them.
STATEMENTS = _words("statement estimate estimates projection projections analysis tweet tweets message article reply")

# Plural or collective nouns for people; any other plural counts as a group as well.
GROUP_NOUNS = _words(
    """opposition locals people men women children police staff media press public crowd crew jury family
    couple majority minority many some others most few several half third quarter percent hundreds thousands
    dozens millions both all none everyone everybody somebody someone audience electorate fenmen clergy
    populace folk youth team pair duo anyone somebody those number"""
)
ANONYMOUS_NOUNS = _words(
    "official officials source sources insider insiders person diplomat diplomats someone somebody one another"
)

# What stands behind the name of an American politician: "(R-Ohio)", ", D-Mass.,".
PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
STATES = dict(
    pair.split("=")
    for pair in """ala=alabama ariz=arizona ark=arkansas calif=california colo=colorado conn=connecticut
        del=delaware fla=florida ga=georgia ill=illinois ind=indiana kan=kansas ky=kentucky la=louisiana md=maryland
        mass=massachusetts mich=michigan minn=minnesota miss=mississippi mo=missouri mont=montana neb=nebraska
        nev=nevada n.h=new-hampshire n.j=new-jersey n.m=new-mexico n.y=new-york n.c=north-carolina n.d=north-dakota
        okla=oklahoma ore=oregon pa=pennsylvania r.i=rhode-island s.c=south-carolina s.d=south-dakota tenn=tennessee
        tex=texas vt=vermont va=virginia wash=washington w.va=west-virginia wis=wisconsin wyo=wyoming""".split()
)

# Country and its adjectives, all of which count as one word in a role ("US president", "American leader").
COUNTRIES = {
    form: forms.split()[0]
    for forms in (
        "us u.s american united-states usa america washington", "uk u.k british britain united-kingdom",
        "russian russia moscow", "ukrainian ukraine kyiv kiev", "french france", "german germany", "italian italy",
        "spanish spain", "polish poland", "chinese china beijing", "japanese japan", "indian india",
        "israeli israel", "iranian iran", "iraqi iraq", "turkish turkey", "greek greece", "dutch netherlands",
        "belgian belgium", "swiss switzerland", "austrian austria", "hungarian hungary", "czech czechia",
        "slovak slovakia", "romanian romania", "bulgarian bulgaria", "serbian serbia", "croatian croatia",
        "finnish finland", "swedish sweden", "norwegian norway", "danish denmark", "irish ireland",
        "scottish scotland", "welsh wales", "portuguese portugal", "canadian canada", "mexican mexico",
        "brazilian brazil", "argentine argentinian argentina", "chilean chile", "peruvian peru",
        "colombian colombia", "venezuelan venezuela", "cuban cuba", "egyptian egypt", "syrian syria",
        "lebanese lebanon", "jordanian jordan", "saudi saudi-arabia", "qatari qatar", "emirati emirates",
        "afghan afghanistan", "pakistani pakistan", "bangladeshi bangladesh", "indonesian indonesia",
        "malaysian malaysia", "philippine filipino philippines", "thai thailand", "vietnamese vietnam",
        "korean korea", "taiwanese taiwan", "australian australia", "kenyan kenya", "nigerian nigeria",
        "ghanaian ghana", "ethiopian ethiopia", "moroccan morocco", "tunisian tunisia", "algerian algeria",
        "libyan libya", "south-african south-africa", "belarusian belarus", "georgian georgia",
        "armenian armenia", "azerbaijani azerbaijan", "kazakh kazakhstan", "moldovan moldova",
        "lithuanian lithuania", "latvian latvia", "estonian estonia", "european eu europe",
    )
    for form in forms.split()
}  # fmt: skip

# Countries and seats of government: as speakers they stand for their governments.
PLACES = frozenset(COUNTRIES) - frozenset(COUNTRIES.values()) - _words("american british u.s eu") | _words(
    """us uk eu u.s london paris berlin rome madrid warsaw budapest prague vienna brussels athens ankara cairo
    tehran baghdad damascus riyadh doha kabul islamabad delhi tokyo seoul pyongyang hanoi manila jakarta
    canberra ottawa brasilia bogota caracas havana lima santiago pretoria nairobi abuja accra algiers tunis
    rabat tripoli minsk tbilisi yerevan baku vilnius riga tallinn oslo stockholm helsinki copenhagen dublin
    lisbon bern belgrade zagreb sofia bucharest whitehall california texas florida ohio iowa nevada arizona
    york hampshire carolina virginia pennsylvania michigan wisconsin minnesota colorado wyoming utah georgia"""
)

# Capitalised adjectives: they begin a name only where another capitalised word follows ("White House").
OPENERS = frozenset(COUNTRIES) - PLACES | _words(
    """american british white black new old great good big little north south east west northern southern
    eastern western central upper lower royal national international federal general local first second
    third young christian muslim jewish hispanic latino"""
)
# Peoples and followers, in the plural or as adjectives: never a person's name by themselves.
PEOPLES = _words(
    """hispanics latinos muslims christians jews catholics protestants americans russians ukrainians europeans
    germans italians poles turks greeks brits britons armenians kurds arabs africans asians mexicans
    canadians texans democrats republicans conservatives liberals westerners democrat republican
    conservative liberal tory tories mexican-american african-american african-americans gop english
    french dutch irish spanish"""
) | (frozenset(COUNTRIES) - PLACES)

# Capitalised words that begin sentences, date events or name peoples, and so do not begin a name.
NOT_NAMES = frozenset(PRONOUNS) | ARTICLES | RELATIVES | FIRST_PERSON | _words(
    """you your yours and or but nor so yet for if then than as at by in into of off on onto out over per since
    to under until up upon via with within without about above across after against along among around
    before behind below beneath beside besides between beyond despite down during except from inside like
    near outside through throughout toward towards while because although though unless whether when
    whenever why how what whatever here there now once also even just only still again already always never
    ever often perhaps maybe meanwhile however moreover nevertheless nonetheless instead rather indeed thus
    therefore hence later earlier yesterday today tomorrow tonight recently soon finally eventually first
    second third last next both each every either neither all any some many most much more less few several
    other others another such same own one two three four five six seven eight nine ten eleven twelve
    hundreds thousands dozens is are was were be been being am do does did has have had will would shall
    should can could may might must let not no yes please well monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november december mon
    tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sept sep oct nov dec spring summer
    autumn winter according asked speaking citing adding noting saying told said says asking calling
    responding reacting given regarding concerning despite including following it's he's she's that's
    there's i'm i've i'd i'll we're we've we'll they're don't doesn't didn't isn't it’s he’s she’s that’s
    there’s i’m i’ve i’d i’ll we’re we’ve we’ll they’re don’t doesn’t didn’t isn’t nobody somebody everybody
    anyone someone everyone nothing something everything people officials sources critics experts residents
    voters democrats republicans conservatives liberals polls photo image video source update updated read
    related share advertisement abstract breaking exclusive watch though overall additionally furthermore
    similarly likewise otherwise apparently clearly certainly obviously unfortunately fortunately ultimately
    initially originally previously currently nearly almost about thank thanks dear hello hi former ex late
    acting outgoing incoming senior junior answered where's what's who's let's"""
)  # fmt: skip
