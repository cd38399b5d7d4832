package io.todosystem.bff.problem;

import io.micronaut.http.HttpStatus;
import java.util.List;

/** The gateway itself refuses the request, before any service is asked. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpStatus status;
    private final String code;
    private final transient List<Problem.Fault> errors;

    public Refusal(HttpStatus status, String code, String detail, List<Problem.Fault> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public Refusal(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** 400 that names each fault. */
    public static Refusal of(String code, List<Problem.Fault> faults) {
        return new Refusal(HttpStatus.BAD_REQUEST, code, Problems.summary(faults), faults);
    }

    /** 400 for one query parameter, header or member of the body. */
    public static Refusal invalid(String name, String detail) {
        return new Refusal(
                HttpStatus.BAD_REQUEST,
                "INVALID_FIELD",
                name + " " + detail,
                List.of(new Problem.Fault("/" + name, detail)));
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Problem.Fault> errors() {
        return errors;
    }
}
