package dev.kinora;

import dev.kinora.command.KinoraCommand;

/** The one entry point: {@code java -jar kinora.jar start}, and every other command. */
public final class Kinora {
    private Kinora() {}

    public static void main(String[] arguments) {
        System.exit(KinoraCommand.run(arguments, System.getenv()));
    }
}
