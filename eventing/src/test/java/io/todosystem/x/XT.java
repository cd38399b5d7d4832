package io.todosystem.x;

class XT {}
