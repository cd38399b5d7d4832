package io.todosystem.auth;

import io.todosystem.eventing.testing.PostgresExtension;
import io.todosystem.eventing.testing.SettableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One {@link AuthProcess} for a test class, on a fresh database. To be used from a static {@code @RegisterExtension}
 * field.
 */
public final class AuthExtension implements BeforeAllCallback, AfterAllCallback {
    private final PostgresExtension postgres = new PostgresExtension();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00.123456Z"));
    private final Map<String, Object> properties = new HashMap<>();
    private @Nullable AuthProcess process;

    public AuthExtension with(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        postgres.beforeAll(context);
        process = AuthProcess.start(postgres, clock, properties);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (process != null) {
            process.close();
        }
    }

    public AuthProcess process() {
        if (process == null) {
            throw new IllegalStateException("auth runs from the beginning of the test class on");
        }
        return process;
    }

    public SettableClock clock() {
        return clock;
    }

    PostgresExtension postgres() {
        return postgres;
    }

    Rows rows() {
        return new Rows(postgres);
    }
}
