package io.todosystem.bench.create;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class WithoutOutboxTest {
    @Test
    void only_the_part_that_publishes_is_gone() {
        assertThat(WithoutOutbox.strip("""
                WITH recorded AS (
                    INSERT INTO task_history SELECT 1 RETURNING state
                ),
                published AS (
                    INSERT INTO outbox SELECT * FROM (SELECT coalesce(1, 2)) AS event
                )
                SELECT state FROM recorded""")).isEqualToIgnoringWhitespace("""
                WITH recorded AS (
                    INSERT INTO task_history SELECT 1 RETURNING state
                )
                SELECT state FROM recorded""");
    }

    @Test
    void other_statements_stay_as_they_are() {
        assertThat(WithoutOutbox.strip("SELECT 1")).isEqualTo("SELECT 1");
    }
}
