package io.todosystem.platform.grpc;

import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.todosystem.platform.failure.Failure;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailureMappingTest {
    @Test
    void a_failure_survives_the_way_over_the_wire() {
        Failure sent = Failure.aborted("ETAG_MISMATCH", "Somebody was faster")
                .violation("etag", "is \"3\" now")
                .retryAfter(Duration.ofMillis(1500))
                .resource("task", "42");
        Failure read = Failures.from(FailureMapping.toStatus(sent));

        assertThat(read.code()).isEqualTo(Code.ABORTED);
        assertThat(read.reason()).isEqualTo("ETAG_MISMATCH");
        assertThat(read.getMessage()).isEqualTo("Somebody was faster");
        assertThat(read.violations()).isEqualTo(sent.violations());
        assertThat(read.retryAfter()).contains(Duration.ofMillis(1500));
        assertThat(read.resource()).isEqualTo(sent.resource());
    }

    @Test
    void there_is_exactly_one_error_info_of_our_domain() throws Exception {
        StatusRuntimeException mapped = FailureMapping.toStatus(Failure.invalid("title", "is too long"));
        var details = Objects.requireNonNull(StatusProto.fromThrowable(mapped)).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .toList();

        assertThat(details).hasSize(1);
        assertThat(details.getFirst().unpack(ErrorInfo.class).getDomain()).isEqualTo("todosystem.io");
        assertThat(details.getFirst().unpack(ErrorInfo.class).getReason()).isEqualTo("INVALID_FIELD");
    }

    @Test
    void even_the_largest_stays_under_four_kibibytes() {
        Failure failure = Failure.notFound("X", "€".repeat(10_000)).resource("€".repeat(1000), "€".repeat(1000));
        for (int i = 0; i < 500; i++) {
            failure = failure.violation("field" + i + "€".repeat(1000), "€".repeat(1000));
        }
        StatusRuntimeException mapped = FailureMapping.toStatus(failure);
        byte[] details = Objects.requireNonNull(mapped.getTrailers())
                .get(Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));

        assertThat(Objects.requireNonNull(details)).hasSizeLessThan(4096);
        assertThat(Failures.from(mapped).violations()).isNotEmpty();
    }

    @Test
    void a_status_without_details_has_no_reason_and_keeps_its_text_to_itself() {
        Failure read = Failures.from(io.grpc.Status.UNAVAILABLE
                .withDescription("Connection refused: /10.0.0.7")
                .asRuntimeException());

        assertThat(read.code()).isEqualTo(Code.UNAVAILABLE);
        assertThat(read.reason()).isEqualTo(Failures.NO_REASON);
        assertThat(read.getMessage()).doesNotContain("10.0.0.7");
    }
}
