package io.todosystem.localstack.cli;

import io.todosystem.localstack.Home;
import io.todosystem.localstack.Project;
import io.todosystem.localstack.control.ControlClient;
import io.todosystem.localstack.doctor.Doctor;
import io.todosystem.localstack.doctor.Finding;
import io.todosystem.localstack.doctor.Finding.Level;
import io.todosystem.localstack.doctor.Installation;
import io.todosystem.localstack.doctor.Installation.Part;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Looks the running installation over and says what to do.",
            "Exits with 0 if all is well, 1 if there are warnings, 2 if there are problems."
        },
        exitCodeOnExecutionException = 2)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Home home = Homes.current();
        Optional<ControlClient> control = ControlClient.find(home);
        if (control.isEmpty()) {
            out.println("problem   processes: " + ControlClient.absence(home) + " -> ./todo up -d");
            return Level.PROBLEM.exitCode();
        }
        List<Finding> findings = new Doctor(installation(home, control.get())).examine();
        findings.forEach(finding -> out.println(line(finding)));
        out.flush();
        return findings.stream()
                .mapToInt(finding -> finding.level().exitCode())
                .max()
                .orElse(0);
    }

    private static Installation installation(Home home, ControlClient control) {
        List<Part> parts = control.status().stream()
                .map(row -> new Part(
                        row.get(0),
                        row.get(1),
                        row.get(2).equals("-") ? Optional.empty() : Optional.of(Long.valueOf(row.get(2))),
                        Integer.parseInt(row.get(4))))
                .toList();
        return new Installation(home, control.ports(), Project.ofThisBuild(), parts);
    }

    private static String line(Finding finding) {
        String found = "%-9s %s: %s"
                .formatted(finding.level().name().toLowerCase(Locale.ROOT), finding.subject(), finding.text());
        return finding.remedy().isEmpty() ? found : found + " -> " + finding.remedy();
    }
}
