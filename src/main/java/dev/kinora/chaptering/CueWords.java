package dev.kinora.chaptering;

import java.util.regex.Pattern;

/** Words by which English speakers begin something new, end something, or go on. In other languages none is found. */
final class CueWords {
    private static final int LOOKED_AT = 16;

    private static Pattern phrases(String phrases) {
        return Pattern.compile(" (?:" + phrases + ") ");
    }

    private static Pattern opening(String phrases) {
        return Pattern.compile(
                "^ (?:(?:and|so|okay|ok|alright|all right|right|now|well|um|uh|yeah|but) ){0,3}(?:" + phrases + ") ");
    }

    private static final Pattern ANNOUNCES = phrases(
            "let's|lets|let us|let me|let's talk|i want to|i wanted to|i'd like to|we're going to|we are going to|i'm going to|i'm gonna|we're gonna|we will|we'll|we want to");
    private static final Pattern MOVES_ON = phrases(
            "move on|moving on|moving along|next|switch|jump into|jump to|jump in|dive|diving|get into|get to|get started|come back to|coming back|go back to|going back to"
                    + "|turn to|turning to|back to|start with|start by|begin with|begin by|another thing|other thing|one more|last thing|final thing|next thing|next topic|topic|agenda|section|chapter|part of|subject|shift gears|let's go");
    private static final Pattern COUNTS_ON = opening(
            "first|firstly|first of all|second|secondly|third|thirdly|finally|lastly|the first|the second|the third|the fourth|the next|the last|the final|the other|another|number one|number two|number three|number four|step one|step two|step three|last");
    private static final Pattern OKAY =
            Pattern.compile("^ (?:and |so |um |uh ){0,2}(?:okay|ok|alright|all right|cool|great|perfect|awesome) ");
    private static final Pattern SO = Pattern.compile("^ (?:and |okay |ok |um |uh ){0,2}so ");
    private static final Pattern NOW = Pattern.compile("^ (?:and |okay |ok |so |um |uh ){0,2}now ");
    private static final Pattern ABOUT = phrases(
            "talk about|talking about|talk a|look at|discuss|discussing|cover|introduce|focus on|tell us|tell me|explain|what about|how about|walk through|walk us|speaking of|regarding|when it comes to|in terms of|move to|overview|question|topic");
    private static final Pattern QUESTION = Pattern.compile(
            "^ (?:(?:and|so|okay|ok|alright|now|well|um|uh|yeah|but) ){0,3}(?:what|how|why|who|where|when|can you|could you|do you|is there|are there|would you|should) ");
    private static final Pattern THANKS = phrases(
            "thank you|thanks|great question|good question|awesome|perfect|makes sense|sounds good|interesting|cool|great|any questions|questions");
    private static final Pattern CLOSES = phrases(
            "that's it|that is it|so that's|that's all|that's how|that's why|that's what|and that's|in summary|to summarize|to sum up|in short|in conclusion|as you can see|we're done|you're done|and so on|makes sense|any questions|end of|later|next week|next lesson|next time");
    private static final Pattern WELCOMES = phrases(
            "welcome|hello|hello everyone|hi everyone|my name is|joined by|joining us|today we|today i|this video|this episode|this lesson|this lecture|this talk");
    private static final Pattern GOES_ON = Pattern.compile(
            "^ (?:(?:so|and|but|well|um|uh|yeah|now) ){0,2}(?:it|it's|and|because|but|or|that|that's|he|she|they|they're|which|this|those|these|then|also|if|yeah|yes|no|exactly|right|you|like|mm|uh-huh) ");
    private static final Pattern EXAMPLE = phrases(
            "for example|for instance|because|such as|in other words|i mean|you know|that means|which means|in this case");

    private CueWords() {}

    /** By which a feature is told; the length of a text says nothing here. */
    static boolean says(Feature feature, String opening) {
        return switch (feature) {
            case ANNOUNCES -> ANNOUNCES.matcher(opening).find();
            case MOVES_ON -> MOVES_ON.matcher(opening).find();
            case COUNTS_ON -> COUNTS_ON.matcher(opening).find();
            case OKAY -> OKAY.matcher(opening).find();
            case SO -> SO.matcher(opening).find();
            case NOW -> NOW.matcher(opening).find();
            case ABOUT -> ABOUT.matcher(opening).find();
            case QUESTION -> QUESTION.matcher(opening).find();
            case THANKS_BEFORE -> THANKS.matcher(opening).find();
            case CLOSES_BEFORE -> CLOSES.matcher(opening).find();
            case WELCOMES -> WELCOMES.matcher(opening).find();
            case GOES_ON -> GOES_ON.matcher(opening).find();
            case EXAMPLE -> EXAMPLE.matcher(opening).find();
            default -> throw new IllegalArgumentException(feature.name());
        };
    }

    /** The first words in small letters, a space before and behind each. */
    static String opening(Heard heard, int unit) {
        var words = new StringBuilder(" ");
        heard.tokens(unit).stream()
                .limit(LOOKED_AT)
                .forEach(token -> words.append(token.lower()).append(' '));
        return words.toString();
    }

    /** The last words. */
    static String ending(Heard heard, int unit) {
        var tokens = heard.tokens(unit);
        var words = new StringBuilder(" ");
        tokens.stream()
                .skip(Math.max(0, tokens.size() - LOOKED_AT))
                .forEach(token -> words.append(token.lower()).append(' '));
        return words.toString();
    }
}
