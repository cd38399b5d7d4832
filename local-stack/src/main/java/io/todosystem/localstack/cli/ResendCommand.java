package io.todosystem.localstack.cli;

import io.todosystem.localstack.StackFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resend",
        description = {
            "Sends events to Kafka again that it may have lost; those that were handled have no second effect.",
            "A Kafka that lost everything gets them by itself."
        })
final class ResendCommand implements Runnable {
    private static final List<String> PUBLISHERS = List.of("auth", "tasks", "notification");
    private static final Pattern PERIOD = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    @Parameters(
            paramLabel = "PERIOD",
            arity = "0..1",
            defaultValue = "7d",
            description =
                    "What was sent in this time, for example 90m or 12h; 7d without it, which is all that is kept.")
    String period;

    @Mixin
    OperatorOptions options = new OperatorOptions();

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        Instant since = Instant.now().minus(parse(period));
        Operator operator = options.operator();
        for (String service : PUBLISHERS) {
            spec.commandLine().getOut().printf("%s: %d events%n", service, operator.resend(service, since));
        }
        spec.commandLine().getOut().flush();
    }

    static Duration parse(String period) {
        Matcher matcher = PERIOD.matcher(period);
        if (!matcher.matches()) {
            throw new StackFailure("A period is a number with s, m, h or d, for example 90m; " + period + " is none.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
