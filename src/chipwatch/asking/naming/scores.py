"""Scores, weights and limits of name lookup and search, each with where its value comes from.

Scores of names lie between 0 (nothing alike) and 1 (the same key); weights of words in a search are
relative to one another. Values marked *measured* were picked
from the tuning half of benchmarks/names.py, which counts names found and names taken wrongly. The
others are *choices*: set by hand so that the named examples come out right, and held by the tests
of ``asking/naming``. Run the benchmark before and after changing any of them.
"""

# How sure a match is

MIN_SURE_SCORE = 0.75
"""Lowest similarity at which a misspelt name is taken without asking. Measured: on the tuning curve
of benchmarks/names.py recall falls from here on, while precision stays the same even below, as the
rules on typos already refuse what is wrong: two typos in a word of eight letters score so much."""
MIN_LEAD_OVER_RIVALS = 0.05
"""How far the best match must lead the next entity. Choice: one typo in a name of twenty letters
costs 0.05, so a rival one typo further away in a usual name is no rival."""
MIN_SUGGESTION_SCORE = 0.5
"""Lowest similarity worth suggesting in "did you mean"; also the score of an ambiguous prefix.
Choice: half of the letters are right."""
MIN_SUGGESTION_LETTER_SHARE = 0.6
"""Share of the letters that must be right where no word is. Choice: half of the letters of a short
name are right by chance."""
MAX_SUGGESTIONS = 5
"""Entities listed in an error. Choice: they fit on one or two lines of a terminal."""

# Exact keys

PINYIN_SCORE = 0.95
"""Score of a key that equals the pinyin of a Chinese name: ``tengxun`` for 腾讯. Choice: less than
a written name, as several names may sound alike, and more than any similarity that is not 1."""
GRADE_PENALTY = 0.02
"""Taken off for each grade below a whole name (a part of it, then a code). Choice: small enough
that a code (0.96) still scores above pinyin."""

# Prefixes

MIN_PREFIX_LETTERS = 3
"""Letters a prefix needs (two where it has Chinese characters). Choice: two letters begin too many
names."""
PREFIX_BASE_SCORE = 0.8
"""Score of a prefix, to which up to ``MAX_COVERAGE_BONUS`` is added. Choice: equal to
``MIN_SURE_SCORE``, so that a prefix that is sure never scores less than a similarity that is."""
MAX_COVERAGE_BONUS = 0.15
"""Added in proportion to the share of the text that the query covers. Choice: a prefix then stays
below an exact key (0.8 + 0.15 < 1), and sorts of hits in a search hardly overlap."""
MAX_ACRONYM_LETTERS = 5
"""Capitals that a name may begin with and be called after another: CETC, SAFE. Choice: longer words
in capitals are names of their own."""
MIN_STEM_LETTERS = 5
"""Letters a stem needs to stand for the whole word: ``loongs`` for Loongson. Choice: the length
from which one typo is allowed too, ``MIN_LETTERS_FOR_ONE_TYPO``."""
MIN_STEM_SHARE = 0.7
"""Share of the word that such a stem must be. Choice: Intel (38 %) is not Intellifusion, ``loongs``
(75 %) is Loongson."""

# Parts of names

WORD_SCORE = 0.7
"""Score of a name of which only one entity has the words typed. Choice: below ``MIN_SURE_SCORE``,
as pages take it and say so, and nothing else does."""
MIN_TELLING_LETTERS, MIN_TELLING_CHARACTERS = 4, 2
"""Letters, or Chinese characters, that a word needs to stand for a name. Choice: shorter ones are
syllables of many names."""

# Typos

MIN_LETTERS_FOR_ONE_TYPO = 5
"""Letters a word needs before one typo is allowed. Choice: among names of four letters one typo
makes another firm: SMIC and SMEC, Meta and Beta."""
MIN_LETTERS_FOR_TWO_TYPOS = 8
"""Letters a word needs before two typos are allowed. Choice: at most a quarter of the letters are
wrong."""
MAX_TYPOS = 2
"""Typos allowed in a name of any length. Choice: with three, words of eight letters become other
words."""
MIN_LETTERS_OF_SHORT_WORD = 4
"""Letters a word needs to have a typo in a name of several words. Choice: in shorter words any
other letter makes another word."""
MAX_SHORT_NAME_LETTERS = 4
"""Letters of a word in a person's name up to which a typo is not sure. Choice: among Chinese
and Korean surnames nearly every other letter makes another one."""
MAX_USUAL_COST = 6
"""Cost (``typo_costs``) up to which people make a typo usually. Measured: nine in ten changed
letters of the half that the costs are made from cost no more, a third of all possible ones."""
LETTERS_FOR_TYPO_WEIGHT = {0: 0, 1: 5, 2: 8, 3: 11, 4: 14}
"""By the weight of all typos (a usual one weighs 1, an odd one 2), the letters of telling words
that a name needs. Measured: names typed wrongly against those that the base lacks."""
MAX_COMMON_LETTERS = 3
"""Letters that words which many names share may add to these. Choice: Technology behind a name
says that a firm is meant, and hardly which."""
LETTERS_FOR_COMPANY_FORM = 4
"""Letters more that it needs where a company form was typed with it. Measured: firms in public
lists are given with theirs, and a full name is seldom misspelt."""
MAX_TRIGRAMS_SPOILT_BY_TYPO = 4
"""Trigrams of a key that one typo can change. Fact: exchanging two neighbouring letters changes the
four trigrams that hold either; leaving out, adding or changing a letter changes three."""
MIN_LETTERS_FOR_SCAN_ERROR = 5
"""Letters a word needs before ``0`` is read as ``o``, ``rn`` as ``m`` and so on. Choice: in a
shorter word a digit belongs to a model number, and ``rn`` for ``m`` makes another word."""

# Similarity

COMMON_WORD_WEIGHT = 0.2
"""Weight of a word that many names share (Technology), where any other word weighs 1. Choice: five
such words count as much as one that is the firm's own."""
SHARED_WORDS_FACTOR = 0.8
"""Score of names that share all words but are spelt differently. Choice: at most
``MIN_SURE_SCORE``; shared words suggest an entity, and only spelling makes it sure."""
DIFFERENT_NUMBER_FACTOR = 0.7
"""Similarity is multiplied by this where the numbers in two names differ. Choice: brings even a
perfect similarity below ``MIN_SURE_SCORE``, so H100 is never taken for H200 but still suggested."""
MAX_KEY_LETTERS = 120
"""Longest key that is compared by similarity. Choice: longer than any name of the base; comparing
takes time that grows with the product of both lengths."""

# Firms with a place or a maker in their name

PLACE_PREFIX_SCORE = 0.9
"""Score of a firm found by its legal name: ``Beijing Biren Technology Development Co., Ltd.`` for
Biren Technology. Choice: between a sure similarity and a name of the base itself."""
REWORDING_SCORE = 0.9
"""Score of a name with an article, a numeral or a line of business written otherwise. Choice: as
for a place, which says as little."""
MIN_CHARACTERS_BEFORE_BUSINESS = 2
"""Chinese characters that must be left of a name without its line of business. Choice: as many as
the shortest names of firms have."""
MAX_MAKER_WORDS = 3
"""Words of a maker's name before a model: ``Nvidia HGX H20`` has one. Choice: no maker of chips in
the base has a longer name."""
MAX_MAKER_CHARACTERS = 6
"""Chinese characters of a maker's name before a model: 华为昇腾910B has two. Choice: no maker of
chips in the base is usually called by more."""

# Candidates fetched from the database

MAX_PREFIX_ENTRIES = 500
"""Names fetched that begin with a text, or hold a word. Choice: far above what any prefix of the
base has, so that nothing is cut; a bound for made-up bases of many thousand names."""
MAX_TRIGRAM_ENTRIES = 250
"""Names fetched that share trigrams with the query. Choice: fewer, as each is compared."""
MAX_WORD_ENTRIES = 40
"""Names fetched for one word of the query. Choice: a word that more names share does not
tell them apart."""
MAX_QUERY_WORDS = 3
"""Longest words of a query by which names are fetched. Choice: three searches of the index are
quick, and long words are the rarest."""
MAX_CLOSE_COMPARISONS = 20
"""Names compared word by word, those with the most similar spelling first. Choice: a bound on time,
well above the few entities that are ever suggested."""
MAX_NAMES_OF_ENTITY = 2
"""Names of one entity among them. Choice: the one spelt most similarly, and another with other
words or without a legal form."""

# Search over names and facts

PLACE_WEIGHTS = {"name": 6.0, "label": 1.2, "value": 1.0, "note": 0.5}
"""Weights of a word in a name, and in the property, the value and the note of a fact. Choice: what
a thing is called says most; tried on the questions of benchmarks/search.py."""
VARIANT_FACTOR, MAX_VARIANT_WEIGHT = 0.8, 1.2
"""What another spelling, unit or word for a word weighs, where the base has the word itself, and
the most that is taken of its weight. Choice: what was typed comes first, in names above all."""
RARITY_SMOOTHING = 0.5
"""Added to counts of entities in the inverse document frequency. Fact: as BM25 has it."""
SATURATION, LENGTH_SHARE = 1.2, 0.5
"""The constants k1 and b of BM25. Choice: k1 as usual; b lower than its usual 0.75, as firms that
matter have more facts."""
MAX_PASSAGE_WORD_WEIGHT = 1.2
"""The most that a word weighs in one passage. Choice: a fact whose property is the word asked for
answers better than one that mentions it, whatever else it says."""
NAME_SHARE_WEIGHT = 0.8
"""Weight of the words in a name, times the share of the name that they are. Choice: a thing called
just so comes before those called after it."""
TOGETHER_WEIGHT = 1.3
"""Weight of the words that stand in one passage. Choice: a little more than apart."""
SIDE_BY_SIDE_WEIGHT = 1.0
"""Weight of two words side by side in a passage, times the rarity of the commoner one. Measured: of
200 phrases of two words that one entity has in facts, and six or more have scattered, 0.56 of these
entities come first, where 0 puts 0.27 first; from 1.3 on benchmarks/search.py has fewer first."""
KNOWLEDGE_WEIGHT = 1.0
"""Weight of the logarithm of the number of facts. Choice: it decides among near equals, such as the
chips of one maker; from 1 on those that most is known of come first in benchmarks/search.py."""
KIND_WORD_WEIGHT = 0.3
"""Weight of a word that anything of a kind answers to. Choice: less than any mention."""
NAMED_WORD_FACTOR = 0.1
"""What a word counts in a fact if it stands in the name too. Choice: the fact shown is to answer
the rest of the question."""
WORDS_SCORE, MAX_WORDS_BONUS = 0.5, 0.4
"""Score shown of an entity with all words, and what the best one has more. Choice: names that equal
the query come before (1), parts of words after."""
MOST_WORDS_SCORE = 0.3
"""Score shown of the best entity that lacks a word. Choice: below any that has all."""
PART_OF_NAME_SCORE, MAX_PART_BONUS = 0.35, 0.1
"""Score of a name of which the query is a part of a word, and what it has more the larger that part
is. Choice: below whole words, above those that lack a word."""
MIN_FULL_HITS = 5
"""Hits with all words from which those that lack a word are left out. Choice: a screen's worth."""
MAX_HITS_BEFORE_NAMED, MAX_NAMED_HITS = 3, 2
"""Where many have all words: how many of these come before what the question calls by its whole
name, and how many of the latter are shown. Choice: it is then among the first five."""
MAX_PARTIAL_HITS = 20
"""Hits that lack a word, at most. Choice: further ones have little to do with the question."""
MIN_FOUND_SHARE = 0.33
"""Share of the words, by rarity, that such a hit needs. Choice: one telling word of three."""
MIN_SEARCH_SIMILARITY = 0.65
"""Lowest similarity of a name shown by a search. Choice: below the threshold for taking a name
(0.8), as a search only shows hits, and above that for suggestions (0.5)."""
MAX_GAP_TO_BEST = 0.1
"""How far a similar name may stay behind the best one and still be shown. Choice: a far better hit
makes the others noise."""
TYPO_FACTOR = 0.75
"""Scores of names found only by forgiving typos are multiplied by this. Choice: puts a perfect
similarity among the hits with all words."""
MIN_COMMON_SHARE = 0.6
"""Share of the days of a period that a span of like length has more than to stand for it. Choice: a
fiscal quarter or year that is off by a month or three does; a year does not for its half."""
