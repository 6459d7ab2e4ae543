from bench.comparison.word_classes import can_be_terms


def test_nouns_and_unknown_compounds_can_be_terms_verbs_and_adverbs_cannot():
    words = ["芯片", "交易", "绿色算力", "召开", "更好", "这些"]
    assert can_be_terms(words, []).tolist() == [True, True, True, False, False, False]


def test_terms_of_the_catalogue_always_can():
    assert can_be_terms(["召开"], {"召开"}).tolist() == [True]


def test_no_words_are_no_trouble():
    assert can_be_terms([], []).tolist() == []
