package io.todosystem.localstack.doctor;

import java.util.List;

/** One thing to look at. What it throws means that it cannot be looked at. */
interface Check {
    String subject();

    List<Finding> look() throws Exception;
}
