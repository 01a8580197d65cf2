package dev.kinora.uploads;

/** What the status of another server's answer says about a film that is asked for. */
final class Refusals {
    private Refusals() {}

    /** Whether it may be another one in a while. */
    static boolean isPassing(int status) {
        return switch (status) {
            case 408, 425, 429 -> true;
            // Of no method or version they know more tomorrow.
            case 501, 505 -> false;
            default -> status / 100 == 5;
        };
    }

    static String sentence(int status) {
        var answered = " answered " + status + ".";
        return switch (status) {
            case 401, 403, 407 ->
                "The film may not be fetched without signing in there, or not at all: the server" + answered;
            case 404 ->
                "There is nothing at this address: the server" + answered + " Look whether it is written right.";
            case 410 -> "The film is no longer at this address: the server" + answered;
            case 429 -> "The server there wants to be asked less often: it" + answered;
            default ->
                status / 100 == 5
                        ? "The server there has trouble of its own: it" + answered
                        : "The server there gives out no film at this address: it" + answered;
        };
    }
}
