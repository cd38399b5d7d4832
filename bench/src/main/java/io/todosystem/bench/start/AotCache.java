package io.todosystem.bench.start;

import io.todosystem.bench.stage.JavaProcess;
import io.todosystem.localstack.LocalStack;
import io.todosystem.localstack.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A cache of loaded and linked classes and of what was compiled (JEP 483, 515): written when a process ends that was
 * started for it. The stack does not use one, because its processes would write it for seconds when somebody stops
 * them.
 */
record AotCache(Path file, double secondsToWrite) {

    static AotCache train(LocalStack stack, String service) throws IOException {
        Path file = Project.ofThisBuild().folder().resolve("bench/target/" + service + ".aot");
        Files.deleteIfExists(file);
        JavaProcess trainer =
                new StartSide("trainer", stack, service, false, List.of("-XX:AOTCacheOutput=" + file)).start();
        long begin = System.nanoTime();
        trainer.end();
        if (!Files.exists(file)) {
            throw new IOException("no AOT cache was written; see " + trainer.log());
        }
        return new AotCache(file, (System.nanoTime() - begin) / 1e9);
    }

    List<String> use() {
        return List.of("-XX:AOTCache=" + file);
    }
}
