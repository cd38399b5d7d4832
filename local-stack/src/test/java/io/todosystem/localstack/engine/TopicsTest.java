package io.todosystem.localstack.engine;

import io.todosystem.localstack.Project;
import io.todosystem.localstack.StackFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TopicsTest {
    @TempDir
    Path folder;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topics=a\npartitions=1",
                "topics=\npartitions=1\nretention=P7D",
                "topics=a b/c\npartitions=1\nretention=P7D",
                "topics=..\npartitions=1\nretention=P7D",
                "topics=a\0b\npartitions=1\nretention=P7D",
                "topics=a\npartitions=0\nretention=P7D",
                "topics=a\npartitions=many\nretention=P7D",
                "topics=a\npartitions=99999999999\nretention=P7D",
                "topics=a\npartitions=1\nretention=-P7D",
                "topics=a\npartitions=1\nretention=PT0S",
                "topics=a\npartitions=1\nretention=a week",
                "topics=a\npartitions=1\nretention=PT9223372036854775807S",
                "topics=\\u12\npartitions=1\nretention=P7D",
                "topics=a\npartitions=1\nretention=P7D\nreplicas=3",
                "topics=\u00ff\npartitions=1\nretention=P7D",
            })
    void what_declares_no_topics_is_refused_before_a_broker_is_asked(String text) throws IOException {
        Path file = Files.write(folder.resolve("topics.properties"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Topics.read(file))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining(file.toString());
    }
}
