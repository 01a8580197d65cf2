package dev.kinora.command;

import dev.kinora.access.ApiKeys;
import dev.kinora.database.Refusal;
import dev.kinora.identity.Accounts;
import dev.kinora.schema.enums.ApiScope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "api-key",
        description = "Make an API key for somebody and print it, this once.",
        mixinStandardHelpOptions = true)
final class ApiKeyCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Option(names = "--user", required = true, paramLabel = "NAME", description = "Username or address.")
    private String user;

    @Option(names = "--name", required = true, paramLabel = "TEXT", description = "What the key is for.")
    private String name;

    @Option(
            names = "--scopes",
            required = true,
            split = ",",
            paramLabel = "SCOPE",
            description = "One or more of ${COMPLETION-CANDIDATES}, with commas between them.")
    private Set<ApiScope> scopes;

    @Option(names = "--days", paramLabel = "N", description = "How long it works. Otherwise for ever.")
    private @Nullable Integer days;

    @Override
    public Integer call() {
        var expires = days == null ? null : Instant.now().plus(Duration.ofDays(days));
        var secret = OperatorWork.on(installation, "admin api-key", context -> {
            var owner = context.getBean(Accounts.class)
                    .idOf(user)
                    .orElseThrow(() -> new Refusal(
                            "There is nobody called " + user + ".", "./kinora admin create-user makes an account."));
            return context.getBean(ApiKeys.class)
                    .create(owner, new ApiKeys.Wish(name, scopes, expires), EnumSet.allOf(ApiScope.class))
                    .secret();
        });
        System.out.println(secret);
        return 0;
    }
}
