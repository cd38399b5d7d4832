package io.todosystem.localstack.engine;

import io.todosystem.localstack.Project;
import io.todosystem.localstack.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TopicsTest {
    @Test
    void declaration_of_the_project_has_every_topic() {
        Topics topics = Topics.read(Project.ofThisBuild().topics());

        assertThat(topics.names())
                .contains("task-events", "user-events", "order-events", "fulfilment-events", "notification-events")
                .contains("notification.dlq");
        assertThat(topics.partitions()).isEqualTo(12);
        assertThat(topics.retention()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void unreadable_declaration_is_a_sentence() {
        assertThatThrownBy(() -> Topics.read(Path.of("none.properties")))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("none.properties");
    }
}
