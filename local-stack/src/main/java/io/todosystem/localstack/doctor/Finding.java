package io.todosystem.localstack.doctor;

/**
 * What was found, in a line.
 *
 * @param subject what was looked at
 * @param text how it is
 * @param remedy what to do about it; empty if all is well
 */
public record Finding(Level level, String subject, String text, String remedy) {

    /** The highest one found decides how {@code ./todo doctor} exits. */
    public enum Level {
        OK(0),
        /** Nothing is broken yet. */
        WARNING(1),
        /** Something does not work, or soon will not. */
        PROBLEM(2);

        private final int exitCode;

        Level(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(Level.OK, subject, text, "");
    }

    static Finding warning(String subject, String text, String remedy) {
        return new Finding(Level.WARNING, subject, text, remedy);
    }

    static Finding problem(String subject, String text, String remedy) {
        return new Finding(Level.PROBLEM, subject, text, remedy);
    }
}
