package dev.kinora.chaptering;

import java.util.regex.Pattern;

/** Tells the tags of HTML from what lectures on programming have between the same signs: lists of T, and comparisons. */
final class Markup {
    private static final String SHORT = "[abipqsu]";
    private static final String LONG =
            "abbr|address|applet|area|article|aside|audio|base|bdi|bdo|blockquote|body|br|button|canvas|caption"
                    + "|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|embed|fieldset|figcaption|figure|font"
                    + "|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark"
                    + "|marquee|math|menu|meta|meter|nav|noscript|object|ol|optgroup|option|output|param|picture|pre|progress|rp|rt|ruby|samp"
                    + "|script|search|section|select|slot|small|source|span|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea"
                    + "|tfoot|th|thead|time|title|tr|track|ul|var|video|wbr";

    private static final String ANY = "(?:" + SHORT + "|" + LONG + ")";

    /**
     * An end; a beginning with attributes; one that is no part of a type, such as List&lt;Object&gt; or &lt;T&gt;; one that is its own end; what runs
     * or loads, wherever it stands.
     */
    private static final Pattern TAG = Pattern.compile(
            "</" + ANY + "\\s*>"
                    + "|<" + ANY + "[\\s/]+[\\w:-]+\\s*="
                    + "|(?<![\\p{L}\\p{N}_])<(?:(?-i:" + SHORT + ")|" + LONG + ")\\s*>"
                    + "|<" + ANY + "\\s*/>"
                    + "|<(?:script|iframe|svg|img)\\b"
                    + "|<!",
            Pattern.CASE_INSENSITIVE);

    private Markup() {}

    static boolean isIn(String text) {
        return TAG.matcher(text).find();
    }
}
