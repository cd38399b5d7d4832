package io.todosystem.localstack.doctor;

import io.todosystem.localstack.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Whether there is room for data and logs. */
record DiskCheck(Home home) implements Check {
    private static final long GIB = 1L << 30;
    private static final long NEEDED = GIB;
    private static final long LITTLE = 5 * GIB;

    @Override
    public String subject() {
        return "disk";
    }

    @Override
    public List<Finding> look() throws IOException {
        return List.of(judge(Files.getFileStore(home.folder()).getUsableSpace()));
    }

    Finding judge(long free) {
        String text = "%.1f GiB are free where %s is".formatted((double) free / GIB, home.folder());
        String remedy = "free some space (du -sh " + home.folder() + "/*)";
        if (free < NEEDED) {
            return Finding.problem(subject(), text, remedy);
        }
        return free < LITTLE ? Finding.warning(subject(), text, remedy) : Finding.ok(subject(), text);
    }
}
