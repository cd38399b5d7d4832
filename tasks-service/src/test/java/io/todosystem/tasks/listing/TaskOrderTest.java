package io.todosystem.tasks.listing;

import io.todosystem.platform.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TaskOrderTest {
    @ParameterizedTest
    @CsvSource({
        "create_time,CREATE_TIME,false",
        "update_time desc,UPDATE_TIME,true",
        "due,DUE,false",
        "priority desc,PRIORITY,true",
        "'  title   desc ',TITLE,true"
    })
    void field_and_direction_are_read(String text, TaskOrder.Field field, boolean descending) {
        assertThat(TaskOrder.parse(text)).isEqualTo(new TaskOrder(field, descending));
    }

    @Test
    void newest_come_first_by_default() {
        assertThat(TaskOrder.parse("")).isEqualTo(TaskOrder.parse("create_time desc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "due asc",
                "due DESC",
                "DUE",
                "due,title",
                "titledesc",
                "title desc desc",
                "due_order",
                "title; DROP TABLE tasks",
                "created_at",
                "desc"
            })
    void anything_else_is_refused(String text) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> TaskOrder.parse(text))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("INVALID_ORDER_BY"));
    }
}
