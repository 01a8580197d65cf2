package dev.kinora.web;

import dev.kinora.http.HttpProblem;

/**
 * What a page says when it cannot show what was asked for: what happened, what to do next, and the number under which
 * the log knows it (blank when nothing was logged).
 */
public record ErrorView(int status, String title, String explanation, String advice, String incident) {

    public static ErrorView of(int status, String incident) {
        return switch (status) {
            case 403 ->
                new ErrorView(
                        status,
                        "This is not open to you",
                        "The page exists, but the account you are using may not see it.",
                        "If you should have access, ask the person who sent you the link, or sign in with another account.",
                        incident);
            case 404 ->
                new ErrorView(
                        status,
                        "There is nothing at this address",
                        "The link may be old, or a letter in it may be wrong.",
                        "Check the address, or start again from the home page.",
                        incident);
            case 503 ->
                new ErrorView(
                        status,
                        "Kinora is resting for a moment",
                        "The server is starting, being updated, or has more to do than it can.",
                        "Wait a minute and load the page again.",
                        incident);
            default -> status >= 500 ? failed(status, incident) : refused(status, incident);
        };
    }

    /** A refusal keeps its own words; a failure has none that a visitor could use. */
    static ErrorView of(HttpProblem problem, String incident) {
        var usual = of(problem.status(), incident);
        return problem.status() == 500 || problem.code().equals("not-found")
                ? usual
                : new ErrorView(problem.status(), problem.title(), problem.sentence(), usual.advice(), incident);
    }

    private static ErrorView failed(int status, String incident) {
        return new ErrorView(
                status,
                "Something broke on our side",
                "The server could not finish this page. What happened has been written to its log.",
                "Try again. If it happens twice, give the number below to whoever runs this server.",
                incident);
    }

    private static ErrorView refused(int status, String incident) {
        return new ErrorView(
                status,
                "That did not work",
                "The server did not understand the request, or could not accept it as it was.",
                "Go back, reload the page and try once more.",
                incident);
    }
}
