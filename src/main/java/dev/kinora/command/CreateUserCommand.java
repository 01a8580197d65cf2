package dev.kinora.command;

import dev.kinora.identity.Accounts;
import dev.kinora.identity.SignUp;
import dev.kinora.schema.enums.UserRole;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create-user",
        description = "Make an account; the password is the first line of the input, or is asked for.",
        mixinStandardHelpOptions = true)
final class CreateUserCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Option(names = "--email", required = true, paramLabel = "ADDRESS", description = "Taken as confirmed.")
    private String email;

    @Option(names = "--username", required = true, paramLabel = "NAME", description = "Their name in addresses.")
    private String username;

    @Option(
            names = "--role",
            defaultValue = "member",
            paramLabel = "ROLE",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private UserRole role;

    @Override
    public Integer call() {
        var password = OperatorWork.password();
        OperatorWork.on(
                installation,
                "admin create-user",
                context -> context.getBean(Accounts.class).create(new SignUp(email, username, password), role));
        System.out.println("The account " + username + " is there, as " + role + ".");
        return 0;
    }
}
