package io.todosystem.localstack.doctor;

import io.todosystem.localstack.doctor.Installation.Part;
import io.todosystem.localstack.engine.HttpProbe;
import io.todosystem.localstack.service.Services;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether everything runs, and answers. */
record ProcessCheck(Installation installation) implements Check {
    private static final int OFTEN = 3;

    @Override
    public String subject() {
        return "processes";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        installation.parts().forEach(part -> look(part, findings));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(subject(), installation.parts().size() + " run and answer"));
        }
        return findings;
    }

    private void look(Part part, List<Finding> findings) {
        String name = part.name();
        if (part.state().equals("stopped")) {
            findings.add(Finding.problem(subject(), name + " is stopped", "./todo start " + name));
        } else if (!part.serves()) {
            findings.add(Finding.problem(subject(), name + " is " + part.state(), "./todo logs " + name));
        } else if (!answers(name)) {
            findings.add(Finding.problem(
                    subject(),
                    name + " runs, but is not ready for requests",
                    "./todo logs " + name + ", then ./todo restart " + name));
        } else if (part.restarts() >= OFTEN) {
            findings.add(Finding.warning(
                    subject(), name + " had to be started again " + part.restarts() + " times", "./todo logs " + name));
        }
    }

    private boolean answers(String name) {
        try {
            return !Services.NAMES.contains(name)
                    || HttpProbe.succeeds(installation.ports().management(name), "/health/readiness");
        } catch (IOException e) {
            return false;
        }
    }
}
