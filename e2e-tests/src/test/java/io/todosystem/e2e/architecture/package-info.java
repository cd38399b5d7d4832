/** The rules that the code of all modules follows. */
@org.jspecify.annotations.NullMarked
package io.todosystem.e2e.architecture;
