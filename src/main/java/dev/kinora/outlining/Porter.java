package dev.kinora.outlining;

/** M. F. Porter, An algorithm for suffix stripping (1980): counting, counted and counts are one word. */
final class Porter {
    private final StringBuilder word;

    private Porter(String word) {
        this.word = new StringBuilder(word);
    }

    static String stem(String word) {
        if (word.length() < 3 || !word.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')) {
            return word;
        }
        return new Porter(word).run();
    }

    private String run() {
        plurals();
        pastAndPresent();
        if (word.charAt(word.length() - 1) == 'y' && hasVowel(word.length() - 1)) {
            word.setCharAt(word.length() - 1, 'i');
        }
        first(0, DOUBLE_ENDINGS);
        first(0, ENDINGS);
        longEndings();
        tidy();
        return word.toString();
    }

    private static final String[][] DOUBLE_ENDINGS = {
        {"ational", "ate"}, {"tional", "tion"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"}, {"bli", "ble"},
        {"alli", "al"}, {"entli", "ent"}, {"eli", "e"}, {"ousli", "ous"}, {"ization", "ize"}, {"ation", "ate"},
        {"ator", "ate"}, {"alism", "al"}, {"iveness", "ive"}, {"fulness", "ful"}, {"ousness", "ous"}, {"aliti", "al"},
        {"iviti", "ive"}, {"biliti", "ble"}, {"logi", "log"}
    };

    private static final String[][] ENDINGS = {
        {"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""}
    };

    private static final String[] LONG_ENDINGS = {
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
        "al", "er", "ic", "ou"
    };

    private void plurals() {
        if (ends("sses") || ends("ies")) {
            cut(2);
        } else if (ends("s") && !ends("ss")) {
            cut(1);
        }
    }

    private void pastAndPresent() {
        if (ends("eed")) {
            if (measure(word.length() - 3) > 0) {
                cut(1);
            }
        } else if (ends("ed") && hasVowel(word.length() - 2)) {
            cut(2);
            mend();
        } else if (ends("ing") && hasVowel(word.length() - 3)) {
            cut(3);
            mend();
        }
    }

    private void mend() {
        if (ends("at") || ends("bl") || ends("iz")) {
            word.append('e');
        } else if (endsDouble() && !ends("l") && !ends("s") && !ends("z")) {
            cut(1);
        } else if (measure(word.length()) == 1 && endsShort(word.length())) {
            word.append('e');
        }
    }

    private void first(int least, String[][] endings) {
        for (var ending : endings) {
            if (ends(ending[0])) {
                if (measure(word.length() - ending[0].length()) > least) {
                    cut(ending[0].length());
                    word.append(ending[1]);
                }
                return;
            }
        }
    }

    private void longEndings() {
        for (var ending : LONG_ENDINGS) {
            if (ends(ending)) {
                int length = word.length() - ending.length();
                boolean fits = !ending.equals("ion") || length > 0 && "st".indexOf(word.charAt(length - 1)) >= 0;
                if (fits && measure(length) > 1) {
                    cut(ending.length());
                }
                return;
            }
        }
    }

    private void tidy() {
        if (ends("e")) {
            int measure = measure(word.length() - 1);
            if (measure > 1 || measure == 1 && !endsShort(word.length() - 1)) {
                cut(1);
            }
        }
        if (ends("ll") && measure(word.length()) > 1) {
            cut(1);
        }
    }

    private boolean ends(String ending) {
        int from = word.length() - ending.length();
        return from >= 0 && word.indexOf(ending, from) == from;
    }

    private void cut(int letters) {
        word.setLength(word.length() - letters);
    }

    private boolean isConsonant(int at) {
        return switch (word.charAt(at)) {
            case 'a', 'e', 'i', 'o', 'u' -> false;
            case 'y' -> at == 0 || !isConsonant(at - 1);
            default -> true;
        };
    }

    /** How many times a vowel is followed by a consonant. */
    private int measure(int length) {
        int measure = 0;
        boolean vowel = false;
        for (int i = 0; i < length; i++) {
            boolean consonant = isConsonant(i);
            measure += vowel && consonant ? 1 : 0;
            vowel = !consonant;
        }
        return measure;
    }

    private boolean hasVowel(int length) {
        for (int i = 0; i < length; i++) {
            if (!isConsonant(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean endsDouble() {
        int last = word.length() - 1;
        return last > 0 && word.charAt(last) == word.charAt(last - 1) && isConsonant(last);
    }

    private boolean endsShort(int length) {
        return length >= 3
                && isConsonant(length - 1)
                && !isConsonant(length - 2)
                && isConsonant(length - 3)
                && "wxy".indexOf(word.charAt(length - 1)) < 0;
    }
}
