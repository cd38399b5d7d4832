package io.todosystem.bff.http;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the header of a change that may be sent twice, see {@link IdempotencyKey}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
        name = IdempotencyKey.HEADER,
        in = ParameterIn.HEADER,
        description =
                "Names this request: 1 to 64 visible ASCII characters, best a UUID. Sent again, nothing happens twice.")
public @interface Idempotent {}
