package io.todosystem.localstack.doctor;

import io.todosystem.localstack.doctor.Installation.Part;
import io.todosystem.localstack.service.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether all services are of one version, and of the build that is there. */
record BuildCheck(Installation installation) implements Check {
    private static final Pattern VERSION = Pattern.compile("(?m)^todo_build_info\\{[^}]*\\bversion=\"([^\"]*)\"");

    @Override
    public String subject() {
        return "versions";
    }

    @Override
    public List<Finding> look() throws IOException {
        Map<String, String> versions = new TreeMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Part part : installation.parts()) {
            if (Services.NAMES.contains(part.name()) && part.serves()) {
                versions.put(part.name(), version(part.name()));
                if (isOutdated(part)) {
                    findings.add(Finding.warning(
                            subject(),
                            part.name() + " was built again after it had been started",
                            "./todo restart " + part.name()));
                }
            }
        }
        if (versions.values().stream().distinct().count() > 1) {
            String all = versions.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
            findings.add(Finding.problem(subject(), "they differ: " + all, "./todo build, then ./todo restart NAME"));
        } else if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(subject(), versions.values().stream().findFirst().orElse("no service runs")));
        }
        return findings;
    }

    private String version(String name) throws IOException {
        Matcher version =
                VERSION.matcher(ManagementPage.read(installation.ports().management(name), "/prometheus")
                        .text());
        return version.find() ? version.group(1) : "without a version";
    }

    private boolean isOutdated(Part part) throws IOException {
        Instant built = Files.getLastModifiedTime(installation
                        .project()
                        .classPath(Services.module(part.name()))
                        .getFirst())
                .toInstant();
        return part.pid()
                .flatMap(ProcessHandle::of)
                .flatMap(process -> process.info().startInstant())
                .filter(built::isAfter)
                .isPresent();
    }
}
