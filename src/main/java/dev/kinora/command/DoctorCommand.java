package dev.kinora.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = "Say in plain words whether this machine and its database are fit for Kinora.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private Installation installation;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var findings = examine();
        var out = spec.commandLine().getOut();
        for (var finding : findings) {
            out.println(Ansi.AUTO.string(finding.state().label()) + "  "
                    + String.format(Locale.ROOT, "%-9s", finding.subject()) + finding.sentence());
            if (finding.advice() != null) {
                finding.advice().lines().forEach(line -> out.println(" ".repeat(15) + line));
            }
        }
        var bad = findings.stream()
                .filter(each -> each.state() == Finding.State.BAD)
                .count();
        out.println(bad == 0 ? "Kinora can run here." : "Mend what is bad, then ask again.");
        return bad == 0 ? 0 : 1;
    }

    private List<Finding> examine() {
        var machine = new MachineCheck(installation.environment());
        var findings = new ArrayList<>(List.of(
                machine.java(),
                machine.node(),
                machine.ffmpeg(),
                machine.memory(),
                machine.disk(installation.dataPath()),
                new KeysetCheck(installation).finding()));
        var database = new DatabaseCheck(installation);
        var ofDatabase = database.findings();
        findings.addAll(new StorageCheck(installation, database.installationId()).findings());
        findings.addAll(ofDatabase);
        machine.timeService().ifPresent(findings::add);
        return findings;
    }
}
