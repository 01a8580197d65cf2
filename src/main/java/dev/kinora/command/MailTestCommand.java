package dev.kinora.command;

import dev.kinora.database.Refusal;
import dev.kinora.mail.MailProblem;
import dev.kinora.mail.MailTrial;
import dev.kinora.mail.MailTrial.Result;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "mail-test",
        description = "Send one mail through the configured server and say what happened.",
        mixinStandardHelpOptions = true)
final class MailTestCommand implements Callable<Integer> {
    private static final String SETTINGS =
            "KINORA_MAIL_HOST, _PORT, _SECURITY (none, starttls, tls), _USERNAME, _PASSWORD and _FROM (the sender's address)";

    @Mixin
    private Installation installation;

    @Parameters(paramLabel = "ADDRESS", description = "Where the mail goes.")
    private String address;

    @Override
    public Integer call() {
        switch (send()) {
            case Result.Sent(var server) ->
                System.out.println(
                        server + " took the mail to " + address + ". Look into the mailbox, and into its spam.");
            case Result.NotSent(var reason) ->
                throw new Refusal("The mail was not sent: " + reason + ".", "Check " + SETTINGS + ".");
            case Result.Misconfigured(var mistake) ->
                throw new Refusal("The mail settings are wrong: " + mistake + ".", "Correct " + SETTINGS + ".");
            case Result.NotConfigured() ->
                throw new Refusal(
                        "No mail server is configured; mail is kept and its text is written to the log.",
                        "Set KINORA_MAIL_HOST and KINORA_MAIL_FROM, and what else the server asks for.");
        }
        return 0;
    }

    private Result send() {
        try {
            return MailTrial.send(address, installation.environment());
        } catch (MailProblem e) {
            throw new Refusal(e.sentence(), "Write it as name@example.org.", e);
        }
    }
}
