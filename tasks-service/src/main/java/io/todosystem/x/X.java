package io.todosystem.x;

class X {}
