package io.todosystem.bff.exchange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangeTest {
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness", "/prometheus"})
    void who_watches_the_process_is_told_from_those_who_use_it(String path) {
        assertThat(Exchange.isAboutTheProcess(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthy", "/health/", "/health/anything", "/health-check", "/api/v1/tasks", "/"})
    void what_only_looks_like_it_is_a_request_as_any(String path) {
        assertThat(Exchange.isAboutTheProcess(path)).isFalse();
    }
}
