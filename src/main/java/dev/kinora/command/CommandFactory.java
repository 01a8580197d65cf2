package dev.kinora.command;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Gives the commands the environment they read, so that a test can give them another. */
record CommandFactory(Map<String, String> environment) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == Installation.class) {
            return type.cast(new Installation(environment));
        }
        if (type == Remote.class) {
            return type.cast(new Remote(environment));
        }
        if (type == UploadCommand.class) {
            return type.cast(new UploadCommand(environment));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
