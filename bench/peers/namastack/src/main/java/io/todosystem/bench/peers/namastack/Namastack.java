package io.todosystem.bench.peers.namastack;

import io.namastack.outbox.Outbox;
import io.namastack.outbox.OutboxProcessingScheduler;
import io.todosystem.bench.events.program.Event;
import io.todosystem.bench.events.program.Moments;
import io.todosystem.bench.events.program.OpenLoop;
import io.todosystem.bench.events.program.Place;
import io.todosystem.bench.events.program.Verbs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * namastack-outbox, with the settings that were best in its own performance guide (virtual threads with a limit, 1,000
 * keys a poll, a poll each 25 ms) or, as {@link WithDefaults}, with none. Verbs as for our relay; {@code load COUNT}
 * fills the table while nothing is sent, {@code clear} empties it.
 */
public final class Namastack {
    private static final int WRITERS = 8;
    private static final int LOADED_AT_ONCE = 500;
    private static final Map<String, Object> TUNED = Map.of(
            "spring.threads.virtual.enabled", true,
            "namastack.outbox.processing.executor-concurrency-limit", 20,
            "namastack.outbox.polling.batch-size", 1_000,
            "namastack.outbox.polling.fixed.interval", "25ms");

    private final Outbox outbox;
    private final OutboxProcessingScheduler scheduler;
    private final TransactionTemplate transactions;
    private final JdbcTemplate jdbc;
    private final String text = "x".repeat(300);

    private Namastack(ConfigurableApplicationContext context) {
        this.outbox = context.getBean(Outbox.class);
        this.scheduler = context.getBean(OutboxProcessingScheduler.class);
        this.transactions = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcTemplate.class);
    }

    public static void main(String[] arguments) throws Exception {
        serve(Place.of(arguments), TUNED);
    }

    static void serve(Place place, Map<String, Object> settings) throws Exception {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("spring.datasource.url", place.url());
        properties.put("spring.datasource.username", place.user());
        properties.put("spring.datasource.password", place.password());
        properties.put("spring.datasource.hikari.maximum-pool-size", 20);
        properties.put("logging.level.root", "warn");
        properties.put("spring.main.banner-mode", "off");
        var application = new SpringApplication(Configured.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(properties);
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) context ->
                context.registerBean(KafkaHandler.class, () -> new KafkaHandler(place)));
        var verbs = Verbs.reserved();
        try (var context = application.run()) {
            var program = new Namastack(context);
            verbs.serve(Map.of(
                    "load", program::load, "wake", program::wake, "write", program::write, "clear", program::clear));
        }
    }

    private String load(List<String> arguments) {
        scheduler.stop();
        clear(List.of());
        var count = Integer.parseInt(arguments.getFirst());
        for (var first = 0; first < count; first += LOADED_AT_ONCE) {
            var begin = first;
            transactions.executeWithoutResult(_ -> {
                for (var number = begin; number < Math.min(count, begin + LOADED_AT_ONCE); number++) {
                    schedule(number);
                }
            });
        }
        return arguments.getFirst();
    }

    private String wake(List<String> arguments) {
        scheduler.start();
        return "awake";
    }

    private String write(List<String> arguments) throws Exception {
        var count = Integer.parseInt(arguments.get(1));
        var committed = new Moments(count);
        OpenLoop.run(Integer.parseInt(arguments.getFirst()), count, WRITERS, number -> {
            transactions.executeWithoutResult(_ -> schedule(number));
            committed.happened(number);
        });
        committed.write(Path.of(arguments.get(2)));
        return arguments.get(1);
    }

    private String clear(List<String> arguments) {
        jdbc.execute("TRUNCATE outbox_record");
        return "cleared";
    }

    private void schedule(int number) {
        var key = Event.key(number);
        outbox.schedule(new TaskEvent(key, number, text), key);
    }

    /** As it comes. */
    public static final class WithDefaults {
        private WithDefaults() {}

        public static void main(String[] arguments) throws Exception {
            serve(Place.of(arguments), Map.of());
        }
    }

    /** Everything that is on the class path. */
    @EnableAutoConfiguration
    static class Configured {}
}
