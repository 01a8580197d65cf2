package dev.kinora.command;

import picocli.CommandLine.Command;

@Command(
        name = "admin",
        description = "Acts of the operator that need no browser.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AdminCommand {}
