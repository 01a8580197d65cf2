package dev.kinora.command;

import picocli.CommandLine.Command;

@Command(
        name = "admin",
        description = "Acts of the operator that need no browser.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            CreateUserCommand.class,
            ApiKeyCommand.class,
            RotateKeysCommand.class,
            MailTestCommand.class,
            MoveVideosCommand.class
        })
final class AdminCommand {}
