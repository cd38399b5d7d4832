package io.todosystem.bff.notification;

import io.todosystem.bff.problem.Refusal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class LastEventIdPropertyTest {
    @Property
    void an_id_of_ours_is_read_as_it_was_written(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long id) {
        assertThat(NotificationController.sequence(Long.toString(id))).isEqualTo(id);
    }

    @Property
    void anything_else_is_400_and_points_at_the_header(@ForAll("headers") String header) {
        if (header.matches("[0-9]{0,18}")) {
            assertThat(NotificationController.sequence(header)).isEqualTo(Long.parseLong("0" + header));
        } else {
            var thrown = catchThrowable(() -> NotificationController.sequence(header));
            assertThat(thrown).isInstanceOfSatisfying(Refusal.class, refusal -> {
                assertThat(refusal.status().getCode()).isEqualTo(400);
                assertThat(refusal.errors()).singleElement().hasFieldOrPropertyWithValue("pointer", "/Last-Event-ID");
            });
        }
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .numeric()
                        .withChars('-', '+', ' ', '.', 'e', '_', '\u0663')
                        .ofMaxLength(30),
                Arbitraries.strings().ofMaxLength(30));
    }
}
