package dev.kinora.outbound;

import dev.kinora.platform.Problem;

/** Why there is no answer from an address. None of its sentences tells what a name resolves to. */
public abstract sealed class OutboundProblem extends Problem {
    private OutboundProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    private OutboundProblem(Category category, String code, String sentence, Throwable cause) {
        super(category, code, sentence, cause);
    }

    /** It leads where Kinora does not go. */
    public static final class Refused extends OutboundProblem {
        private Refused(String sentence) {
            super(Category.INVALID, "address-refused", sentence);
        }
    }

    public static final class Malformed extends OutboundProblem {
        private Malformed(String sentence) {
            super(Category.INVALID, "address-malformed", sentence);
        }
    }

    /** Nobody answered, or not in time; worth another try. */
    public static final class Unreachable extends OutboundProblem {
        private Unreachable(String code, String sentence, Throwable cause) {
            super(Category.UNAVAILABLE, code, sentence, cause);
        }
    }

    public static final class TooManyRedirects extends OutboundProblem {
        private TooManyRedirects(int most) {
            super(
                    Category.UNAVAILABLE,
                    "too-many-redirects",
                    "The address leads on to another more than " + most + " times. Give the one it ends at.");
        }
    }

    static Refused place(String host) {
        return new Refused(
                host + " is not on the public internet, and Kinora calls no other address. Whoever runs this Kinora"
                        + " can allow its network.");
    }

    static Refused port(int port) {
        return new Refused("Kinora does not call port " + port + ". Give an address at another port.");
    }

    static Malformed malformed(String sentence) {
        return new Malformed(sentence);
    }

    static Unreachable unknown(String host, Throwable cause) {
        return new Unreachable("address-unknown", "There is no server of the name " + host + ".", cause);
    }

    static Unreachable unreachable(String host, String how, Throwable cause) {
        return new Unreachable("address-unreachable", host + " " + how + ".", cause);
    }

    static Unreachable late(String host, Throwable cause) {
        return new Unreachable("address-timed-out", host + " did not answer in time.", cause);
    }

    static TooManyRedirects tooManyRedirects(int most) {
        return new TooManyRedirects(most);
    }
}
