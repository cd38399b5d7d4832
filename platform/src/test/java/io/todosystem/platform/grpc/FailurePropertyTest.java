package io.todosystem.platform.grpc;

import io.grpc.Status.Code;
import io.todosystem.platform.failure.Failure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class FailurePropertyTest {
    private static final int TRAILERS = 4 * 1024;

    @Property
    void a_failure_is_the_same_on_the_other_side(
            @ForAll Code code,
            @ForAll @AlphaChars @StringLength(min = 1, max = 60) String reason,
            @ForAll @AlphaChars @StringLength(max = 500) String message,
            @ForAll @AlphaChars @StringLength(min = 1, max = 120) String field) {
        if (code == Code.OK) {
            return;
        }
        Failure sent = new Failure(code, reason, message).violation(field, "is wrong");
        Failure received = Failures.from(FailureMapping.toStatus(sent));

        assertThat(received.code()).isEqualTo(code);
        assertThat(received.reason()).isEqualTo(reason);
        assertThat(received.getMessage()).isEqualTo(message);
        assertThat(received.violations()).isEqualTo(sent.violations());
    }

    @Property
    void whatever_it_says_fits_into_trailers(@ForAll @StringLength(max = 5_000) String said) {
        Failure failure = new Failure(Code.INTERNAL, "REASON", said).resource(said, said);
        for (int i = 0; i < 50; i++) {
            failure = failure.violation(said, said);
        }
        var status = FailureMapping.toStatus(failure);
        int size = io.grpc.protobuf.StatusProto.fromThrowable(status).getSerializedSize();
        assertThat(size).isLessThan(TRAILERS);
    }

    @Property
    void an_id_of_a_request_can_spoil_no_log(@ForAll String given) {
        assertThat(RequestId.keepOrMake(given)).matches("[A-Za-z0-9._-]{1,64}");
    }
}
