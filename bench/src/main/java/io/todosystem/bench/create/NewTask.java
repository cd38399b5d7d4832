package io.todosystem.bench.create;

import java.util.List;

/** What every side writes. */
final class NewTask {
    static final String DESCRIPTION = "The minutes of the last meeting, with the numbers of this quarter.";
    static final List<String> TAGS = List.of("office", "this-week");

    private NewTask() {}

    static String title(int number) {
        return "Write the report with the number " + number;
    }
}
