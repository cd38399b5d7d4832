package io.todosystem.localstack;

/**
 * Something that a person has to mend. The message names the cause and the remedy; it is shown without a stack trace.
 */
public final class StackFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public StackFailure(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public StackFailure(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
