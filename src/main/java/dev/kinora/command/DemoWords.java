package dev.kinora.command;

import dev.kinora.demo.Demo;

/** What is said of a demo where it is asked for. */
final class DemoWords {
    private DemoWords() {}

    static void say(Demo.Begun begun, String url) {
        switch (begun) {
            case Demo.Begun.Fresh(var people, var films) -> {
                System.out.println("A demo: these people are here now. Their passwords are shown this once.");
                for (var person : people) {
                    System.out.printf(
                            "  %-4s %s  %s%s%n",
                            person.username(),
                            person.email(),
                            person.password(),
                            person.runsIt() ? "  (runs this Kinora)" : "");
                }
                System.out.println(films + " films are drawn and encoded meanwhile; watch them appear at " + url);
            }
            case Demo.Begun.GoesOn() -> System.out.println("This is a demo already; films that are missing are added.");
            case Demo.Begun.Inhabited() ->
                System.out.println("People are here already, so nothing was added for a demo.");
        }
    }
}
