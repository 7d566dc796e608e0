package io.backstitch.check;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The pattern of a form's field, as browsers read it: it must be found in the text. Modellers write it, and anybody may write the text that it looks at,
 * so the work for one text is bounded, however the pattern branches.
 */
public final class FormPattern {

    private static final int MOST_STEPS = 1_000_000;

    private final Pattern pattern;

    private FormPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** What it says of a text. */
    public enum Answer {
        FITS,
        DOES_NOT_FIT,
        /** It would take too long to know. */
        UNKNOWN
    }

    /** Empty when nobody can read it here. */
    public static Optional<FormPattern> of(String source) {
        try {
            return Optional.of(new FormPattern(Pattern.compile(inJava(source))));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    public Answer ask(String text) {
        try {
            return pattern.matcher(new Counted(text)).find() ? Answer.FITS : Answer.DOES_NOT_FIT;
        } catch (TooManySteps | StackOverflowError e) {
            return Answer.UNKNOWN;
        }
    }

    /** To a browser the end is behind the last line's end too, and within brackets a bracket or {@code &&} is nothing but itself. */
    private static String inJava(String source) {
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < source.length(); i++) {
            char it = source.charAt(i);
            if (it == '\\' && i + 1 < source.length()) {
                java.append(it).append(source.charAt(++i));
            } else if (inClass) {
                inClass = it != ']';
                java.append(it == '[' || it == '&' ? "\\" : "").append(it);
            } else {
                inClass = it == '[';
                java.append(it == '$' ? "\\z" : String.valueOf(it));
                if (inClass && i + 1 < source.length() && source.charAt(i + 1) == '^') {
                    java.append(source.charAt(++i));
                }
            }
        }
        return java.toString();
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }

    /** Each step of a search looks at a character. */
    private static final class Counted implements CharSequence {

        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
