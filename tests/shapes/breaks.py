"""Ways to break the real graph of 2024: each names what goes wrong and who has to notice."""

from rdflib import DCTERMS, ORG, PROV, RDF, RDFS, SKOS, TIME, XSD, Literal, Namespace, URIRef

from shisaku.ontology.terms import CONCEPTS, NAMESPACE
from shisaku.shapes.source_text import UNREAD_ABOVE
from tests.shapes.changes import add, broken, node, put

OA = Namespace("http://www.w3.org/ns/oa#")
EDITION = node("2024")
CHAPTER, SECTION, NEXT_SECTION = node("2024/ch/6"), node("2024/ch/6/s/1"), node("2024/ch/6/s/2")
MENTION = node("2024/ch/6/s/1/m/2/b/1")  # L926, four figures
STATEMENT, INITIAL, COMPARISON = (URIRef(f"{MENTION}/a/{n}") for n in (1, 2, 3))
SPAN, SELECTOR = URIRef(f"{STATEMENT}/span"), URIRef(f"{STATEMENT}/span/selector")
REPRINT = node("2024/ch/6/s/2/m/1/b/2")  # L1022, marked, 39.2億円の内数
REPRINTED = URIRef(f"{REPRINT}/a/1")
REPRINT_REFERENCE = URIRef(f"{REPRINT}/x/reprint")
LONELY = node("2024/ch/13/s/4/m/1/b/1")  # L2982, marked, without an original
FIGURE = node("line/mobile-phone-area/2023/supplementary")  # of STATEMENT and REPRINTED
EARLIER = node("line/mobile-phone-area/2022/supplementary-2")  # of COMPARISON
CEILING = node("line/hazardous-materials-safety-ai-iot/2023/initial")
WITHIN = node("2024/ch/2/s/3/m/4/b/2/a/2")  # the only printing of CEILING
FIRST, SECOND, THIRD = (  # three unmarked mentions of one line
    node(f"2024/ch/{part}/b/1") for part in ("8/s/3/m/2", "12/s/4/m/2", "17/s/2/m/8")
)
PART, WHOLE = (node(f"2024/ch/16/s/3/m/1/b/1/a/{n}") for n in (3, 2))  # うち電波利用料財源
COMPONENT = node("line/beyond-5g-fund/2024/initial/part/radio-use-fee")
TAX_LINE, TAX = node("line/local-allocation-tax"), node("line/local-allocation-tax/2024/initial")
RATE = node("2024/ch/6/s/6/m/1/r/2")  # 1/3, with a condition
CONDITION = URIRef(f"{RATE}/c/1")  # 0.5超0.8以下
HALF = node("2024/ch/6/s/6/m/1/r/1")  # 1/2, which RATE overrides
FIRST_RATE, AGAIN = node("2024/ch/6/s/6/m/2/r/1"), node("2024/ch/9/s/3/m/1/r/7")  # L1229, L1736
CAP = node("2024/ch/16/s/4/m/3/cap/1")  # for each year
HELP = node("2024/ch/9/s/1/m/2/local-finance/1")
TARGET, OF_OTHERS = node("2024/ch/4/s/1/m/1/t/1"), node("2024/ch/17/s/2/m/1/t/1")
MILESTONE, PROGRESS = node("2024/ch/9/s/3/m/2/milestone/1"), node("2024/ch/4/s/7/m/1/progress/1")
SUCCESSION = node("succession/safe-digital-infrastructure-overseas/2024")
SUCCESSOR = node("line/safe-digital-infrastructure-overseas")
PREDECESSOR = node("line/ict-overseas-package")
RELATING = node("line/space-strategy-fund")  # L3229, marked new
RELATED = node("line/satellite-quantum-cryptography-research")  # in its brackets, L3230
COPY, ORIGINAL = node("2024/ch/10/s/1/m/1"), node("2024/ch/2/s/3/m/1")
COPIED_MENTION = node("2024/ch/10/s/1/m/1/b/1")
BUDGETED = node("2024/ch/4/s/2/m/1")  # by the Cabinet Office
NAMING = URIRef(f"{BUDGETED}/cite/2")
CENTRE = node("org/national-cyber-training-center")  # of NICT
KEEPING, FUND = node("2024/ch/16/s/3/m/1/cite/1"), node("fund/ict-research-and-development-fund")
DATING, DATED = node("2024/ch/7/s/3/m/2/cite/2"), node("policy/post-office-data-roadmap")
YEAR = node("fy/2024")
FILE = node("source/d4ac6c832b2c")
ELSEWHERE = URIRef("urn:x:elsewhere")


def concept(name: str) -> URIRef:
    """Give the IRI of a concept, such as ``phase/initial``."""
    return URIRef(CONCEPTS + name)


BREAKS = [
    broken("S01", "a mention without its name", MENTION, put(MENTION, "printedName")),
    broken("S01", "a mention with an empty name", MENTION, put(MENTION, "printedName", "")),
    broken("S01", "a mention of two lines", MENTION, add(MENTION, "mentionOf", TAX_LINE)),
    broken("S01", "a mark that is not stated", MENTION, put(MENTION, "markedNew")),
    broken("S02", "a mention without its figures", MENTION, put(MENTION, "hasStatement")),
    broken("S03", "a figure without role", STATEMENT, put(STATEMENT, "statementRole")),
    broken("S03", "a figure of no year", STATEMENT, put(STATEMENT, "fiscalYear")),
    broken("S03", "yen as words", STATEMENT, put(STATEMENT, "statedAmount", "39.2")),
    broken("S03", "a figure of two phases", STATEMENT,
           add(STATEMENT, "phase", concept("phase/initial"))),
    broken("S04", "a figure of two mentions", STATEMENT, add(REPRINT, "hasStatement", STATEMENT)),
    broken("S04", "a figure of no mention", REPRINTED, put(REPRINT, "hasStatement")),
    broken("S05", "a figure without 円", STATEMENT, put(STATEMENT, "printedAmount", "39.2億")),
    broken("S05", "a figure with a word", STATEMENT, put(STATEMENT, "printedAmount", "約39億円")),
    broken("S06", "a tenth of the yen", STATEMENT, put(STATEMENT, "statedAmount", 392_000_000)),
    broken("S06", "another printed digit", STATEMENT, put(STATEMENT, "printedAmount", "39.3億円")),
    broken("S06", "another unit", STATEMENT, put(STATEMENT, "printedAmount", "39.2百万円")),
    broken("S06", "a minus that is lost", STATEMENT, put(STATEMENT, "printedAmount", "▲39.2億円")),
    broken("S07", "no yen at all", STATEMENT, put(STATEMENT, "statedAmount", 0)),
    broken("S07", "more than the nation's budget", STATEMENT,
           put(STATEMENT, "statedAmount", 300_000_000_000_000)),
    broken("S08", "a figure without value", FIGURE, put(FIGURE, "amount")),
    broken("S08", "amount and ceiling both", FIGURE, add(FIGURE, "amountAtMost", 3_920_000_000)),
    broken("S08", "a figure of no phase", FIGURE, put(FIGURE, "phase")),
    broken("S08", "a figure counted from nothing", FIGURE, put(FIGURE, "countedFrom")),
    broken("S09", "a figure moved to where one is", EARLIER,
           put(EARLIER, "fiscalYear", node("fy/2023")),
           put(EARLIER, "phase", concept("phase/supplementary"))),
    broken("S10", "a rate without denominator", RATE, put(RATE, "rateDenominator")),
    broken("S10", "a rate in no parts", RATE, put(RATE, "rateDenominator", 0)),
    broken("S10", "a rate of unknown force", RATE, put(RATE, "rateQualifier")),
    broken("S11", "a rate of four thirds", RATE, put(RATE, "rateNumerator", 4)),
    broken("S12", "half for a third", RATE, put(RATE, "rateDenominator", 2)),
    broken("S12", "another printed rate", RATE, put(RATE, "printedRate", "３分の２")),
    broken("S13", "a range the wrong way round", CONDITION,
           put(CONDITION, "above", Literal("0.9", datatype=XSD.decimal))),
    broken("S13", "a condition without words", CONDITION, put(CONDITION, "conditionText")),
    broken("S13", "bounds of nothing", CONDITION, put(CONDITION, "conditionVariable")),
    broken("S14", "a year that begins in January", YEAR,
           put(URIRef(f"{YEAR}/begin"), TIME.inXSDDate,
               Literal("2024-01-01", datatype=XSD.date))),
    broken("S14", "a year that is called another", YEAR, put(YEAR, "year", 2025)),
    broken("S14", "a year without end", YEAR, put(YEAR, TIME.hasEnd)),
    broken("S15", "a label without language", CHAPTER, put(CHAPTER, RDFS.label, "デジタル")),
    broken("S15", "two Japanese labels", TAX_LINE, add(TAX_LINE, RDFS.label, Literal("税", "ja"))),
    broken("S15", "a label in French", YEAR, add(YEAR, RDFS.label, Literal("exercice", "fr"))),
    broken("S16", "an English label in kanji", CHAPTER,
           put(CHAPTER, RDFS.label, Literal("基盤", "ja"), Literal("基盤", "en"))),
    broken("S16", "no English label", TAX_LINE, put(TAX_LINE, RDFS.label, Literal("税", "ja"))),
    broken("S17", "a section in the edition", SECTION, put(SECTION, "partOf", node("2024"))),
    broken("S17", "a chapter beside the pillars", CHAPTER, put(CHAPTER, "partOf", node("2024"))),
    broken("S17", "a part without number", CHAPTER, put(CHAPTER, "ordinal")),
    broken("S17", "a part in two parts", SECTION, add(SECTION, "partOf", node("2024/ch/7"))),
    broken("S18", "two sections of one number", SECTION, put(NEXT_SECTION, "ordinal", 1)),
    broken("S19", "a mention in a chapter", MENTION, put(MENTION, "appearsIn", CHAPTER)),
    broken("S19", "a section cut from its chapter", MENTION, put(SECTION, "partOf")),
    broken("S19", "two mentions at one position", REPRINT, put(REPRINT, "position", 40)),
    broken("S20", "a first heading that continues", SECTION,
           put(URIRef(f"{SECTION}/h/2"), "isContinuation", True)),
    broken("S20", "two first headings", SECTION,
           put(URIRef(f"{SECTION}/h/1"), "isContinuation", False)),
    broken("S20", "a heading that tells not whose it is", SECTION,
           put(URIRef(f"{SECTION}/h/2"), "headingOf")),
    broken("S21", "a figure without place", STATEMENT, put(STATEMENT, "printedAt")),
    broken("S21", "a place that ends above", STATEMENT, put(SPAN, "endLine", 1)),
    broken("S21", "a place in no file", STATEMENT, put(SPAN, "inFile")),
    broken("S21", "characters that end at the start", STATEMENT, put(SELECTOR, OA.end, 0)),
    broken("S21", "characters without end", STATEMENT, put(SELECTOR, OA.end)),
    broken("S22", "another digit at the place", STATEMENT, put(SPAN, OA.exact, "39.3億円")),
    broken("S22", "a place moved to the next figure", STATEMENT,
           put(STATEMENT, "printedAt", URIRef(f"{INITIAL}/span"))),
    broken("S22", "a place without characters", STATEMENT, put(SPAN, OA.exact)),
    broken("S22", "another rate at the place", RATE, put(URIRef(f"{RATE}/span"), OA.exact, "2/3")),
    broken("S23", "half a checksum", FILE, put(FILE, "sha256", "d4ac6c832b2c")),
    broken("S23", "an edition of another file", FILE,
           put(node("2024"), PROV.wasDerivedFrom, ELSEWHERE)),
    broken("S24", "another amount than is printed", FIGURE, put(FIGURE, "amount", 5)),
    broken("S24", "a value from another figure", FIGURE, put(FIGURE, "countedFrom", INITIAL)),
    broken("S24", "an amount from a 内数", FIGURE, put(FIGURE, "countedFrom", REPRINTED)),
    broken("S25", "a ceiling where an amount is printed", FIGURE,
           put(FIGURE, "amount"), put(FIGURE, "amountAtMost", 3_920_000_000)),
    broken("S25", "a ceiling whose 内数 is lost", CEILING, put(WITHIN, "isWithin", False)),
    broken("S26", "a reprint counted for its original", FIGURE,
           put(FIGURE, "countedFrom", REPRINTED)),
    broken("S27", "a figure of another year", STATEMENT, put(STATEMENT, "fiscalYear", YEAR)),
    broken("S27", "a figure through another instrument", STATEMENT,
           put(STATEMENT, "instrument", concept("instrument/government-guarantee"))),
    broken("S27", "a figure of another line", STATEMENT, put(MENTION, "mentionOf", TAX_LINE)),
    broken("S28", "a phase that only the print has", STATEMENT,
           put(STATEMENT, "phase", concept("phase/initial"))),
    broken("S28", "a reprint of another phase", REPRINTED,
           put(REPRINTED, "phase", concept("phase/supplementary-2"))),
    broken("S29", "a reprint of other yen", FIGURE,
           put(REPRINTED, "isWithin", False), put(REPRINTED, "statedAmount", 3_930_000_000)),
    broken("S30", "a part larger than its whole", PART, put(PART, "statedAmount", 16_000_000_000)),
    broken("S30", "a part of another mention", PART, put(PART, "partOfStatement", INITIAL)),
    broken("S30", "a part of another phase", PART,
           put(WHOLE, "phase", concept("phase/supplementary"))),
    broken("S30", "a component larger than its whole", COMPONENT,
           put(COMPONENT, "amount", 16_000_000_000)),
    broken("S30", "a component of another line", COMPONENT, put(COMPONENT, "figureOf", TAX_LINE)),
    broken("S31", "a 内数 without whole", REPRINTED, put(REPRINTED, "withinWhole")),
    broken("S31", "a whole that is 内数 too", REPRINTED, put(STATEMENT, "isWithin", True)),
    broken("S31", "a whole of other yen", REPRINTED, put(REPRINTED, "statedAmount", 1)),
    broken("S31", "a whole of another figure", REPRINTED, put(REPRINTED, "withinWhole", INITIAL)),
    broken("S32", "a reprint whose original is lost", REPRINT, put(REPRINT, "reprintOf")),
    broken("S32", "a missing original that nobody states", LONELY,
           put(URIRef(f"{LONELY}/x/reprint"), "referenceStatus", concept("status/resolved"))),
    broken("S32", "an original found and missing", LONELY, put(LONELY, "reprintOf", MENTION)),
    broken("S33", "one more original that is missing", REPRINT,
           put(REPRINT_REFERENCE, "referenceStatus", concept("status/missing"))),
    broken("S34", "an original that is marked", REPRINT, put(MENTION, "markedReprint", True)),
    broken("S34", "a reprint that is not marked", REPRINT, put(REPRINT, "markedReprint", False)),
    broken("S34", "a reprint of another line", REPRINT, put(REPRINT, "mentionOf", TAX_LINE)),
    broken("S34", "a repeat of another line", FIRST, put(FIRST, "repeatOf", MENTION)),
    broken("S35", "a repeat that nobody states", FIRST, put(FIRST, "repeatOf")),
    broken("S35", "a repeat of a repeat", THIRD, put(THIRD, "repeatOf", FIRST)),
    broken("S35", "a repeat of the first printing, which counts nothing", SECOND,
           put(SECOND, "repeatOf", FIRST)),
    broken("S36", "a reprint that disagrees", REPRINT, put(REPRINT_REFERENCE, "agrees", False)),
    broken("S37", "a conclusion without evidence", REPRINT_REFERENCE,
           put(REPRINT_REFERENCE, "evidence")),
    broken("S37", "a conclusion by no rule", REPRINT_REFERENCE,
           put(REPRINT_REFERENCE, "concludedBy")),
    broken("S37", "a conclusion by two rules", REPRINT_REFERENCE,
           add(REPRINT_REFERENCE, "concludedBy", ELSEWHERE)),
    broken("S37", "a shortcut that says otherwise", REPRINT_REFERENCE,
           put(REPRINT, "reprintOf", FIRST)),
    broken("S37", "agreement that is not said", REPRINT_REFERENCE,
           put(REPRINT_REFERENCE, "agrees")),
    broken("S38", "a comparison with a later phase", COMPARISON,
           put(COMPARISON, "fiscalYear", YEAR)),
    broken("S39", "a hundred times the year before", TAX_LINE,
           put(TAX, "amount", 1_870_000_000_000_000)),
    broken("S39", "a hundredth of the year before", TAX_LINE, put(TAX, "amount", 184_000_000_000)),
    broken("S40", "a succession without evidence", SUCCESSION, put(SUCCESSION, "evidence")),
    broken("S40", "a predecessor that is not succeeded", SUCCESSION, put(SUCCESSOR, "succeeds")),
    broken("S40", "lines that follow each other", SUCCESSOR,
           add(PREDECESSOR, "succeeds", SUCCESSOR)),
    broken("S41", "a copy of a copy", COPY, put(ORIGINAL, "restates", node("2024/ch/2/s/3/m/2"))),
    broken("S41", "a copy in its original's section", COPY,
           put(COPY, "partOf", node("2024/ch/2/s/3"))),
    broken("S41", "a copy with a line of its own", COPY,
           put(COPIED_MENTION, "mentionOf", TAX_LINE)),
    broken("S41", "a copy of no measure", COPY,
           put(ORIGINAL, RDF.type, URIRef(f"{NAMESPACE}DocumentPart"))),
    broken("S45", "a ceiling without its lower bound", CEILING, put(CEILING, "lowerAmount")),
    broken("S45", "a figure of no printed phase", FIGURE, put(FIGURE, "printedPhase")),
    broken("S46", "a ceiling taken for money", CEILING, put(CEILING, "lowerAmount", 60_000_000)),
    broken("S46", "an amount with room above", FIGURE,
           put(FIGURE, "upperAmount", 4_000_000_000)),
    broken("S46", "a phase that nothing prints", FIGURE,
           add(FIGURE, "printedPhase", concept("phase/supplementary-1"))),
    broken("S46", "a phase whose print is forgotten", EARLIER,
           put(EARLIER, "printedPhase", concept("phase/supplementary"))),
    broken("S46", "an account that nothing prints", FIGURE,
           put(FIGURE, "account", concept("account/general"))),
    broken("S46", "another digit's unit", FIGURE, put(FIGURE, "roundingUnit", 100_000_000)),
    broken("S47", "a unit of another digit", STATEMENT,
           put(STATEMENT, "roundingUnit", 100_000_000)),
    broken("S47", "a statement without unit", STATEMENT, put(STATEMENT, "roundingUnit")),
    broken("S48", "a statement counted by nobody", REPRINTED, put(REPRINTED, "isCounted", True)),
    broken("S48", "a counted statement that denies it", STATEMENT,
           put(STATEMENT, "isCounted", False)),
    broken("S48", "a statement that does not tell", STATEMENT, put(STATEMENT, "isCounted")),
    broken("S49", "a round outside its budget", concept("phase/supplementary-2"),
           put(concept("phase/supplementary-2"), SKOS.broader)),
    broken("S49", "an instrument of which nobody knows", concept("instrument/appropriation"),
           put(concept("instrument/appropriation"), "isContingent")),
    broken("S50", "a related line as predecessor", RELATING, add(RELATING, "succeeds", RELATED)),
    broken("S50", "a related line without reference", TAX_LINE,
           add(TAX_LINE, "relatedLine", RELATED)),
    broken("S42", "a naming of nothing", NAMING, put(NAMING, "names")),
    broken("S42", "a naming that its part does not know", NAMING, put(BUDGETED, "mentions")),
    broken("S42", "a naming in two parts", NAMING, add(NAMING, "citedIn", COPY)),
    broken("S42", "a naming in a page's running head", NAMING,
           put(NAMING, "printedAt", URIRef(f"{SECTION}/h/2/span"))),
    broken("S42", "a naming in another part's heading", NAMING,
           put(NAMING, "printedAt", URIRef(f"{SECTION}/h/1/span"))),
    broken("S43", "a role that the part does not know", NAMING,
           put(NAMING, "statedRole", concept("actor/recipient"))),
    broken("S43", "a second role that the part does not know", NAMING,
           add(NAMING, "statedRole", concept("actor/recipient"))),
    broken("S43", "a keeper of no fund", KEEPING, put(FUND, "keptBy")),
    broken("S44", "a budget whose role is not printed", BUDGETED, put(NAMING, "statedRole")),
    broken("S44", "a budget of who is not named", BUDGETED,
           add(BUDGETED, "partBudgetedBy", node("org/digital-agency"))),
    broken("S51", "an edition of no series", EDITION, put(EDITION, "inSeries")),
    broken("S51", "an edition of two series", EDITION, add(EDITION, "inSeries", ELSEWHERE)),
    broken("S51", "an edition in another's series", EDITION,
           put(node("series/mic-priority-policies"), DCTERMS.publisher, ELSEWHERE)),
    broken("S52", "an edition that revises itself", EDITION,
           put(EDITION, PROV.wasRevisionOf, EDITION)),
    broken("S52", "an edition that revises a file", EDITION,
           put(EDITION, PROV.wasRevisionOf, FILE)),
    broken("S44", "a recipient that no naming states", BUDGETED,
           add(BUDGETED, "grantedTo", node("org/cabinet-office"))),
    broken("S71", "money of a naming without a role", KEEPING, put(KEEPING, "statedRole")),
    broken("S71", "money of which not all may be meant", KEEPING, put(KEEPING, "concernsWhole")),
    broken("S71", "money of another part", KEEPING, add(KEEPING, "concernsMention", MENTION)),
    broken("S72", "a fund that is printed nowhere", FUND, put(FUND, "printedAt")),
    broken("S72", "a fund with two keepers", FUND, add(FUND, "keptBy", node("org/jict"))),
    broken("S73", "a date as words", DATED, put(DATED, DCTERMS.issued, "令和4年7月")),
    broken("S73", "an article of a plan", DATING, put(DATING, "provision", "第3条")),
    broken("S74", "a centre above its institute", node("org/nict"),
           put(node("org/nict"), ORG.subOrganizationOf, CENTRE)),
    broken("S60", "a condition of which nobody knows what it does", CONDITION,
           put(CONDITION, "restricts")),
    broken("S60", "a condition without its place", CONDITION, put(CONDITION, "position")),
    broken("S61", "an exception without condition and recipient", RATE,
           put(CONDITION, "restricts", False), put(RATE, "rateTarget"), put(RATE, "recipient")),
    broken("S61", "a rate overridden in turn", RATE, add(HALF, "overrides", RATE)),
    broken("S62", "a repeat of another fraction", AGAIN, put(FIRST_RATE, "rateDenominator", 3)),
    broken("S62", "a repeat on a condition that the first has not", AGAIN,
           put(FIRST_RATE, "hasCondition")),
    broken("S63", "a period in words", CAP, put(CAP, "capPeriod", "/年")),
    broken("S64", "a rate for nothing", AGAIN, put(AGAIN, "rateObject", "")),
    broken("S65", "a measure of no kind", HELP, put(HELP, "rateKind")),
    broken("S66", "a rate without the line above", AGAIN, put(AGAIN, UNREAD_ABOVE, True)),
    broken("S67", "a target without unit", TARGET, put(TARGET, "targetUnit")),
    broken("S67", "a target of nobody", OF_OTHERS,
           put(node("2024/ch/17/s/2/m/1"), "contributesTo")),
    broken("S68", "a milestone without time", MILESTONE, put(MILESTONE, "targetTime")),
    broken("S68", "a milestone about nothing", MILESTONE, put(MILESTONE, "milestoneObject", "")),
    broken("S69", "progress that counts nothing", PROGRESS, put(PROGRESS, "progressIndicator", "")),
    broken("S69", "progress without unit", PROGRESS, put(PROGRESS, "progressUnit")),
    broken("S69", "progress towards a target in another unit", PROGRESS,
           add(PROGRESS, "aboutTarget", TARGET)),
]  # fmt: skip
