package io.todosystem.bff.admin;

import io.micronaut.http.HttpStatus;
import io.todosystem.bff.problem.Refusal;
import java.util.regex.Pattern;

/** A row of a service, as {@code notification-17}. */
record OperatedId(String service, long number) {
    static final String EXAMPLE = "notification-17";
    private static final Pattern SHAPE = Pattern.compile("([a-z]+)-([1-9][0-9]{0,17})");

    /** What cannot be an id is 404 with the code of an unknown one. */
    static OperatedId of(String text, String notFound) {
        var shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new Refusal(HttpStatus.NOT_FOUND, notFound, "There is nothing with this id.");
        }
        return new OperatedId(shape.group(1), Long.parseLong(shape.group(2)));
    }

    @Override
    public String toString() {
        return service + "-" + number;
    }
}
